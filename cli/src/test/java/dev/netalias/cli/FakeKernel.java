package dev.netalias.cli;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.Events;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Registry;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.link.Neighbourhood;
import dev.netalias.kernel.state.AddressList;
import dev.netalias.kernel.state.Connection;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Namespaces;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Resources;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Rules;
import dev.netalias.kernel.state.Setting;
import dev.netalias.kernel.state.Traffic;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Addresses, devices and a registry in memory, and refusals that a test asks for. */
final class FakeKernel implements Kernel {
  private record State(
      Map<Integer, Link> links, Map<Integer, List<InterfaceAddress>> addresses, Registry registry) {
    State copy() {
      Map<Integer, List<InterfaceAddress>> lists = new LinkedHashMap<>();
      addresses.forEach((index, list) -> lists.put(index, new ArrayList<>(list)));
      return new State(new LinkedHashMap<>(links), lists, registry);
    }

    State withRegistry(Registry now) {
      return new State(links, addresses, now);
    }
  }

  private State state = new State(new LinkedHashMap<>(), new LinkedHashMap<>(), Registry.EMPTY);
  private Predicate<Change> refused = c -> false;
  private Function<Change, RuntimeException> refusal = c -> new IllegalStateException();
  private boolean forbidden;
  final Map<Counters.Key, Counters> counters = new HashMap<>();
  final Queue<Event> events = new ArrayDeque<>();
  private final Map<String, Optional<FakeKernel>> others = new LinkedHashMap<>();
  final List<Connection> connections = new ArrayList<>();
  final Set<Address> unsendable = new HashSet<>();
  int commits;

  /** {@code lo} and {@code eth0}, both open. */
  static FakeKernel host() {
    FakeKernel kernel = new FakeKernel();
    kernel.plug(1, "lo", Link.UP | Link.LOOPBACK | Link.RUNNING);
    kernel.plug(2, "eth0", Link.UP | Link.BROADCAST | Link.RUNNING | Link.MULTICAST);
    return kernel;
  }

  FakeKernel plug(int index, String name, int flags) {
    Mac mac = Mac.of((byte) 2, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) index);
    LinkState set = new LinkState(flags, 1500, 1000, mac);
    Map<Setting, Integer> settings = Map.of(Setting.PROMOTE_SECONDARIES, 0);
    Mac all = Mac.parse("ff:ff:ff:ff:ff:ff");
    Link link =
        new Link(
            new Device(index, name),
            1,
            "",
            set,
            all,
            0,
            "",
            Traffic.NONE,
            settings,
            Resources.NONE,
            null);
    state.links.put(index, link);
    state.addresses.put(index, new ArrayList<>());
    return this;
  }

  /** A label that somebody else makes. */
  FakeKernel label(String device, String prefix, String label) {
    Device on = snapshot(Set.of()).link(device).orElseThrow().device();
    Prefix own = Prefix.parse(prefix);
    change(
        AddressChange.add(
            new InterfaceAddress(
                on,
                own.address(),
                own.length(),
                null,
                null,
                label,
                InterfaceAddress.SCOPE_GLOBAL,
                0,
                Protocol.UNKNOWN,
                Lifetime.FOREVER,
                0)));
    return this;
  }

  /** The addresses of a device in order: prefix, label, {@code secondary} where it is one. */
  List<String> addressesOf(String device) {
    Device on = snapshot(Set.of()).link(device).orElseThrow().device();
    return state.addresses.get(on.index()).stream()
        .map(a -> a.prefix() + " " + a.label() + (a.isSecondary() ? " secondary" : ""))
        .toList();
  }

  /** Another network namespace beside this one; null where it may not be looked at. */
  FakeKernel beside(String namespace, @Nullable FakeKernel other) {
    others.put(namespace, Optional.ofNullable(other));
    return this;
  }

  @Override
  public Kernel elsewhere(String namespace) {
    return others
        .getOrDefault(namespace, Optional.empty())
        .orElseThrow(() ->
            new KernelException("setns", KernelException.EPERM, "Operation not permitted", null));
  }

  @Override
  public Namespaces namespaces() {
    List<String> found = new ArrayList<>(others.keySet());
    found.addFirst("/proc/1/ns/net");
    return others.isEmpty()
        ? new Namespaces(List.of(), List.of())
        : new Namespaces(found, List.of("process 7 is not to be looked at"));
  }

  /** Refuses the changes that fit. */
  FakeKernel refuse(Predicate<Change> fits, int errno, String reason) {
    return fail(fits, c -> new KernelException("RTM_NEWADDR", errno, reason, c));
  }

  /** Throws at the changes that fit. */
  FakeKernel fail(Predicate<Change> fits, Function<Change, RuntimeException> thrown) {
    refused = fits;
    refusal = thrown;
    return this;
  }

  /** Refuses all changes, as to a user without permission. */
  FakeKernel forbid() {
    forbidden = true;
    return this;
  }

  @Override
  public Snapshot snapshot(Set<Part> parts) {
    List<InterfaceAddress> all = new ArrayList<>();
    state.addresses.values().forEach(all::addAll);
    return new Snapshot(
        EnumSet.allOf(Part.class),
        List.copyOf(state.links.values()),
        all,
        List.of(),
        List.of(),
        Rules.NONE,
        Map.of(),
        Map.copyOf(counters),
        state.registry);
  }

  @Override
  public void commit(Plan plan, Progress progress) {
    State before = state.copy();
    commits++;
    try {
      int done = 0;
      for (Change change : plan.changes()) {
        progress.made(done++, plan.changes().size());
        makeOrRefuse(change);
      }
      state = state.withRegistry(state.registry.after(plan.changes()));
      plan.papers().forEach(FakeKernel::write);
    } catch (RuntimeException taken) {
      state = before;
      throw taken;
    }
  }

  private static void write(Plan.Paper paper) {
    Path file = Path.of(paper.file());
    try {
      if (paper.after() == null) {
        Files.delete(file);
      } else {
        Files.createDirectories(file.getParent());
        Files.writeString(file, paper.after());
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void makeOrRefuse(Change change) {
    if (refused.test(change)) {
      throw refusal.apply(change);
    }
    make(change);
  }

  private void make(Change change) {
    switch (change) {
      case AddressChange a -> change(a);
      case AddressesChange many ->
          IntStream.range(0, many.count()).forEach(row -> makeOrRefuse(many.single(row)));
      case LinkChange l ->
          state.links.computeIfPresent(l.device().index(), (i, link) -> with(link, l.after()));
      default -> {} // entries are made at the end; nothing else is kept here
    }
  }

  private void change(AddressChange change) {
    int index = change.subject().device().index();
    boolean inet = change.subject().local().family() == Address.INET;
    AddressList four = new AddressList(ofFamily(index, Address.INET));
    List<InterfaceAddress> six = new ArrayList<>(ofFamily(index, Address.INET6));
    if (change.before() != null && inet) {
      four.remove(change.before(), true);
    } else if (change.before() != null) {
      six.removeIf(a -> a.isSameAs(change.before()));
    }
    if (change.after() != null && inet) {
      four.add(change.after());
    } else if (change.after() != null) {
      six.add(change.after());
    }
    List<InterfaceAddress> now = new ArrayList<>(four.inOrder());
    now.addAll(six);
    state.addresses.put(index, now);
  }

  private List<InterfaceAddress> ofFamily(int index, int family) {
    return state.addresses.get(index).stream().filter(a -> a.local().family() == family).toList();
  }

  private static Link with(Link link, LinkState now) {
    return new Link(
        link.device(),
        link.hardware(),
        link.kind(),
        now,
        link.broadcast(),
        link.metric(),
        link.aliasText(),
        link.traffic(),
        link.settings(),
        link.resources(),
        link.stacking());
  }

  @Override
  public Events events() {
    return new Events() {
      @Override
      public Optional<Event> next(Duration timeout) {
        return Optional.ofNullable(events.poll());
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Exclusive exclusive() {
    if (forbidden) {
      throw new KernelException("flock", KernelException.EACCES, "Permission denied", null);
    }
    return () -> {};
  }

  @Override
  public Optional<Route> routeTo(Address destination) {
    return Optional.empty();
  }

  @Override
  public List<Connection> connections() {
    return List.copyOf(connections);
  }

  /** Nobody says anything; what is said of some addresses can't be sent. */
  @Override
  public Neighbourhood neighbourhood() {
    return new Neighbourhood() {
      @Override
      public boolean ask(Device on, Address address) {
        return true;
      }

      @Override
      public boolean tell(Device on, Address address) {
        return !unsendable.contains(address);
      }

      @Override
      public Optional<Claim> hear(Duration most) {
        return Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Map<Long, String> programs(Set<Long> sockets) {
    return sockets.contains(7L) ? Map.of(7L, "sshd 812") : Map.of();
  }

  @Override
  public boolean holds(int family) {
    return family == Address.INET || family == Address.INET6;
  }

  @Override
  public boolean keepsLabels(int family) {
    return family == Address.INET;
  }

  @Override
  public void close() {}
}
