/** Packet sockets: speaking with the hosts of a link, beside the kernel's own network stack. */
@NullMarked
package dev.netalias.linux.packet;

import org.jspecify.annotations.NullMarked;
