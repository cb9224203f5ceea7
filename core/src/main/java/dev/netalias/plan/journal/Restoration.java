package dev.netalias.plan.journal;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has to be done to have again what was there before: after a commit was taken back, for what
 * the kernel took along unasked, and for the order that it lost. What came meanwhile stays.
 */
public final class Restoration {
  /** So often what is done takes something along itself, and something is left to be done. */
  public static final int MOST = 3;

  /** What makes two routes stand beside each other. */
  private record Place(Prefix destination, int table, int tos, long metric) {
    static Place of(Route r) {
      return new Place(r.destination().network(), r.table(), r.tos(), r.metric());
    }
  }

  /**
   * What a device is given while all of its addresses are put in order: with the last one the
   * kernel would take every local route of the device along.
   */
  private static final Prefix PLACEHOLDER = Prefix.parse("127.255.255.254/32");

  private final List<InterfaceAddress> placeholders = new ArrayList<>();
  private final List<Change> removals = new ArrayList<>();
  private final List<Change> additions = new ArrayList<>();

  /**
   * What leads from what is there now to what was there before.
   *
   * @param before what was there; of parts that were not read nothing is restored
   */
  public Restoration(Snapshot before, Snapshot now) {
    Map<Integer, List<InterfaceAddress>> present = byDevice(now, Address.INET);
    byDevice(before, Address.INET)
        .forEach((device, was) -> inOrder(was, present.getOrDefault(device, List.of())));
    missingInet6(before, now);
    if (before.parts().contains(Part.ROUTES)) {
      routes(before, now);
    }
    if (before.parts().contains(Part.NEIGHBOURS)) {
      neighbours(before, now);
    }
  }

  /** Removals first, then additions: addresses, routes, neighbours. */
  public List<Change> changes() {
    List<Change> all = new ArrayList<>();
    placeholders.forEach(a -> all.add(AddressChange.add(a)));
    all.addAll(removals);
    all.addAll(additions);
    placeholders.forEach(a -> all.add(AddressChange.remove(a)));
    return all;
  }

  private static Map<Integer, List<InterfaceAddress>> byDevice(Snapshot snapshot, int family) {
    Map<Integer, List<InterfaceAddress>> byDevice = new LinkedHashMap<>();
    for (InterfaceAddress a : snapshot.addresses()) {
      if (a.local().family() == family) {
        byDevice.computeIfAbsent(a.device().index(), i -> new ArrayList<>()).add(a);
      }
    }
    return byDevice;
  }

  /**
   * The IPv4 addresses of one device: each in its place again, since the first is the one that the
   * host speaks with. From the first primary that is out of place on, all are taken and put anew.
   */
  private void inOrder(List<InterfaceAddress> was, List<InterfaceAddress> is) {
    Set<InterfaceAddress.Key> wanted = new HashSet<>();
    was.forEach(a -> wanted.add(a.key()));
    List<InterfaceAddress> left = is.stream().filter(a -> wanted.contains(a.key())).toList();
    List<InterfaceAddress> primaries = part(left, false);
    List<InterfaceAddress> secondaries = part(left, true);
    int goodPrimaries = alike(part(was, false), primaries);
    List<InterfaceAddress> badPrimaries = primaries.subList(goodPrimaries, primaries.size());
    Set<Prefix> badSubnets = new HashSet<>();
    badPrimaries.forEach(a -> badSubnets.add(a.subnet()));
    int goodSecondaries = alike(part(was, true), secondaries);
    for (int i = 0; i < goodSecondaries; i++) {
      if (badSubnets.contains(secondaries.get(i).subnet())) {
        goodSecondaries = i;
      }
    }
    // The newest first, and secondaries before primaries: so nothing goes along again.
    secondaries
        .subList(goodSecondaries, secondaries.size())
        .reversed()
        .forEach(a -> removals.add(AddressChange.remove(a)));
    badPrimaries.reversed().forEach(a -> removals.add(AddressChange.remove(a)));
    if (goodPrimaries == 0 && !left.isEmpty() && left.size() == is.size()) {
      Device device = left.getFirst().device();
      placeholders.add(InterfaceAddress.of(device, PLACEHOLDER, device.name()));
    }
    Set<InterfaceAddress.Key> good = new HashSet<>();
    primaries.subList(0, goodPrimaries).forEach(a -> good.add(a.key()));
    secondaries.subList(0, goodSecondaries).forEach(a -> good.add(a.key()));
    was.stream()
        .filter(a -> !good.contains(a.key()))
        .forEach(a -> additions.add(AddressChange.add(a)));
  }

  private static List<InterfaceAddress> part(List<InterfaceAddress> all, boolean secondary) {
    return all.stream().filter(a -> a.isSecondary() == secondary).toList();
  }

  /** How many at the start of both lists are the same. */
  private static int alike(List<InterfaceAddress> a, List<InterfaceAddress> b) {
    int same = 0;
    while (same < Math.min(a.size(), b.size()) && a.get(same).key().equals(b.get(same).key())) {
      same++;
    }
    return same;
  }

  private void missingInet6(Snapshot before, Snapshot now) {
    int passing = InterfaceAddress.SECONDARY | InterfaceAddress.DAD_FAILED; // temporary, refused
    Map<Integer, List<InterfaceAddress>> present = byDevice(now, Address.INET6);
    byDevice(before, Address.INET6)
        .forEach((device, was) -> {
          Set<InterfaceAddress.Key> there = new HashSet<>();
          present.getOrDefault(device, List.of()).forEach(a -> there.add(a.key()));
          was.stream()
              .filter(a -> !there.contains(a.key()) && (a.flags() & passing) == 0)
              .forEach(a -> additions.add(AddressChange.add(a)));
        });
  }

  /** Routes that stand beside each other are put anew where one is missing or out of order. */
  private void routes(Snapshot before, Snapshot now) {
    Map<Place, List<Route>> present = byPlace(now);
    List<Route> missing = new ArrayList<>();
    byPlace(before)
        .forEach((place, was) -> {
          List<Route> is = new ArrayList<>(present.getOrDefault(place, List.of()));
          is.retainAll(was);
          int same = 0;
          while (same < is.size() && is.get(same).equals(was.get(same))) {
            same++;
          }
          is.subList(same, is.size()).forEach(route -> removals.add(RouteChange.remove(route)));
          missing.addAll(was.subList(same, was.size()));
        });
    missing.stream()
        .sorted((a, b) -> Boolean.compare(a.gateway() != null, b.gateway() != null))
        .forEach(route -> additions.add(RouteChange.add(route)));
  }

  /** The routes that the kernel doesn't make by itself. */
  private static Map<Place, List<Route>> byPlace(Snapshot snapshot) {
    Map<Place, List<Route>> byPlace = new LinkedHashMap<>();
    for (Route route : snapshot.routes()) {
      if (!route.isKernels()) {
        Route plain = plain(route);
        byPlace.computeIfAbsent(Place.of(plain), p -> new ArrayList<>()).add(plain);
      }
    }
    return byPlace;
  }

  /** A route without what only the kernel says of it. */
  static Route plain(Route r) {
    List<Hop> hops =
        r.hops().stream()
            .map(h -> new Hop(h.device(), h.gateway(), h.weight(), h.flags() & Hop.ONLINK))
            .toList();
    return new Route(
        r.destination(),
        r.table(),
        r.type(),
        r.protocol(),
        r.scope(),
        r.tos(),
        r.metric(),
        r.preferredSource(),
        hops,
        r.metrics(),
        r.extra());
  }

  /** Only those that somebody set: the others come by themselves. */
  private void neighbours(Snapshot before, Snapshot now) {
    Set<Neighbour> present = new HashSet<>(now.neighbours());
    before.neighbours().stream()
        .filter(Neighbour::isSet)
        .filter(n -> !present.contains(n))
        .forEach(n -> additions.add(NeighbourChange.add(n)));
  }
}
