package dev.netalias.cli.look;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.Draft;
import dev.netalias.alias.InetType.ClassicPrefix;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.state.Device;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@code route} line that changes something, as an operation on a draft. */
final class RouteDrawing {
  private static final long DEFAULT_METRIC_OF_INET6 = 1024;

  private final Draft draft;
  private final RouteBook routes;
  private final RouteWish wish;

  RouteDrawing(Draft draft, RouteBook book, RouteWish wish) {
    this.draft = draft;
    routes = book.at(draft);
    this.wish = wish;
  }

  /** The end of a line, as the original has it where the kernel refuses. */
  static LookException refused(RouteWish wish, String why) {
    String request = wish.add() ? "SIOCADDRT: " : "SIOCDELRT: ";
    return new LookException(request + why + "\n", LookException.KERNEL);
  }

  private LookException refused(int errno) {
    return refused(wish, Errnos.text(errno));
  }

  /** Adds the change. */
  void draw() {
    Through through = wish.reject() ? Through.NOTHING : named();
    if (wish.gateway() != null && wish.gateway().isZero() && wish.add()) {
      throw refused(Errnos.EINVAL);
    }
    if (wish.add()) {
      add(through);
    } else {
      remove(through);
    }
  }

  /**
   * What a route leaves through.
   *
   * @param device the device, null where none is known
   * @param source the address of the alias that it is bound to, null where to none
   */
  private record Through(@Nullable Device device, @Nullable Address source) {
    static final Through NOTHING = new Through(null, null);
  }

  /** The device or alias that the line names. */
  private Through named() {
    String name = wish.device();
    if (name == null) {
      return Through.NOTHING;
    }
    Optional<Link> link = draft.view().snapshot().link(name);
    if (link.isPresent()) {
      return new Through(link.get().device(), null);
    }
    Alias alias = draft.find(name).orElseThrow(this::noDevice);
    if (alias.isKept()) {
      throw AliasException.conflict(
          "%s is closed: no route goes through it".formatted(alias.name()),
          "open it first: ifconfig %s up".formatted(alias.name()));
    }
    boolean same = alias.address().family() == wish.destination().family();
    return new Through(alias.main().device(), same ? alias.address() : null);
  }

  private LookException noDevice() {
    return wish.isInet6()
        ? new LookException("SIOGIFINDEX: No such device\n", LookException.KERNEL)
        : refused(Errnos.ENODEV);
  }

  // Adding

  private void add(Through named) {
    Prefix destination = destination(named.device());
    Through through = wish.reject() || named.device() != null ? named : found(destination);
    if (!wish.reject() && through.device() == null && wish.gateway() == null) {
      throw refused(Errnos.ENODEV);
    }
    Route route = route(destination, through);
    List<Route> there = routes.to(destination);
    for (Route other : there) {
      if (isSame(other, route)) {
        throw refused(KernelException.EEXIST);
      }
    }
    boolean beside =
        !draft.changes().isEmpty() || there.stream().anyMatch(other -> isInTheWay(other, route));
    draft.add(beside ? RouteChange.prepend(route) : RouteChange.add(route));
  }

  private Route route(Prefix destination, Through through) {
    int flags = wish.isInet6() && destination.isHost() ? Hop.ONLINK : 0;
    List<Hop> hops =
        wish.reject() ? List.of() : List.of(new Hop(through.device(), wish.gateway(), 1, flags));
    long usual = wish.isInet6() ? DEFAULT_METRIC_OF_INET6 : 0;
    long metric = wish.metric().orElse(0);
    return new Route(
        destination,
        Route.MAIN_TABLE,
        wish.reject() ? Route.UNREACHABLE : Route.UNICAST,
        Protocol.NETALIAS,
        scope(),
        0,
        metric == 0 ? usual : metric,
        through.source(),
        hops,
        wish.metrics(),
        "");
  }

  /** As {@code rtentry_to_fib_config} in the kernel's {@code net/ipv4/fib_frontend.c}. */
  private int scope() {
    if (wish.isInet6()) {
      return InterfaceAddress.SCOPE_GLOBAL;
    }
    if (wish.reject()) {
      return InterfaceAddress.SCOPE_HOST;
    }
    Address gateway = wish.gateway();
    return gateway == null || draft.view().snapshot().owner(gateway).isPresent()
        ? InterfaceAddress.SCOPE_LINK
        : InterfaceAddress.SCOPE_GLOBAL;
  }

  /** The kernel tells routes apart by their maker too; whoever adds one does not. */
  private static boolean isSame(Route other, Route route) {
    return !other.isKernels()
        && isInTheWay(other, route)
        && other.type() == route.type()
        && other.scope() == route.scope()
        && Objects.equals(other.preferredSource(), route.preferredSource())
        && other.metrics().equals(route.metrics())
        && leadTheSameWay(other.hops(), route.hops());
  }

  private static boolean leadTheSameWay(List<Hop> some, List<Hop> others) {
    boolean same = some.size() == others.size();
    for (int i = 0; same && i < some.size(); i++) {
      same =
          Objects.equals(some.get(i).device(), others.get(i).device())
              && Objects.equals(some.get(i).gateway(), others.get(i).gateway());
    }
    return same;
  }

  private static boolean isInTheWay(Route other, Route route) {
    return other.table() == route.table()
        && other.destination().equals(route.destination())
        && other.tos() == 0
        && other.metric() == route.metric();
  }

  // Finding

  private Prefix destination(@Nullable Device device) {
    int length = wish.length();
    if (length < 0) {
      length = ClassicPrefix.ofNetwork(wish.destination(), connected(device));
    }
    return new Prefix(wish.destination(), length);
  }

  /** The addresses of one device, or of all that are open. */
  private List<InterfaceAddress> connected(@Nullable Device device) {
    List<InterfaceAddress> all = new ArrayList<>();
    for (Link link : draft.view().snapshot().links()) {
      boolean open = (draft.mainState(link.name()).flags() & Link.UP) != 0;
      if (device == null ? open : link.device().index() == device.index()) {
        all.addAll(draft.addressesOf(link.name()));
      }
    }
    return all;
  }

  /**
   * The device that reaches the gateway, or else the network, by its addresses: that of the longest
   * prefix. The route is main's where main's own address reaches it, and else the alias's.
   */
  private Through found(Prefix destination) {
    Address target = wish.gateway() == null ? destination.address() : wish.gateway();
    if (wish.gateway() == null && destination.length() == 0) {
      return Through.NOTHING;
    }
    InterfaceAddress best = null;
    for (InterfaceAddress a : connected(null)) {
      boolean reaches =
          a.subnet().contains(target)
              || wish.gateway() == null && destination.contains(a.subnet().address());
      if (reaches && (best == null || a.prefixLength() > best.prefixLength())) {
        best = a;
      }
    }
    if (best == null) {
      return Through.NOTHING;
    }
    Device device = best.device();
    Map<Address, Alias> aliases = aliasesOf(device);
    InterfaceAddress owner = best;
    for (InterfaceAddress a : connected(device)) {
      if (a.subnet().contains(target) && !aliases.containsKey(a.local())) {
        owner = a;
      }
    }
    return new Through(device, aliases.containsKey(owner.local()) ? owner.local() : null);
  }

  private Map<Address, Alias> aliasesOf(Device device) {
    Map<Address, Alias> aliases = new HashMap<>();
    for (Alias alias : draft.aliases()) {
      if (alias.main().device().index() == device.index() && !alias.isKept()) {
        aliases.put(alias.address(), alias);
      }
    }
    return aliases;
  }

  // Removing

  /** The first route that fits goes, as in the kernel's {@code fib_table_delete}. */
  private void remove(Through through) {
    Prefix destination = destination(through.device());
    Optional<Route> found = find(routes.to(destination), through);
    if (found.isEmpty() && wish.length() < 0) {
      // The length was guessed when it was added, perhaps from other addresses than now.
      found = find(routes.toNetwork(wish.destination()), through);
    }
    draft.add(RouteChange.remove(found.orElseThrow(() -> refused(KernelException.ESRCH))));
  }

  private Optional<Route> find(List<Route> some, Through through) {
    return some.stream().filter(route -> fits(route, through)).findFirst();
  }

  private boolean fits(Route route, Through through) {
    Device device = route.device();
    Address gateway = wish.gateway();
    return route.table() == Route.MAIN_TABLE
        && route.tos() == 0
        && route.type() == (wish.reject() ? Route.UNREACHABLE : Route.UNICAST)
        && (wish.metric().isEmpty()
            || wish.metric().getAsLong() == 0
            || wish.metric().getAsLong() == route.metric())
        && (through.device() == null
            || device != null && device.index() == through.device().index())
        && (through.source() == null || through.source().equals(route.preferredSource()))
        && (gateway == null || gateway.isZero() || gateway.equals(route.gateway()));
  }
}
