/**
 * Duplicate detection and announcing: whether somebody on the link has an address before it opens
 * here, and that it is here once it has opened (RFC 5227; RFC 4861 and 4862 for IPv6). State
 * machines that are told what time it is; a kernel's {@link dev.netalias.kernel.link.Neighbourhood}
 * carries what they say.
 */
@NullMarked
package dev.netalias.probe;

import org.jspecify.annotations.NullMarked;
