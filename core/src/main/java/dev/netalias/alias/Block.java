package dev.netalias.alias;

import dev.netalias.alias.table.Joined;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.net.Address;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * A main device and its aliases: one contiguous part of the chain.
 *
 * @param main the main device
 * @param named aliases that are no local routes, or whose tag is a word: as they were created
 * @param routes aliases that are local routes, by slot; an object is made when one is asked for
 */
public record Block(Link main, List<Alias> named, List<Alias> routes) {
  /** Copies the list of those that are objects. */
  public Block {
    named = List.copyOf(named);
  }

  /** Without aliases that are local routes and have slots. */
  Block(Link main, List<Alias> named) {
    this(main, named, new RouteRows(main, Snapshot.EMPTY, LocalRoutes.none(main.device())));
  }

  /** The local routes as columns: row 0 is the first of {@link #routes}; those of words follow. */
  public LocalRoutes columns() {
    return ((RouteRows) routes).columns();
  }

  /** All aliases, in chain order. */
  public List<Alias> aliases() {
    return new Joined<>(List.of(named, routes));
  }

  /** Whether the main device is in another network namespace: an alias was moved from there. */
  public boolean isElsewhere() {
    return main.device().index() < 0;
  }

  /** What tells it from every other block. */
  String key() {
    return isElsewhere() ? main.name() + " beyond " + -main.device().index() : main.name();
  }

  /**
   * The aliases of one main device that are local routes and have slots, in the order of those; the
   * object of one is made when it is asked for.
   */
  static final class RouteRows extends AbstractList<Alias> implements RandomAccess {
    private final Link main;
    private final Snapshot snapshot;
    private final LocalRoutes columns;
    private final int size;

    RouteRows(Link main, Snapshot snapshot, LocalRoutes columns) {
      this.main = main;
      this.snapshot = snapshot;
      this.columns = columns;
      size = columns.from(RouteColumns.WORD_METRIC);
    }

    LocalRoutes columns() {
      return columns;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public Alias get(int row) {
      String tag = Long.toString(columns.metric(row) - 1);
      InterfaceAddress owned = InterfaceAddress.of(main.device(), columns.prefix(row), "");
      Alias alias = Alias.routed(main, tag, owned, columns.isOpen(row));
      return snapshot.counters().isEmpty()
          ? alias
          : alias.with(
              snapshot.counters().get(new Counters.Key(main.device().index(), owned.local())));
    }

    /** The alias of a slot; the first where several have it. */
    Optional<Alias> ofSlot(int slot) {
      int row = columns.withMetric(slot + 1L, 0);
      return row < 0 ? Optional.empty() : Optional.of(get(row));
    }

    /** The alias of an address, an open one first. */
    Optional<Alias> ofAddress(Address address) {
      int row = columns.find(address);
      return row < 0 || row >= size ? Optional.empty() : Optional.of(get(row));
    }
  }
}
