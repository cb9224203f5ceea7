/**
 * Netlink messages of any family ({@code linux/netlink.h}): the header, errors with the kernel's
 * own text, and attributes by tables. A row of an {@link dev.netalias.wire.nl.AttributeTable} is
 * all that decoding, encoding and printing know of an attribute.
 */
@NullMarked
package dev.netalias.wire.nl;

import org.jspecify.annotations.NullMarked;
