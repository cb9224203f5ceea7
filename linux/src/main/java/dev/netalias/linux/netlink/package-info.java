/** Netlink sockets, {@code netlink(7)}: dumps, batches of changes, and events. */
@NullMarked
package dev.netalias.linux.netlink;

import org.jspecify.annotations.NullMarked;
