/** TAP: an Ethernet device of the kernel whose other end is this process. */
@NullMarked
package dev.netalias.linux.tap;

import org.jspecify.annotations.NullMarked;
