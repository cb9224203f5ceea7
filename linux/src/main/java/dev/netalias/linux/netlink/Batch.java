package dev.netalias.linux.netlink;

import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.NlMsgHdr;
import dev.netalias.wire.nl.Nlm;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;

/**
 * Messages that go to the kernel in one send, with a barrier behind them: an {@code NLMSG_NOOP}
 * that the kernel acknowledges when it has been through all before it.
 */
final class Batch {
  static final int SIZE = 64 * 1024;

  /** Room that is left for the barrier, and for any one message. */
  private static final int RESERVE = 8 * 1024;

  private static final Request BARRIER = new Request(NlMsgHdr.NLMSG_NOOP, 0, out -> {});

  private final Emitter out = new Emitter(MemorySegment.ofArray(new byte[SIZE]));
  private int first;
  private int count;
  private boolean isLast;

  private void begin(int sequence) {
    out.rewind(0);
    first = sequence;
    count = 0;
  }

  /**
   * Writes as many changes as fit, and the barrier; what doesn't fit stays where it comes from.
   *
   * @param sequence the number of the first
   */
  Batch fill(int sequence, Iterator<Request> changes) {
    begin(sequence);
    while (hasRoom() && changes.hasNext()) {
      write(changes.next(), Nlm.REQUEST);
      count++;
    }
    write(BARRIER, Nlm.REQUEST | Nlm.ACK);
    isLast = !changes.hasNext();
    return this;
  }

  /** Writes as many rows as fit, from one on, and the barrier. */
  Batch fill(int sequence, NetlinkSocket.Rows rows, int from) {
    begin(sequence);
    while (hasRoom() && from + count < rows.size()) {
      long start = begin(rows.type(), rows.flags() | Nlm.REQUEST);
      rows.emit(from + count, out);
      end(start);
      count++;
    }
    write(BARRIER, Nlm.REQUEST | Nlm.ACK);
    isLast = from + count == rows.size();
    return this;
  }

  private boolean hasRoom() {
    return count < NetlinkSocket.LARGEST_BATCH && out.remaining() > 2 * RESERVE;
  }

  /** Writes a single message, without a barrier. */
  Batch only(int sequence, Request request, int flags) {
    begin(sequence);
    write(request, flags);
    return this;
  }

  private void write(Request request, int flags) {
    long start = begin(request.type(), request.flags() | flags);
    request.body().emit(out);
    end(start);
  }

  private long begin(int type, int flags) {
    long start = out.position();
    new NlMsgHdr(0, type, flags, first + count, 0).emit(out);
    return start;
  }

  private void end(long start) {
    long length = out.position() - start;
    out.patchI32(start, (int) length);
    out.zeros(NlMsgHdr.aligned(length) - length);
  }

  /** The sequence number of the first message. */
  int first() {
    return first;
  }

  /** How many changes there are, the barrier not counted. */
  int count() {
    return count;
  }

  /** The sequence number of the barrier. */
  int last() {
    return first + count;
  }

  /** Whether it was filled with the last of the changes. */
  boolean isLast() {
    return isLast;
  }

  /** All that was written. */
  MemorySegment written() {
    return out.written();
  }
}
