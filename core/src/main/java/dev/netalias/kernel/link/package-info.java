/** The hosts that share a link with a kernel, as far as it lets one speak with them. */
@NullMarked
package dev.netalias.kernel.link;

import org.jspecify.annotations.NullMarked;
