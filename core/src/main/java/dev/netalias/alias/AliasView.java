package dev.netalias.alias;

import dev.netalias.alias.Block.RouteRows;
import dev.netalias.alias.egress.Steering;
import dev.netalias.alias.table.Joined;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Part.UnreadException;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Rule;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.kernel.traffic.TrafficReading;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel holds, seen as aliases: the chain, and what of the registry the kernel contradicts.
 */
public final class AliasView {
  private final Kernel kernel;
  private final Snapshot snapshot;
  private final AliasTypes types;
  private List<Block> blocks = List.of();
  private final Reading.Leftovers leftovers;
  private @Nullable Steering steering;
  private @Nullable TrafficReading traffic;

  private AliasView(
      Kernel kernel, Snapshot snapshot, AliasTypes types, Reading.Leftovers leftovers) {
    this.kernel = kernel;
    this.snapshot = snapshot;
    this.types = types;
    this.leftovers = leftovers;
  }

  /**
   * Reads the aliases out of a snapshot.
   *
   * @param kernel whose it is
   * @param snapshot with at least {@link Part#ADDRESSES}
   * @param known the types that are known; those of the registry's jars are added
   */
  public static AliasView of(Kernel kernel, Snapshot snapshot, AliasTypes known) {
    AliasTypes types = known.with(snapshot.registry());
    Reading.Leftovers leftovers = new Reading.Leftovers();
    leftovers.drift().addAll(types.problems());
    Map<Integer, List<InterfaceAddress>> addresses = snapshot.addressesByDevice();
    Map<Integer, List<Entry.OfAlias>> entries = new HashMap<>();
    for (Entry.OfAlias e : snapshot.registry().all(Entry.OfAlias.class)) {
      entries.computeIfAbsent(e.address().device().index(), i -> new ArrayList<>()).add(e);
    }
    Stacked stacked = new Stacked(snapshot, addresses, entries, leftovers);
    List<Block> blocks = new ArrayList<>();
    for (Link main : snapshot.links()) {
      if (stacked.has(main)) {
        stacked.moved(main).ifPresent(blocks::add);
        continue;
      }
      int index = main.device().index();
      Reading reading = new Reading(kernel, snapshot, main, leftovers);
      List<InterfaceAddress> own = addresses.getOrDefault(index, List.of());
      reading.labels(own);
      reading.entries(entries.getOrDefault(index, List.of()), own);
      reading.devices(stacked.on(main));
      reading.routes(snapshot.aliasRoutesOf(main.device()));
      RouteRows routes = new RouteRows(main, snapshot, snapshot.aliasRoutesOf(main.device()));
      blocks.add(new Block(main, reading.inChainOrder(), routes));
    }
    AliasView view = new AliasView(kernel, snapshot, types, leftovers);
    view.blocks = List.copyOf(blocks);
    if (snapshot.parts().contains(Part.RULES)) {
      view.steering().astray().forEach(r -> leftovers.drift().add(view.astray(r)));
    }
    return view;
  }

  private String astray(Rule rule) {
    String name =
        named().stream()
            .filter(a -> a.address().equals(rule.source().address()))
            .map(Alias::name)
            .findFirst()
            .orElse("NAME");
    return "packets from %s are looked up in table %d, where no route is any more; %s"
        .formatted(
            rule.source().isHost() ? rule.source().address() : rule.source(),
            rule.table(),
            "netalias set " + name + " --gateway G|none");
  }

  /** What it was read from. */
  public Snapshot snapshot() {
    return snapshot;
  }

  /** The types that are known, those of loaded jars included. */
  public AliasTypes types() {
    return types;
  }

  /** The registered types by family: those loaded, and those of aliases. */
  public List<AliasType> registeredTypes() {
    Set<Integer> families = new TreeSet<>();
    snapshot.registry().all(Entry.OfType.class).forEach(e -> families.add(e.family()));
    named().forEach(a -> families.add(a.address().family()));
    for (LocalRoutes routes : snapshot.aliasRoutes().values()) {
      for (int family : new int[] {Address.INET, Address.INET6}) {
        if (routes.count(family) > 0) {
          families.add(family);
        }
      }
    }
    return families.stream().flatMap(f -> types.ofFamily(f).stream()).toList();
  }

  /** {@code n_attach}: how many aliases of a type there are. */
  public int attached(AliasType type) {
    long named =
        named().stream().filter(a -> !a.isRoute() && a.address().family() == type.family()).count();
    needRoutes();
    return (int) named
        + snapshot.aliasRoutes().values().stream().mapToInt(r -> r.count(type.family())).sum();
  }

  /** All blocks, in the order of the chain. */
  public List<Block> blocks() {
    return blocks;
  }

  /** All aliases, in the order of the chain. */
  public List<Alias> aliases() {
    needRoutes();
    return new Joined<>(blocks.stream().map(Block::aliases).toList());
  }

  /** Those of them that are objects: labels, and what is remembered. */
  List<Alias> named() {
    return blocks.stream().flatMap(b -> b.named().stream()).toList();
  }

  private void needRoutes() {
    if (!snapshot.hasAliasRoutes()) {
      throw new UnreadException(Part.ALIAS_ROUTES);
    }
  }

  /** The block of a main device. */
  public Optional<Block> block(String main) {
    return blocks.stream()
        .filter(b -> b.main().name().equals(main) && !b.isElsewhere())
        .findFirst();
  }

  /** The names of all devices in order: {@code lo, eth0, eth0:0, eth0:2, eth1}. */
  public List<String> chain() {
    needRoutes();
    List<List<String>> names = new ArrayList<>();
    for (Block block : blocks) {
      List<String> start = new ArrayList<>();
      if (!block.isElsewhere()) {
        start.add(block.main().name());
      }
      block.named().forEach(a -> start.add(a.name()));
      names.add(start);
      names.add(block.routes().stream().map(Alias::name).toList());
    }
    return new Joined<>(names);
  }

  /** What the kernel contradicts of the registry, and what to do about it, a line each. */
  public List<String> drift() {
    return List.copyOf(leftovers.drift());
  }

  /** Why counters can't be read, null where they can. */
  public @Nullable String unread() {
    String refusal = traffic().refusal();
    return refusal.isEmpty() ? null : refusal;
  }

  private TrafficReading traffic() {
    TrafficReading known = traffic;
    if (known == null) {
      known = kernel.traffic(Counted.NONE);
      traffic = known;
    }
    return known;
  }

  /** The policies of those of some aliases that have one; none where they can't be read. */
  public Map<Alias, Policy> policies(List<Alias> aliases) {
    Counted asked = Counted.of(aliases.stream().map(Counting::of).toList());
    Map<Prefix, Policy> found = new HashMap<>();
    kernel.traffic(asked).policed().forEach(p -> found.put(p.prefix(), p.policy()));
    Map<Alias, Policy> policies = new HashMap<>();
    for (Alias alias : aliases) {
      Policy policy = found.get(Counting.of(alias));
      if (policy != null) {
        policies.put(alias, policy);
      }
    }
    return policies;
  }

  /** Why an alias has no counters; empty where it has. */
  public String uncounted(Alias alias) {
    if (alias.counters() != null) {
      return "";
    }
    TrafficReading reading = traffic();
    if (!reading.able()) {
      return "this kernel does not count it";
    }
    return reading.isUsable()
        ? "not counted; netalias stats %s --on counts it".formatted(alias.name())
        : reading.refusal();
  }

  /** Entries of the registry that are not what they say. */
  Reading.Leftovers leftovers() {
    return leftovers;
  }

  /** The alias of a name, as it stands or made canonical; the first where several have it. */
  public Optional<Alias> find(String name) {
    String canonical = canonical(name);
    List<Alias> named = named();
    Optional<Alias> exact = named.stream().filter(a -> a.name().equals(name)).findFirst();
    return exact
        .or(() -> named.stream().filter(a -> canonical(a.name()).equals(canonical)).findFirst())
        .or(() -> routed(canonical));
  }

  private Optional<Alias> routed(String canonical) {
    needRoutes();
    int colon = canonical.indexOf(':');
    OptionalInt slot = AliasName.slotOf(canonical.substring(colon + 1));
    return colon <= 0 || slot.isEmpty()
        ? Optional.empty()
        : block(canonical.substring(0, colon)).flatMap(b -> rows(b).ofSlot(slot.getAsInt()));
  }

  private static RouteRows rows(Block block) {
    return (RouteRows) block.routes();
  }

  /** How the packets of an alias leave; of a closed one, how they will once it is open. */
  public Egress egress(Alias alias) {
    return steering().isUsual() ? Egress.USUAL : steering().of(alias.leaving());
  }

  /** The routing table that an alias has to itself, empty where it has none. */
  public OptionalInt tableOf(Alias alias) {
    return steering().isUsual() ? OptionalInt.empty() : steering().table(alias.leaving());
  }

  /** What makes them leave so: rules and routes that are there. */
  public Plan egressOf(Alias alias) {
    return new Plan(steering().made(alias.leaving()));
  }

  private Steering steering() {
    Steering all = steering == null ? new Steering(snapshot) : steering;
    steering = all;
    return all;
  }

  /** The alias that owns an address, on any main device; open ones first. */
  public Optional<Alias> owner(Address address) {
    needRoutes();
    return Stream.concat(
            named().stream().filter(a -> a.address().equals(address)),
            blocks.stream().flatMap(b -> rows(b).ofAddress(address).stream()))
        .min(Comparator.comparing(Alias::state));
  }

  /** A name with its slot, where its tag is one, without zeros before it. */
  public static String canonical(String name) {
    int start = name.indexOf(':') + 1;
    if (start == name.length() || name.charAt(start) != '0') {
      return name;
    }
    int digits = start;
    while (digits < name.length() && name.charAt(digits) >= '0' && name.charAt(digits) <= '9') {
      digits++;
    }
    int first = start;
    while (first < name.length() - 1 && name.charAt(first) == '0') {
      first++;
    }
    boolean slot = start > 0 && digits == name.length();
    return slot && first > start ? name.substring(0, start) + name.substring(first) : name;
  }
}
