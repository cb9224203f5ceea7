package dev.netalias.alias.egress;

import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The routes that make an address the source of a host's own packets: a copy of each route that
 * would choose another, before it. So the route that others made stays as it is, and is there again
 * when the copy goes.
 */
final class Preference {
  /** What the kernel gives an IPv6 route that has no metric of its own. */
  private static final int INET6_METRIC = 256;

  private Preference() {}

  static List<Route> routes(Leaving alias, Around around) {
    Map<Prefix, Route> subnets = new LinkedHashMap<>();
    List<Route> all = new ArrayList<>();
    for (Route route : around.routes()) {
      if (isCopied(alias, route)) {
        if (route.destination().length() == 0) {
          all.add(route);
        } else {
          subnets.putIfAbsent(route.destination().network(), route);
        }
      }
    }
    for (InterfaceAddress other : around.addresses()) {
      boolean connects =
          alias.isOfFamily(other.local())
              && (other.flags() & InterfaceAddress.NO_PREFIX_ROUTE) == 0
              && !other.subnet().isHost()
              && other.subnet().contains(alias.address());
      if (connects && !isKernelsChoice(alias, other, around)) {
        subnets.computeIfAbsent(other.subnet(), subnet -> connected(subnet, alias, other));
      }
    }
    subnets.values().removeIf(r -> alias.address().equals(r.preferredSource()));
    all.addAll(subnets.values());
    return all.stream().map(route -> copy(alias, route)).toList();
  }

  /** Whether a route of the main table is to the alias's neighbours, or to everywhere. */
  private static boolean isCopied(Leaving alias, Route route) {
    Prefix to = route.destination();
    return route.table() == Route.MAIN_TABLE
        && route.type() == Route.UNICAST
        && route.tos() == 0
        && route.hops().size() == 1
        && route.leavesThrough(alias.device())
        && alias.isOfFamily(to.address())
        && !isPreference(route)
        && (to.length() == 0 || route.gateway() == null && isNear(alias, to));
  }

  private static boolean isNear(Leaving alias, Prefix to) {
    return !to.isHost() && to.contains(alias.address());
  }

  /** The kernel's route to a subnet has its first address as source; of IPv6 it has none. */
  private static boolean isKernelsChoice(Leaving alias, InterfaceAddress other, Around around) {
    return alias.address().family() == Address.INET
        && around.addresses().stream()
            .filter(a -> a.subnet().equals(other.subnet()))
            .findFirst()
            .filter(first -> first.local().equals(alias.address()))
            .isPresent();
  }

  private static Route connected(Prefix subnet, Leaving alias, InterfaceAddress by) {
    boolean six = alias.address().family() == Address.INET6;
    return Route.to(subnet, Hop.through(alias.device(), null))
        .withMetric(by.metric() == 0 && six ? INET6_METRIC : by.metric());
  }

  /**
   * IPv4 routes of one metric stand one before the other. IPv6 ones stand beside each other, and
   * only a lower metric is before.
   */
  private static Route copy(Leaving alias, Route route) {
    Hop hop = route.hops().getFirst();
    boolean six = alias.address().family() == Address.INET6;
    return new Route(
            route.destination().network(),
            Route.MAIN_TABLE,
            route.type(),
            route.protocol(),
            route.scope(),
            0,
            six ? Math.max(route.metric() - 1, 1) : route.metric(),
            alias.address(),
            List.of(new Hop(hop.device(), hop.gateway(), 1, hop.flags() & Hop.ONLINK)),
            route.metrics(),
            "")
        .ownIn(Route.MAIN_TABLE);
  }

  /** Whether a route is netalias's own and prefers a source. */
  static boolean isPreference(Route route) {
    return route.table() == Route.MAIN_TABLE
        && route.protocol() == Protocol.NETALIAS
        && route.preferredSource() != null;
  }

  /** Whether it is one that makes an alias the source of the host's packets on a device. */
  static boolean isOf(Leaving alias, Route route) {
    Device device = alias.device();
    return isPreference(route)
        && alias.address().equals(route.preferredSource())
        && route.leavesThrough(device)
        && (route.destination().length() == 0
            || route.gateway() == null && isNear(alias, route.destination()));
  }
}
