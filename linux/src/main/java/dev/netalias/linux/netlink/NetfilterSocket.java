package dev.netalias.linux.netlink;

import dev.netalias.linux.libc.CallException;
import dev.netalias.linux.libc.LibC;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nft.Nft;
import dev.netalias.wire.nl.Errno;
import dev.netalias.wire.nl.NlMsgErr;
import dev.netalias.wire.nl.NlMsgHdr;
import dev.netalias.wire.nl.Nlm;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to nf_tables: messages are written one behind the other and sent together. What is between
 * {@link #begin} and {@link #commit} is done as a whole or not at all. It belongs to the thread
 * that opens it, and to that thread's network namespace.
 */
public final class NetfilterSocket implements AutoCloseable {
  /** Less than the default send buffer takes. */
  private static final int SIZE = 160 * 1024;

  /** What the longest message may take that is still to come. */
  private static final int RESERVE = 4 * 1024;

  private static final int RECEIVE_BUFFER = 512 * 1024;
  private static final int MSG_DONTWAIT = 0x40;

  private final Arena arena;
  private final Channel channel;
  private final MemorySegment outgoing;
  private final Emitter out = new Emitter(MemorySegment.ofArray(new byte[SIZE]));
  private int sequence;
  private int first;
  private long start;

  private NetfilterSocket(Arena arena, Channel channel) {
    this.arena = arena;
    this.channel = channel;
    this.outgoing = arena.allocate(SIZE, Long.BYTES);
  }

  /**
   * A socket in the network namespace of the calling thread.
   *
   * @throws CallException where the kernel has no netfilter
   */
  public static NetfilterSocket open() {
    Arena arena = Arena.ofConfined();
    try {
      LibC libc = LibC.ofThisProcess();
      Channel channel = Channel.open(libc, arena, Trace.NONE, Channel.NETLINK_NETFILTER);
      channel.receiveBuffer(RECEIVE_BUFFER);
      return new NetfilterSocket(arena, channel);
    } catch (CallException noSocket) {
      arena.close();
      throw noSocket;
    }
  }

  // Writing

  /** Begins what is done as a whole or not at all. */
  public void begin() {
    clear();
    message(Nft.BATCH_BEGIN, 0, 0, Nft.SUBSYSTEM);
    end();
  }

  private void clear() {
    out.rewind(0);
    first = sequence + 1;
  }

  /** Whether there is no room for much more. */
  public boolean isFull() {
    return out.remaining() < RESERVE;
  }

  /** How many bytes are free. */
  public long room() {
    return out.remaining() - RESERVE;
  }

  /** Begins a message, whose attributes follow up to {@link #end}. */
  public Emitter message(int type, int flags) {
    return message(type, flags, Nft.INET, 0);
  }

  private Emitter message(int type, int flags, int family, int resource) {
    start = out.position();
    new NlMsgHdr(0, type, flags | Nlm.REQUEST, ++sequence, 0).emit(out);
    // struct nfgenmsg: nfgen_family, version, res_id
    return out.u8(family).u8(0).u16be(resource);
  }

  /** Ends the message. */
  public void end() {
    long length = out.position() - start;
    out.patchI32(start, (int) length);
    out.zeros(NlMsgHdr.aligned(length) - length);
  }

  // Sending

  /**
   * Has done what was begun.
   *
   * @return why not, null where it was done
   */
  public @Nullable NetlinkException commit() {
    message(Nft.BATCH_END, 0, 0, Nft.SUBSYSTEM);
    end();
    return exchange((header, payload) -> {});
  }

  /** Begins a question. */
  public Emitter ask(int type, int flags) {
    clear();
    return message(type, flags);
  }

  /**
   * Sends what was asked and hands on the answers. The kernel gives them while it is being sent to,
   * so all are there.
   *
   * @return why not all was answered, null where it was
   */
  public @Nullable NetlinkException exchange(Reader answers) {
    send();
    Answers all = new Answers(first, answers);
    int errno = 0;
    while (errno == 0) {
      errno = channel.receive(MSG_DONTWAIT, all);
    }
    if (errno != Errno.EAGAIN) {
      return new NetlinkException("recv", errno, "", -1);
    }
    return all.refusal;
  }

  /**
   * Sends a question that asks for all of something, and hands on the answers up to the last.
   *
   * @throws NetlinkException where it is refused
   */
  public void dump(DumpReader answers) {
    send();
    Answers all = new Answers(first, answers);
    while (!all.done && answers.wantsMore()) {
      int errno = channel.receive(0, all);
      if (errno != 0) {
        throw new NetlinkException("recv", errno, "", -1);
      }
    }
    if (all.refusal != null) {
      throw all.refusal;
    }
  }

  /** Takes the answers of a dump. */
  public interface DumpReader extends Reader {
    /** Whether it wants the rest too; else the socket is good for nothing more. */
    default boolean wantsMore() {
      return true;
    }
  }

  private void send() {
    MemorySegment written = out.written();
    MemorySegment.copy(written, 0, outgoing, 0, written.byteSize());
    channel.send(outgoing.asSlice(0, written.byteSize()));
  }

  /** Hands on answers; keeps the first refusal. */
  private static final class Answers implements Reader {
    private final int first;
    private final Reader reader;
    private @Nullable NetlinkException refusal;
    private boolean done;

    Answers(int first, Reader reader) {
      this.first = first;
      this.reader = reader;
    }

    @Override
    public void message(NlMsgHdr header, Cursor payload) {
      if (header.sequence() - first < 0) {
        return; // of an earlier question
      }
      switch (header.type()) {
        case NlMsgHdr.NLMSG_ERROR -> refused(NlMsgErr.parse(header, payload));
        case NlMsgHdr.NLMSG_DONE -> done = true;
        default -> reader.message(header, payload);
      }
    }

    private void refused(NlMsgErr result) {
      done = true;
      if (result.error() != 0 && refusal == null) {
        refusal =
            new NetlinkException("nf_tables", -result.error(), result.message(), result.offset());
      }
    }
  }

  @Override
  public void close() {
    channel.close();
    arena.close();
  }
}
