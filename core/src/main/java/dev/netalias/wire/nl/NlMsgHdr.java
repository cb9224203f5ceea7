package dev.netalias.wire.nl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;

/**
 * The header of every netlink message, {@code struct nlmsghdr}.
 *
 * @param length length of the message, this header included
 * @param type what the message is
 * @param flags {@link Nlm}
 * @param sequence number that replies repeat
 * @param port the sender's socket, 0 for the kernel
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/netlink.h">netlink.h</a>
 */
public record NlMsgHdr(int length, int type, int flags, int sequence, int port) {
  /** Length of the header. */
  public static final int SIZE = 16;

  /** {@code NLMSG_NOOP}: nothing, which can be asked to be acknowledged. */
  public static final int NLMSG_NOOP = 1;

  /** {@code NLMSG_ERROR}: an error, or with error 0 an acknowledgement. */
  public static final int NLMSG_ERROR = 2;

  /** {@code NLMSG_DONE}: the end of a dump. */
  public static final int NLMSG_DONE = 3;

  /** {@code NLMSG_OVERRUN}: data was lost. */
  public static final int NLMSG_OVERRUN = 4;

  /** {@code NLMSG_MIN_TYPE}: below it are the control messages. */
  public static final int NLMSG_MIN_TYPE = 16;

  /** Reads a header. */
  public static NlMsgHdr parse(Cursor in) {
    return new NlMsgHdr(
        in.named("nlmsghdr").i32(), // nlmsg_len
        in.u16(), // nlmsg_type
        in.u16(), // nlmsg_flags
        in.i32(), // nlmsg_seq
        in.i32()); // nlmsg_pid
  }

  /** Writes the header. */
  public void emit(Emitter out) {
    out.i32(length) // nlmsg_len
        .u16(type) // nlmsg_type
        .u16(flags) // nlmsg_flags
        .i32(sequence) // nlmsg_seq
        .i32(port); // nlmsg_pid
  }

  /** Length of what follows this header. */
  public int payload() {
    return length - SIZE;
  }

  /** Whether all these flags are set. */
  public boolean has(int mask) {
    return (flags & mask) == mask;
  }

  /** Length with the padding that follows, {@code NLMSG_ALIGN}. */
  public static long aligned(long length) {
    return length + 3 & ~3L;
  }
}
