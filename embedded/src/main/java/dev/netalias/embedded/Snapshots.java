package dev.netalias.embedded;

import dev.netalias.embedded.device.AliasDevice;
import dev.netalias.embedded.state.Held;
import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.NeighbourEntry;
import dev.netalias.embedded.state.Routes;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.kernel.state.Rules;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a host, in the order in which Linux would tell it. */
final class Snapshots {
  private final HostState state;
  private final Remembered remembered;
  private final LifeTimes lifeTimes;

  Snapshots(HostState state, Remembered remembered, LifeTimes lifeTimes) {
    this.state = state;
    this.remembered = remembered;
    this.lifeTimes = lifeTimes;
  }

  Snapshot read(Set<Part> parts) {
    List<Link> links = new ArrayList<>();
    state.interfaces().forEach(on -> links.add(LinkRules.link(on)));
    Set<Part> read = EnumSet.noneOf(Part.class);
    read.addAll(parts);
    if (parts.contains(Part.SLOTS)) {
      read.add(Part.ALIAS_ROUTES); // they cost little here
    }
    return new Snapshot(
        read,
        links,
        parts.contains(Part.ADDRESSES) ? addresses() : List.of(),
        routes(parts),
        parts.contains(Part.NEIGHBOURS) ? neighbours() : List.of(),
        parts.contains(Part.RULES) ? new Rules(List.of(), ownRoutes()) : Rules.NONE,
        read.contains(Part.ALIAS_ROUTES) ? aliasRoutes() : Map.of(),
        parts.contains(Part.COUNTERS) ? counters() : Map.of(),
        remembered.registry());
  }

  private List<InterfaceAddress> addresses() {
    Set<Integer> families = new TreeSet<>();
    state.interfaces().forEach(on -> families.addAll(on.addresses().families()));
    List<InterfaceAddress> all = new ArrayList<>();
    for (int family : families) {
      for (Interface on : state.interfaces()) {
        on.addresses().of(family).forEach(h -> all.add(value(h)));
      }
    }
    return all;
  }

  private InterfaceAddress value(Held held) {
    InterfaceAddress a = held.value();
    if (a.lifetime().equals(Lifetime.FOREVER)) {
      return a;
    }
    return new InterfaceAddress(
        a.device(),
        a.local(),
        a.prefixLength(),
        a.peer(),
        a.broadcast(),
        a.label(),
        a.scope(),
        a.flags(),
        a.protocol(),
        lifeTimes.left(held),
        a.metric());
  }

  private List<Route> routes(Set<Part> parts) {
    boolean locals = parts.contains(Part.LOCAL_ROUTES);
    boolean others = parts.contains(Part.ROUTES);
    List<Route> all = new ArrayList<>();
    if (locals || others) {
      for (Routes routes : state.allRoutes()) {
        routes.dump(locals, others).stream()
            .filter(r -> !RouteColumns.isAlias(r))
            .forEach(all::add);
      }
    }
    return all;
  }

  /** There are no rules here, so the main table is the only one where such routes matter. */
  private List<Route> ownRoutes() {
    return routes(EnumSet.of(Part.ROUTES)).stream()
        .filter(r -> r.table() == Route.MAIN_TABLE && r.protocol() == Protocol.NETALIAS)
        .toList();
  }

  private Map<Integer, LocalRoutes> aliasRoutes() {
    Map<Integer, LocalRoutes.Builder> columns = new HashMap<>();
    for (Routes routes : state.allRoutes()) {
      for (Route route : routes.dump(true, true)) {
        Device device = route.device();
        if (device != null && RouteColumns.isAlias(route)) {
          columns
              .computeIfAbsent(device.index(), i -> new LocalRoutes.Builder(device))
              .add(route.destination(), route.metric(), route.table() == Route.LOCAL_TABLE);
        }
      }
    }
    Map<Integer, LocalRoutes> built = new HashMap<>();
    columns.forEach((index, rows) -> built.put(index, rows.build()));
    return built;
  }

  private List<Neighbour> neighbours() {
    return state.neighbours().all().stream().map(NeighbourEntry::value).toList();
  }

  private Map<Counters.Key, Counters> counters() {
    Map<Counters.Key, Counters> all = new HashMap<>();
    for (Interface on : state.interfaces()) {
      for (AliasDevice alias : on.aliases().all()) {
        Counters.Key key = new Counters.Key(on.device().index(), alias.address());
        Counters counters = alias.counters();
        all.merge(key, counters, (one, other) -> one.rxPackets() > 0 ? one : other);
      }
    }
    return all;
  }
}
