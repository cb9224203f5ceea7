/** The listings of NET_ALIAS below {@code /proc/net}. */
@NullMarked
package dev.netalias.alias.listing;

import org.jspecify.annotations.NullMarked;
