package dev.netalias.linux.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.netalias.linux.libc.CallException;
import dev.netalias.linux.libc.Descriptor;
import dev.netalias.linux.libc.LibC;
import dev.netalias.linux.libc.Native;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.nl.Errno;
import dev.netalias.wire.nl.NlMsgHdr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A netlink socket with its buffers: datagrams in and out, cut into messages. */
final class Channel implements AutoCloseable {
  /** What the kernel puts into one datagram of a dump at most. */
  private static final int LARGEST_DATAGRAM = 32 * 1024;

  private static final int AF_NETLINK = 16;
  static final int NETLINK_ROUTE = 0;
  static final int NETLINK_SOCK_DIAG = 4;
  static final int NETLINK_NETFILTER = 12;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SOCKADDR_NL = 12;
  private static final int NL_PID = 4;

  private final Descriptor descriptor;
  private final Trace trace;
  private final MemorySegment sender;
  private final MemorySegment in;
  private final MemorySegment copy = MemorySegment.ofArray(new byte[LARGEST_DATAGRAM]);
  private final Cursor datagram = new Cursor("nlmsghdr", copy);
  private final Cursor payload = new Cursor("nlmsghdr", copy);

  private Channel(Descriptor descriptor, Arena arena, Trace trace) {
    this.descriptor = descriptor;
    this.trace = trace;
    this.sender = arena.allocate(SOCKADDR_NL + Integer.BYTES, 4);
    this.in = arena.allocate(LARGEST_DATAGRAM, 8);
  }

  /** A route netlink socket in the network namespace of the calling thread. */
  static Channel open(LibC libc, Arena arena, Trace trace) {
    return open(libc, arena, trace, NETLINK_ROUTE);
  }

  /** The same for another of netlink's protocols. */
  static Channel open(LibC libc, Arena arena, Trace trace, int protocol) {
    Descriptor socket = Descriptor.socket(libc, AF_NETLINK, Descriptor.SOCK_RAW, protocol);
    // Kernels before 4.20 know fewer of these, and answer with less: nothing that is needed.
    socket.trySet(SOL_NETLINK, NETLINK_CAP_ACK, 1);
    socket.trySet(SOL_NETLINK, NETLINK_EXT_ACK, 1);
    socket.trySet(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
    return new Channel(socket, arena, trace);
  }

  Descriptor descriptor() {
    return descriptor;
  }

  /** Asks for a receive buffer: as large where the user may, else as large as the system lets. */
  void receiveBuffer(int bytes) {
    if (!descriptor.trySet(SOL_SOCKET, SO_RCVBUFFORCE, bytes)) {
      descriptor.trySet(SOL_SOCKET, SO_RCVBUF, bytes);
    }
  }

  /** Subscribes to multicast groups, bit n - 1 for group n. */
  void join(int groups) {
    try (Arena arena = Arena.ofConfined()) {
      // struct sockaddr_nl: short nl_family, short nl_pad, int nl_pid, int nl_groups
      descriptor.bind(Native.ints(arena, AF_NETLINK, 0, groups));
    }
  }

  /** Sends messages, native memory. */
  void send(MemorySegment messages) {
    if (!trace.equals(Trace.NONE)) {
      byte[] bytes = messages.toArray(JAVA_BYTE);
      each(new Cursor("nlmsghdr", MemorySegment.ofArray(bytes)), true);
    }
    try {
      descriptor.send(messages);
    } catch (CallException failed) {
      throw new NetlinkException("send", failed.errno(), "", -1);
    }
  }

  private void each(Cursor messages, boolean sent) {
    while (messages.hasRemaining()) {
      long start = messages.position();
      NlMsgHdr header = NlMsgHdr.parse(messages);
      messages.skip(Math.min(messages.remaining(), NlMsgHdr.aligned(header.payload())));
      trace.message(sent, messages.segment().asSlice(start, header.length()));
    }
  }

  /**
   * Receives one datagram of the kernel's and hands out its messages.
   *
   * @return 0, or an error number: EAGAIN where there is nothing and {@code flags} say not to wait,
   *     ENOBUFS where messages were lost
   */
  int receive(int flags, Reader reader) {
    long length;
    do {
      length = descriptor.receive(in, flags | Descriptor.MSG_TRUNC, sender);
      if (length < 0) {
        return (int) -length;
      }
    } while (Native.intAt(sender, NL_PID) != 0); // another process can send to us too
    if (length > in.byteSize()) {
      throw new NetlinkException("recv", Errno.ENOBUFS, "a datagram of " + length + " bytes", -1);
    }
    MemorySegment.copy(in, 0, copy, 0, length);
    if (!trace.equals(Trace.NONE)) {
      each(datagram.reset("nlmsghdr", 0, length), false);
    }
    datagram.reset("nlmsghdr", 0, length);
    while (datagram.hasRemaining()) {
      NlMsgHdr header = NlMsgHdr.parse(datagram);
      payload.reset("nlmsghdr", datagram.position(), header.payload());
      datagram.skip(Math.min(datagram.remaining(), NlMsgHdr.aligned(header.payload())));
      reader.message(header, payload);
    }
    return 0;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
