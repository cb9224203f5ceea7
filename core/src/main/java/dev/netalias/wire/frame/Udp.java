package dev.netalias.wire.frame;

import org.jspecify.annotations.Nullable;

/**
 * A UDP header (RFC 768).
 *
 * @param source port of the sender
 * @param destination port of the receiver
 * @param length bytes of header and payload
 */
public record Udp(int source, int destination, int length) {
  /** Bytes of the header. */
  public static final int SIZE = 8;

  /**
   * What is wrong with a datagram that ends at {@code end}, null where nothing is. A missing sum is
   * no flaw here: only IPv6 forbids it, see {@link #isSummed}.
   *
   * @param pseudo the sum of the pseudo header, without the length
   */
  public static @Nullable Flaw flaw(Frame frame, int at, int end, long pseudo) {
    if (end - at < SIZE) {
      return Flaw.UDP_SHORT;
    }
    int length = length(frame, at);
    if (length < SIZE || length > end - at) {
      return Flaw.UDP_LENGTH;
    }
    boolean sound = !isSummed(frame, at) || Checksum.holds(frame, at, length, pseudo + length);
    return sound ? null : Flaw.UDP_CHECKSUM;
  }

  /** Whether it has a checksum. */
  public static boolean isSummed(Frame frame, int at) {
    return frame.u16(at + 6) != 0;
  }

  /** Reads the header. */
  public static Udp parse(Frame frame, int at) {
    return new Udp(source(frame, at), destination(frame, at), length(frame, at));
  }

  /** Writes the header, once the payload is there; {@code pseudo} is without the length. */
  public void emit(Frame frame, int at, long pseudo) {
    frame.put16(at, source);
    frame.put16(at + 2, destination);
    frame.put16(at + 4, length);
    frame.put16(at + 6, 0);
    int sum = Checksum.of(Checksum.sum(frame, at, length, pseudo + length));
    frame.put16(at + 6, sum == 0 ? 0xffff : sum); // 0 would mean that there is none
  }

  /** Port of the sender. */
  public static int source(Frame frame, int at) {
    return frame.u16(at);
  }

  /** Port of the receiver. */
  public static int destination(Frame frame, int at) {
    return frame.u16(at + 2);
  }

  /** Bytes of header and payload. */
  public static int length(Frame frame, int at) {
    return frame.u16(at + 4);
  }
}
