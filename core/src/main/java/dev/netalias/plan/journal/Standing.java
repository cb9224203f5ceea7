package dev.netalias.plan.journal;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.kernel.state.Rule;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which things that changes are about are there now, and so which changes are made. */
final class Standing {
  /** Routes that only one of can be meant by, but for where they lead. */
  private record Destination(Prefix subnet, int table, int type, int tos, long metric) {
    private static final long USUAL_OF_INET6 = 1024; // what the kernel makes of 0

    static Destination of(Route r) {
      boolean usual = r.metric() == 0 && r.destination().address().family() == Address.INET6;
      long metric = usual ? USUAL_OF_INET6 : r.metric();
      return new Destination(r.destination().network(), r.table(), r.type(), r.tos(), metric);
    }
  }

  /** What a neighbour entry is known by. */
  record NeighbourKey(int device, Address address, boolean proxy) {
    static NeighbourKey of(Neighbour n) {
      return new NeighbourKey(n.device().index(), n.address(), n.isProxy());
    }
  }

  private static final int FIRST_OF_REJECT = 6; // RTN_BLACKHOLE and those behind it lead nowhere

  private final Snapshot now;
  private final Map<Integer, Link> links = new HashMap<>();
  private final Map<InterfaceAddress.Key, InterfaceAddress> addresses = new HashMap<>();
  private final Map<Destination, List<Route>> routes = new HashMap<>();
  private final Map<NeighbourKey, Neighbour> neighbours = new HashMap<>();

  private final Map<String, Standing> elsewhere = new HashMap<>();

  /** What is there in a network namespace, and in others that changes are about. */
  Standing(Snapshot now, Map<String, Snapshot> others) {
    this(now);
    others.forEach((namespace, there) -> elsewhere.put(namespace, new Standing(there)));
  }

  private Standing(Snapshot now) {
    this.now = now;
    now.links().forEach(link -> links.put(link.device().index(), link));
    now.addresses().forEach(address -> addresses.put(address.key(), address));
    for (Route route : now.routes()) {
      routes.computeIfAbsent(Destination.of(route), d -> new ArrayList<>()).add(route);
    }
    now.neighbours().stream()
        .filter(n -> n.isProxy() || n.state() != Neighbour.FAILED)
        .forEach(n -> neighbours.put(NeighbourKey.of(n), n));
  }

  /** Another network namespace; this one where it is null. */
  Standing at(@Nullable String namespace) {
    return namespace == null ? this : Objects.requireNonNull(elsewhere.get(namespace));
  }

  @Nullable Link link(int index) {
    return links.get(index);
  }

  @Nullable InterfaceAddress address(InterfaceAddress like) {
    return addresses.get(like.key());
  }

  @Nullable Neighbour neighbour(Neighbour like) {
    return neighbours.get(NeighbourKey.of(like));
  }

  /** Whether what a change leads to is there; not for one of many. */
  boolean isDone(Change change) {
    return isSo(change, change.after(), change.before());
  }

  /** Whether what was before a change is there. */
  boolean isUndone(Change change) {
    return isSo(change, change.before(), change.after());
  }

  private boolean isSo(Change change, @Nullable Object side, @Nullable Object other) {
    return switch (change) {
      case LinkChange link -> isSo(link.device().index(), (LinkState) side, (LinkState) other);
      case SettingChange setting -> {
        Link link = links.get(setting.device().index());
        yield link != null && Objects.equals(link.setting(setting.setting()), side);
      }
      case DeviceChange device when side != null && other != null -> {
        Link link = links.get(device.subject().device().index());
        yield link != null && link.aliasText().equals(((StackedDevice) side).text());
      }
      case ElsewhereChange there -> at(there.namespace()).isSo(there.change(), side, other);
      case MoveChange move -> isAt((MoveChange.Place) Objects.requireNonNull(side));
      default -> side == null ? other == null || !has(other) : has(side) && isLike(side, other);
    };
  }

  /** Whether a device is in the network namespace where a move has it. */
  boolean isAt(MoveChange.Place place) {
    Link there = at(place.namespace()).link(place.device().index());
    return there != null && there.name().equals(place.device().name());
  }

  /** Whether of a device's state that is so which a change changes. */
  private boolean isSo(int index, @Nullable LinkState side, @Nullable LinkState other) {
    Link link = links.get(index);
    return link != null
        && side != null
        && other != null
        && LinkWish.between(other, side).isMet(link.state());
  }

  /** Where a thing is changed in place: whether what is there is rather the one than the other. */
  private boolean isLike(Object side, @Nullable Object other) {
    if (side instanceof InterfaceAddress wanted && other instanceof InterfaceAddress not) {
      InterfaceAddress there = address(wanted);
      return there != null
          && (wanted.protocol() == not.protocol() || wanted.protocol() == there.protocol())
          && holdsAsLong(there.lifetime(), wanted.lifetime());
    }
    return true;
  }

  private static boolean holdsAsLong(Lifetime there, Lifetime wanted) {
    boolean forever = wanted.valid() == Lifetime.UNLIMITED;
    return forever == (there.valid() == Lifetime.UNLIMITED) && there.valid() <= wanted.valid();
  }

  /** Whether a thing is there. */
  boolean has(Object thing) {
    return switch (thing) {
      case InterfaceAddress a -> has(a);
      case Route r -> has(r);
      case Neighbour n -> {
        Neighbour there = neighbour(n);
        yield there != null && (n.mac().size() == 0 || n.mac().equals(there.mac()));
      }
      case Rule r -> now.rules().all().contains(r);
      case StackedDevice s -> links.containsKey(s.device().index());
      default -> throw new IllegalArgumentException("not a thing: " + thing);
    };
  }

  private boolean has(InterfaceAddress a) {
    InterfaceAddress there = address(a);
    return there != null
        && (a.label().isEmpty() || a.label().equals(there.label()))
        && Objects.equals(a.peer(), there.peer())
        && Objects.equals(a.broadcast(), there.broadcast());
  }

  private boolean has(Route r) {
    if (RouteColumns.isAlias(r)) {
      LocalRoutes.Builder one = new LocalRoutes.Builder(Objects.requireNonNull(r.device()));
      one.add(r.destination(), r.metric(), r.table() == Route.LOCAL_TABLE);
      return has(one.build(), 0);
    }
    return !same(r).isEmpty();
  }

  /** The routes that are there and that such a one would be. */
  List<Route> same(Route r) {
    return routes.getOrDefault(Destination.of(r), List.of()).stream()
        .filter(there -> Objects.equals(r.preferredSource(), there.preferredSource()))
        .filter(there -> r.type() >= FIRST_OF_REJECT || leadSame(r.hops(), there.hops()))
        .toList();
  }

  private static boolean leadSame(List<Hop> asked, List<Hop> there) {
    boolean same = asked.size() == there.size();
    for (int i = 0; same && i < asked.size(); i++) {
      Hop a = asked.get(i);
      Hop b = there.get(i);
      same = Objects.equals(a.gateway(), b.gateway()) && isSameDevice(a, b);
    }
    return same;
  }

  /** Who gives a gateway need not name the device. */
  private static boolean isSameDevice(Hop asked, Hop there) {
    return asked.device() == null
        || there.device() != null && asked.device().index() == there.device().index();
  }

  /** Whether a row of local routes is there. */
  boolean has(LocalRoutes rows, int row) {
    LocalRoutes there = now.aliasRoutesOf(rows.device());
    long metric = rows.metric(row);
    for (int i = there.withMetric(metric, 0); i >= 0; i = there.withMetric(metric, i + 1)) {
      if (isSame(there, i, rows, row)) {
        return true;
      }
    }
    return false;
  }

  static boolean isSame(LocalRoutes a, int i, LocalRoutes b, int j) {
    return a.low(i) == b.low(j)
        && a.high(i) == b.high(j)
        && a.family(i) == b.family(j)
        && a.length(i) == b.length(j)
        && a.isOpen(i) == b.isOpen(j);
  }

  /** What is still to be made of a change of many. */
  List<Change> rest(Change.Many change) {
    List<Change> rest = new ArrayList<>();
    if (change instanceof RoutesChange routes) {
      RoutesChange left = rest(routes);
      if (left.count() > 0) {
        rest.add(left);
      }
      return rest;
    }
    for (int row = 0; row < change.count(); row++) {
      Change single = change.single(row);
      if (!isDone(single)) {
        rest.add(single);
      }
    }
    return rest.size() == change.count() ? List.of(change) : rest;
  }

  RoutesChange rest(RoutesChange change) {
    LocalRoutes rows = change.subject();
    boolean come = change.isAddition();
    LocalRoutes rest = rows.only(row -> has(rows, row) != come);
    return come ? RoutesChange.add(rest) : RoutesChange.remove(rest);
  }
}
