package dev.netalias.alias.table;

import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The routes and neighbour entries that depend on addresses, as a draft has them so far. */
public final class Dependents {
  private final Set<Route> routes = new LinkedHashSet<>();
  private final Map<Address, Set<Route>> bySource = new HashMap<>();
  private final Map<Integer, List<Neighbour>> neighbours = new HashMap<>();
  private final Map<Integer, List<Neighbour>> lasting = new HashMap<>();

  /** Those that a snapshot has. */
  public Dependents(Snapshot snapshot) {
    snapshot.routes().stream().filter(r -> !r.isKernels()).forEach(this::add);
    snapshot.neighbours().stream()
        .filter(n -> (n.flags() & Neighbour.PROXY) != 0 || n.state() == Neighbour.PERMANENT)
        .forEach(n -> lasting.computeIfAbsent(n.device().index(), i -> new ArrayList<>()).add(n));
    snapshot.neighbours().stream()
        .filter(n -> (n.flags() & Neighbour.PROXY) == 0 && n.state() != Neighbour.NO_ARP)
        .forEach(
            n -> neighbours.computeIfAbsent(n.device().index(), i -> new ArrayList<>()).add(n));
  }

  /** A route comes. */
  public void add(Route route) {
    routes.add(route);
    if (route.preferredSource() != null) {
      bySource.computeIfAbsent(route.preferredSource(), s -> new LinkedHashSet<>()).add(route);
    }
  }

  /** A route goes. */
  public void remove(Route route) {
    routes.remove(route);
    if (route.preferredSource() != null) {
      bySource.computeIfPresent(
          route.preferredSource(),
          (source, bound) -> {
            bound.remove(route);
            return bound.isEmpty() ? null : bound;
          });
    }
  }

  /** The routes that the kernel did not make by itself. */
  public Collection<Route> routes() {
    return Collections.unmodifiableSet(routes);
  }

  /** The addresses that routes prefer as source. */
  public List<Address> sources() {
    return List.copyOf(bySource.keySet());
  }

  /** Routes that were made through an address: it is their preferred source. */
  public List<Route> boundTo(Address address) {
    return List.copyOf(bySource.getOrDefault(address, Set.of()));
  }

  /** IPv4 routes that go when a device loses its last IPv4 address. */
  public List<Route> through(Device device) {
    return routes.stream()
        .filter(r -> r.destination().address().family() == Address.INET && r.leavesThrough(device))
        .toList();
  }

  /** Routes of any family that go with a device. */
  public List<Route> leaving(Device device) {
    return routes.stream().filter(r -> r.leavesThrough(device)).toList();
  }

  /** Routes of a device whose gateway lies in a subnet. */
  public List<Route> viaSubnet(Device device, Prefix subnet) {
    return through(device).stream()
        .filter(r -> r.hops().stream().anyMatch(h -> reachedThrough(h, subnet)))
        .toList();
  }

  private static boolean reachedThrough(Hop hop, Prefix subnet) {
    return hop.gateway() != null
        && (hop.flags() & Hop.ONLINK) == 0
        && subnet.contains(hop.gateway());
  }

  /** Whether a route can be made while a device has just these addresses. */
  public static boolean isReachable(Route route, Stream<InterfaceAddress> addresses) {
    List<Prefix> subnets = addresses.map(InterfaceAddress::subnet).toList();
    return route.hops().stream()
        .allMatch(h ->
            h.gateway() == null
                || (h.flags() & Hop.ONLINK) != 0
                || subnets.stream().anyMatch(s -> reachedThrough(h, s)));
  }

  /** Neighbour entries of a device whose address lies in a subnet. */
  public List<Neighbour> neighboursIn(Device device, Prefix subnet) {
    return neighbours.getOrDefault(device.index(), List.of()).stream()
        .filter(n -> subnet.contains(n.address()))
        .toList();
  }

  /** IPv4 entries that somebody set by hand, which go when a device loses its last address. */
  public List<Neighbour> lasting(Device device) {
    return lasting.getOrDefault(device.index(), List.of()).stream()
        .filter(n -> n.address().family() == Address.INET)
        .toList();
  }

  /** A neighbour entry goes. */
  public void remove(Neighbour neighbour) {
    lasting.computeIfAbsent(neighbour.device().index(), i -> new ArrayList<>()).remove(neighbour);
    neighbours.getOrDefault(neighbour.device().index(), List.of()).remove(neighbour);
  }
}
