/** The public face of netalias. */
@NullMarked
package dev.netalias;

import org.jspecify.annotations.NullMarked;
