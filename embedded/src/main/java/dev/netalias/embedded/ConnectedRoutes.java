package dev.netalias.embedded;

import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.RouteEntry;
import dev.netalias.embedded.state.Routes;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The routes that come and go with addresses ({@code fib_add_ifaddr} and {@code fib_del_ifaddr} in
 * the kernel's {@code net/ipv4/fib_frontend.c}, {@code net/ipv6/addrconf.c}). Several addresses can
 * ask for one route: it goes with the last.
 */
final class ConnectedRoutes {
  private static final int MULTICAST = 5;
  private static final int INET6_METRIC = 256;
  private static final Address LIMITED_BROADCAST = Address.ofIpv4(-1);
  private static final Prefix INET6_GROUPS = Prefix.parse("ff00::/8");

  private final HostState state;
  private final Map<Key, Integer> wanted = new HashMap<>();

  private record Key(int device, int type, Prefix destination, @Nullable Address source) {}

  ConnectedRoutes(HostState state) {
    this.state = state;
  }

  /**
   * An address asks for its routes.
   *
   * @param source the primary address of its subnet, that routes name as preferred source
   */
  void add(Interface on, InterfaceAddress address, Address source, Transaction tx) {
    for (Route route : of(on, address, source)) {
      count(key(on, route), 1, tx);
      insert(on, route, tx);
    }
  }

  /** An address needs its routes no more; see {@link #add}. */
  void remove(Interface on, InterfaceAddress address, Address source, Transaction tx) {
    for (Route route : of(on, address, source)) {
      if (count(key(on, route), -1, tx) == 0) {
        Routes routes = state.routes(address.local());
        for (RouteEntry entry : routes.at(route.table(), route.destination())) {
          if (isSame(entry.route(), route)) {
            routes.remove(entry, tx);
            tx.tell(RouteChange.remove(entry.route()));
            break;
          }
        }
      }
    }
  }

  /** An IPv6 address may be used from now on: it becomes local. */
  void addOwn(Interface on, InterfaceAddress address, Transaction tx) {
    Route own = kernelRoute(on, host(address.local()), Route.LOCAL, null);
    count(key(on, own), 1, tx);
    insert(on, own, tx);
  }

  /** A device was opened: the routes of its addresses that went when it was closed come back. */
  void restore(Interface on, InterfaceAddress address, Address source, Transaction tx) {
    of(on, address, source).forEach(r -> insert(on, r, tx));
  }

  /** The route of an open device to all groups of IPv6. */
  void addGroups(Interface on, Transaction tx) {
    insert(on, kernelRoute(on, INET6_GROUPS, MULTICAST, null), tx);
  }

  private int count(Key key, int by, Transaction tx) {
    int now = wanted.merge(key, by, Integer::sum);
    if (now == 0) {
      wanted.remove(key);
    }
    tx.with(() -> wanted.compute(key, (k, n) -> without(n, by)));
    return now;
  }

  private static @Nullable Integer without(@Nullable Integer n, int by) {
    int before = (n == null ? 0 : n) - by;
    return before == 0 ? null : before;
  }

  private static Key key(Interface on, Route route) {
    return new Key(on.device().index(), route.type(), route.destination(), route.preferredSource());
  }

  private static boolean isSame(Route one, Route other) {
    return one.type() == other.type()
        && one.protocol() == other.protocol()
        && one.metric() == other.metric()
        && Objects.equals(one.preferredSource(), other.preferredSource())
        && one.hops().equals(other.hops());
  }

  /** Of a closed device, IPv4's own addresses are local all the same; nothing else is. */
  private void insert(Interface on, Route route, Transaction tx) {
    boolean always =
        route.type() == Route.LOCAL
            && route.destination().isHost()
            && route.destination().address().family() != Address.INET6;
    Routes routes = state.routes(route.destination().address());
    boolean there =
        routes.at(route.table(), route.destination()).stream()
            .anyMatch(e -> isSame(e.route(), route));
    if (!there && (always || on.device().isOpen())) {
      routes.add(route, on.device(), tx);
      tx.tell(RouteChange.add(route));
    }
  }

  private static List<Route> of(Interface on, InterfaceAddress address, Address source) {
    return switch (address.local().family()) {
      case Address.INET -> inet(on, address, source);
      case Address.INET6 -> inet6(on, address);
      default -> other(on, address);
    };
  }

  private static List<Route> inet(Interface on, InterfaceAddress a, Address source) {
    List<Route> routes = new ArrayList<>(4);
    Prefix subnet = a.subnet();
    routes.add(kernelRoute(on, host(a.local()), Route.LOCAL, source));
    if (a.broadcast() != null
        && !a.broadcast().isZero()
        && !a.broadcast().equals(LIMITED_BROADCAST)) {
      routes.add(kernelRoute(on, host(a.broadcast()), Route.BROADCAST, source));
    }
    boolean zeroNet = subnet.address().low() >>> 24 == 0;
    boolean alone = subnet.isHost() && subnet.address().equals(a.local());
    if (!a.isSecondary() && !zeroNet && !alone) {
      if ((a.flags() & InterfaceAddress.NO_PREFIX_ROUTE) == 0) {
        int type = on.device().has(Link.LOOPBACK) ? Route.LOCAL : Route.UNICAST;
        routes.add(kernelRoute(on, subnet, type, source));
      }
      if (subnet.length() < 31) {
        Route last = kernelRoute(on, host(subnet.last()), Route.BROADCAST, source);
        if (!routes.contains(last)) {
          routes.add(last);
        }
      }
    }
    return routes;
  }

  private static List<Route> inet6(Interface on, InterfaceAddress a) {
    List<Route> routes = new ArrayList<>(2);
    if ((a.flags() & InterfaceAddress.TENTATIVE) == 0) {
      routes.add(kernelRoute(on, host(a.local()), Route.LOCAL, null));
    }
    if ((a.flags() & InterfaceAddress.NO_PREFIX_ROUTE) == 0) {
      routes.add(kernelRoute(on, a.subnet(), Route.UNICAST, null));
    }
    return routes;
  }

  private static List<Route> other(Interface on, InterfaceAddress a) {
    Route own = kernelRoute(on, host(a.local()), Route.LOCAL, a.local());
    return a.subnet().isHost()
        ? List.of(own)
        : List.of(own, kernelRoute(on, a.subnet(), Route.UNICAST, a.local()));
  }

  private static Prefix host(Address address) {
    return new Prefix(address, address.bits());
  }

  private static Route kernelRoute(
      Interface on, Prefix destination, int type, @Nullable Address source) {
    boolean inet6 = destination.address().family() == Address.INET6;
    int scope = type == Route.LOCAL ? InterfaceAddress.SCOPE_HOST : InterfaceAddress.SCOPE_LINK;
    return new Route(
        destination,
        type == Route.UNICAST ? Route.MAIN_TABLE : Route.LOCAL_TABLE,
        type,
        Protocol.KERNEL,
        inet6 ? InterfaceAddress.SCOPE_GLOBAL : scope,
        0,
        inet6 && type != Route.LOCAL ? INET6_METRIC : 0,
        source,
        List.of(Hop.through(on.reference(), null)),
        Map.of(),
        "");
  }
}
