/** netplan's YAML, several files as one configuration. */
@NullMarked
package dev.netalias.formats.netplan;

import org.jspecify.annotations.NullMarked;
