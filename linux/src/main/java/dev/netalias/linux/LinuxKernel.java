package dev.netalias.linux;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.Events;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.kernel.Registry;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.link.Neighbourhood;
import dev.netalias.kernel.state.Connection;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Namespaces;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.kernel.traffic.TrafficReading;
import dev.netalias.linux.diag.Connections;
import dev.netalias.linux.diag.Programs;
import dev.netalias.linux.libc.LibC;
import dev.netalias.linux.netlink.NetlinkException;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.netlink.Trace;
import dev.netalias.linux.netns.NamespaceSearch;
import dev.netalias.linux.netns.NetworkNamespace;
import dev.netalias.linux.nft.Nftables;
import dev.netalias.linux.packet.Detection;
import dev.netalias.linux.packet.PacketNeighbourhood;
import dev.netalias.linux.registry.RegistryFile;
import dev.netalias.linux.registry.RuntimeFolder;
import dev.netalias.net.Address;
import dev.netalias.wire.nl.Errno;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One network namespace of the running Linux kernel, through rtnetlink.
 *
 * <p>Each operation opens a socket of its own, so threads don't wait for each other. Without a
 * namespace it means that of the calling thread, which for all threads of most programs is the
 * same.
 */
public final class LinuxKernel implements Kernel {
  /** How the name of the registry of the first namespace begins: the kernel counts from 1. */
  private static final String FIRST_COOKIE = "1-";

  private final @Nullable NetworkNamespace namespace;
  private final Trace trace;
  private final RegistryFile registry;
  private final long cookie;
  private final Map<String, LinuxKernel> elsewhere = new ConcurrentHashMap<>();

  /** Held by the thread that is exclusive, or commits; {@code fileLock} belongs to who holds it. */
  private final ReentrantLock exclusive = new ReentrantLock();

  private RegistryFile.@Nullable Lock fileLock;

  private volatile String command = "a program";

  private LinuxKernel(@Nullable NetworkNamespace namespace, Trace trace) {
    this.namespace = namespace;
    this.trace = trace;
    cookie = withSocket(NetlinkSocket::namespaceCookie);
    this.registry = new RegistryFile(RuntimeFolder.ofThisSystem(), cookie);
  }

  /**
   * Opens a network namespace.
   *
   * @param namespace as {@code ip netns} names it, or its path; null for the caller's own
   * @throws KernelException where it can't be entered
   */
  public static LinuxKernel open(@Nullable String namespace) {
    return open(namespace, Trace.NONE);
  }

  /** The same, with a look at every message. */
  static LinuxKernel open(@Nullable String namespace, Trace trace) {
    return Failures.translated(() ->
        namespace == null
            ? new LinuxKernel(null, trace)
            : entered(NetworkNamespace.open(namespace), trace));
  }

  /** Only a kernel that came to be closes its namespace later. */
  private static LinuxKernel entered(NetworkNamespace namespace, Trace trace) {
    boolean entered = false;
    try {
      LinuxKernel kernel = new LinuxKernel(namespace, trace);
      entered = true;
      return kernel;
    } finally {
      if (!entered) {
        namespace.close();
      }
    }
  }

  /** Does what the first call of native code costs, 12 ms, ahead of it: for another thread. */
  public static void prepare() {
    LibC.ofThisProcess();
  }

  private <T extends @Nullable Object> T inside(Supplier<T> body) {
    return Failures.translated(() -> namespace == null ? body.get() : namespace.call(body));
  }

  <T extends @Nullable Object> T withSocket(Function<NetlinkSocket, T> body) {
    return inside(() -> {
      try (NetlinkSocket socket = NetlinkSocket.open(trace)) {
        return body.apply(socket);
      }
    });
  }

  @Override
  public Snapshot snapshot(Set<Part> parts) {
    return withSocket(socket -> read(socket, parts));
  }

  /** All that a socket's namespace holds. */
  Snapshot read(NetlinkSocket socket, Set<Part> parts) {
    List<Link> links = links(socket);
    Devices devices = Devices.of(links);
    List<InterfaceAddress> addresses =
        parts.contains(Part.ADDRESSES)
            ? socket.dump(AddressMessages.DUMP, () -> new AddressMessages.Collector(devices))
                .addresses
            : List.of();
    Registry remembered = registry.read(links);
    boolean slots = parts.contains(Part.SLOTS);
    boolean untold = slots && remembered.all(Entry.OfSlots.class).isEmpty();
    boolean whole = parts.contains(Part.ALIAS_ROUTES) || untold;
    Set<Part> read = EnumSet.noneOf(Part.class);
    read.addAll(parts);
    if (whole) {
      read.add(Part.ALIAS_ROUTES);
    }
    RouteTables routes = RouteTables.read(socket, devices, read);
    return new Snapshot(
        read,
        links,
        addresses,
        routes.routes(),
        parts.contains(Part.NEIGHBOURS) ? neighbours(socket, devices) : List.of(),
        RuleMessages.read(socket, devices, parts, routes.routes()),
        routes.aliases(),
        parts.contains(Part.COUNTERS)
            ? CountedAliases.read(addresses, remembered, routes.aliases())
            : Map.of(),
        remembered);
  }

  static List<Link> links(NetlinkSocket socket) {
    List<Link> links = socket.dump(LinkMessages.DUMP, LinkMessages.Collector::new).links;
    links.sort((a, b) -> Integer.compare(a.device().index(), b.device().index()));
    return links;
  }

  private static List<Neighbour> neighbours(NetlinkSocket socket, Devices devices) {
    Supplier<NeighbourMessages.Collector> fresh = () -> new NeighbourMessages.Collector(devices);
    List<Neighbour> all = new ArrayList<>(socket.dump(NeighbourMessages.DUMP, fresh).neighbours);
    all.addAll(socket.dump(NeighbourMessages.DUMP_PROXIES, fresh).neighbours);
    return all;
  }

  @Override
  public void commit(Plan plan, Progress progress) {
    if (plan.isEmpty()) {
      return;
    }
    Exclusive alone = exclusive();
    try (Exclusive others = exclusiveElsewhere(plan)) {
      withSocket(socket -> {
        try (Sites sites = new Sites(this, socket)) {
          new Transaction(this, socket, sites, plan).run(registry.journal(), command, progress);
        }
        return plan;
      });
    } finally {
      alone.close();
    }
  }

  @Override
  public void onBehalfOf(String newCommand) {
    command = newCommand;
  }

  /**
   * Holds other netalias processes off the other namespaces that a plan changes. Two that hold
   * their own and want each other's would wait for ever: so the one of the higher number does not.
   */
  private Exclusive exclusiveElsewhere(Plan plan) {
    Set<String> names = new LinkedHashSet<>();
    for (Change change : plan.changes()) {
      String name = Sites.elsewhere(change);
      if (name != null) {
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      return () -> {};
    }
    List<LinuxKernel> others =
        names.stream()
            .map(this::elsewhere)
            .sorted(Comparator.comparing(other -> other.cookie))
            .toList();
    List<Exclusive> held = new ArrayList<>();
    Exclusive all = () -> held.reversed().forEach(Exclusive::close);
    boolean taken = false;
    try {
      others.forEach(other -> held.add(other.exclusive(cookie < other.cookie)));
      taken = true;
      return all;
    } finally {
      if (!taken) {
        all.close();
      }
    }
  }

  @Override
  public Events events() {
    return inside(() -> LinuxEvents.open(this, trace));
  }

  @Override
  public Exclusive exclusive() {
    return exclusive(true);
  }

  private Exclusive exclusive(boolean waits) {
    boolean mine = exclusive.isHeldByCurrentThread();
    take(waits);
    boolean free = false;
    try {
      if (!mine) {
        registry.journal().refuseUnfinished();
      }
      free = true;
      return this::release;
    } finally {
      if (!free) {
        release();
      }
    }
  }

  @Override
  public Optional<Unfinished> unfinished() {
    return Failures.translated(registry.journal()::leftBehind);
  }

  @Override
  public Optional<Unfinished.Held> hold() {
    take(true);
    boolean held = false;
    try {
      Optional<Unfinished> unfinished = registry.journal().read();
      held = unfinished.isPresent();
      return unfinished.map(it -> new Leniently.InHand(this, it, this::release));
    } finally {
      if (!held) {
        release();
      }
    }
  }

  @Override
  public Unfinished.Held hold(Unfinished standing) {
    return new Leniently.InHand(this, standing, exclusive()::close);
  }

  private void take(boolean waits) {
    if (waits) {
      exclusive.lock();
    } else if (!exclusive.tryLock()) {
      throw busy();
    }
    boolean taken = false;
    try {
      if (fileLock == null) {
        requirePermission();
        fileLock =
            waits
                ? Failures.translated(registry::lock)
                : Failures.translated(registry::tryLock).orElseThrow(LinuxKernel::busy);
      }
      taken = true;
    } finally {
      if (!taken) {
        exclusive.unlock();
      }
    }
  }

  private static KernelException busy() {
    return new KernelException(
        "registry",
        Errno.EBUSY,
        "another netalias is at work in the other network namespace; try again",
        null);
  }

  private void release() {
    try {
      RegistryFile.Lock lock = fileLock;
      if (exclusive.getHoldCount() == 1 && lock != null) {
        fileLock = null;
        lock.close();
      }
    } finally {
      exclusive.unlock();
    }
  }

  /**
   * Asks for a change of nothing: who may not change anything is told so before that is looked at.
   */
  private void requirePermission() {
    NetlinkException refused =
        withSocket(socket -> socket.tryChange(AddressMessages.PERMISSION_PROBE));
    if (refused != null && refused.errno() == Errno.EPERM) {
      throw new KernelException("rtnetlink", refused.errno(), refused.reason(), null);
    }
  }

  @Override
  public Optional<Route> routeTo(Address destination) {
    return withSocket(socket -> {
      RouteMessages.Collector answer =
          new RouteMessages.Collector(Devices.of(links(socket)), RouteMessages.Tables.ALL);
      socket.ask(List.of(RouteMessages.to(destination)), answer);
      return answer.routes.stream().findFirst();
    });
  }

  @Override
  public TrafficReading traffic(Counted asked) {
    return inside(() -> Nftables.read(asked));
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
  public boolean stacksDevices() {
    return true;
  }

  /** The first process is in the machine's own, be that a container. */
  @Override
  public String identity() {
    return inside(() -> {
      try {
        // The same file where it is the same network; /proc/1/ns is for the mighty alone to read.
        boolean first =
            Files.isSameFile(Path.of("/proc/1/net/dev"), Path.of("/proc/thread-self/net/dev"));
        return first ? "host" : registry.name();
      } catch (IOException hidden) {
        return registry.name().startsWith(FIRST_COOKIE) ? "host" : registry.name();
      }
    });
  }

  @Override
  public List<Connection> connections() {
    return inside(() -> {
      try (NetlinkSocket socket = NetlinkSocket.openDiagnosis()) {
        return Connections.read(socket);
      }
    });
  }

  @Override
  public Map<Long, String> programs(Set<Long> sockets) {
    return Programs.of(sockets);
  }

  @Override
  public boolean hasRules() {
    return true;
  }

  @Override
  public LinuxKernel elsewhere(String name) {
    LinuxKernel there = elsewhere.get(name);
    if (there == null) {
      LinuxKernel fresh = open(name, trace);
      LinuxKernel other = elsewhere.putIfAbsent(name, fresh);
      there = other == null ? fresh : other;
      if (other != null) {
        fresh.close();
      }
    }
    return there;
  }

  @Override
  public boolean isSameAs(Kernel other) {
    return other instanceof LinuxKernel linux && cookie == linux.cookie;
  }

  @Override
  public Namespaces namespaces() {
    return inside(() -> {
      NamespaceSearch search = NamespaceSearch.run();
      return new Namespaces(search.found(), search.unreadable());
    });
  }

  /** A socket in its namespace, the caller's to close. */
  NetlinkSocket socket() {
    return inside(() -> NetlinkSocket.openForAnother(trace));
  }

  /** What it remembers. */
  RegistryFile registry() {
    return registry;
  }

  /** The number of the descriptor of its namespace, which has to be one that was named. */
  int namespaceDescriptor() {
    return Objects.requireNonNull(namespace).descriptor();
  }

  @Override
  public Neighbourhood neighbourhood() {
    return withSocket(socket -> PacketNeighbourhood.open(links(socket)));
  }

  @Override
  public Duration detection(Device device) {
    return inside(() -> Detection.most(device.name()));
  }

  @Override
  public Optional<String> procNet(String name) {
    boolean setting = name.startsWith("sys/net/") && !name.contains("..");
    if (!setting && name.contains("/")) {
      return Optional.empty();
    }
    Path file = Path.of(setting ? "/proc" : "/proc/thread-self/net", name);
    return inside(() -> {
      try (InputStream in = Files.newInputStream(file)) { // a setting is all in one reading
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
      } catch (IOException missing) {
        return Optional.empty();
      }
    });
  }

  @Override
  public void close() {
    elsewhere.values().forEach(LinuxKernel::close);
    if (namespace != null) {
      namespace.close();
    }
  }
}
