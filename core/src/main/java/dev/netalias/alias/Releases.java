package dev.netalias.alias;

import dev.netalias.alias.table.Dependents;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.AddressList;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What goes with an address, and what must not: the changes around its removal.
 *
 * <p>Linux takes along with an address the routes that have it as preferred source (in the main
 * table; in others it leaves them dangling); with a primary its secondaries, unless {@code
 * promote_secondaries} is on; with a device's last IPv4 address every route of the device. All of
 * it is said here, as changes of the plan: what belongs to the address is removed, what does not is
 * put back or kept. So nothing goes that the plan does not show, and the plan's inverse is whole.
 */
final class Releases {
  private final List<Change> changes;
  private final Snapshot asRead;
  private final Collection<MainDraft> mains;
  private final Memory memory;
  private boolean leavesNoAddress;

  /** Addresses that others have taken the place of, while several are re-addressed together. */
  private final Map<MainDraft, List<InterfaceAddress>> left = new LinkedHashMap<>();

  private final Set<Address> leftLocals = new HashSet<>();
  private boolean gathers;
  private @Nullable Dependents dependents;

  Releases(List<Change> changes, Snapshot asRead, Collection<MainDraft> mains, Memory memory) {
    this.changes = changes;
    this.asRead = asRead;
    this.mains = mains;
    this.memory = memory;
  }

  private Dependents dependents() {
    Dependents all = dependents == null ? new Dependents(asRead) : dependents;
    dependents = all;
    return all;
  }

  /** Whether a device lost its last IPv4 address on the way, and with it local routes too. */
  boolean leavesNoAddress() {
    return leavesNoAddress;
  }

  /** Follows a change of a route that another asked for. */
  void note(Change change) {
    if (change instanceof RouteChange route) {
      if (route.before() != null) {
        dependents().remove(route.before());
      }
      if (route.after() != null) {
        dependents().add(route.after());
      }
    }
  }

  /** Adds a change of the draft, and follows it. */
  void add(Change change) {
    note(change);
    changes.add(change);
  }

  /** The routes that the kernel did not make by itself, as they are so far. */
  Collection<Route> routes() {
    return dependents().routes();
  }

  /** Makes changes of the local routes that have gathered. */
  void flush() {
    mains.forEach(m -> m.routes().flush(changes::add));
  }

  /** Removes an address, what belongs to it, and nothing else. */
  void removeAddress(MainDraft main, InterfaceAddress address) {
    releaseRoutes(main, address);
    releaseNeighbours(main, address);
    boolean last = isLast(main, address);
    List<Route> others = last ? dependents().through(main.device()) : List.of();
    List<Neighbour> lasting = last ? dependents().lasting(main.device()) : List.of();
    leavesNoAddress |= last;
    others.forEach(r -> add(RouteChange.remove(r)));
    lasting.forEach(n -> changes.add(NeighbourChange.remove(n)));
    List<Change> back = last ? takeOut(main) : List.of();
    removeKeepingDependents(main, address);
    changes.addAll(back);
    putBack(main, others);
    lasting.forEach(n -> changes.add(NeighbourChange.add(n)));
  }

  /**
   * Routes that can still be made come back, those that need no gateway first; the last first, as
   * each is put before those of its destination and metric.
   */
  private void putBack(MainDraft main, List<Route> routes) {
    routes.reversed().stream()
        .filter(r -> Dependents.isReachable(r, main.addresses()))
        .sorted((a, b) -> Boolean.compare(a.gateway() != null, b.gateway() != null))
        .forEach(r -> add(RouteChange.prepend(r)));
  }

  /**
   * Takes out the aliases that are IPv4 local routes, closed ones too, for the moment in which
   * their device has no IPv4 address, with which they would go; what puts them back.
   */
  private List<Change> takeOut(MainDraft main) {
    main.routes().flush(changes::add);
    LocalRoutes all = main.routes().columns();
    LocalRoutes inet =
        all.count(Address.INET6) == 0 ? all : all.only(row -> all.family(row) == Address.INET);
    if (inet.isEmpty()) {
      return List.of();
    }
    changes.add(RoutesChange.remove(inet));
    return List.of(RoutesChange.add(inet));
  }

  /** Removes the routes whose preferred source is an address of some local routes. */
  void releaseRoutes(MainDraft main, LocalRoutes routes) {
    for (Address source : dependents().sources()) {
      if (routes.find(source) >= 0) {
        InterfaceAddress address =
            InterfaceAddress.of(main.device(), new Prefix(source, source.bits()), "");
        releaseRoutes(main, address);
      }
    }
  }

  /** Removes the routes whose preferred source is an address that goes. */
  void releaseRoutes(MainDraft main, InterfaceAddress address) {
    List<Route> bound = dependents().boundTo(address.local());
    if (!bound.isEmpty() && !isElsewhere(main, address)) {
      bound.forEach(r -> add(RouteChange.remove(r)));
    }
  }

  private boolean isElsewhere(MainDraft main, InterfaceAddress address) {
    return mains.stream()
        .flatMap(MainDraft::addresses)
        .anyMatch(a ->
            a.local().equals(address.local())
                && !(a.isSameAs(address) && a.device().equals(main.device())));
  }

  private void releaseNeighbours(MainDraft main, InterfaceAddress address) {
    for (Neighbour n : dependents().neighboursIn(main.device(), address.subnet())) {
      boolean covered =
          address.local().family() == Address.INET
              ? main.inet().coveredWithout(n.address(), address)
              : main.addresses()
                  .anyMatch(a -> !a.isSameAs(address) && a.subnet().contains(n.address()));
      if (!covered) {
        changes.add(NeighbourChange.remove(n));
        dependents().remove(n);
      }
    }
  }

  /** Removes the IPv4 routes that go when a main device is closed; nobody puts them back. */
  void releaseRoutesThrough(MainDraft main) {
    dependents().through(main.device()).stream()
        .filter(r -> r.hops().size() == 1 && r.table() != Route.LOCAL_TABLE)
        .forEach(r -> add(RouteChange.remove(r)));
  }

  /** Removes all routes that go with a device, or with an address of its. */
  void releaseRoutesOf(MainDraft device) {
    device.addresses().toList().forEach(a -> releaseRoutes(device, a));
    dependents().leaving(device.device()).forEach(r -> add(RouteChange.remove(r)));
    dependents().lasting(device.device()).forEach(n -> changes.add(NeighbourChange.remove(n)));
  }

  private static boolean isLast(MainDraft main, InterfaceAddress address) {
    return address.local().family() == Address.INET
        && main.inet().size() == 1
        && main.inet().contains(address);
  }

  private void removeKeepingDependents(MainDraft main, InterfaceAddress address) {
    boolean wrap =
        address.local().family() == Address.INET
            && !main.promotes()
            && !main.inet().dependents(address).isEmpty();
    if (wrap) {
      changes.add(new SettingChange(main.device(), Setting.PROMOTE_SECONDARIES, 0, 1));
    }
    remove(main, address, true);
    if (wrap) {
      changes.add(new SettingChange(main.device(), Setting.PROMOTE_SECONDARIES, 1, 0));
    }
  }

  private void remove(MainDraft main, InterfaceAddress address, boolean promote) {
    changes.add(AddressChange.remove(address));
    main.release(address, promote);
  }

  private void hold(MainDraft main, InterfaceAddress address) {
    changes.add(AddressChange.add(main.hold(address)));
  }

  /** Puts one address in the place of another; the new one comes first where both can be there. */
  void replaceAddress(MainDraft main, InterfaceAddress before, InterfaceAddress after) {
    boolean sameLocal = before.local().equals(after.local());
    boolean mayStay = !sameLocal && before.local().family() == after.local().family();
    if (gathers && mayStay) {
      hold(main, after);
      left.computeIfAbsent(main, m -> new ArrayList<>()).add(before);
      leftLocals.add(before.local());
      return;
    }
    removeLeft();
    if (before.isSameAs(after) && !main.inet().dependents(before).isEmpty()) {
      replacePrimary(main, before, after); // it stays the primary that it is
      return;
    }
    if (before.isSameAs(after)) {
      List<Route> bound = dependents().boundTo(before.local());
      bound.forEach(r -> add(RouteChange.remove(r)));
      List<Route> others = isLast(main, before) ? dependents().through(main.device()) : List.of();
      others.forEach(r -> add(RouteChange.remove(r)));
      List<Change> back = isLast(main, before) ? takeOut(main) : List.of();
      removeKeepingDependents(main, before);
      hold(main, after);
      changes.addAll(back);
      putBack(main, others);
      putBack(main, bound);
      return;
    }
    hold(main, after);
    if (isLast(main, before)) { // as what takes its place is of another family
      removeAddress(main, before);
      return;
    }
    if (!sameLocal) {
      releaseRoutes(main, before);
    }
    releaseNeighbours(main, before);
    removeKeepingDependents(main, before);
  }

  /**
   * Re-addresses several: where the oldest address of a subnet went first, each would make another
   * the primary of all that are left. So the old ones stay meanwhile, and go newest first.
   */
  void together(Runnable several) {
    gathers = true;
    several.run();
    gathers = false;
    removeLeft();
  }

  /** Removes at once what is only to go with others, where its address is wanted. */
  void free(Address address) {
    if (leftLocals.contains(address)) {
      removeLeft();
    }
  }

  private void removeLeft() {
    left.forEach((main, addresses) -> {
      addresses.sort(main.inet().order().reversed());
      addresses.forEach(a -> {
        releaseRoutes(main, a);
        releaseNeighbours(main, a);
        removeKeepingDependents(main, a);
      });
    });
    left.clear();
    leftLocals.clear();
  }

  /**
   * Makes an address the primary of its subnet and main's own, in the place of another or of none.
   * Those that would stand before it are taken out and put in again behind it; aliases among them
   * are remembered meanwhile, so that whoever is killed in between loses none.
   */
  void replacePrimary(MainDraft main, @Nullable InterfaceAddress before, InterfaceAddress after) {
    List<InterfaceAddress> behind = new ArrayList<>(main.inet().ofSubnet(after.subnet()));
    if (before != null) {
      behind.removeIf(a -> a.isSameAs(before));
    }
    boolean inTheWay = before != null && before.subnet().equals(after.subnet());
    if (behind.isEmpty() && !inTheWay) {
      swap(main, before, after);
      return;
    }
    List<InterfaceAddress> out = new ArrayList<>(behind);
    if (before != null && inTheWay) {
      out.add(before);
    }
    List<EntryChange> meanwhile = memory.meanwhile(main, out);
    changes.addAll(meanwhile);
    List<Route> routes = new ArrayList<>();
    for (InterfaceAddress a : behind.reversed()) {
      routes.addAll(dependents().boundTo(a.local()));
    }
    if (before != null && inTheWay) {
      if (before.local().equals(after.local())) {
        routes.addAll(dependents().boundTo(before.local()));
      } else {
        releaseRoutes(main, before);
      }
    }
    int staying = main.inet().size() - behind.size() - (inTheWay ? 1 : 0);
    if (staying == 0) {
      dependents().through(main.device()).stream()
          .filter(r -> !routes.contains(r))
          .forEach(routes::add);
    }
    routes.forEach(r -> add(RouteChange.remove(r)));
    List<Change> back = staying == 0 ? takeOut(main) : List.of();
    behind.reversed().forEach(a -> remove(main, a, true));
    if (before != null && inTheWay) {
      remove(main, before, true);
      hold(main, after);
    } else {
      swap(main, before, after);
    }
    behind.forEach(a -> hold(main, a));
    changes.addAll(back);
    putBack(main, routes);
    meanwhile.forEach(m -> changes.add(m.inverse()));
  }

  /** The new address, then away with the old one, whose subnet the new one does not share. */
  private void swap(MainDraft main, @Nullable InterfaceAddress before, InterfaceAddress after) {
    hold(main, after);
    if (before == null) {
      return;
    }
    if (!before.local().equals(after.local())) {
      releaseRoutes(main, before);
    }
    boolean gatewaysGo = main.inet().dependents(before).isEmpty();
    if (gatewaysGo) {
      dependents().viaSubnet(main.device(), before.subnet()).stream()
          .filter(r -> r.gateway() != null && !main.inet().coveredWithout(r.gateway(), before))
          .forEach(r -> add(RouteChange.remove(r)));
    }
    releaseNeighbours(main, before);
    removeKeepingDependents(main, before);
  }

  /**
   * The order in which many go quickly: local routes, then addresses, those of one main device
   * newest first. The oldest first, each would make another the primary of all that are left.
   */
  static List<Alias> newestFirst(
      Collection<Alias> aliases, Function<Alias, AddressList> addresses) {
    Map<Integer, List<Alias>> byMain = new LinkedHashMap<>();
    aliases.stream()
        .filter(a -> !a.isRoute())
        .forEach(
            a -> byMain.computeIfAbsent(a.main().device().index(), m -> new ArrayList<>()).add(a));
    List<Alias> ordered = new ArrayList<>(aliases.stream().filter(Alias::isRoute).toList());
    byMain
        .values()
        .forEach(all -> {
          var order = addresses.apply(all.getFirst()).order().reversed();
          all.sort(Comparator.comparing(Alias::owned, order));
          ordered.addAll(all);
        });
    return ordered;
  }
}
