package dev.netalias.embedded;

import dev.netalias.embedded.device.MainDevice;
import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.RouteEntry;
import dev.netalias.embedded.state.Routes;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which routes may be, and which go with what ({@code fib_create_info} and {@code fib_check_nh} in
 * the kernel's {@code net/ipv4/fib_semantics.c}, {@code net/ipv6/route.c}).
 */
final class RouteRules {
  private static final int DEAD = 1 | 16; // RTNH_F_DEAD | RTNH_F_LINKDOWN
  private static final long INET6_METRIC = 1024;

  private final HostState state;

  RouteRules(HostState state) {
    this.state = state;
  }

  /** {@code ip route add}: none of its prefix and metric may be there. */
  void add(Route asked, Transaction tx) {
    Route route = completed(asked);
    for (RouteEntry there : at(route)) {
      if (there.route().tos() == route.tos() && there.route().metric() == route.metric()) {
        throw new Refusal(KernelException.EEXIST, "File exists");
      }
    }
    insert(route, tx);
  }

  /** {@code ip route prepend}, {@code SIOCADDRT}: only the very same may not be there. */
  void prepend(Route asked, Transaction tx) {
    Route route = completed(asked);
    for (RouteEntry there : at(route)) {
      if (there.route().equals(route)) {
        throw new Refusal(KernelException.EEXIST, "File exists");
      }
    }
    state.routes(route.destination().address()).prepend(route, out(route), tx);
    tx.tell(RouteChange.prepend(route));
  }

  private List<RouteEntry> at(Route route) {
    return state.routes(route.destination().address()).at(route.table(), route.destination());
  }

  /** {@code ip route replace}. */
  void replace(Route before, Route after, Transaction tx) {
    Route route = completed(after);
    RouteEntry there = find(before);
    if (there != null) {
      drop(there, tx);
    }
    insert(route, tx);
  }

  /** {@code ip route del}. */
  void remove(Route route, Transaction tx) {
    RouteEntry there = find(route);
    if (there == null) {
      throw new Refusal(KernelException.ESRCH, "No such process");
    }
    drop(there, tx);
  }

  private void insert(Route route, Transaction tx) {
    state.routes(route.destination().address()).add(route, out(route), tx);
    tx.tell(RouteChange.add(route));
  }

  private void drop(RouteEntry entry, Transaction tx) {
    state.routes(entry.route().destination().address()).remove(entry, tx);
    tx.tell(RouteChange.remove(entry.route()));
  }

  private @Nullable RouteEntry find(Route route) {
    boolean inet6 = route.destination().address().family() == Address.INET6;
    long metric = inet6 && route.metric() == 0 ? INET6_METRIC : route.metric();
    for (RouteEntry entry : at(route)) {
      Route there = entry.route();
      boolean same =
          there.type() == route.type()
              && there.tos() == route.tos()
              && (there.metric() == route.metric() || there.metric() == metric)
              && there.protocol() == route.protocol()
              && (inet6 || there.scope() == route.scope())
              && fits(route.preferredSource(), there.preferredSource())
              && sameHops(there.hops(), route.hops());
      if (same) {
        return entry;
      }
    }
    return null;
  }

  private static boolean fits(@Nullable Object asked, @Nullable Object there) {
    return asked == null || asked.equals(there);
  }

  private static boolean sameHops(List<Hop> there, List<Hop> asked) {
    if (there.size() != asked.size()) {
      return false;
    }
    for (int i = 0; i < asked.size(); i++) {
      Hop one = there.get(i);
      Hop other = asked.get(i);
      boolean sameDevice =
          other.device() == null
              || one.device() != null && one.device().index() == other.device().index();
      if (!sameDevice || !Objects.equals(one.gateway(), other.gateway())) {
        return false;
      }
    }
    return true;
  }

  /** The device of the first hop that works. */
  private @Nullable MainDevice out(Route route) {
    for (Hop hop : route.hops()) {
      Interface on = hop.device() == null ? null : state.find(hop.device().index());
      if (on != null && (hop.flags() & DEAD) == 0) {
        return on.device();
      }
    }
    return null;
  }

  // What is refused

  private Route completed(Route route) {
    Address destination = route.destination().address();
    if (!route.destination().network().address().equals(destination)) {
      throw new Refusal(KernelException.EINVAL, "Invalid prefix for given prefix length");
    }
    boolean inet6 = destination.family() == Address.INET6;
    List<Hop> hops = new ArrayList<>();
    for (Hop hop : route.hops()) {
      hops.add(inet6 ? completed6(route, hop) : completed(route, hop));
    }
    boolean rejects = route.type() >= 6 && route.type() <= 9;
    if (hops.isEmpty() && !rejects) {
      throw new Refusal(KernelException.ENODEV, "No such device");
    }
    Address source = route.preferredSource();
    boolean own = route.type() == Route.LOCAL && destination.equals(source);
    if (source != null && !own && !state.routes(source).isLocal(source)) {
      throw new Refusal(
          KernelException.EINVAL, inet6 ? "Invalid source address" : "Invalid prefsrc address");
    }
    long metric = inet6 && route.metric() == 0 ? INET6_METRIC : route.metric();
    return new Route(
        route.destination(),
        route.table(),
        route.type(),
        route.protocol(),
        inet6 ? InterfaceAddress.SCOPE_GLOBAL : route.scope(),
        route.tos(),
        metric,
        source,
        hops,
        route.metrics(),
        route.extra());
  }

  private @Nullable Interface device(Hop hop) {
    if (hop.device() == null) {
      return null;
    }
    Interface on = state.find(hop.device().index());
    if (on == null) {
      throw new Refusal(KernelException.ENODEV, "Cannot find device for nexthop");
    }
    return on;
  }

  private Hop completed(Route route, Hop hop) {
    Interface on = device(hop);
    if (hop.gateway() == null) {
      if (on == null) {
        throw new Refusal(KernelException.ENODEV, "No such device");
      }
      boolean local = route.scope() >= InterfaceAddress.SCOPE_HOST;
      if (!local && !on.device().isOpen()) {
        throw new Refusal(KernelException.ENETDOWN, "Device for nexthop is not up");
      }
      return with(hop, on);
    }
    if (route.scope() >= InterfaceAddress.SCOPE_LINK) {
      throw new Refusal(KernelException.EINVAL, "Nexthop has invalid scope");
    }
    if ((hop.flags() & Hop.ONLINK) != 0) {
      return with(hop, open(on));
    }
    RouteEntry to = onLink(hop.gateway(), on);
    if (to == null || to.out() == null) {
      throw new Refusal(KernelException.ENETUNREACH, "Nexthop has invalid gateway");
    }
    return with(hop, open(state.find(to.out().index())));
  }

  /** The way to a gateway: on a link, and not through another gateway. */
  private @Nullable RouteEntry onLink(Address gateway, @Nullable Interface on) {
    RouteEntry found = state.routes(gateway).find(gateway);
    boolean fits =
        found != null
            && found.route().scope() >= InterfaceAddress.SCOPE_LINK
            && (found.type() == Route.UNICAST || found.type() == Route.LOCAL)
            && (on == null || on.device() == found.out());
    return fits ? found : coveredBy(gateway, on);
  }

  /**
   * The best route may be no direct one, or lead through another device: then a shorter one may.
   */
  private @Nullable RouteEntry coveredBy(Address gateway, @Nullable Interface on) {
    return state
        .routes(gateway)
        .all(e ->
            e.out() != null
                && (on == null || e.out() == on.device())
                && e.route().table() == Route.MAIN_TABLE
                && e.route().scope() == InterfaceAddress.SCOPE_LINK
                && e.route().destination().contains(gateway))
        .stream()
        .max(Comparator.comparing(e -> e.route().destination().length()))
        .orElse(null);
  }

  private static Interface open(@Nullable Interface on) {
    if (on == null) {
      throw new Refusal(KernelException.ENODEV, "Nexthop device required for onlink");
    }
    if (!on.device().isOpen()) {
      throw new Refusal(KernelException.ENETDOWN, "Nexthop device is not up");
    }
    return on;
  }

  private Hop completed6(Route route, Hop hop) {
    Interface on = device(hop);
    Address gateway = hop.gateway();
    if (gateway != null && state.inet6().isLocal(gateway)) {
      throw new Refusal(KernelException.EINVAL, "Gateway can not be a local address");
    }
    if (gateway != null && (hop.flags() & Hop.ONLINK) == 0) {
      RouteEntry to = state.inet6().find(gateway);
      if (to == null
          || to.out() == null
          || to.gateway() != null
          || to.type() != Route.UNICAST
          || on != null && on.device() != to.out()) {
        throw new Refusal(Refusal.EHOSTUNREACH, "No route to host");
      }
      on = state.find(to.out().index());
    }
    if (on == null) {
      throw new Refusal(KernelException.ENODEV, "No such device");
    }
    if (!on.device().isOpen()) {
      throw new Refusal(KernelException.ENETDOWN, "Nexthop device is not up");
    }
    return with(hop, on);
  }

  private static Hop with(Hop hop, Interface on) {
    return new Hop(on.reference(), hop.gateway(), hop.weight(), hop.flags() & Hop.ONLINK);
  }

  // What goes with what

  /** An address is gone: routes of the main table that prefer it as source go too. */
  void addressGone(Address address, Transaction tx) {
    Routes routes = state.routes(address);
    if (routes.isLocal(address)) {
      return;
    }
    for (RouteEntry entry : routes.boundTo(address)) {
      drop(entry, tx);
      if (address.family() == Address.INET6) {
        insert(entry.route().withPreferredSource(null), tx); // IPv6 only forgets the source
      }
    }
  }

  /** A device was closed, or has no addresses left: routes through it go. */
  void deviceGone(Interface on, Predicate<RouteEntry> which, Transaction tx) {
    for (Routes routes : state.allRoutes()) {
      for (RouteEntry entry : routes.all(e -> which.test(e) && uses(e.route(), on))) {
        Route left = withHops(entry.route(), on, true);
        drop(entry, tx);
        if (out(left) != null) {
          insert(left, tx);
        }
      }
    }
  }

  /** A device was opened: its hops of routes that stayed for other hops work again. */
  void deviceBack(Interface on, Transaction tx) {
    for (Routes routes : state.allRoutes()) {
      for (RouteEntry entry : routes.all(e -> e.route().hops().size() > 1)) {
        Route whole = withHops(entry.route(), on, false);
        if (!whole.equals(entry.route())) {
          routes.remove(entry, tx);
          insert(whole, tx);
        }
      }
    }
  }

  /** A device has another name. */
  void deviceRenamed(Interface on, Transaction tx) {
    for (Routes routes : state.allRoutes()) {
      for (RouteEntry entry : routes.all(e -> uses(e.route(), on))) {
        Route named = withHops(entry.route(), on, !on.device().isOpen() && isMultipath(entry));
        routes.remove(entry, tx);
        routes.add(named, entry.out(), tx);
      }
    }
  }

  private static boolean isMultipath(RouteEntry entry) {
    return entry.route().hops().size() > 1;
  }

  private static boolean uses(Route route, Interface on) {
    return route.leavesThrough(on.reference());
  }

  private static Route withHops(Route route, Interface on, boolean dead) {
    List<Hop> hops = new ArrayList<>();
    for (Hop hop : route.hops()) {
      boolean its = hop.device() != null && hop.device().index() == on.device().index();
      int flags = its ? dead ? hop.flags() | DEAD : hop.flags() & ~DEAD : hop.flags();
      hops.add(new Hop(its ? on.reference() : hop.device(), hop.gateway(), hop.weight(), flags));
    }
    return new Route(
        route.destination(),
        route.table(),
        route.type(),
        route.protocol(),
        route.scope(),
        route.tos(),
        route.metric(),
        route.preferredSource(),
        hops,
        route.metrics(),
        route.extra());
  }
}
