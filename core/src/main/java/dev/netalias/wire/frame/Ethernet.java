package dev.netalias.wire.frame;

import org.jspecify.annotations.Nullable;

/**
 * An Ethernet header ({@code linux/if_ether.h}). MAC addresses are 48-bit numbers.
 *
 * @param destination to whom
 * @param source from whom
 * @param type what follows, {@code ETH_P_*}
 */
public record Ethernet(long destination, long source, int type) {
  /** Bytes of the header, {@code ETH_HLEN}. */
  public static final int SIZE = 14;

  /** {@code ETH_P_IP}. */
  public static final int IPV4 = 0x0800;

  /** {@code ETH_P_ARP}. */
  public static final int ARP = 0x0806;

  /** {@code ETH_P_IPV6}. */
  public static final int IPV6 = 0x86dd;

  /** To everybody on the wire. */
  public static final long BROADCAST = 0xffff_ffff_ffffL;

  private static final long GROUP_BIT = 1L << 40;

  /** What is wrong with the header, null where nothing is. */
  public static @Nullable Flaw flaw(Frame frame) {
    return frame.length() < SIZE ? Flaw.ETHERNET_SHORT : null;
  }

  /** Reads the header. */
  public static Ethernet parse(Frame frame) {
    return new Ethernet(destination(frame), source(frame), type(frame));
  }

  /** Writes the header. */
  public void emit(Frame frame) {
    frame.put48(0, destination);
    frame.put48(6, source);
    frame.put16(12, type);
  }

  /** To whom. */
  public static long destination(Frame frame) {
    return frame.u48(0);
  }

  /** From whom. */
  public static long source(Frame frame) {
    return frame.u48(6);
  }

  /** What follows. */
  public static int type(Frame frame) {
    return frame.u16(12);
  }

  /** Whether an address is of a group: multicast, or broadcast. */
  public static boolean isGroup(long mac) {
    return (mac & GROUP_BIT) != 0;
  }

  /** The address of an IPv4 multicast group (RFC 1112 section 6.4). */
  public static long ofIpv4Group(int group) {
    return 0x0100_5e00_0000L | group & 0x7f_ffff;
  }

  /** The address of an IPv6 multicast group (RFC 2464 section 7). */
  public static long ofIpv6Group(long low) {
    return 0x3333_0000_0000L | low & 0xffff_ffffL;
  }
}
