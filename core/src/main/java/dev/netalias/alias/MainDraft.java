package dev.netalias.alias;

import dev.netalias.alias.table.Joined;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.AddressList;
import dev.netalias.kernel.state.AddressRange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.DeviceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One main device in a draft: what it will hold when the changes so far are made. */
final class MainDraft {
  private final Link asRead;
  private final DeviceName deviceName;
  private LinkState state;
  private final AddressList inet = new AddressList();
  private final Map<Address, InterfaceAddress> others = new LinkedHashMap<>();
  private final Map<String, Alias> chain = new LinkedHashMap<>();
  private final Map<String, List<String>> keysOfCanonical = new HashMap<>();

  /** Keys of aliases whose name another has before them: labels of others need not be unique. */
  private final Map<String, List<String>> keysOfSameName = new HashMap<>();

  /** Where an alias is that was given another address since: its key stays, and so its place. */
  private final Map<String, String> keyOfMoved = new HashMap<>();

  /** Closed aliases whose name a label has that is there: no part of the chain. */
  private final List<Alias> contradicted = new ArrayList<>();

  private final Map<Address, Integer> uses = new HashMap<>();
  private final Set<Integer> slots = new HashSet<>();

  /** Names of aliases of a main device of this name that is in another network namespace. */
  private final Set<String> moved = new HashSet<>();

  private final Entry.@Nullable OfOrder orderAsRead;
  private Entry.@Nullable OfSlotBound bound;
  private int lowestFree;
  private boolean touched;
  private final RouteDraft routes;

  MainDraft(Kernel kernel, Block block, Snapshot snapshot, Collection<InterfaceAddress> addresses) {
    routes = new RouteDraft(block.main(), snapshot, kernel);
    asRead = block.main();
    deviceName = new DeviceName(asRead.name());
    state = asRead.state();
    int index = asRead.device().index();
    for (InterfaceAddress a : addresses) {
      hold(a);
    }
    block.named().forEach(this::index);
    orderAsRead =
        snapshot.registry().find(Entry.OfOrder.class, o -> o.main().index() == index).orElse(null);
    bound =
        snapshot
            .registry()
            .find(Entry.OfSlotBound.class, o -> o.main().index() == index)
            .orElse(null);
  }

  Link link() {
    return asRead;
  }

  /** The name as a value, for the names of its aliases. */
  DeviceName deviceName() {
    return deviceName;
  }

  /** Whether it is in another network namespace. */
  boolean isElsewhere() {
    return device().index() < 0;
  }

  Device device() {
    return asRead.device();
  }

  String name() {
    return asRead.name();
  }

  LinkState state() {
    return state;
  }

  void become(LinkState newState) {
    state = newState;
  }

  boolean isUp() {
    return (state.flags() & Link.UP) != 0;
  }

  boolean promotes() {
    return Objects.requireNonNullElse(asRead.setting(Setting.PROMOTE_SECONDARIES), 0) != 0;
  }

  AddressList inet() {
    return inet;
  }

  // Addresses

  InterfaceAddress hold(InterfaceAddress a) {
    uses.merge(a.local(), 1, Integer::sum);
    if (a.local().family() == Address.INET) {
      return inet.add(a);
    }
    others.put(a.local(), a);
    return a;
  }

  void release(InterfaceAddress a, boolean promote) {
    if (a.local().family() == Address.INET) {
      inet.remove(a, promote).forEach(gone -> unuse(gone.local()));
    } else if (others.remove(a.local()) != null) {
      unuse(a.local());
    }
  }

  private void unuse(Address address) {
    uses.computeIfPresent(address, (a, n) -> n == 1 ? null : n - 1);
  }

  boolean holds(InterfaceAddress a) {
    return a.local().family() == Address.INET
        ? inet.contains(a)
        : others.containsKey(a.local()) && others.get(a.local()).isSameAs(a);
  }

  /** Whether none of some consecutive addresses is main's or an alias's, a closed one's too. */
  boolean usesNone(Address first, int count) {
    boolean used =
        count == 1
            ? uses.containsKey(first)
            : uses.keySet().stream().anyMatch(a -> isAmong(a, first, count));
    return !used && !routes.uses(first, count);
  }

  private static boolean isAmong(Address address, Address first, int count) {
    return address.family() == first.family()
        && address.compareTo(first) >= 0
        && address.compareTo(first.plus(count - 1L)) <= 0;
  }

  /** The addresses that are main's or an alias's. */
  Stream<Address> used() {
    return Stream.concat(uses.keySet().stream(), routes.rows().stream().map(Alias::address));
  }

  /** Whether it has IPv4 addresses, and none of its own: all are those of aliases. */
  boolean ownsNoInet() {
    return inet.size() > 0 && own().isEmpty();
  }

  /** Main's own first IPv4 address: the one that bears main's name. */
  Optional<InterfaceAddress> own() {
    return inet.inOrder().stream().filter(a -> a.label().equals(name())).findFirst();
  }

  Stream<InterfaceAddress> addresses() {
    return Stream.concat(inet.inOrder().stream(), others.values().stream());
  }

  // Aliases

  /** Those that are not local routes with slots. */
  Collection<Alias> aliases() {
    return chain.values();
  }

  /** All, those that are local routes behind the others. */
  List<Alias> all() {
    return new Joined<>(List.of(List.copyOf(chain.values()), routes.rows()));
  }

  /** Its aliases that are local routes. */
  RouteDraft routes() {
    return routes;
  }

  /** The first alias of a name, as it stands or made canonical. */
  Optional<Alias> find(String name) {
    return named(name).stream().findFirst();
  }

  /**
   * The aliases of a name as it stands, or else made canonical: labels of other programs need not
   * be unique.
   */
  List<Alias> named(String name) {
    List<Alias> exact = exactly(name);
    if (!exact.isEmpty()) {
      return exact;
    }
    String canonical = AliasView.canonical(name);
    List<Alias> asWritten = canonical.equals(name) ? List.of() : exactly(canonical);
    if (!asWritten.isEmpty()) {
      return asWritten;
    }
    List<Alias> present = present(keysOfCanonical.getOrDefault(canonical, List.of()));
    return present.isEmpty() ? routed(canonical) : present;
  }

  private List<Alias> routed(String canonical) {
    String start = name() + ":";
    OptionalInt slot = canonical.startsWith(start) ? slotOf(canonical) : OptionalInt.empty();
    boolean mayBe = slot.isPresent() && routes.slots().contains(slot.getAsInt());
    return mayBe ? routes.ofSlot(slot.getAsInt()) : List.of();
  }

  /** Those of a name with an address; else a closed one beside a label of that name. */
  List<Alias> named(String name, Address address) {
    List<Alias> found = of(address, named(name));
    String canonical = AliasView.canonical(name);
    return found.isEmpty()
        ? of(address, contradicted.stream().filter(a -> a.name().equals(canonical)).toList())
        : found;
  }

  private static List<Alias> of(Address address, List<Alias> aliases) {
    return aliases.stream().filter(a -> a.address().equals(address)).toList();
  }

  void contradict(Entry.OfAlias closed) {
    contradicted.add(Alias.kept(asRead, closed, null));
  }

  List<Alias> contradicted() {
    return contradicted;
  }

  private List<Alias> exactly(String name) {
    Alias first = chain.get(name);
    List<String> others = keysOfSameName.get(name);
    if (others == null) {
      return first == null ? List.of() : List.of(first);
    }
    List<Alias> all = new ArrayList<>(present(others));
    if (first != null) {
      all.addFirst(first);
    }
    return all;
  }

  private List<Alias> present(List<String> keys) {
    return keys.isEmpty() // as for every alias that is new
        ? List.of()
        : keys.stream().map(chain::get).filter(Objects::nonNull).toList();
  }

  /** Puts an alias at the end of the chain, or in the place of what it replaces. */
  void put(Alias alias) {
    touched = true;
    index(alias);
  }

  /** Puts a range of labels, which were free, at the end of the chain. */
  void put(AddressRange range) {
    for (int i = 0; i < range.count(); i++) {
      InterfaceAddress held = hold(range.get(i));
      String tag = Integer.toString(range.slot() + i);
      put(new Alias(asRead, tag, held, Realisation.LABEL, Alias.State.OPEN, false, null, null));
    }
  }

  /** A range as the kernel will have it: whether its first address is secondary. */
  AddressRange foreseen(AddressRange range) {
    InterfaceAddress first = range.first();
    return inet.makesSecondary(first)
        ? new AddressRange(first.withFlags(InterfaceAddress.SECONDARY), range.slot(), range.count())
        : range;
  }

  /** Whether the chain is what is read without an entry, and still is with a range at its end. */
  boolean staysInOrder(AddressRange range) {
    return Reading.Order.isReadWith(range, chain.values(), inet);
  }

  private void index(Alias alias) {
    String key = alias.name();
    if (chain.containsKey(key)) {
      key = longKey(alias);
      keysOfSameName.computeIfAbsent(alias.name(), n -> new ArrayList<>()).add(key);
    }
    chain.put(key, alias);
    if (isApart(alias)) {
      uses.merge(alias.address(), 1, Integer::sum);
    }
    String canonical = AliasView.canonical(alias.name());
    if (!canonical.equals(alias.name())) {
      keysOfCanonical.computeIfAbsent(canonical, c -> new ArrayList<>(1)).add(key);
    }
    slotOf(canonical).ifPresent(slots::add);
  }

  /** Whether its address is not on main. */
  private static boolean isApart(Alias alias) {
    return alias.isKept() || alias.device() != null;
  }

  private static OptionalInt slotOf(String canonical) {
    return AliasName.slotOf(canonical.substring(canonical.indexOf(':') + 1));
  }

  private static String longKey(Alias alias) {
    return alias.name() + " " + alias.owned().prefix();
  }

  /** Under which key an alias stands: its name, or with its prefix where another has the name. */
  private String keyOf(Alias alias) {
    Alias first = chain.get(alias.name());
    boolean isFirst =
        first != null
            && first.prefixLength() == alias.prefixLength()
            && first.address().equals(alias.address());
    if (isFirst) {
      return alias.name();
    }
    String key = longKey(alias);
    return keyOfMoved.getOrDefault(key, key);
  }

  /** Replaces an alias by another of its name, in its place. */
  void replace(Alias old, Alias now) {
    touched = true;
    String key = keyOf(old);
    if (isApart(old)) {
      unuse(old.address());
    }
    if (isApart(now)) {
      uses.merge(now.address(), 1, Integer::sum);
    }
    if (!key.equals(now.name())) {
      keyOfMoved.put(longKey(now), key);
    }
    chain.put(key, now);
  }

  void drop(Alias alias) {
    touched = true;
    String key = keyOf(alias);
    if (chain.remove(key) == null) {
      contradicted.remove(alias);
      return;
    }
    String canonical = AliasView.canonical(alias.name());
    if (isApart(alias)) {
      unuse(alias.address());
    }
    if (find(alias.name()).isEmpty()) {
      slotOf(canonical)
          .ifPresent(slot -> {
            slots.remove(slot);
            freed(slot);
          });
    }
  }

  /** An alias is here whose main device is elsewhere, and has this one's name. */
  void meets(Alias alias) {
    moved.add(alias.name());
    slotOf(alias.name()).ifPresent(slots::add);
  }

  /** Whether an alias of a name was moved here from another network namespace. */
  boolean hasMoved(AliasName name) {
    return !moved.isEmpty() && moved.contains(name.toString());
  }

  int lowestFreeSlot() {
    lowestFree = lowestFreeSlot(lowestFree);
    return lowestFree;
  }

  /** The lowest free slot from one on. */
  int lowestFreeSlot(int from) {
    int slot = routes.slots().firstFree(from);
    while (slots.contains(slot)) {
      slot = routes.slots().firstFree(slot + 1);
    }
    return slot;
  }

  /** How many consecutive slots are free from one on that is; at most so many. */
  int freeSlots(int from, int most) {
    int end = routes.slots().nextUsed(from, most);
    for (int slot = from + 1; !slots.isEmpty() && slot < end; slot++) {
      if (slots.contains(slot)) {
        return slot - from;
      }
    }
    return end - from;
  }

  /** Whether consecutive slots are free from the one of a tag on; of no tag any are. */
  boolean areFree(@Nullable String tag, int count) {
    OptionalInt slot = tag == null ? OptionalInt.empty() : AliasName.slotOf(tag);
    return tag == null
        || slot.isPresent()
            && lowestFreeSlot(slot.getAsInt()) == slot.getAsInt()
            && freeSlots(slot.getAsInt(), count) == count;
  }

  /** A slot is free again. */
  void freed(int slot) {
    lowestFree = Math.min(lowestFree, slot);
  }

  Optional<Entry.OfSlotBound> bound() {
    return Optional.ofNullable(bound);
  }

  void bound(Entry.@Nullable OfSlotBound newBound) {
    bound = newBound;
  }

  // Order

  /**
   * The order entry that there was and the one that there is to be: none where the chain is as it
   * would be read without one.
   */
  Optional<EntryChange> orderChange(Memory memory) {
    if (!touched && !memory.hasStale(device().index())) {
      return Optional.empty();
    }
    boolean isRead = Reading.Order.isRead(chain.values(), inet, name());
    Entry.OfOrder now = isRead ? null : new Entry.OfOrder(device(), tags());
    return Objects.equals(now, orderAsRead)
        ? Optional.empty()
        : Optional.of(new EntryChange(orderAsRead, now));
  }

  /** Whether an address is on it, or that of an alias of it which is no local route. */
  boolean has(Address address) {
    return uses.containsKey(address);
  }

  private List<String> tags() {
    List<String> tags = new ArrayList<>(chain.size());
    chain.values().forEach(a -> tags.add(a.tag()));
    return tags;
  }
}
