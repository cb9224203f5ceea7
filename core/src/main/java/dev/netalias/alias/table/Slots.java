package dev.netalias.alias.table;

import dev.netalias.kernel.Entry.OfSlots.Range;
import dev.netalias.kernel.state.RouteColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of slots as ranges: the first of each, and its last. */
public final class Slots {
  private final TreeMap<Integer, Integer> ranges = new TreeMap<>();

  /** No slot. */
  public Slots() {}

  /** What ranges say. */
  public static Slots of(List<Range> used) {
    Slots slots = new Slots();
    used.forEach(r -> slots.add(r.first(), r.last()));
    return slots;
  }

  /** The slots of rows that stand in their order. */
  public static Slots of(RouteColumns columns) {
    Slots slots = new Slots();
    int row = 0;
    while (row < columns.size() && columns.metric(row) < RouteColumns.WORD_METRIC) {
      long first = columns.metric(row);
      long last = first;
      for (row++; row < columns.size() && columns.metric(row) <= last + 1; row++) {
        last = columns.metric(row);
      }
      slots.add((int) (first - 1), (int) (last - 1));
    }
    return slots;
  }

  /** Whether a slot is in it. */
  public boolean contains(int slot) {
    Map.Entry<Integer, Integer> before = ranges.floorEntry(slot);
    return before != null && slot <= before.getValue();
  }

  /** Adds the slots from the first to the last. */
  public void add(int first, int last) {
    int from = first;
    int to = last;
    Map.Entry<Integer, Integer> before = ranges.floorEntry(first);
    if (before != null && before.getValue() >= first - 1) {
      from = before.getKey();
      to = Math.max(to, before.getValue());
    }
    Map.Entry<Integer, Integer> next = ranges.higherEntry(from);
    while (next != null && next.getKey() - 1 <= to) {
      to = Math.max(to, next.getValue());
      ranges.remove(next.getKey());
      next = ranges.higherEntry(from);
    }
    ranges.put(from, to);
  }

  /** Takes a slot out; nothing where it is not in it. */
  public void remove(int slot) {
    Map.Entry<Integer, Integer> in = ranges.floorEntry(slot);
    if (in == null || slot > in.getValue()) {
      return;
    }
    ranges.remove(in.getKey());
    if (in.getKey() < slot) {
      ranges.put(in.getKey(), slot - 1);
    }
    if (slot < in.getValue()) {
      ranges.put(slot + 1, in.getValue());
    }
  }

  /** The first slot from this one on that is free. */
  public int firstFree(int from) {
    Map.Entry<Integer, Integer> in = ranges.floorEntry(from);
    return in == null || from > in.getValue() ? from : in.getValue() + 1;
  }

  /** The first slot from a free one on that is used, or {@code most} after it. */
  public int nextUsed(int from, int most) {
    Integer next = ranges.higherKey(from);
    int end = (int) Math.min(Integer.MAX_VALUE, (long) from + most);
    return next == null ? end : Math.min(next, end);
  }

  /** Takes all out. */
  public void clear() {
    ranges.clear();
  }

  /** How many ranges there are. */
  public int count() {
    return ranges.size();
  }

  /** The ranges, in order. */
  public List<Range> ranges() {
    List<Range> all = new ArrayList<>(ranges.size());
    ranges.forEach((first, last) -> all.add(new Range(first, last)));
    return all;
  }
}
