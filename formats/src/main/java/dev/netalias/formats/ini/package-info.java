/** Files of sections and keys, every byte kept: what networkd and NetworkManager share. */
@NullMarked
package dev.netalias.formats.ini;

import org.jspecify.annotations.NullMarked;
