package dev.netalias.wire.frame;

import org.jspecify.annotations.Nullable;

/**
 * An IPv4 header (RFC 791 section 3.1). It is sent without options; options that came are stepped
 * over.
 *
 * @param headerLength bytes of the header, options included
 * @param tos type of service
 * @param totalLength bytes of header and payload
 * @param id which datagram a fragment is of
 * @param fragment flags and offset: {@link #DONT_FRAGMENT}, {@link #MORE_FRAGMENTS}, offset / 8
 * @param ttl how many more routers it may pass
 * @param protocol what follows
 * @param source from whom
 * @param destination to whom
 */
public record Ipv4(
    int headerLength,
    int tos,
    int totalLength,
    int id,
    int fragment,
    int ttl,
    int protocol,
    int source,
    int destination) {
  /** Bytes of a header without options. */
  public static final int SIZE = 20;

  /** The largest datagram, header included. */
  public static final int MOST_BYTES = 65_535;

  /** TTL of what a host sends. */
  public static final int USUAL_TTL = 64;

  /** Protocol number of ICMP. */
  public static final int ICMP = 1;

  /** Protocol number of UDP. */
  public static final int UDP = 17;

  /** Flag: no router may cut it up. */
  public static final int DONT_FRAGMENT = 0x4000;

  /** Flag: not the last fragment. */
  public static final int MORE_FRAGMENTS = 0x2000;

  /** Bits of {@link #fragment} that are the offset, in units of 8 bytes. */
  public static final int OFFSET_BITS = 0x1fff;

  private static final int MULTICAST = 0xe;

  /** What is wrong with the header, null where nothing is. */
  public static @Nullable Flaw flaw(Frame frame, int at) {
    int left = frame.length() - at;
    if (left < SIZE) {
      return Flaw.IPV4_SHORT;
    }
    int first = frame.u8(at);
    int header = 4 * (first & 0xf);
    int total = frame.u16(at + 2);
    if (first >>> 4 != 4) {
      return Flaw.IPV4_VERSION;
    }
    if (header < SIZE || header > left) {
      return Flaw.IPV4_HEADER_LENGTH;
    }
    if (total < header || total > left) {
      return Flaw.IPV4_TOTAL_LENGTH;
    }
    if (!Checksum.holds(frame, at, header, 0)) {
      return Flaw.IPV4_CHECKSUM;
    }
    return fragmentFlaw(frame.u16(at + 6), total - header);
  }

  private static @Nullable Flaw fragmentFlaw(int fragment, int payload) {
    boolean more = (fragment & MORE_FRAGMENTS) != 0;
    int start = 8 * (fragment & OFFSET_BITS);
    boolean odd = more && (payload == 0 || payload % 8 != 0);
    return odd || start + payload > MOST_BYTES - SIZE ? Flaw.IPV4_FRAGMENT : null;
  }

  /** Reads the header. */
  public static Ipv4 parse(Frame frame, int at) {
    return new Ipv4(
        headerLength(frame, at),
        frame.u8(at + 1),
        totalLength(frame, at),
        frame.u16(at + 4),
        fragment(frame, at),
        ttl(frame, at),
        protocol(frame, at),
        source(frame, at),
        destination(frame, at));
  }

  /** Writes the header, its checksum included; zeros where it has options. */
  public void emit(Frame frame, int at) {
    frame.put8(at, 0x40 | headerLength / 4);
    frame.put8(at + 1, tos);
    frame.put16(at + 2, totalLength);
    frame.put16(at + 4, id);
    frame.put16(at + 6, fragment);
    frame.put8(at + 8, ttl);
    frame.put8(at + 9, protocol);
    frame.put16(at + 10, 0);
    frame.put32(at + 12, source);
    frame.put32(at + 16, destination);
    frame.fill(at + SIZE, headerLength - SIZE, 0);
    frame.put16(at + 10, Checksum.of(Checksum.sum(frame, at, headerLength, 0)));
  }

  /** Takes one from the TTL of a header in place, checksum included (RFC 1624). */
  public static void age(Frame frame, int at) {
    frame.put8(at + 8, frame.u8(at + 8) - 1);
    long sum = (~frame.u16(at + 10) & 0xffff) + 0xfeffL; // one high byte less
    frame.put16(at + 10, Checksum.of(sum));
  }

  /** Bytes of the header, options included. */
  public static int headerLength(Frame frame, int at) {
    return 4 * (frame.u8(at) & 0xf);
  }

  /** Bytes of header and payload. */
  public static int totalLength(Frame frame, int at) {
    return frame.u16(at + 2);
  }

  /** Flags and offset. */
  public static int fragment(Frame frame, int at) {
    return frame.u16(at + 6);
  }

  /** Whether it is a part of a datagram only. */
  public static boolean isFragment(Frame frame, int at) {
    return (fragment(frame, at) & (MORE_FRAGMENTS | OFFSET_BITS)) != 0;
  }

  /** How many more routers it may pass. */
  public static int ttl(Frame frame, int at) {
    return frame.u8(at + 8);
  }

  /** What follows. */
  public static int protocol(Frame frame, int at) {
    return frame.u8(at + 9);
  }

  /** From whom. */
  public static int source(Frame frame, int at) {
    return frame.i32(at + 12);
  }

  /** To whom. */
  public static int destination(Frame frame, int at) {
    return frame.i32(at + 16);
  }

  /** Whether an address is of a group, 224.0.0.0/4. */
  public static boolean isGroup(int address) {
    return address >>> 28 == MULTICAST;
  }

  /** The sum of the pseudo header that UDP's checksum begins with, without the length. */
  public static long pseudoSum(Frame frame, int at) {
    return Checksum.sum(frame, at + 12, 8, protocol(frame, at));
  }

  /** The same sum of a header that is not written yet. */
  public static long pseudoSum(int source, int destination, int protocol) {
    return (source & 0xffff_ffffL) + (destination & 0xffff_ffffL) + protocol;
  }

  /** The header of a packet that this host sends, with so many bytes of payload. */
  public static Ipv4 of(int protocol, int source, int destination, int payload) {
    return new Ipv4(SIZE, 0, SIZE + payload, 0, 0, USUAL_TTL, protocol, source, destination);
  }

  /** The same with another TTL. */
  public Ipv4 withTtl(int newTtl) {
    return new Ipv4(
        headerLength, tos, totalLength, id, fragment, newTtl, protocol, source, destination);
  }

  /** The same with another id, and flags and offset. */
  public Ipv4 withFragment(int newId, int newFragment) {
    return new Ipv4(
        headerLength, tos, totalLength, newId, newFragment, ttl, protocol, source, destination);
  }

  /** The same with so many bytes of payload. */
  public Ipv4 withPayload(int bytes) {
    return new Ipv4(
        headerLength, tos, headerLength + bytes, id, fragment, ttl, protocol, source, destination);
  }
}
