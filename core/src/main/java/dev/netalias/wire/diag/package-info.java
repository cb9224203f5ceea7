/**
 * Questions on sockets, {@code sock_diag(7)}.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/inet_diag.h">inet_diag.h</a>
 */
@NullMarked
package dev.netalias.wire.diag;

import org.jspecify.annotations.NullMarked;
