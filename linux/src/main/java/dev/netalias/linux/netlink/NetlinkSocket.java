package dev.netalias.linux.netlink;

import dev.netalias.linux.libc.CallException;
import dev.netalias.linux.libc.LibC;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.Errno;
import dev.netalias.wire.nl.NlMsgErr;
import dev.netalias.wire.nl.NlMsgHdr;
import dev.netalias.wire.nl.Nlm;
import dev.netalias.wire.rtnl.Rtm;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel and changes it, {@code rtnetlink(7)}. It belongs to the thread that opens it, and
 * to that thread's network namespace.
 */
public final class NetlinkSocket implements AutoCloseable {
  /**
   * Changes that are sent together: no gain past 128, and the replies of 256 that all fail just fit
   * into the default receive buffer.
   */
  public static final int LARGEST_BATCH = 256;

  /** A dump that others disturb is begun again this often. */
  private static final int MOST_DUMPS = 20;

  /** Twice what the replies of a batch need. */
  private static final int RECEIVE_BUFFER = 2 * 832 * (LARGEST_BATCH + 1);

  private final Arena arena;
  private final Channel channel;
  private final MemorySegment outgoing;
  private Batch batch = new Batch();
  private int sequence;

  private NetlinkSocket(Arena arena, Channel channel) {
    this.arena = arena;
    this.channel = channel;
    this.outgoing = arena.allocate(Batch.SIZE, Long.BYTES);
  }

  /** A socket in the network namespace of the calling thread. */
  public static NetlinkSocket open(Trace trace) {
    return open(trace, Arena.ofConfined(), Channel.NETLINK_ROUTE);
  }

  /** One that the calling thread opens for another, which is in another network namespace. */
  public static NetlinkSocket openForAnother(Trace trace) {
    return open(trace, Arena.ofShared(), Channel.NETLINK_ROUTE);
  }

  /** One for questions on sockets, {@code sock_diag(7)}. */
  public static NetlinkSocket openDiagnosis() {
    return open(Trace.NONE, Arena.ofConfined(), Channel.NETLINK_SOCK_DIAG);
  }

  private static NetlinkSocket open(Trace trace, Arena arena, int protocol) {
    try {
      Channel channel = Channel.open(LibC.ofThisProcess(), arena, trace, protocol);
      channel.receiveBuffer(RECEIVE_BUFFER);
      return new NetlinkSocket(arena, channel);
    } catch (CallException noSocket) {
      arena.close();
      throw noSocket;
    }
  }

  /** The cookie of the socket's network namespace, unlike any other's of this boot. */
  public long namespaceCookie() {
    return channel.descriptor().namespaceCookie();
  }

  private void send(Batch messages) {
    sequence = messages.last();
    MemorySegment written = messages.written();
    MemorySegment.copy(written, 0, outgoing, 0, written.byteSize());
    channel.send(outgoing.asSlice(0, written.byteSize()));
  }

  private void receive(Reader reader) {
    int errno = channel.receive(0, reader);
    if (errno != 0) {
      throw new NetlinkException("recv", errno, "", -1);
    }
  }

  /**
   * Reads a whole table of the kernel, {@code NLM_F_DUMP}. Where the table changed meanwhile, it is
   * read again.
   *
   * @param fresh gives a reader that knows nothing yet, for each reading
   * @return the reader that saw an undisturbed table
   * @throws NetlinkException where the kernel refuses, or the table never keeps still
   */
  public <R extends Reader> R dump(Request request, Supplier<R> fresh) {
    for (int i = 0; i < MOST_DUMPS; i++) {
      R reader = fresh.get();
      send(batch.only(sequence + 1, request, Nlm.REQUEST | Nlm.DUMP));
      Dump dump = new Dump(sequence, request.type(), reader);
      while (!dump.done) {
        receive(dump);
      }
      if (!dump.disturbed) {
        return reader;
      }
    }
    throw new NetlinkException(
        Rtm.protocol().name(request.type()),
        Errno.EINTR,
        "the table changed during each of " + MOST_DUMPS + " readings",
        -1);
  }

  /** Hands on the messages of one dump up to its end. */
  private static final class Dump implements Reader {
    private final int sequence;
    private final int type;
    private final Reader reader;
    private boolean done;
    private boolean disturbed;

    Dump(int sequence, int type, Reader reader) {
      this.sequence = sequence;
      this.type = type;
      this.reader = reader;
    }

    @Override
    public void message(NlMsgHdr header, Cursor payload) {
      if (header.sequence() != sequence || done) {
        return;
      }
      disturbed |= header.has(Nlm.DUMP_INTR);
      switch (header.type()) {
        case NlMsgHdr.NLMSG_DONE -> {
          done = true;
          if (payload.hasRemaining()) {
            throwIfError(NlMsgErr.parse(header, payload));
          }
        }
        case NlMsgHdr.NLMSG_ERROR -> {
          done = true;
          throwIfError(NlMsgErr.parse(header, payload));
        }
        case NlMsgHdr.NLMSG_OVERRUN -> disturbed = true;
        case NlMsgHdr.NLMSG_NOOP -> {}
        default -> reader.message(header, payload);
      }
    }

    private void throwIfError(NlMsgErr result) {
      if (result.error() != 0) {
        throw refusal(type, result);
      }
    }
  }

  private static NetlinkException refusal(int type, NlMsgErr result) {
    String operation = Rtm.protocol().name(type);
    return new NetlinkException(operation, -result.error(), result.message(), result.offset());
  }

  /**
   * A change that the kernel refused.
   *
   * @param index its place among those that were to be sent
   * @param refusal why
   */
  public record Failure(int index, NetlinkException refusal) {}

  /**
   * What came of a batch.
   *
   * @param before how many changes were sent before it
   * @param sent how many changes were sent
   * @param failures those of them that failed, in order; all others were made
   */
  public record Outcome(int before, int sent, List<Failure> failures) {}

  /**
   * Sends changes together, as many as fit into a batch, and waits until the kernel has been
   * through all of them. It is asked to tell errors only, and to acknowledge an {@code NLMSG_NOOP}
   * at the end.
   *
   * @param changes where they come from; what doesn't fit stays there
   * @throws NetlinkException where the kernel's answers were lost, so that nobody knows what came
   *     of the batch
   */
  public Outcome change(Iterator<Request> changes) {
    return exchange(batch.fill(sequence + 1, changes), 0);
  }

  /**
   * Sends changes batch after batch, as {@link #change(Iterator)} does each. While the kernel works
   * on one, another thread takes the changes of the next and writes them.
   *
   * @param changes where they come from
   * @param outcomes is told what came of each batch; where it throws, no more are sent
   */
  public void changeAll(Iterator<Request> changes, Consumer<Outcome> outcomes) {
    Batch next = batch.fill(sequence + 1, changes);
    if (next.isLast()) {
      outcomes.accept(exchange(next, 0));
      return;
    }
    try (BatchWriter writer = BatchWriter.begin(next.last() + 1, changes)) {
      int before = 0;
      while (true) {
        outcomes.accept(exchange(next, before));
        if (next.isLast()) {
          return;
        }
        before += next.count();
        next = writer.next(next);
      }
    } finally {
      batch = new Batch(); // the writer may have the old one
    }
  }

  private Outcome exchange(Batch changes, int before) {
    return exchange(changes, before, (header, payload) -> {});
  }

  private Outcome exchange(Batch changes, int before, Reader answers) {
    send(changes);
    Barrier barrier = new Barrier(changes, before, answers);
    while (!barrier.reached) {
      receive(barrier);
    }
    return new Outcome(before, changes.count(), List.copyOf(barrier.failures));
  }

  /** Changes that are written without an object for each. */
  public interface Rows {
    /** How many there are. */
    int size();

    /** {@code RTM_*} of all of them. */
    int type();

    /** {@code NLM_F_*} of all of them. */
    int flags();

    /** Writes what follows the netlink header of one. */
    void emit(int row, Emitter out);
  }

  /**
   * Sends changes from a row on; as {@link #change(Iterator)}.
   *
   * @param from the first row
   */
  public Outcome change(Rows rows, int from) {
    return exchange(batch.fill(sequence + 1, rows, from), from);
  }

  /**
   * Asks questions that have one answer each, no more than fit into a batch.
   *
   * @param answers is given the answers
   */
  public Outcome ask(List<Request> questions, Reader answers) {
    return exchange(batch.fill(sequence + 1, questions.iterator()), 0, answers);
  }

  /** Makes one change, or throws why not. */
  public void change(Request change) {
    @Nullable NetlinkException refused = tryChange(change);
    if (refused != null) {
      throw refused;
    }
  }

  /** Makes one change; the refusal where it is refused. */
  public @Nullable NetlinkException tryChange(Request change) {
    Outcome outcome = change(List.of(change).iterator());
    return outcome.failures().isEmpty() ? null : outcome.failures().getFirst().refusal();
  }

  /** Collects the errors of a batch until its end is acknowledged. */
  private static final class Barrier implements Reader {
    private final Batch batch;
    private final int before;
    private final Reader answers;
    private final List<Failure> failures = new ArrayList<>();
    private boolean reached;

    Barrier(Batch batch, int before, Reader answers) {
      this.batch = batch;
      this.before = before;
      this.answers = answers;
    }

    @Override
    public void message(NlMsgHdr header, Cursor payload) {
      if (header.type() != NlMsgHdr.NLMSG_ERROR) {
        answers.message(header, payload);
        return;
      }
      NlMsgErr result = NlMsgErr.parse(header, payload);
      NlMsgHdr request = result.request();
      int index = header.sequence() - batch.first();
      if (index == batch.count()) {
        reached = true;
      } else if (request != null && index >= 0 && index < batch.count() && result.error() != 0) {
        failures.add(new Failure(before + index, refusal(request.type(), result)));
      }
    }
  }

  @Override
  public void close() {
    channel.close();
    arena.close();
  }
}
