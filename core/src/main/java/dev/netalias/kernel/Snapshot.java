package dev.netalias.kernel;

import dev.netalias.kernel.Part.UnreadException;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Rules;
import dev.netalias.net.Address;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a kernel held at one moment. Lists are in the kernel's own order: addresses of one device
 * primaries first.
 *
 * @param parts which parts were read; asking for routes or neighbours that were not is refused
 * @param links devices by index, those of aliases too
 * @param addresses addresses, {@code ip addr show}
 * @param routes routes, {@code ip route show table all}
 * @param neighbours neighbour entries, {@code ip neigh show}
 * @param rules routing rules, {@code ip rule show}
 * @param aliasRoutes aliases that are local routes, by the index of their device
 * @param counters what went to and from single addresses, where the kernel counts that
 * @param registry what netalias remembers of this namespace
 */
public record Snapshot(
    Set<Part> parts,
    List<Link> links,
    List<InterfaceAddress> addresses,
    List<Route> routes,
    List<Neighbour> neighbours,
    Rules rules,
    Map<Integer, LocalRoutes> aliasRoutes,
    Map<Counters.Key, Counters> counters,
    Registry registry) {

  /** A host without devices. */
  public static final Snapshot EMPTY =
      new Snapshot(
          EnumSet.allOf(Part.class),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Rules.NONE,
          Map.of(),
          Map.of(),
          Registry.EMPTY);

  /**
   * The routes.
   *
   * @throws UnreadException where none were read
   */
  @Override
  public List<Route> routes() {
    if (!parts.contains(Part.ROUTES) && !parts.contains(Part.LOCAL_ROUTES)) {
      throw new UnreadException(Part.ROUTES);
    }
    return routes;
  }

  /**
   * The neighbour entries.
   *
   * @throws UnreadException where they were not read
   */
  @Override
  public List<Neighbour> neighbours() {
    if (!parts.contains(Part.NEIGHBOURS)) {
      throw new UnreadException(Part.NEIGHBOURS);
    }
    return neighbours;
  }

  /**
   * The routing rules.
   *
   * @throws UnreadException where they were not read
   */
  @Override
  public Rules rules() {
    if (!parts.contains(Part.RULES)) {
      throw new UnreadException(Part.RULES);
    }
    return rules;
  }

  /** Whether the aliases are read that are local routes. */
  public boolean hasAliasRoutes() {
    return parts.contains(Part.ALIAS_ROUTES);
  }

  /** The aliases of a device that are local routes; none where they were not read. */
  public LocalRoutes aliasRoutesOf(Device device) {
    LocalRoutes own = aliasRoutes.get(device.index());
    return own == null ? LocalRoutes.none(device) : own;
  }

  /** The main device of a name. */
  public Optional<Link> link(String name) {
    return links.stream().filter(l -> l.name().equals(name)).findFirst();
  }

  /** The main device of an index. */
  public Optional<Link> link(int index) {
    return links.stream().filter(l -> l.device().index() == index).findFirst();
  }

  /** The addresses of one main device, in the kernel's order. */
  public List<InterfaceAddress> addressesOf(Device device) {
    return addresses.stream().filter(a -> a.device().index() == device.index()).toList();
  }

  /** All addresses by the index of their device, in the kernel's order. */
  public Map<Integer, List<InterfaceAddress>> addressesByDevice() {
    Map<Integer, List<InterfaceAddress>> byDevice = new HashMap<>();
    for (InterfaceAddress a : addresses) {
      byDevice.computeIfAbsent(a.device().index(), i -> new ArrayList<>()).add(a);
    }
    return byDevice;
  }

  /** The device of a host's own address. */
  public Optional<InterfaceAddress> owner(Address local) {
    return addresses.stream().filter(a -> a.local().equals(local)).findFirst();
  }

  /** As if only these parts had been read. */
  public Snapshot only(Set<Part> some) {
    return new Snapshot(
        some, links, addresses, routes, neighbours, rules, aliasRoutes, counters, registry);
  }

  /** The same with another registry. */
  public Snapshot remembering(Registry remembered) {
    return new Snapshot(
        parts, links, addresses, routes, neighbours, rules, aliasRoutes, counters, remembered);
  }
}
