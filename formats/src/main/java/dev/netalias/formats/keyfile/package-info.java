/** NetworkManager's keyfiles, one connection each. */
@NullMarked
package dev.netalias.formats.keyfile;

import org.jspecify.annotations.NullMarked;
