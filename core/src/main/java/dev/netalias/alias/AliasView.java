package dev.netalias.alias;

import dev.netalias.kernel.Entry;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel holds, seen as aliases: the chain, and what of the registry the kernel contradicts.
 */
public final class AliasView {
  private final Snapshot snapshot;
  private final AliasTypes types;
  private final List<Block> blocks;
  private final Drift drift;

  /**
   * What the kernel contradicts.
   *
   * @param lines how, a line each
   * @param entries which entries of the registry
   */
  private record Drift(List<String> lines, List<Entry.OfAlias> entries) {}

  private AliasView(Snapshot snapshot, AliasTypes types, List<Block> blocks, Drift drift) {
    this.snapshot = snapshot;
    this.types = types;
    this.blocks = List.copyOf(blocks);
    this.drift = drift;
  }

  /**
   * Reads the aliases out of a snapshot.
   *
   * @param kernel whose it is
   * @param snapshot with at least {@link dev.netalias.kernel.Part#ADDRESSES}
   * @param known the types that are known; those of the registry's jars are added
   */
  public static AliasView of(Kernel kernel, Snapshot snapshot, AliasTypes known) {
    AliasTypes types = known.with(snapshot.registry());
    Drift drift = new Drift(new ArrayList<>(types.problems()), new ArrayList<>());
    Map<Integer, List<InterfaceAddress>> addresses = new HashMap<>();
    for (InterfaceAddress a : snapshot.addresses()) {
      addresses.computeIfAbsent(a.device().index(), i -> new ArrayList<>()).add(a);
    }
    Map<Integer, List<Entry.OfAlias>> entries = new HashMap<>();
    for (Entry.OfAlias e : snapshot.registry().all(Entry.OfAlias.class)) {
      entries.computeIfAbsent(e.address().device().index(), i -> new ArrayList<>()).add(e);
    }
    List<Block> blocks = new ArrayList<>();
    for (Link main : snapshot.links()) {
      int index = main.device().index();
      Reading reading = new Reading(kernel, snapshot, main, drift);
      List<InterfaceAddress> own = addresses.getOrDefault(index, List.of());
      reading.labels(own);
      reading.entries(entries.getOrDefault(index, List.of()), own);
      blocks.add(new Block(main, reading.inChainOrder()));
    }
    return new AliasView(snapshot, types, blocks, drift);
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
    aliases().forEach(a -> families.add(a.address().family()));
    return families.stream().flatMap(f -> types.ofFamily(f).stream()).toList();
  }

  /** {@code n_attach}: how many aliases of a type there are. */
  public int attached(AliasType type) {
    return (int) aliases().stream().filter(a -> a.address().family() == type.family()).count();
  }

  /** All blocks, in the order of the chain. */
  public List<Block> blocks() {
    return blocks;
  }

  /** All aliases, in the order of the chain. */
  public List<Alias> aliases() {
    return blocks.stream().flatMap(b -> b.aliases().stream()).toList();
  }

  /** The block of a main device. */
  public Optional<Block> block(String main) {
    return blocks.stream().filter(b -> b.main().name().equals(main)).findFirst();
  }

  /** The names of all devices in order: {@code lo, eth0, eth0:0, eth0:2, eth1}. */
  public List<String> chain() {
    List<String> names = new ArrayList<>();
    for (Block block : blocks) {
      names.add(block.main().name());
      block.aliases().forEach(a -> names.add(a.name()));
    }
    return names;
  }

  /** Entries of the registry that the kernel contradicts, a line each. */
  public List<String> drift() {
    return List.copyOf(drift.lines());
  }

  /** The entry of a name that the kernel contradicts, as a closed alias: so it can be deleted. */
  Optional<Alias> contradicted(String name) {
    String canonical = canonical(name);
    for (Entry.OfAlias e : drift.entries()) {
      if (e.name().equals(canonical)) {
        return block(e.address().device().name())
            .map(b -> Alias.kept(b.main(), e.tag(), e.address(), e.realisation()));
      }
    }
    return Optional.empty();
  }

  /** The alias of a name, as it stands or made canonical; the first where several have it. */
  public Optional<Alias> find(String name) {
    String canonical = canonical(name);
    Optional<Alias> exact = aliases().stream().filter(a -> a.name().equals(name)).findFirst();
    return exact.or(
        () -> aliases().stream().filter(a -> canonical(a.name()).equals(canonical)).findFirst());
  }

  /** The alias that owns an address, on any main device; open ones first. */
  public Optional<Alias> owner(Address address) {
    return aliases().stream()
        .filter(a -> a.address().equals(address))
        .min(Comparator.comparing(Alias::state));
  }

  /** A name with its slot, where its tag is one, without zeros before it. */
  public static String canonical(String name) {
    int start = name.indexOf(':') + 1;
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

  /** The reading of one main device's aliases. */
  private static final class Reading {
    private final Kernel kernel;
    private final Snapshot snapshot;
    private final Link main;
    private final List<String> drift;
    private final List<Entry.OfAlias> contradicted;
    private final List<Alias> found = new ArrayList<>();
    private final Map<Prefix, InterfaceAddress> unlabelled = new HashMap<>();
    private final Set<Prefix> held = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    Reading(Kernel kernel, Snapshot snapshot, Link main, Drift drift) {
      this.kernel = kernel;
      this.snapshot = snapshot;
      this.main = main;
      this.drift = drift.lines();
      this.contradicted = drift.entries();
    }

    /** Aliases that the kernel itself names, whoever made them. */
    void labels(List<InterfaceAddress> addresses) {
      for (InterfaceAddress a : addresses) {
        String label = a.label();
        if (!label.isEmpty() && !label.equals(main.name())) {
          found.add(alias(tagOf(label), a, Realisation.LABEL, false));
        }
      }
    }

    private String tagOf(String label) {
      String start = main.name() + ":";
      return label.startsWith(start) ? label.substring(start.length()) : label;
    }

    private Alias alias(String tag, InterfaceAddress a, Realisation how, boolean remembered) {
      Alias.State state = main.isUp() ? Alias.State.OPEN : Alias.State.MAIN_CLOSED;
      return new Alias(main, tag, a, how, state, remembered, counters(a));
    }

    private @Nullable Counters counters(InterfaceAddress a) {
      return snapshot.counters().get(new Counters.Key(main.device().index(), a.local()));
    }

    /** Aliases that the registry remembers, where the kernel does not say otherwise. */
    void entries(List<Entry.OfAlias> entries, List<InterfaceAddress> addresses) {
      for (InterfaceAddress a : entries.isEmpty() ? List.<InterfaceAddress>of() : addresses) {
        held.add(a.prefix());
        names.add(a.label());
        if (a.label().isEmpty()) {
          unlabelled.put(a.prefix(), a);
        }
      }
      for (Entry.OfAlias entry : entries) {
        InterfaceAddress a = entry.address();
        if (names.contains(entry.name())) {
          contradict(
              entry,
              "%s is remembered as %s, and is there as a label"
                  .formatted(entry.name(), entry.open() ? "open" : "closed"));
        } else if (entry.open()) {
          open(entry);
        } else if (held.contains(a.prefix())) {
          contradict(
              entry,
              "%s is remembered as closed, and its address %s is there"
                  .formatted(entry.name(), a.local()));
        } else {
          found.add(
              new Alias(
                  main,
                  entry.tag(),
                  a,
                  entry.realisation(),
                  Alias.State.CLOSED,
                  true,
                  counters(a)));
        }
      }
    }

    private void contradict(Entry.OfAlias entry, String how) {
      drift.add(how);
      contradicted.add(entry);
    }

    private void open(Entry.OfAlias entry) {
      InterfaceAddress inKernel = unlabelled.get(entry.address().prefix());
      if (inKernel == null || kernel.keepsLabels(inKernel.local().family())) {
        contradict(
            entry,
            "%s is remembered as open, and its address %s is gone"
                .formatted(entry.name(), entry.address().local()));
      } else {
        found.add(alias(entry.tag(), inKernel, entry.realisation(), true));
      }
    }

    List<Alias> inChainOrder() {
      int index = main.device().index();
      Optional<Entry.OfOrder> order =
          snapshot.registry().find(Entry.OfOrder.class, o -> o.main().index() == index);
      if (order.isEmpty()) {
        return found;
      }
      Map<String, Integer> places = new HashMap<>();
      order.get().tags().forEach(t -> places.putIfAbsent(t, places.size()));
      Comparator<Alias> byPlace =
          Comparator.comparingInt(a -> places.getOrDefault(a.tag(), Integer.MAX_VALUE));
      return found.stream().sorted(byPlace).toList();
    }
  }
}
