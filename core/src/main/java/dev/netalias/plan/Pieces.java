package dev.netalias.plan;

import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A range of which some aliases go or become others: what is left of it, in pieces. */
public final class Pieces {
  private final DesiredAlias whole;
  private final TreeMap<Integer, List<DesiredAlias>> others = new TreeMap<>();

  /** All of it is there. */
  public Pieces(DesiredAlias whole) {
    this.whole = whole;
  }

  /** The number in a range of an alias that it says: by its slot, or else by its address. */
  public static int number(DesiredAlias range, String tag, Address address) {
    OptionalInt first = range.tag() == null ? OptionalInt.empty() : AliasName.slotOf(range.tag());
    if (range.addresses().count() == 1) {
      return 0;
    }
    return first.isPresent()
        ? AliasName.slotOf(tag).orElse(0) - first.getAsInt()
        : (int) (address.low() - range.addresses().first().low());
  }

  /** What is said of one of its aliases, as if it were said alone. */
  public static DesiredAlias one(DesiredAlias range, int number) {
    return part(range, number, 1);
  }

  private static DesiredAlias part(DesiredAlias range, int from, int count) {
    Addresses all = range.addresses();
    OptionalInt slot = range.tag() == null ? OptionalInt.empty() : AliasName.slotOf(range.tag());
    String tag = slot.isPresent() ? Integer.toString(slot.getAsInt() + from) : range.tag();
    Address first = from == 0 ? all.first() : all.first().plus(from);
    return range.with(new Addresses(first, count, all.length())).withTag(tag);
  }

  /** Puts others, or none, in the place of the alias of a number. */
  public void replace(int number, List<DesiredAlias> by) {
    others.put(number, by);
  }

  /** What there is now in its place, in order; what follows each other alike is one piece. */
  public List<DesiredAlias> left() {
    List<DesiredAlias> left = new ArrayList<>();
    int from = 0;
    for (Map.Entry<Integer, List<DesiredAlias>> other : others.entrySet()) {
      if (other.getKey() > from) {
        add(left, part(whole, from, other.getKey() - from));
      }
      other.getValue().forEach(one -> add(left, one));
      from = other.getKey() + 1;
    }
    int count = whole.addresses().count();
    if (from < count) {
      add(left, part(whole, from, count - from));
    }
    return left;
  }

  private static void add(List<DesiredAlias> left, DesiredAlias next) {
    DesiredAlias last = left.isEmpty() ? null : left.getLast();
    if (last != null && isOneRange(last, next)) {
      left.set(left.size() - 1, last.and(next));
    } else {
      left.add(next);
    }
  }

  /** A range without names stays one. */
  private static boolean isOneRange(DesiredAlias last, DesiredAlias next) {
    return last.isFollowedBy(next)
        || last.tag() == null && next.tag() == null && last.isContinuedBy(next);
  }
}
