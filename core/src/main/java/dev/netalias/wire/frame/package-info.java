/**
 * Frames: Ethernet, ARP, IPv4, ICMP, UDP, IPv6, ICMPv6 with neighbour discovery, and pcap files.
 *
 * <p>Every header is a record with {@code parse} and {@code emit} side by side, a line a field.
 * Nothing here throws for what a frame holds: {@code flaw} judges a header and all its lengths
 * first and says what is wrong with it, or null; after that {@code parse} can't fail. Single fields
 * can be read without a record, for the path that every packet takes.
 */
@NullMarked
package dev.netalias.wire.frame;

import org.jspecify.annotations.NullMarked;
