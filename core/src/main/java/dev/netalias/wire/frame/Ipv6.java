package dev.netalias.wire.frame;

import dev.netalias.net.Address;
import org.jspecify.annotations.Nullable;

/**
 * An IPv6 header (RFC 8200 section 3).
 *
 * @param traffic traffic class and flow label, 28 bits
 * @param payload bytes that follow
 * @param next what follows
 * @param hopLimit how many more routers it may pass
 * @param source from whom
 * @param destination to whom
 */
public record Ipv6(
    int traffic, int payload, int next, int hopLimit, Address source, Address destination) {
  /** Bytes of the header. */
  public static final int SIZE = 40;

  /** Hop limit of what a host sends. */
  public static final int USUAL_HOP_LIMIT = 64;

  /** Next header: UDP. */
  public static final int UDP = 17;

  /** Next header: a fragment. */
  public static final int FRAGMENT = 44;

  /** Next header: ICMPv6. */
  public static final int ICMP = 58;

  /** Next header: nothing. */
  public static final int NOTHING = 59;

  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int DESTINATION_OPTIONS = 60;

  /** What is wrong with the header, null where nothing is. */
  public static @Nullable Flaw flaw(Frame frame, int at) {
    int left = frame.length() - at;
    if (left < SIZE) {
      return Flaw.IPV6_SHORT;
    }
    if (frame.u8(at) >>> 4 != 6) {
      return Flaw.IPV6_VERSION;
    }
    return payload(frame, at) > left - SIZE ? Flaw.IPV6_LENGTH : null;
  }

  /** Reads the header. */
  public static Ipv6 parse(Frame frame, int at) {
    return new Ipv6(
        frame.i32(at) & 0xfff_ffff,
        payload(frame, at),
        next(frame, at),
        hopLimit(frame, at),
        address(frame, at + 8),
        address(frame, at + 24));
  }

  /** Writes the header. */
  public void emit(Frame frame, int at) {
    frame.put32(at, 0x6000_0000 | traffic);
    frame.put16(at + 4, payload);
    frame.put8(at + 6, next);
    frame.put8(at + 7, hopLimit);
    put(frame, at + 8, source);
    put(frame, at + 24, destination);
  }

  /** Bytes that follow the header. */
  public static int payload(Frame frame, int at) {
    return frame.u16(at + 4);
  }

  /** What follows. */
  public static int next(Frame frame, int at) {
    return frame.u8(at + 6);
  }

  /** How many more routers it may pass. */
  public static int hopLimit(Frame frame, int at) {
    return frame.u8(at + 7);
  }

  /** Reads an address. */
  public static Address address(Frame frame, int at) {
    return new Address(Address.INET6, 16, frame.i64(at), frame.i64(at + 8));
  }

  /** Writes an address. */
  public static void put(Frame frame, int at, Address address) {
    frame.put64(at, address.high());
    frame.put64(at + 8, address.low());
  }

  /** Whether the address that begins there is of a group, ff00::/8. */
  public static boolean isGroup(Frame frame, int at) {
    return frame.u8(at) == 0xff;
  }

  /** Whether an address is of a group, ff00::/8. */
  public static boolean isGroup(Address address) {
    return address.high() >>> 56 == 0xff;
  }

  /**
   * Steps over the extension headers that a receiver may step over.
   *
   * @return where the payload begins and what it is, or where the flaw is
   */
  public static Payload payloadOf(Frame frame, int at) {
    int end = at + SIZE + payload(frame, at);
    int next = next(frame, at);
    int place = at + SIZE;
    while (next == HOP_BY_HOP || next == ROUTING || next == DESTINATION_OPTIONS) {
      int size = place + 2 <= end ? 8 * (1 + frame.u8(place + 1)) : 8;
      if (place + size > end) {
        return new Payload(place, end, next, Flaw.IPV6_EXTENSION);
      }
      next = frame.u8(place);
      place += size;
    }
    return new Payload(place, end, next, null);
  }

  /**
   * The payload behind all extension headers.
   *
   * @param at where it begins
   * @param end where it ends
   * @param protocol what it is
   * @param flaw why there is none, null where there is one
   */
  public record Payload(int at, int end, int protocol, @Nullable Flaw flaw) {}

  /**
   * The sum of the pseudo header that the sums of UDP and ICMPv6 begin with, without the length.
   */
  public static long pseudoSum(Frame frame, int at, int protocol) {
    return Checksum.sum(frame, at + 8, 32, protocol);
  }
}
