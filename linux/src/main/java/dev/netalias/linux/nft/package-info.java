/** Netalias's own nftables table in a running kernel: read and changed by messages of its own. */
@NullMarked
package dev.netalias.linux.nft;

import org.jspecify.annotations.NullMarked;
