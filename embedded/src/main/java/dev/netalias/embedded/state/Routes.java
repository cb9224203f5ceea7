package dev.netalias.embedded.state;

import dev.netalias.embedded.device.MainDevice;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All routes of one address family: tables by number, those of local, main and default in use. */
public final class Routes {
  /** {@code RTN_THROW}: look in the next table. */
  private static final int THROW = 9;

  private static final int DEFAULT_TABLE = 253;

  private final Address zero;
  private final boolean merged;
  private final Map<Integer, PrefixTable> tables = new TreeMap<>();
  private final PrefixTable local;
  private final PrefixTable main;
  private final PrefixTable fallback;
  private final Map<Address, Set<RouteEntry>> bySource = new HashMap<>();
  private int size;

  /** No routes, of the family that an address is of. */
  Routes(Address sample) {
    zero = sample.masked(0);
    merged = sample.family() != Address.INET6;
    local = table(Route.LOCAL_TABLE);
    main = table(Route.MAIN_TABLE);
    fallback = table(DEFAULT_TABLE);
  }

  private PrefixTable table(int number) {
    return tables.computeIfAbsent(number, n -> new PrefixTable(zero));
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The route to an address, null where there is none. */
  public @Nullable RouteEntry find(Address destination) {
    return find(destination.high(), destination.low(), 0);
  }

  /**
   * The route to an address given by its parts. In IPv4 the tables local and main are one, as in
   * Linux while there are no rules ({@code fib_trie_table} with an alias): the longest prefix of
   * both wins, and local where they are the same. In IPv6 local comes first.
   */
  public @Nullable RouteEntry find(long high, long low, int tos) {
    RouteEntry found = local.find(high, low, tos);
    if (found == null || found.type() == THROW) {
      found = main.find(high, low, tos);
    } else if (merged) {
      found = unlessShadowed(found, high, low, tos);
    }
    if (found == null || found.type() == THROW) {
      found = fallback.find(high, low, tos);
    }
    return found == null || found.type() == THROW ? null : found;
  }

  private RouteEntry unlessShadowed(RouteEntry inLocal, long high, long low, int tos) {
    RouteEntry inMain = main.findLonger(inLocal.route().destination().length(), high, low, tos);
    return inMain == null ? inLocal : inMain;
  }

  /** What the local table says of an address: whether it is this host's, or a broadcast's. */
  public @Nullable RouteEntry findLocal(long high, long low) {
    RouteEntry found = local.find(high, low, 0);
    boolean holds = found == null || !merged || unlessShadowed(found, high, low, 0) == found;
    return holds ? found : null;
  }

  /** Whether an address is this host's own. */
  public boolean isLocal(Address address) {
    RouteEntry found = findLocal(address.high(), address.low());
    return found != null && found.isLocal();
  }

  /** The routes of one prefix in one table, in the order in which they are tried. */
  public List<RouteEntry> at(int table, Prefix prefix) {
    return List.of(table(table).chain(prefix));
  }

  /** Adds a route behind those of its prefix and metric. */
  public RouteEntry add(Route route, @Nullable MainDevice out, Undo undo) {
    RouteEntry entry = new RouteEntry(route, out);
    RouteEntry[] chain = table(route.table()).chain(route.destination());
    int place = chain.length;
    while (place > 0 && entry.isBefore(chain[place - 1])) {
      place--;
    }
    insert(entry, place, undo);
    return entry;
  }

  /** Adds a route before those of its prefix and metric. */
  public RouteEntry prepend(Route route, @Nullable MainDevice out, Undo undo) {
    RouteEntry entry = new RouteEntry(route, out);
    RouteEntry[] chain = table(route.table()).chain(route.destination());
    int place = 0;
    while (place < chain.length && chain[place].isBefore(entry)) {
      place++;
    }
    insert(entry, place, undo);
    return entry;
  }

  private void insert(RouteEntry entry, int place, Undo undo) {
    Route route = entry.route();
    PrefixTable table = table(route.table());
    RouteEntry[] chain = table.chain(route.destination());
    RouteEntry[] longer = new RouteEntry[chain.length + 1];
    System.arraycopy(chain, 0, longer, 0, place);
    longer[place] = entry;
    System.arraycopy(chain, place, longer, place + 1, chain.length - place);
    table.chain(route.destination(), longer);
    index(entry, true);
    undo.with(() -> {
      table.chain(route.destination(), chain);
      index(entry, false);
    });
  }

  /** Removes a route that is there. */
  public void remove(RouteEntry entry, Undo undo) {
    Route route = entry.route();
    PrefixTable table = table(route.table());
    RouteEntry[] chain = table.chain(route.destination());
    List<RouteEntry> left = new ArrayList<>(List.of(chain));
    if (!left.remove(entry)) {
      throw new IllegalStateException("the route to " + route.destination() + " is not there");
    }
    table.chain(route.destination(), left.toArray(RouteEntry[]::new));
    index(entry, false);
    undo.with(() -> {
      table.chain(route.destination(), chain);
      index(entry, true);
    });
  }

  private void index(RouteEntry entry, boolean added) {
    size += added ? 1 : -1;
    Address source = entry.route().preferredSource();
    if (source == null || entry.route().table() != Route.MAIN_TABLE) {
      return;
    }
    if (added) {
      bySource.computeIfAbsent(source, s -> new LinkedHashSet<>()).add(entry);
    } else {
      Set<RouteEntry> entries = bySource.get(source);
      if (entries != null && entries.remove(entry) && entries.isEmpty()) {
        bySource.remove(source);
      }
    }
  }

  /** Routes of the main table whose preferred source is an address. */
  public List<RouteEntry> boundTo(Address source) {
    return List.copyOf(bySource.getOrDefault(source, Set.of()));
  }

  /** The routes that fit, in no order that means anything. */
  public List<RouteEntry> all(Predicate<RouteEntry> fits) {
    List<RouteEntry> found = new ArrayList<>();
    tables
        .values()
        .forEach(t ->
            t.forEach(e -> {
              if (fits.test(e)) {
                found.add(e);
              }
            }));
    return found;
  }

  /**
   * The routes in the order in which Linux dumps them: the tables main, local and others; in a
   * table of IPv4 by address and then the longest prefix first, else as its tree is walked, each
   * prefix after all that lie in it.
   */
  public List<Route> dump(boolean locals, boolean others) {
    List<Route> dumped = new ArrayList<>();
    tables.keySet().stream()
        .sorted(Comparator.comparing((Integer t) -> t != Route.MAIN_TABLE).thenComparing(t -> t))
        .filter(t -> t == Route.LOCAL_TABLE ? locals : others)
        .forEach(t -> dump(table(t), dumped));
    return dumped;
  }

  private void dump(PrefixTable table, List<Route> into) {
    Set<Prefix> prefixes = new LinkedHashSet<>();
    table.forEach(e -> prefixes.add(e.route().destination()));
    Comparator<Prefix> byAddress =
        zero.family() == Address.INET
            ? Comparator.comparing(Prefix::address)
            : Comparator.comparing(Prefix::last);
    prefixes.stream()
        .sorted(byAddress.thenComparing(Prefix::length, Comparator.reverseOrder()))
        .forEach(p -> List.of(table.chain(p)).forEach(e -> into.add(e.route())));
  }
}
