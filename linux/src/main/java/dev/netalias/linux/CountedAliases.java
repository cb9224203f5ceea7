package dev.netalias.linux;

import dev.netalias.kernel.Entry;
import dev.netalias.kernel.Registry;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.linux.nft.Nftables;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The counters of all that may be an alias: addresses with a label, what the registry remembers,
 * and local routes. They are counted by address alone.
 */
final class CountedAliases {
  private static final int MANY = 1_000;

  private final Counted.Builder asked = new Counted.Builder();
  private int[] devices = new int[16];

  private CountedAliases(
      List<InterfaceAddress> addresses, Registry registry, Map<Integer, LocalRoutes> routes) {
    for (InterfaceAddress a : addresses) {
      if (!a.label().isEmpty() && !a.label().equals(a.device().name())) {
        ask(host(a.local()), a.device().index());
      }
    }
    for (Entry.OfAlias e : registry.all(Entry.OfAlias.class)) {
      boolean whole = e.realisation() == Realisation.ROUTE;
      ask(whole ? e.address().prefix() : host(e.address().local()), e.address().device().index());
    }
    routes.forEach((device, rows) -> {
      for (int row = 0; row < rows.size(); row++) {
        ask(rows.prefix(row), device);
      }
    });
  }

  private static Prefix host(Address address) {
    return new Prefix(address, address.bits());
  }

  private void ask(Prefix prefix, int device) {
    int family = prefix.address().family();
    if (family == Address.INET || family == Address.INET6) {
      if (asked.size() == devices.length) {
        devices = java.util.Arrays.copyOf(devices, 2 * devices.length);
      }
      devices[asked.size()] = device;
      asked.add(prefix, Counters.ZERO);
    }
  }

  /** Reads them; none where they can't be read. There may be a million, and no table. */
  static Map<Counters.Key, Counters> read(
      List<InterfaceAddress> addresses, Registry registry, Map<Integer, LocalRoutes> routes) {
    boolean many = routes.values().stream().mapToInt(LocalRoutes::size).sum() > MANY;
    if (many && Nftables.read(Counted.NONE).table() == null) {
      return Map.of();
    }
    return new CountedAliases(addresses, registry, routes).read();
  }

  private Map<Counters.Key, Counters> read() {
    Counted all = asked.build();
    if (all.isEmpty()) {
      return Map.of();
    }
    Counted counted = Nftables.read(all).counted();
    Map<Counters.Key, Counters> found = new HashMap<>();
    int row = 0;
    for (int i = 0; i < counted.size(); i++) {
      while (!counted.isSame(i, all, row)) {
        row++;
      }
      Counters.Key key = new Counters.Key(devices[row], counted.prefix(i).address());
      found.put(key, counted.counters(i));
      row++;
    }
    return found;
  }
}
