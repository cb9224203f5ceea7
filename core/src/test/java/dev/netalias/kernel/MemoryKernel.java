package dev.netalias.kernel;

import dev.netalias.kernel.state.AddressList;
import dev.netalias.kernel.state.Connection;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Resources;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.kernel.state.Rule;
import dev.netalias.kernel.state.Rules;
import dev.netalias.kernel.state.Setting;
import dev.netalias.kernel.state.Traffic;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.kernel.traffic.TrafficReading;
import dev.netalias.kernel.traffic.TrafficTable;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host for tests of the engine: devices, addresses and routes as lists, with what Linux takes
 * along when an address goes; it holds every address family.
 */
public final class MemoryKernel implements Kernel {
  private final boolean labelsOfAll;
  private final List<Link> links = new ArrayList<>();
  private Map<Integer, AddressList> inet = new LinkedHashMap<>();
  private List<InterfaceAddress> others = new ArrayList<>();
  private List<Route> routes = new ArrayList<>();
  private List<Neighbour> neighbours = new ArrayList<>();
  private List<Rule> rules = new ArrayList<>();
  private Registry registry = Registry.EMPTY;

  /** What is counted, where this kernel counts in a table. */
  public final Map<Prefix, Counters> counted = new LinkedHashMap<>();

  /** Whether it counts in a table, and why that can't be read. */
  public TrafficReading traffic = TrafficReading.UNABLE;

  private @Nullable TrafficTable table;

  /** The connections that there are. */
  public final List<Connection> connections = new ArrayList<>();

  /** All changes that were committed. */
  public final List<Change> committed = new ArrayList<>();

  /** A host that keeps labels for every family, or, as Linux, for IPv4 alone. */
  public MemoryKernel(boolean labelsOfAll) {
    this.labelsOfAll = labelsOfAll;
    link("lo", Link.UP | Link.LOOPBACK | Link.RUNNING);
  }

  /** Registers a main device. */
  public Device link(String name, int flags) {
    Device device = new Device(links.size() + 1, name);
    Mac mac = Mac.parse("02:00:00:00:00:0" + device.index());
    int hardware = (flags & Link.LOOPBACK) != 0 ? 772 : 1;
    links.add(
        new Link(
            device,
            hardware,
            "",
            new LinkState(flags, 1500, 1000, mac),
            Mac.parse("ff:ff:ff:ff:ff:ff"),
            0,
            "",
            Traffic.NONE,
            Map.of(Setting.PROMOTE_SECONDARIES, 0),
            Resources.NONE,
            null));
    inet.put(device.index(), new AddressList());
    return device;
  }

  /** Registers an open Ethernet device. */
  public Device ethernet(String name) {
    return link(name, Link.UP | Link.BROADCAST | Link.RUNNING | Link.MULTICAST);
  }

  @Override
  public Snapshot snapshot(Set<Part> parts) {
    List<InterfaceAddress> addresses = new ArrayList<>();
    inet.values().forEach(l -> addresses.addAll(l.inOrder()));
    addresses.addAll(others);
    Set<Part> read = EnumSet.of(Part.ALIAS_ROUTES);
    read.addAll(parts);
    return new Snapshot(
        read,
        List.copyOf(links),
        addresses,
        routes.stream().filter(r -> !RouteColumns.isAlias(r)).toList(),
        List.copyOf(neighbours),
        new Rules(rules, routes.stream().filter(MemoryKernel::isOwn).toList()),
        aliasRoutes(),
        Map.of(),
        registry);
  }

  @Override
  public TrafficReading traffic(Counted asked) {
    if (!traffic.isUsable()) {
      return traffic;
    }
    Counted.Builder found = new Counted.Builder();
    for (int row = 0; row < asked.size(); row++) {
      Counters there = counted.get(asked.prefix(row));
      if (there != null) {
        found.add(asked.prefix(row), there);
      }
    }
    TrafficReading.Elements all = new TrafficReading.Elements(2L * counted.size(), 0);
    return new TrafficReading(true, "", table, all, found.build(), List.of());
  }

  @Override
  public void commit(Plan plan, Progress progress) {
    MemoryKernel before = copy();
    try {
      plan.changes().forEach(this::make);
      committed.addAll(plan.changes());
    } catch (KernelException refused) {
      become(before);
      throw refused;
    }
  }

  private MemoryKernel copy() {
    MemoryKernel copy = new MemoryKernel(labelsOfAll);
    copy.become(this);
    return copy;
  }

  private void become(MemoryKernel other) {
    links.clear();
    links.addAll(other.links);
    inet = new LinkedHashMap<>();
    other.inet.forEach((index, list) -> inet.put(index, new AddressList(list.inOrder())));
    others = new ArrayList<>(other.others);
    routes = new ArrayList<>(other.routes);
    neighbours = new ArrayList<>(other.neighbours);
    rules = new ArrayList<>(other.rules);
    registry = other.registry;
  }

  private void make(Change change) {
    switch (change) {
      case AddressChange c -> {
        remove(c);
        if (c.after() != null) {
          add(c);
        }
      }
      case RouteChange c -> {
        if (c.before() != null && !routes.remove(c.before())) {
          throw new KernelException("RTM_DELROUTE", KernelException.ESRCH, "no such route", c);
        }
        if (c.after() != null) {
          routes.add(c.after());
        }
      }
      case Change.Many c -> {
        for (int row = 0; row < c.count(); row++) {
          make(c.single(row));
        }
      }
      case RuleChange c -> {
        if (c.before() != null && !rules.remove(c.before())) {
          throw new KernelException("RTM_DELRULE", KernelException.ENOENT, "no such rule", c);
        }
        if (c.after() != null) {
          rules.add(c.after());
        }
      }
      case NeighbourChange c -> {
        neighbours.remove(c.before());
        if (c.after() != null) {
          neighbours.add(c.after());
        }
      }
      case LinkChange c -> links.replaceAll(l -> l.device().equals(c.device()) ? with(l, c) : l);
      case SettingChange c -> links.replaceAll(l -> l.device().equals(c.device()) ? set(l, c) : l);
      case DeviceChange c ->
          throw new KernelException("RTM_NEWLINK", KernelException.EOPNOTSUPP, "no devices", c);
      case MoveChange c ->
          throw new KernelException("RTM_NEWLINK", KernelException.EOPNOTSUPP, "one network", c);
      case ElsewhereChange c ->
          throw new KernelException("setns", KernelException.EOPNOTSUPP, "one network", c);
      case EntryChange c -> registry = registry.after(List.of(c));
      case TrafficChange.OfPolicies c ->
          throw new KernelException("nftables", KernelException.EOPNOTSUPP, "no policies", c);
      case TrafficChange.OfDrain c -> {}
      case TrafficChange.OfTable c -> table = c.after();
      case TrafficChange.OfCounters c -> {
        for (int row = 0; row < c.before().size(); row++) {
          counted.remove(c.before().prefix(row));
        }
        for (int row = 0; row < c.after().size(); row++) {
          counted.put(c.after().prefix(row), c.after().counters(row));
        }
      }
    }
  }

  private static boolean isOwn(Route route) {
    return route.protocol() == Protocol.NETALIAS && !RouteColumns.isAlias(route);
  }

  private void remove(AddressChange change) {
    InterfaceAddress a = change.before();
    if (a == null) {
      return;
    }
    if (a.local().family() != Address.INET) {
      others.removeIf(o -> o.isSameAs(a));
      return;
    }
    AddressList list = Objects.requireNonNull(inet.get(a.device().index()));
    boolean promote =
        Objects.equals(links.get(a.device().index() - 1).setting(Setting.PROMOTE_SECONDARIES), 1);
    List<InterfaceAddress> gone = list.remove(a, promote);
    if (gone.isEmpty()) {
      throw new KernelException("RTM_DELADDR", KernelException.EADDRNOTAVAIL, "not there", change);
    }
    gone.forEach(g ->
        routes.removeIf(
            r -> r.table() == Route.MAIN_TABLE && g.local().equals(r.preferredSource())));
    if (list.size() == 0) {
      routes.removeIf(r -> r.leavesThrough(a.device()));
    }
  }

  private void add(AddressChange change) {
    InterfaceAddress a = Objects.requireNonNull(change.after());
    if (a.local().family() != Address.INET) {
      others.add(a);
      return;
    }
    AddressList list = Objects.requireNonNull(inet.get(a.device().index()));
    if (list.contains(a)) {
      throw new KernelException("RTM_NEWADDR", KernelException.EEXIST, "File exists", change);
    }
    list.add(a);
  }

  private static Link with(Link l, LinkChange c) {
    return new Link(
        l.device(),
        l.hardware(),
        l.kind(),
        c.after(),
        l.broadcast(),
        l.metric(),
        l.aliasText(),
        l.traffic(),
        l.settings(),
        l.resources(),
        l.stacking());
  }

  private static Link set(Link l, SettingChange c) {
    return new Link(
        l.device(),
        l.hardware(),
        l.kind(),
        l.state(),
        l.broadcast(),
        l.metric(),
        l.aliasText(),
        l.traffic(),
        Map.of(c.setting(), c.after()),
        l.resources(),
        l.stacking());
  }

  @Override
  public Events events() {
    throw new UnsupportedOperationException("no test listens");
  }

  @Override
  public Exclusive exclusive() {
    return () -> {};
  }

  private Map<Integer, LocalRoutes> aliasRoutes() {
    Map<Integer, LocalRoutes> all = new HashMap<>();
    for (Link link : links) {
      LocalRoutes.Builder rows = new LocalRoutes.Builder(link.device());
      routes.stream()
          .filter(r -> RouteColumns.isAlias(r) && link.device().equals(r.device()))
          .forEach(r -> rows.add(r.destination(), r.metric(), r.table() == Route.LOCAL_TABLE));
      all.put(link.device().index(), rows.build());
    }
    return all;
  }

  @Override
  public Optional<Route> routeTo(Address destination) {
    return routes.stream()
        .filter(r -> r.destination().contains(destination))
        .max(Comparator.comparingInt(r -> r.destination().length()));
  }

  @Override
  public boolean holds(int family) {
    return true;
  }

  @Override
  public boolean keepsLabels(int family) {
    return labelsOfAll || family == Address.INET;
  }

  @Override
  public List<Connection> connections() {
    return List.copyOf(connections);
  }

  @Override
  public boolean hasRules() {
    return true;
  }

  @Override
  public void close() {}
}
