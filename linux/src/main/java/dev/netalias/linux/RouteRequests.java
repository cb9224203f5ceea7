package dev.netalias.linux;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Route;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.netlink.Request;
import dev.netalias.net.Address;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.AttributeList;
import dev.netalias.wire.nl.AttributeValue;
import dev.netalias.wire.nl.Nlm;
import dev.netalias.wire.rtnl.NextHop;
import dev.netalias.wire.rtnl.RtMsg;
import dev.netalias.wire.rtnl.Rta;
import dev.netalias.wire.rtnl.Rtax;
import dev.netalias.wire.rtnl.Rtm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Writes changes of routes: {@code RTM_NEWROUTE}, {@code RTM_DELROUTE}. */
final class RouteRequests {
  /** What the table field of the header holds where the number is too great for it. */
  static final int TABLE_COMPAT = 252;

  /** Of an address that is not a duplicate the first bit is there, and the second is not. */
  private static final int DETECTION = InterfaceAddress.TENTATIVE | InterfaceAddress.DAD_FAILED;

  private static final long LONGEST_DETECTION = TimeUnit.SECONDS.toNanos(10);
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(10);

  private RouteRequests() {}

  /** The change, {@code ip route add|prepend|replace|del}. */
  static Request request(RouteChange change) {
    Route after = change.after();
    if (after == null) {
      Route before = Objects.requireNonNull(change.before());
      return new Request(Rtm.DELROUTE, 0, out -> emit(out, before));
    }
    int flags =
        change.before() != null
            ? Nlm.CREATE | Nlm.REPLACE
            : change.beside() ? Nlm.CREATE : Nlm.CREATE | Nlm.EXCL;
    return new Request(Rtm.NEWROUTE, flags, out -> emit(out, after));
  }

  /** Puts a route after others of the same destination and metric, {@code ip route append}. */
  static Request append(Route route) {
    return new Request(Rtm.NEWROUTE, Nlm.CREATE | Nlm.APPEND, out -> emit(out, route));
  }

  /**
   * Waits until IPv6 addresses that routes are to prefer as source are through with duplicate
   * detection: before that Linux refuses them. A second or two, where they have just come.
   */
  static void awaitSources(NetlinkSocket socket, List<? extends Change> changes) {
    Set<Address> sources = new HashSet<>();
    for (Change change : changes) {
      Address source =
          change instanceof RouteChange route && route.after() != null
              ? route.after().preferredSource()
              : null;
      if (source != null && source.family() == Address.INET6) {
        sources.add(source);
      }
    }
    long end = System.nanoTime() + LONGEST_DETECTION;
    while (!sources.isEmpty() && isTentative(socket, sources) && System.nanoTime() < end) {
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  private static boolean isTentative(NetlinkSocket socket, Set<Address> sources) {
    Devices devices = Devices.of(LinuxKernel.links(socket));
    return socket
        .dump(AddressMessages.DUMP, () -> new AddressMessages.Collector(devices))
        .addresses
        .stream()
        .filter(a -> sources.contains(a.local()))
        .anyMatch(a -> (a.flags() & DETECTION) == InterfaceAddress.TENTATIVE);
  }

  /** All that tells the route from any other, protocol, metric and table included. */
  private static void emit(Emitter out, Route route) {
    AttributeList extra = RouteExtra.of(route);
    header(route, RouteExtra.sourceLength(extra)).emit(out);
    if (route.destination().length() != 0) {
      Rta.DST.emit(out, route.destination().address());
    }
    Rta.TABLE.emit(out, route.table());
    if (route.metric() != 0) {
      Rta.PRIORITY.emit(out, (int) route.metric());
    }
    if (route.preferredSource() != null) {
      Rta.PREFSRC.emit(out, route.preferredSource());
    }
    metrics(out, route.metrics(), extra.get(Rta.METRICS));
    if (extra.get(Rta.NH_ID) == null) {
      hops(out, route, extra.get(Rta.MULTIPATH));
    }
    extra.without(Rta.METRICS).without(Rta.MULTIPATH).without(RouteExtra.SOURCE_LENGTH).emit(out);
  }

  private static RtMsg header(Route route, int sourceLength) {
    int flags = route.hops().size() == 1 ? route.hops().getFirst().flags() & Hop.ONLINK : 0;
    return new RtMsg(
        route.destination().address().family(),
        route.destination().length(),
        sourceLength,
        route.tos(),
        route.table() < 256 ? route.table() : TABLE_COMPAT,
        route.protocol(),
        route.scope(),
        route.type(),
        flags);
  }

  private static void metrics(
      Emitter out, Map<Integer, Long> numbers, @Nullable AttributeList others) {
    if (numbers.isEmpty() && others == null) {
      return;
    }
    List<AttributeValue<?>> all = new ArrayList<>();
    new TreeMap<>(numbers)
        .forEach((number, value) -> all.add(Rtax.number(number).of(value.intValue())));
    if (others != null) {
      all.addAll(others.values());
    }
    Rta.METRICS.emit(out, new AttributeList(all));
  }

  private static void hops(Emitter out, Route route, @Nullable List<NextHop> asRead) {
    int family = route.destination().address().family();
    if (asRead != null) {
      Rta.MULTIPATH.emit(out, asRead);
    } else if (route.hops().size() == 1) {
      Hop hop = route.hops().getFirst();
      gateway(family, hop).emit(out);
      if (hop.device() != null) {
        Rta.OIF.emit(out, hop.device().index());
      }
    } else if (!route.hops().isEmpty()) {
      Rta.MULTIPATH.emit(out, route.hops().stream().map(hop -> nextHop(family, hop)).toList());
    }
  }

  private static NextHop nextHop(int family, Hop hop) {
    Device device = hop.device();
    return new NextHop(
        hop.flags() & Hop.ONLINK,
        hop.weight() - 1,
        device == null ? 0 : device.index(),
        gateway(family, hop));
  }

  private static AttributeList gateway(int family, Hop hop) {
    Address gateway = hop.gateway();
    if (gateway == null) {
      return AttributeList.EMPTY;
    }
    boolean same = gateway.family() == family;
    return AttributeList.of((same ? Rta.GATEWAY : Rta.VIA).of(gateway));
  }
}
