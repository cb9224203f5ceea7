package dev.netalias.wire.frame;

import org.jspecify.annotations.Nullable;

/**
 * An ICMP header (RFC 792); ICMPv6 has the same shape.
 *
 * @param type which message
 * @param code which kind of it
 * @param rest the last four bytes: id and sequence number of an echo, gateway of a redirect, MTU
 */
public record Icmp(int type, int code, int rest) {
  /** Bytes of the header. */
  public static final int SIZE = 8;

  /** Echo reply. */
  public static final int ECHO_REPLY = 0;

  /** Destination unreachable. */
  public static final int UNREACHABLE = 3;

  /** Redirect. */
  public static final int REDIRECT = 5;

  /** Echo request. */
  public static final int ECHO = 8;

  /** Time exceeded. */
  public static final int TIME_EXCEEDED = 11;

  /** Parameter problem. */
  public static final int PARAMETER = 12;

  /** Code of {@link #UNREACHABLE}: no route to the network. */
  public static final int NET = 0;

  /** Code of {@link #UNREACHABLE}: the host does not answer. */
  public static final int HOST = 1;

  /** Code of {@link #UNREACHABLE}: nobody takes that protocol there. */
  public static final int PROTOCOL = 2;

  /** Code of {@link #UNREACHABLE}: nobody listens on that port. */
  public static final int PORT = 3;

  /** Code of {@link #UNREACHABLE}: too big, and may not be cut up. */
  public static final int FRAGMENTATION_NEEDED = 4;

  /** Code of {@link #REDIRECT}: for this host. */
  public static final int REDIRECT_HOST = 1;

  /** Code of {@link #TIME_EXCEEDED}: not all fragments came in time. */
  public static final int REASSEMBLY = 1;

  /** What is wrong with a message that ends at {@code end}, null where nothing is. */
  public static @Nullable Flaw flaw(Frame frame, int at, int end) {
    if (end - at < SIZE) {
      return Flaw.ICMP_SHORT;
    }
    return Checksum.holds(frame, at, end - at, 0) ? null : Flaw.ICMP_CHECKSUM;
  }

  /** Reads the header. */
  public static Icmp parse(Frame frame, int at) {
    return new Icmp(frame.u8(at), frame.u8(at + 1), frame.i32(at + 4));
  }

  /** Writes the header, once what follows it up to {@code end} is there. */
  public void emit(Frame frame, int at, int end) {
    emit(frame, at, end, 0);
  }

  /** The same with the sum of a pseudo header: ICMPv6. */
  public void emit(Frame frame, int at, int end, long pseudo) {
    frame.put8(at, type);
    frame.put8(at + 1, code);
    frame.put16(at + 2, 0);
    frame.put32(at + 4, rest);
    frame.put16(at + 2, Checksum.of(Checksum.sum(frame, at, end - at, pseudo)));
  }

  /** Whether it tells of an error: such a message is never answered with another. */
  public static boolean isError(int type) {
    return switch (type) {
      case UNREACHABLE, REDIRECT, TIME_EXCEEDED, PARAMETER, 4 -> true;
      default -> false;
    };
  }

  /** An echo of an id and a sequence number. */
  public static Icmp echo(int id, int sequence) {
    return new Icmp(ECHO, 0, id << 16 | sequence & 0xffff);
  }

  /** The id of an echo. */
  public int id() {
    return rest >>> 16;
  }

  /** The sequence number of an echo. */
  public int sequence() {
    return rest & 0xffff;
  }
}
