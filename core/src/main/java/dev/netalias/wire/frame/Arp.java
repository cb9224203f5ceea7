package dev.netalias.wire.frame;

import org.jspecify.annotations.Nullable;

/**
 * An ARP packet for IPv4 on Ethernet (RFC 826).
 *
 * @param operation {@link #REQUEST} or {@link #REPLY}
 * @param senderMac the sender's MAC address
 * @param sender the sender's IPv4 address, 0 in a probe
 * @param targetMac the target's MAC address, 0 in a request
 * @param target the target's IPv4 address
 */
public record Arp(int operation, long senderMac, int sender, long targetMac, int target) {
  /** Bytes of the packet. */
  public static final int SIZE = 28;

  /** Who has {@link #target}? */
  public static final int REQUEST = 1;

  /** {@link #sender} has. */
  public static final int REPLY = 2;

  private static final int ETHERNET = 1;
  private static final int SIZES = 0x0604;

  /** What is wrong with the packet, null where nothing is. */
  public static @Nullable Flaw flaw(Frame frame, int at) {
    if (frame.length() < at + SIZE) {
      return Flaw.ARP_SHORT;
    }
    boolean known =
        frame.u16(at) == ETHERNET
            && frame.u16(at + 2) == Ethernet.IPV4
            && frame.u16(at + 4) == SIZES;
    return known ? null : Flaw.ARP_KIND;
  }

  /** Reads the packet. */
  public static Arp parse(Frame frame, int at) {
    return new Arp(
        frame.u16(at + 6),
        frame.u48(at + 8),
        frame.i32(at + 14),
        frame.u48(at + 18),
        frame.i32(at + 24));
  }

  /** Writes the packet. */
  public void emit(Frame frame, int at) {
    frame.put16(at, ETHERNET);
    frame.put16(at + 2, Ethernet.IPV4);
    frame.put16(at + 4, SIZES);
    frame.put16(at + 6, operation);
    frame.put48(at + 8, senderMac);
    frame.put32(at + 14, sender);
    frame.put48(at + 18, targetMac);
    frame.put32(at + 24, target);
  }

  /** The answer to this request: the target's MAC address is told. */
  public Arp answer(long mac) {
    return new Arp(REPLY, mac, target, senderMac, sender);
  }
}
