package dev.netalias.linux.nft;

import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.kernel.traffic.Frame;
import dev.netalias.kernel.traffic.Policed;
import dev.netalias.kernel.traffic.Shape;
import dev.netalias.kernel.traffic.TrafficTable;
import dev.netalias.linux.netlink.NetfilterSocket;
import dev.netalias.linux.netlink.NetfilterSocket.DumpReader;
import dev.netalias.linux.netlink.NetlinkException;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nft.Nft;
import dev.netalias.wire.nft.Nfta;
import dev.netalias.wire.nl.Attributes;
import dev.netalias.wire.nl.Errno;
import dev.netalias.wire.nl.NlMsgHdr;
import dev.netalias.wire.nl.Nlm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Reads counters of addresses. A dump of a set costs the kernel the square of its size, so it is
 * asked for single keys, many in a message; a set with few elements is dumped where many are asked
 * for, as a key that is not there breaks a message off.
 */
final class Elements {
  private static final int KEYS = 100;

  /** So many rows are read by two threads, where there are two processors. */
  private static final int SHARED = 10_000;

  /** More keys than this are looked for in a dump first. */
  private static final int MANY = 1_000;

  /** A set with more elements than this is not dumped: the square costs more than keys do. */
  private static final int LARGEST_DUMP = 32_768;

  private final NetfilterSocket socket;
  private final Frames frames;

  Elements(NetfilterSocket socket, Frames frames) {
    this.socket = socket;
    this.frames = frames;
  }

  /** An address as a key. */
  private record Key(long high, long low) {}

  /** What an element holds beside its key. */
  private record Value(long packets, long bytes, String chain, String comment) {
    static final Value NONE = new Value(0, 0, "", "");
  }

  /** Takes the values of rows. */
  private interface RowTaker {
    void take(int row, Value value);
  }

  /** Those that are counted of those that are asked for. */
  Counted counted(TrafficTable table, Counted asked) {
    @Nullable Value[] received = new Value[asked.size()];
    @Nullable Value[] sent = new Value[asked.size()];
    for (Shape shape : asked.shapes()) {
      if (table.counted().contains(shape)) {
        int[] rows = rows(asked, shape);
        Runnable other =
            beside(shape.set(Frame.SENT), asked, rows, (row, value) -> sent[row] = value);
        read(shape.set(Frame.RECEIVED), asked, rows, (row, value) -> received[row] = value);
        other.run();
      }
    }
    Counted.Builder found = new Counted.Builder();
    for (int row = 0; row < asked.size(); row++) {
      Value in = received[row];
      Value out = sent[row];
      if (in != null || out != null) { // somebody may have removed one of the two
        Value rx = in == null ? Value.NONE : in;
        Value tx = out == null ? Value.NONE : out;
        found.add(asked, row, new Counters(rx.packets, rx.bytes, tx.packets, tx.bytes));
      }
    }
    return found.build();
  }

  /** Those that have a policy of those that are asked for. */
  List<Policed> policed(TrafficTable table, Counted asked) {
    List<Policed> found = new ArrayList<>();
    Policies policies = new Policies(socket);
    for (Shape shape : asked.shapes()) {
      if (table.policed().contains(shape)) {
        Map<Integer, Value> there = new TreeMap<>();
        read(shape.set(Frame.POLICY), asked, rows(asked, shape), there::put);
        there.forEach((row, value) ->
            policies
                .of(value.chain)
                .map(policy -> new Policed(asked.prefix(row), value.comment, policy))
                .ifPresent(found::add));
      }
    }
    return found;
  }

  /**
   * Reads rows from a set, many of them at once with the caller, by a thread and a socket of their
   * own: a thread is in the network namespace of who began it.
   *
   * @return waits for the end
   */
  private Runnable beside(String set, Counted asked, int[] rows, RowTaker into) {
    if (rows.length < SHARED) {
      return () -> read(set, asked, rows, into);
    }
    FutureTask<Boolean> reading =
        new FutureTask<>(() -> {
          try (NetfilterSocket own = NetfilterSocket.open()) {
            new Elements(own, frames).read(set, asked, rows, into);
            return true;
          }
        });
    Thread.ofPlatform().daemon().name("counters").start(reading);
    return () -> await(reading);
  }

  private static void await(FutureTask<Boolean> reading) {
    try {
      reading.get();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      throw new NetlinkException("NFT_MSG_GETSETELEM", Errno.EINTR, "interrupted", -1);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new AssertionError("reading throws nothing else", failed.getCause());
    }
  }

  private static int[] rows(Counted asked, Shape shape) {
    int[] rows = new int[asked.size()];
    int count = 0;
    for (int row = 0; row < rows.length; row++) {
      if (asked.shape(row).equals(shape)) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** Reads rows from a set. */
  private void read(String set, Counted asked, int[] rows, RowTaker into) {
    if (rows.length > MANY && frames.elementsOf(set) <= LARGEST_DUMP) {
      Dump dump = Dump.of(set);
      if (dump.wantsMore()) {
        for (int row : rows) {
          Value there = dump.found.get(new Key(asked.high(row), asked.low(row)));
          if (there != null) {
            into.take(row, there);
          }
        }
        return;
      }
    }
    int next = 0;
    while (next < rows.length) {
      int end = Math.min(rows.length, next + KEYS);
      int got = get(set, asked, Arrays.copyOfRange(rows, next, end), into);
      next += next + got < end ? got + 1 : got; // the one that broke it off is not there
    }
  }

  /** Gets keys up to the first that is not there; how many there were. */
  private int get(String set, Counted asked, int[] rows, RowTaker into) {
    Emitter out = socket.ask(Nft.GETSETELEM, 0);
    Nfta.Elements.TABLE.emit(out, CommandMessages.TABLE);
    Nfta.Elements.SET.emit(out, set);
    long list = Nfta.Elements.ELEMENTS.begin(out);
    for (int row : rows) {
      long element = Nfta.Items.ELEM.begin(out);
      key(out, asked, row);
      Nfta.Items.ELEM.end(out, element);
    }
    Nfta.Elements.ELEMENTS.end(out, list);
    socket.end();
    int[] got = new int[1];
    Reading reading = new Reading((key, value) -> into.take(rows[got[0]++], value));
    NetlinkException refused = socket.exchange(reading);
    if (refused != null && refused.errno() != Errno.ENOENT) {
      throw refused;
    }
    if (refused == null && got[0] < rows.length) {
      throw new NetlinkException("NFT_MSG_GETSETELEM", Errno.ENOBUFS, "answers were lost", -1);
    }
    return got[0];
  }

  /** Writes the key of a row. */
  static void key(Emitter out, Counted counted, int row) {
    long key = Nfta.Element.KEY.begin(out);
    long value = Nfta.Data.VALUE.begin(out, 0);
    if (counted.shape(row).isInet()) {
      out.i32be((int) counted.low(row));
    } else {
      out.i64be(counted.high(row)).i64be(counted.low(row));
    }
    Nfta.Data.VALUE.end(out, value);
    Nfta.Element.KEY.end(out, key);
  }

  /** Takes elements. */
  private interface Taker {
    void take(Key key, Value value);
  }

  /** Reads elements out of messages. */
  private static class Reading implements DumpReader {
    private final Taker taker;

    Reading(Taker taker) {
      this.taker = taker;
    }

    @Override
    public void message(NlMsgHdr header, Cursor payload) {
      payload.skip(Nft.HEADER);
      Attributes attributes = Attributes.read(Nfta.Elements.ALL, payload);
      if (!attributes.has(Nfta.Elements.ELEMENTS)) {
        return;
      }
      Cursor list = attributes.bytesOf(Nfta.Elements.ELEMENTS);
      while (list.hasRemaining()) {
        int length = list.u16();
        list.skip(2);
        element(Attributes.read(Nfta.Element.ALL, list.part("element", length - Nft.HEADER)));
        list.skip(Math.min(list.remaining(), -length & 3));
      }
    }

    private void element(Attributes element) {
      Attributes key = element.nest(Nfta.Element.KEY);
      if (key == null) {
        return;
      }
      Cursor value = key.bytesOf(Nfta.Data.VALUE);
      boolean inet = value.remaining() == Integer.BYTES;
      Key at =
          inet ? new Key(0, value.i32be() & 0xffff_ffffL) : new Key(value.i64be(), value.i64be());
      taker.take(at, value(element));
    }

    private static Value value(Attributes element) {
      Attributes data = element.nest(Nfta.Element.DATA);
      Attributes verdict = data == null ? null : data.nest(Nfta.Data.VERDICT);
      String chain = verdict == null ? null : verdict.get(Nfta.Verdict.CHAIN);
      byte[] userdata = element.get(Nfta.Element.USERDATA);
      String comment = userdata == null ? "" : CommandMessages.comment(userdata);
      Attributes expression = element.nest(Nfta.Element.EXPR);
      Attributes counter = expression == null ? null : expression.nest(Nfta.CounterExpr.DATA);
      long packets = counter == null ? 0 : counter.bytesOf(Nfta.Counter.PACKETS).i64be();
      long bytes = counter == null ? 0 : counter.bytesOf(Nfta.Counter.BYTES).i64be();
      return new Value(packets, bytes, chain == null ? "" : chain, comment);
    }
  }

  /** All of a set, or too many of it. */
  private static final class Dump extends Reading {
    private final Map<Key, Value> found;

    private Dump(Map<Key, Value> found) {
      super(found::put);
      this.found = found;
    }

    /** Dumps on a socket of its own, so that it can be broken off. */
    static Dump of(String set) {
      Dump dump = new Dump(new HashMap<>());
      try (NetfilterSocket socket = NetfilterSocket.open()) {
        Emitter out = socket.ask(Nft.GETSETELEM, Nlm.DUMP);
        Nfta.Elements.TABLE.emit(out, CommandMessages.TABLE);
        Nfta.Elements.SET.emit(out, set);
        socket.end();
        socket.dump(dump);
      }
      return dump;
    }

    @Override
    public boolean wantsMore() {
      return found.size() <= LARGEST_DUMP;
    }
  }
}
