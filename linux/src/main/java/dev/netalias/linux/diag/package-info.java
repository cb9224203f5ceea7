/** Which connections there are, and which programs have them. */
@NullMarked
package dev.netalias.linux.diag;

import org.jspecify.annotations.NullMarked;
