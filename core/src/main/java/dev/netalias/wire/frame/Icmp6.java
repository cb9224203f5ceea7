package dev.netalias.wire.frame;

import org.jspecify.annotations.Nullable;

/** Numbers and lengths of ICMPv6 (RFC 4443); its header has the shape of {@link Icmp}. */
public final class Icmp6 {
  /** Destination unreachable. */
  public static final int UNREACHABLE = 1;

  /** Too big for the next link. */
  public static final int TOO_BIG = 2;

  /** Hop limit exceeded. */
  public static final int TIME_EXCEEDED = 3;

  /** Parameter problem. */
  public static final int PARAMETER = 4;

  /** Echo request. */
  public static final int ECHO = 128;

  /** Echo reply. */
  public static final int ECHO_REPLY = 129;

  /** Code of {@link #UNREACHABLE}: no route. */
  public static final int NO_ROUTE = 0;

  /** Code of {@link #UNREACHABLE}: the neighbour does not answer. */
  public static final int HOST = 3;

  /** Code of {@link #UNREACHABLE}: nobody listens on that port. */
  public static final int PORT = 4;

  /** Code of {@link #PARAMETER}: nobody takes that next header here. */
  public static final int NEXT_HEADER = 1;

  private Icmp6() {}

  /**
   * What is wrong with a message that ends at {@code end}, null where nothing is.
   *
   * @param pseudo the sum of the pseudo header, without the length
   */
  public static @Nullable Flaw flaw(Frame frame, int at, int end, long pseudo) {
    int length = end - at;
    if (length < Icmp.SIZE) {
      return Flaw.ICMP6_SHORT;
    }
    return Checksum.holds(frame, at, length, pseudo + length) ? null : Flaw.ICMP6_CHECKSUM;
  }

  /** Whether a message tells of an error: such a message is never answered with another. */
  public static boolean isError(int type) {
    return type < ECHO;
  }
}
