/**
 * The messages of nf_tables.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/netfilter/nf_tables.h">nf_tables.h</a>
 */
@NullMarked
package dev.netalias.wire.nft;

import org.jspecify.annotations.NullMarked;
