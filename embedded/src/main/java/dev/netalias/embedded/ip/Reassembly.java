package dev.netalias.embedded.ip;

import dev.netalias.net.Address;
import dev.netalias.time.Timers;
import dev.netalias.wire.frame.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts fragments together, within bounds: so many bytes of unfinished datagrams, the oldest making
 * room, each for {@link #PATIENCE}. Fragments that overlap spoil their datagram (RFC 5722).
 */
final class Reassembly {
  /** Bytes of fragments that wait, each counted with what it takes to keep it. */
  static final int BOUND = 256 * 1024;

  private static final int KEPT = 64;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Timers timers;
  private final Fate fate;
  private final Map<Key, Datagram> unfinished = new LinkedHashMap<>();
  private int bytes;

  /** Whose fragments belong together. */
  record Key(Address source, Address destination, int protocol, int id) {}

  /**
   * One fragment.
   *
   * @param offset where its payload belongs
   * @param more whether others follow it
   * @param header bytes of the frame before its payload
   */
  record Fragment(int offset, boolean more, int header) {}

  /** Hears of datagrams that will never be finished. */
  interface Fate {
    /** A datagram is given up. */
    void dropped(Drop reason);

    /** Not all came in time; {@code first} is the first fragment. */
    void late(Frame first);
  }

  private static final class Datagram {
    private final List<byte[]> parts = new ArrayList<>();
    private final List<Integer> offsets = new ArrayList<>();
    private @Nullable Frame first;
    private int header;
    private int received;
    private int cost = KEPT;
    private int length = -1;
    private Timers.@Nullable Timer timer;
  }

  Reassembly(Timers timers, Fate fate) {
    this.timers = timers;
    this.fate = fate;
  }

  /** What waiting fragments take. */
  int waiting() {
    return bytes;
  }

  /**
   * Takes a fragment.
   *
   * @param frame of which the bytes from the header's end to {@code end} are the payload
   * @param end where the payload ends
   * @return the whole: the first fragment's headers with the whole payload, null until it is
   */
  @Nullable Frame take(Key key, Fragment fragment, Frame frame, int end) {
    Datagram datagram = unfinished.get(key);
    if (datagram == null) {
      Datagram begun = new Datagram();
      begun.timer = timers.after(PATIENCE, () -> late(key, begun));
      unfinished.put(key, begun);
      bytes += begun.cost;
      datagram = begun;
    }
    byte[] part = frame.bytes(fragment.header, end - fragment.header);
    if (holds(datagram, fragment.offset, part)) {
      return null;
    }
    if (contradicts(datagram, fragment, part.length)) {
      drop(key, datagram);
      fate.dropped(Drop.FRAGMENT_OVERLAP);
      return null;
    }
    datagram.parts.add(part);
    datagram.offsets.add(fragment.offset);
    datagram.received += part.length;
    datagram.cost += part.length + KEPT;
    bytes += part.length + KEPT;
    if (!fragment.more) {
      datagram.length = fragment.offset + part.length;
    }
    if (fragment.offset == 0) {
      datagram.first = new Frame(frame.length());
      datagram.first.copyOf(frame.length() == end ? frame : cut(frame, end));
      datagram.header = fragment.header;
    }
    if (datagram.received == datagram.length && datagram.first != null) {
      drop(key, datagram);
      return whole(datagram, datagram.first);
    }
    makeRoom();
    return null;
  }

  private static Frame cut(Frame frame, int end) {
    return Frame.of(frame.bytes(0, end));
  }

  /** Whether the very same came before. */
  private static boolean holds(Datagram datagram, int offset, byte[] part) {
    int place = datagram.offsets.indexOf(offset);
    return place >= 0 && datagram.parts.get(place).length == part.length;
  }

  private static boolean contradicts(Datagram datagram, Fragment fragment, int size) {
    int start = fragment.offset;
    int end = start + size;
    for (int i = 0; i < datagram.parts.size(); i++) {
      int other = datagram.offsets.get(i);
      int otherEnd = other + datagram.parts.get(i).length;
      boolean overlap = start < otherEnd && other < end;
      if (overlap || !fragment.more && otherEnd > end) {
        return true;
      }
    }
    boolean known = datagram.length >= 0;
    return known && (end > datagram.length || !fragment.more && end != datagram.length);
  }

  private static Frame whole(Datagram datagram, Frame first) {
    int header = datagram.header;
    Frame whole = new Frame(header + datagram.length).resize(header + datagram.length);
    whole.copy(0, first, 0, header);
    for (int i = 0; i < datagram.parts.size(); i++) {
      whole.copy(header + datagram.offsets.get(i), datagram.parts.get(i));
    }
    return whole;
  }

  private void makeRoom() {
    while (bytes > BOUND) {
      Map.Entry<Key, Datagram> oldest = unfinished.entrySet().iterator().next();
      drop(oldest.getKey(), oldest.getValue());
      fate.dropped(Drop.FRAGMENT_ROOM);
    }
  }

  private void late(Key key, Datagram datagram) {
    drop(key, datagram);
    fate.dropped(Drop.FRAGMENT_TIME);
    if (datagram.first != null) {
      fate.late(datagram.first);
    }
  }

  private void drop(Key key, Datagram datagram) {
    unfinished.remove(key);
    bytes -= datagram.cost;
    if (datagram.timer != null) {
      datagram.timer.cancel();
    }
  }
}
