package dev.netalias.linux.packet;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.netalias.linux.libc.CallException;
import dev.netalias.linux.libc.Descriptor;
import dev.netalias.linux.libc.LibC;
import dev.netalias.linux.libc.Native;
import dev.netalias.wire.frame.Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * A packet socket (packet(7)): whole frames of one protocol on all devices of the network namespace
 * of the thread that opened it. One thread uses it at a time.
 */
final class PacketSocket implements AutoCloseable {
  private static final int AF_PACKET = 17;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SOCKADDR_LL = 20;
  private static final int IFINDEX = 4;
  private static final int ROOM = 2048;

  /** Answers of ten thousand, should this thread have no processor for a while. */
  private static final int RECEIVE_BUFFER = 16 * 1024 * 1024;

  // struct sock_filter: u16 code, u8 jt, u8 jf, u32 k
  private static final long LOAD_BYTE = 0x30;
  private static final long JUMP_EQUAL = 0x15;
  private static final long RETURN = 0x06;
  private static final long VLAN_TAG_PRESENT = 0xffff_f030L; // SKF_AD_OFF + SKF_AD_VLAN_TAG_PRESENT
  private static final long ALL = 0xffff_ffffL;

  private final Descriptor socket;
  private final int protocol;
  private final MemorySegment out = Arena.ofAuto().allocate(ROOM);
  private final MemorySegment in = Arena.ofAuto().allocate(ROOM);
  private final MemorySegment receiver = Arena.ofAuto().allocate(SOCKADDR_LL, 8);
  private final MemorySegment sender = Arena.ofAuto().allocate(SOCKADDR_LL + Integer.BYTES, 8);

  private PacketSocket(Descriptor socket, int protocol) {
    this.socket = socket;
    this.protocol = protocol;
  }

  /** What of a protocol's frames is taken: as instructions of the kernel's filter. */
  enum Filter {
    /** All but what belongs to a VLAN, which has a device of its own. */
    UNTAGGED(
        instruction(LOAD_BYTE, 0, 0, VLAN_TAG_PRESENT),
        instruction(JUMP_EQUAL, 0, 1, 0),
        instruction(RETURN, 0, 0, ALL),
        instruction(RETURN, 0, 0, 0)),

    /** Of IPv6 neighbour solicitations and advertisements. */
    DISCOVERY(
        instruction(LOAD_BYTE, 0, 0, VLAN_TAG_PRESENT),
        instruction(JUMP_EQUAL, 0, 6, 0),
        instruction(LOAD_BYTE, 0, 0, 20), // next header
        instruction(JUMP_EQUAL, 0, 4, 58),
        instruction(LOAD_BYTE, 0, 0, 54), // type
        instruction(JUMP_EQUAL, 1, 0, 135),
        instruction(JUMP_EQUAL, 0, 1, 136),
        instruction(RETURN, 0, 0, ALL),
        instruction(RETURN, 0, 0, 0));

    private final long[] program;

    Filter(long... program) {
      this.program = program;
    }

    private static long instruction(long code, long ifTrue, long ifFalse, long k) {
      return code
          | ifTrue << 16
          | ifFalse << 24
          | k << 32; // in the order of x86-64, AArch64, RISC-V
    }
  }

  /**
   * Opens one. It is bound only when its filter is there, so that nothing else comes first.
   *
   * @throws CallException where the kernel refuses: without CAP_NET_RAW
   */
  static PacketSocket open(LibC libc, int protocol, Filter filter) {
    Descriptor socket = Descriptor.socket(libc, AF_PACKET, Descriptor.SOCK_RAW, 0);
    try (Arena arena = Arena.ofConfined()) {
      if (!socket.trySet(SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER)) {
        socket.trySet(SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER);
      }
      socket.filter(filter.program);
      MemorySegment all = arena.allocate(SOCKADDR_LL, 8);
      put(all, protocol, 0);
      socket.bind(all);
      return new PacketSocket(socket, protocol);
    } catch (CallException refused) {
      socket.close();
      throw refused;
    }
  }

  /** {@code struct sockaddr_ll}: family, protocol in network order, index of a device. */
  private static void put(MemorySegment address, int protocol, int device) {
    ByteBuffer bytes = ByteBuffer.allocate(SOCKADDR_LL).order(ByteOrder.nativeOrder());
    bytes.putShort((short) AF_PACKET);
    bytes.put((byte) (protocol >> 8)).put((byte) protocol);
    bytes.putInt(device);
    MemorySegment.copy(bytes.array(), 0, address, JAVA_BYTE, 0, SOCKADDR_LL);
  }

  /** Sends a frame through a device; false where it can't be sent now. */
  boolean send(int device, Frame frame) {
    put(receiver, protocol, device);
    MemorySegment.copy(frame.array(), 0, out, JAVA_BYTE, 0, frame.length());
    return socket.trySend(out.asSlice(0, frame.length()), receiver) == frame.length();
  }

  /**
   * Takes the next frame that has come.
   *
   * @return the device that it came on, 0 where none has come
   */
  int receive(Frame into) {
    long length = socket.receive(in, Descriptor.MSG_DONTWAIT, sender);
    if (length < 0) {
      return 0; // nothing is there, or a device went, which is no matter
    }
    into.resize((int) length);
    MemorySegment.copy(in, JAVA_BYTE, 0, into.array(), 0, (int) length);
    return Native.intAt(sender, IFINDEX);
  }

  /** Waits until something has come here or there; false where time runs out first. */
  boolean awaitEither(PacketSocket other, Duration most) {
    return socket.awaitEither(other.socket, most);
  }

  @Override
  public void close() {
    socket.close();
  }
}
