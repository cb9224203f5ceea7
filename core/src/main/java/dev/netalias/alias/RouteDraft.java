package dev.netalias.alias;

import dev.netalias.alias.Block.RouteRows;
import dev.netalias.alias.table.AliasTable;
import dev.netalias.alias.table.Slots;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Part.UnreadException;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The aliases of one main device that are local routes, as a draft has them so far. Additions and
 * removals gather until something else is to be changed ({@link #flush}), so that a million of them
 * are one change.
 *
 * <p>Where they were not read, what the registry says of slots and what the kernel says of single
 * addresses is enough to allow an addition; all else is refused by {@link UnreadException}.
 */
final class RouteDraft {
  /** So many addresses are asked of the kernel one by one; with more, all routes are read. */
  private static final int MOST_LOOKED_UP = 16;

  private static final int FEW = 64;

  /** So many ranges are looked for row by row; for more, a table is made. */
  private static final int MOST_SCANS = 16;

  private final Link main;
  private final Snapshot snapshot;
  private final Kernel kernel;
  private final boolean whole;
  private final LocalRoutes base;
  private final BitSet gone = new BitSet();
  private final LocalRoutes.Builder added;
  private final BitSet addedGone = new BitSet();
  private final @Nullable Slots slots;
  private LocalRoutes.Builder removals;
  private int firstUnmade;
  private int lookedUp;
  private int scans;
  private boolean dropped;

  /** Address to row, rows that were added behind those that were read; made when it pays. */
  private @Nullable AliasTable addresses;

  RouteDraft(Link main, Snapshot snapshot, Kernel kernel) {
    this.main = main;
    this.snapshot = snapshot;
    this.kernel = kernel;
    whole = snapshot.hasAliasRoutes();
    base = snapshot.aliasRoutesOf(main.device());
    added = new LocalRoutes.Builder(main.device());
    removals = new LocalRoutes.Builder(main.device());
    Optional<Entry.OfSlots> told = entry();
    slots = whole ? Slots.of(base) : told.isPresent() ? Slots.of(told.get().used()) : null;
  }

  /** What the registry says of its slots. */
  Optional<Entry.OfSlots> entry() {
    return snapshot
        .registry()
        .find(Entry.OfSlots.class, e -> e.main().index() == main.device().index());
  }

  /** Whether all of them were read. */
  boolean isWhole() {
    return whole;
  }

  private void needWhole() {
    need(EnumSet.of(Part.ALIAS_ROUTES));
  }

  /** Wants parts of the snapshot. */
  void need(Set<Part> parts) {
    Set<Part> unread = EnumSet.copyOf(parts);
    unread.removeAll(snapshot.parts());
    if (!unread.isEmpty()) {
      throw new UnreadException(unread);
    }
  }

  /** Whether it is known which slots they have: a tag that is a word needs none. */
  boolean hasSlots() {
    return slots != null;
  }

  Slots slots() {
    if (slots == null) {
      throw new UnreadException(Part.ALIAS_ROUTES);
    }
    return slots;
  }

  /** Whether one was deleted: its slot may be free for others. */
  boolean hasDropped() {
    return dropped;
  }

  /** Whether one was added. */
  boolean hasAdded() {
    return added.size() > addedGone.cardinality();
  }

  // Looking

  /** Whether an alias has an address among {@code count} from one on. */
  boolean uses(Address first, int count) {
    if (!whole) {
      lookUp(first, count);
    }
    boolean cheap = scans < MOST_SCANS && count > 1 || base.size() + added.size() < FEW;
    if (addresses == null && cheap) {
      scans++;
      return scanned(base, gone, first, count) || scanned(added, addedGone, first, count);
    }
    AliasTable table = table();
    for (int i = 0; i < count; i++) {
      if (table.find(i == 0 ? first : first.plus(i)) != AliasTable.NONE) {
        return true;
      }
    }
    return false;
  }

  /**
   * Enough to allow: no local route of just that address is there. One that an address of another
   * device made would hide one of an alias.
   */
  private void lookUp(Address first, int count) {
    lookedUp += count;
    if (lookedUp > MOST_LOOKED_UP) {
      throw new UnreadException(Part.ALIAS_ROUTES);
    }
    for (int i = 0; i < count; i++) {
      Optional<Route> there = kernel.routeTo(i == 0 ? first : first.plus(i));
      if (there.isPresent()
          && there.get().type() == Route.LOCAL
          && there.get().destination().address().equals(i == 0 ? first : first.plus(i))) {
        throw new UnreadException(Part.ALIAS_ROUTES);
      }
    }
  }

  private static boolean scanned(RouteColumns rows, BitSet without, Address first, int count) {
    int found = rows.findAny(first, count);
    return found >= 0
        && (!without.get(found) || !without.isEmpty() && other(rows, without, first, count));
  }

  private static boolean other(RouteColumns rows, BitSet without, Address first, int count) {
    for (int row = 0; row < rows.size(); row++) {
      if (!without.get(row)) {
        Address address = rows.address(row);
        if (address.family() == first.family()
            && address.compareTo(first) >= 0
            && address.compareTo(first.plus(count - 1L)) <= 0) {
          return true;
        }
      }
    }
    return false;
  }

  private AliasTable table() {
    AliasTable table = addresses;
    if (table == null) {
      table = new AliasTable();
      for (int row = base.size() - 1; row >= 0; row--) {
        if (!gone.get(row)) {
          enter(table, base, row, row);
        }
      }
      for (int row = added.size() - 1; row >= 0; row--) {
        if (!addedGone.get(row)) {
          enter(table, added, row, base.size() + row);
        }
      }
      addresses = table;
    }
    return table;
  }

  private static void enter(AliasTable table, RouteColumns from, int row, int number) {
    table.put(from.family(row), from.high(row), from.low(row), number);
  }

  /** The aliases of a slot: what others made may share one. */
  List<Alias> ofSlot(int slot) {
    needWhole();
    List<Alias> found = new ArrayList<>(1);
    find(base, gone, slot + 1L, found);
    find(added, addedGone, slot + 1L, found);
    return found;
  }

  private void find(RouteColumns rows, BitSet without, long metric, List<Alias> into) {
    String tag = Long.toString(metric - 1);
    int row = rows.withMetric(metric, 0);
    while (row >= 0) {
      if (!without.get(row)) {
        InterfaceAddress owned = InterfaceAddress.of(main.device(), rows.prefix(row), "");
        Counters counters =
            snapshot.counters().get(new Counters.Key(main.device().index(), owned.local()));
        into.add(Alias.routed(main, tag, owned, rows.isOpen(row)).with(counters));
      }
      row = rows.withMetric(metric, row + 1);
    }
  }

  /** All that have slots, as they will be. */
  RouteRows rows() {
    return new RouteRows(main, snapshot, columns());
  }

  /** All of them, as they will be. */
  LocalRoutes columns() {
    needWhole();
    if (gone.isEmpty() && added.isEmpty()) {
      return base;
    }
    LocalRoutes.Builder now = new LocalRoutes.Builder(main.device());
    for (int row = 0; row < base.size(); row++) {
      if (!gone.get(row)) {
        now.add(base, row);
      }
    }
    for (int row = 0; row < added.size(); row++) {
      if (!addedGone.get(row)) {
        now.add(added, row);
      }
    }
    return now.build();
  }

  // Changing

  void add(Prefix prefix, long metric, boolean open) {
    added.add(prefix, metric, open);
    if (addresses != null) {
      enter(addresses, added, added.size() - 1, base.size() + added.size() - 1);
    }
  }

  /** Adds consecutive slots for consecutive addresses. */
  void add(Prefix first, int firstSlot, int count, boolean open) {
    slots().add(firstSlot, firstSlot + count - 1);
    boolean four = first.address().family() == Address.INET;
    if (!four || addresses != null) {
      for (int i = 0; i < count; i++) {
        Address address = i == 0 ? first.address() : first.address().plus(i);
        add(new Prefix(address, first.length()), firstSlot + i + 1L, open);
      }
      return;
    }
    int address = (int) first.address().low();
    for (int i = 0; i < count; i++) {
      added.addInet(address + i, first.length(), firstSlot + i + 1L, open);
    }
  }

  /** Takes one away; its slot stays taken where it moves. */
  void remove(Prefix prefix, long metric, boolean moves) {
    needWhole();
    int row = live(base, gone, prefix, metric);
    if (row >= 0) {
      gone.set(row);
      removals.add(base, row);
    } else {
      row = live(added, addedGone, prefix, metric);
      if (row < 0) {
        throw new IllegalStateException("no alias " + prefix + " with metric " + metric);
      }
      addedGone.set(row);
      if (row < firstUnmade) {
        removals.add(added, row);
      }
    }
    if (addresses != null) {
      addresses.remove(prefix.address());
    }
    if (!moves) {
      dropped = true;
      if (metric != RouteColumns.WORD_METRIC) {
        slots().remove((int) (metric - 1));
      }
    }
  }

  /** Whether one is there; no where they were not read. */
  boolean has(Prefix prefix, long metric, boolean open) {
    int row = whole ? live(base, gone, prefix, metric) : -1;
    return row >= 0 && base.isOpen(row) == open;
  }

  private static int live(RouteColumns rows, BitSet without, Prefix prefix, long metric) {
    int row = rows.find(prefix, metric, 0);
    while (row >= 0 && without.get(row)) {
      row = rows.find(prefix, metric, row + 1);
    }
    return row;
  }

  /** Takes all away that have slots. */
  void removeAll() {
    needWhole();
    removeAll(base, gone, Integer.MAX_VALUE);
    removeAll(added, addedGone, firstUnmade);
    addresses = null;
    dropped = true;
    slots().clear();
  }

  private void removeAll(RouteColumns rows, BitSet without, int made) {
    for (int row = 0; row < rows.size(); row++) {
      if (!without.get(row) && rows.metric(row) != RouteColumns.WORD_METRIC) {
        without.set(row);
        if (row < made) {
          removals.add(rows, row);
        }
      }
    }
  }

  /** Makes changes of what has gathered. */
  void flush(Consumer<Change> changes) {
    if (removals.size() > 0) {
      changes.accept(RoutesChange.remove(removals.build()));
      removals = new LocalRoutes.Builder(main.device());
    }
    int from = firstUnmade;
    if (from < added.size()) {
      LocalRoutes.Builder fresh = new LocalRoutes.Builder(main.device());
      for (int row = from; row < added.size(); row++) {
        if (!addedGone.get(row)) {
          fresh.add(added, row);
        }
      }
      firstUnmade = added.size();
      if (fresh.size() > 0) {
        changes.accept(RoutesChange.add(fresh.build()));
      }
    }
  }
}
