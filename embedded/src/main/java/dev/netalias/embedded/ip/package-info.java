/**
 * The network stack of one host: receive attribution, ARP and neighbour discovery with the table of
 * neighbours, IPv4 and IPv6 with routes, fragments and forwarding, ICMP, UDP. Nothing here throws
 * for what a frame holds: it is dropped, and counted by reason.
 */
@NullMarked
package dev.netalias.embedded.ip;

import org.jspecify.annotations.NullMarked;
