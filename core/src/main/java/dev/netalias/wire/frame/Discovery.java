package dev.netalias.wire.frame;

import dev.netalias.net.Address;
import org.jspecify.annotations.Nullable;

/**
 * A neighbour solicitation or advertisement (RFC 4861 sections 4.3 and 4.4), behind its ICMPv6
 * header's first four bytes.
 *
 * @param type {@link #SOLICITATION} or {@link #ADVERTISEMENT}
 * @param flags {@link #ROUTER}, {@link #SOLICITED}, {@link #OVERRIDE}; 0 in a solicitation
 * @param target whose link-layer address it is about
 * @param mac the link-layer address in its option, {@link #NO_MAC} where it has none
 */
public record Discovery(int type, int flags, Address target, long mac) {
  /** Who has {@link #target}? */
  public static final int SOLICITATION = 135;

  /** Here is {@link #target}. */
  public static final int ADVERTISEMENT = 136;

  /** The sender is a router. */
  public static final int ROUTER = 0x8000_0000;

  /** It answers a solicitation. */
  public static final int SOLICITED = 0x4000_0000;

  /** It replaces what was known. */
  public static final int OVERRIDE = 0x2000_0000;

  /** No link-layer address. */
  public static final long NO_MAC = -1;

  /** Hop limit that a message of this link has. */
  public static final int HOP_LIMIT = 255;

  private static final int FIXED = 24;
  private static final int OPTION = 8;
  private static final int SOURCE_MAC = 1;
  private static final int TARGET_MAC = 2;

  /** Whether an ICMPv6 type is one of the two. */
  public static boolean is(int type) {
    return type == SOLICITATION || type == ADVERTISEMENT;
  }

  /** What is wrong with a message that ends at {@code end}, null where nothing is. */
  public static @Nullable Flaw flaw(Frame frame, int at, int end, int hopLimit) {
    if (end - at < FIXED) {
      return Flaw.ND_SHORT;
    }
    if (hopLimit != HOP_LIMIT || frame.u8(at + 1) != 0) {
      return Flaw.ND_FOREIGN;
    }
    if (Ipv6.isGroup(frame, at + 8)) {
      return Flaw.ND_TARGET;
    }
    for (int place = at + FIXED; place < end; ) {
      int size = place + 2 <= end ? 8 * frame.u8(place + 1) : 0;
      if (size == 0 || place + size > end) {
        return Flaw.ND_OPTION;
      }
      place += size;
    }
    return null;
  }

  /** Reads a message that ends at {@code end}. */
  public static Discovery parse(Frame frame, int at, int end) {
    int type = frame.u8(at);
    return new Discovery(
        type,
        frame.i32(at + 4) & (ROUTER | SOLICITED | OVERRIDE),
        Ipv6.address(frame, at + 8),
        mac(frame, at + FIXED, end, type == SOLICITATION ? SOURCE_MAC : TARGET_MAC));
  }

  private static long mac(Frame frame, int at, int end, int option) {
    int place = at;
    while (place < end && frame.u8(place) != option) {
      place += 8 * frame.u8(place + 1);
    }
    return place < end ? frame.u48(place + 2) : NO_MAC;
  }

  /** Bytes of the message. */
  public int size() {
    return mac == NO_MAC ? FIXED : FIXED + OPTION;
  }

  /** Writes the message; {@code pseudo} is the pseudo header's sum, with the length. */
  public void emit(Frame frame, int at, long pseudo) {
    Ipv6.put(frame, at + 8, target);
    if (mac != NO_MAC) {
      frame.put8(at + FIXED, type == SOLICITATION ? SOURCE_MAC : TARGET_MAC);
      frame.put8(at + FIXED + 1, OPTION / 8);
      frame.put48(at + FIXED + 2, mac);
    }
    new Icmp(type, 0, flags).emit(frame, at, at + size(), pseudo);
  }

  /** The group that listens for solicitations of an address, ff02::1:ffXX:XXXX. */
  public static Address solicitedGroup(Address target) {
    long low = 0x1_ff00_0000L | target.low() & 0xff_ffff;
    return new Address(Address.INET6, 16, 0xff02L << 48, low);
  }
}
