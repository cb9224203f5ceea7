package dev.netalias.alias;

import dev.netalias.alias.table.Joined;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plan in the making: the life cycle of aliases. Each operation checks itself against what there
 * will be after those before it, and adds its changes; so a batch of a thousand operations is one
 * plan, and each costs the same.
 *
 * <p>A refused operation throws {@link AliasException} and adds nothing.
 */
public final class Draft {
  private final Kernel kernel;
  private final AliasView view;
  private final Map<String, MainDraft> mains = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final Releases releases;
  private final Registrations registrations;
  private final Memory memory;
  private final Carriers carriers;
  private final Creations creations;
  private final RouteLife routes;
  private final MainLife mainLife;
  private final EgressLife egresses;

  /**
   * A draft that begins with what a view saw.
   *
   * @param view of a snapshot with addresses; where an operation needs more than was read, it
   *     throws {@link dev.netalias.kernel.Part.UnreadException}
   */
  public Draft(Kernel kernel, AliasView view) {
    this.kernel = kernel;
    this.view = view;
    Snapshot snapshot = view.snapshot();
    Map<Integer, List<InterfaceAddress>> addresses = snapshot.addressesByDevice();
    for (Block block : view.blocks()) {
      List<InterfaceAddress> own = addresses.getOrDefault(block.main().device().index(), List.of());
      mains.put(block.key(), new MainDraft(kernel, block, snapshot, own));
    }
    registrations = new Registrations(changes, view);
    memory = new Memory(changes, view, new Counting(kernel, mains.values()));
    List<MainDraft> holders = new ArrayList<>(mains.values());
    releases = new Releases(changes, snapshot, holders, memory);
    carriers = new Carriers(kernel, changes, releases, holders);
    carriers.begin(view, addresses);
    creations = new Creations(new Creations.Ground(kernel, view, changes), memory, carriers);
    routes = new RouteLife(changes, mains.values(), releases, memory);
    mainLife = new MainLife(changes, releases, routes);
    egresses = new EgressLife(kernel, view, releases, holders);
    view.leftovers().contradicted().forEach(e -> main(e.address().device().name()).contradict(e));
  }

  /** What it began with. */
  public AliasView view() {
    return view;
  }

  /** The changes so far, and what they need around them; with them goes what is stale. */
  public Plan plan() {
    routes.flush();
    creations.settleOrder();
    List<Change> all = memory.counting().around(changes);
    if (!all.isEmpty()) {
      all.addAll(memory.sweep());
      all.addAll(routes.entries());
      mains.values().forEach(main -> main.orderChange(memory).ifPresent(all::add));
    }
    return new Plan(all);
  }

  /** What becomes of the counters of aliases. */
  public Counting counting() {
    return memory.counting();
  }

  /** The changes so far, without local routes that still gather; for before the next operation. */
  public List<Change> changes() {
    return Collections.unmodifiableList(changes);
  }

  /** Whether a device loses its last IPv4 address, with which its local routes would go too. */
  public boolean leavesNoAddress() {
    return releases.leavesNoAddress();
  }

  /** The aliases of all devices as they will be, in chain order. */
  public List<Alias> aliases() {
    return new Joined<>(mains().stream().map(MainDraft::all).toList());
  }

  /** Those of them that are not local routes with slots: what there is an object of each of. */
  public List<Alias> named() {
    return mains().stream().flatMap(m -> m.aliases().stream()).toList();
  }

  // Finding

  /** The state of a main device as it will be. */
  public LinkState mainState(String name) {
    return main(name).state();
  }

  /** Main's own first IPv4 address as it will be. */
  public Optional<InterfaceAddress> mainAddress(String name) {
    return main(name).own();
  }

  /** The addresses of a main device as they will be, its aliases' included. */
  public List<InterfaceAddress> addressesOf(String main) {
    return main(main).addresses().toList();
  }

  /** The alias of a name, which must be well formed or one that is there. */
  public Optional<Alias> find(String name) {
    return mains().stream().flatMap(main -> main.find(name).stream()).findFirst();
  }

  /**
   * The alias of a name, which must be there.
   *
   * @param address which of several labels of one name; null where there must be just one
   * @throws AliasException where it is not, or where several are meant
   */
  public Alias alias(String name, @Nullable Address address) {
    for (MainDraft main : mains()) {
      List<Alias> found = address == null ? main.named(name) : main.named(name, address);
      if (!found.isEmpty()) {
        return Checks.single(name, found);
      }
    }
    main(Checks.parse(name).main().text());
    throw Checks.noAlias(name, address);
  }

  /** The alias of a name, which must be there; see {@link #alias(String, Address)}. */
  public Alias alias(String name) {
    return alias(name, null);
  }

  /** The alias of a name, which must be there, and a closed one of that name beside a label. */
  public List<Alias> allOf(String name) {
    Alias alias = alias(name, null);
    Stream<Alias> beside = mainOf(alias).contradicted().stream();
    return Stream.concat(Stream.of(alias), beside.filter(a -> a.name().equals(name))).toList();
  }

  private Collection<MainDraft> mains() {
    creations.settle();
    return mains.values();
  }

  private MainDraft main(String name) {
    creations.settle();
    MainDraft main = mains.get(name);
    if (main == null) {
      throw Checks.noDevice(name, view.blocks());
    }
    return main;
  }

  private MainDraft mainOf(Alias alias) {
    return main(new Block(alias.main(), List.of()).key());
  }

  // Types

  /** Registers an alias type, {@code insmod}; nothing where it is registered. */
  public void register(Entry.OfType type) {
    registrations.add(type);
  }

  /** Unregisters an alias type, {@code rmmod}; refused while aliases are attached. */
  public void unregister(String name) {
    registrations.remove(AliasTypes.moduleName(name), aliases());
  }

  private AliasType type(Address address) {
    return Checks.type(kernel, view.types(), address);
  }

  // Life cycle

  /**
   * Creates an alias, {@code ip addr add ADDRESS dev MAIN label NAME}; nothing where it is there
   * with this very address.
   *
   * @return its name
   */
  public String create(Creation wanted) {
    return create(wanted, 1).getFirst();
  }

  /**
   * Creates aliases of consecutive addresses: with consecutive slots from that of the first one's
   * tag on, or each with the lowest free slot.
   *
   * @param wanted the first
   * @return their names
   */
  public List<String> create(Creation wanted, int count) {
    MainDraft main = main(wanted.main());
    AliasType type = type(wanted.address());
    int length = wanted.prefixLength().orElse(type.hostPrefix(wanted.address()));
    Checks.address(type, wanted.address(), length);
    Prefix first = new Prefix(wanted.address(), length);
    egresses.check(main, type, wanted, first);
    List<String> names =
        wanted.realisation() == Realisation.ROUTE
            ? routes.create(main, wanted, first, count)
            : creations.create(main, wanted, first, count);
    if (!wanted.egress().isUsual()) {
      names.forEach(name -> steer(alias(name), wanted.egress()));
    }
    return names;
  }

  /** How the packets of an alias leave; of a closed one, how they will. */
  public Egress egress(Alias alias) {
    return egresses.of(alias);
  }

  /** Makes its packets leave as is wanted, {@code ip rule add from …}; once it is open. */
  public void steer(Alias alias, Egress wanted) {
    egresses.steer(mainOf(alias), alias, wanted);
  }

  /** Deletes an alias, {@code ip addr del}: it is closed first, so all that points to it goes. */
  public void delete(Alias alias) {
    egresses.letGo(alias);
    if (alias.isRoute()) {
      routes.delete(mainOf(alias), alias);
      return;
    }
    detach(alias);
    memory.change(alias, null);
    mainOf(alias).drop(alias);
  }

  private void detach(Alias alias) {
    routes.flush();
    if (alias.device() != null) {
      carriers.delete(alias);
    } else if (!alias.isKept()) {
      detached(alias);
      releases.removeAddress(mainOf(alias), alias.owned());
    }
  }

  private void detached(Alias alias) {
    view.types()
        .ofFamily(alias.address().family())
        .ifPresent(t -> changes.addAll(t.detached(alias, view.snapshot())));
  }

  /** Deletes several, those of one main device newest first: the order that is quick everywhere. */
  public void deleteAll(Collection<Alias> aliases) {
    Releases.newestFirst(aliases, alias -> mainOf(alias).inet()).forEach(this::delete);
  }

  /** Deletes all of a main device, and what is remembered of closed ones. */
  public void deleteAll(String name) {
    MainDraft main = main(name);
    var named = Stream.concat(main.aliases().stream(), main.contradicted().stream()).toList();
    routes.need(main);
    egresses.letGoOfRoutes(main);
    routes.deleteAll(main);
    deleteAll(named);
  }

  /** Closes several and keeps them, in the order of {@link #deleteAll}. */
  public void closeAll(Collection<Alias> aliases) {
    Releases.newestFirst(aliases, alias -> mainOf(alias).inet()).forEach(this::close);
  }

  /** Closes an alias and keeps it; nothing where it is closed. */
  public void close(Alias alias) {
    if (alias.isKept()) {
      return;
    }
    Alias kept = alias.with(Alias.State.CLOSED, true);
    if (alias.device() == null && !alias.isRoute()) {
      memory.checkFree(alias, kept);
    }
    egresses.keep(alias);
    if (alias.device() != null) {
      become(alias, carriers.closed(alias));
    } else if (alias.isRoute()) {
      routes.close(mainOf(alias), alias);
    } else {
      detach(alias);
      become(alias, kept);
    }
  }

  private void become(Alias before, Alias after) {
    memory.change(before, after);
    mainOf(before).replace(before, after);
  }

  /**
   * Hands an alias that is a device to another network namespace, {@code ip link set … netns};
   * nothing where it is in that one.
   */
  public void move(Alias alias, String namespace) {
    routes.flush();
    carriers
        .move(alias, namespace, view.types())
        .ifPresent(there -> {
          egresses.letGo(alias);
          memory.departs(alias, there, namespace);
          mainOf(alias).drop(alias);
        });
  }

  /** Opens an alias that was closed; nothing where it is open. */
  public void open(Alias alias) {
    MainDraft main = mainOf(alias);
    Checks.mayOpen(main, alias);
    if (!alias.isKept()) {
      return;
    }
    Egress egress = egresses.of(alias);
    if (alias.device() != null) {
      become(alias, carriers.opened(alias));
    } else if (alias.isRoute()) {
      routes.open(main, alias);
    } else {
      openLabel(main, alias);
    }
    if (!egress.isUsual()) {
      egresses.follow(alias, alias.with(Alias.State.OPEN, false), egress);
    }
  }

  private void openLabel(MainDraft main, Alias alias) {
    AliasType type = type(alias.address());
    boolean labelled = kernel.keepsLabels(type.family());
    InterfaceAddress owned = alias.owned().withLabel(labelled ? alias.name() : "");
    if (labelled) {
      Checks.label(alias.name());
    }
    Checks.opens(main, alias, owned);
    changes.add(AddressChange.add(main.hold(owned)));
    changes.addAll(type.attached(alias, view.snapshot()));
    become(alias, alias.with(owned).with(Alias.State.OPEN, !labelled));
  }

  /**
   * Gives an alias another address: it keeps its name, its place in the chain and its state.
   *
   * @param wanted address and prefix
   * @param broadcast the broadcast address, null for the usual one
   */
  public void readdress(Alias alias, Prefix wanted, @Nullable Address broadcast) {
    MainDraft main = mainOf(alias);
    AliasType type = type(wanted.address());
    if (alias.isRoute()) {
      Checks.address(type, wanted.address(), wanted.length());
      if (!alias.owned().prefix().equals(wanted)) {
        Egress egress = egresses.of(alias);
        routes.readdress(main, alias, wanted);
        egresses.follow(alias, alias.with(InterfaceAddress.of(main.device(), wanted, "")), egress);
      }
      return;
    }
    InterfaceAddress before = alias.owned();
    InterfaceAddress after =
        InterfaceAddress.of(
                main.device(),
                wanted,
                kernel.keepsLabels(type.family()) || alias.isKept() ? alias.name() : "")
            .withBroadcast(Checks.broadcast(broadcast, type, main, wanted));
    replace(alias, after.withPeer(before.local().equals(after.local()) ? before.peer() : null));
  }

  /** Re-addresses several labels, nothing else between: how the kernel does it quickly. */
  public void readdressing(Runnable several) {
    releases.together(several);
  }

  /** Gives an alias another address with all that belongs to it: far end, broadcast, scope. */
  public void replace(Alias alias, InterfaceAddress after) {
    if (alias.isRoute()) {
      readdress(alias, after.prefix(), null);
      return;
    }
    routes.flush();
    MainDraft main = mainOf(alias);
    InterfaceAddress before = alias.owned();
    AliasType type = type(after.local());
    Checks.address(type, after.local(), after.prefixLength());
    if (before.isAllSameAs(after)) {
      return;
    }
    releases.free(after.local());
    Checks.replaces(main, before, after);
    Egress egress = egresses.of(alias);
    if (alias.device() != null) {
      egresses.letGo(alias);
      become(alias, carriers.readdressed(alias, after));
      egresses.follow(alias, alias.with(after), egress);
      return;
    }
    boolean labelled = kernel.keepsLabels(type.family());
    if (labelled) {
      Checks.label(alias.name());
    }
    Alias moved = alias.with(after).with(alias.state(), alias.isKept() || !labelled);
    memory.checkFree(alias, moved);
    egresses.letGo(alias);
    if (!alias.isKept()) {
      detached(alias);
      releases.replaceAddress(main, before, after);
      changes.addAll(type.attached(moved, view.snapshot()));
    }
    become(alias, moved);
    egresses.follow(alias, moved, egress);
  }

  // Main devices

  /** Opens a main device, {@code ip link set dev MAIN up}; nothing where it is open. */
  public void openMain(String name) {
    change(name, main(name).state().withFlag(Link.UP, true));
  }

  /** Closes a main device: all its aliases are closed and freed first, in creation order. */
  public void closeMain(String name) {
    egresses.letGoOfRoutes(main(name));
    mainLife.close(main(name), this::delete);
  }

  /** Sets what can be set on a main device, {@code ip link set dev MAIN …}. */
  public void change(String name, LinkState wanted) {
    mainLife.change(main(name), wanted);
  }

  /**
   * Gives a main device another first address, {@code ifconfig MAIN ADDRESS}: the new one is
   * primary, and every alias stays.
   *
   * @param after the address with all that belongs to it
   */
  public void readdressMain(String name, InterfaceAddress after) {
    Checks.address(type(after.local()), after.local(), after.prefixLength());
    mainLife.readdress(main(name), after);
  }

  /** Takes an address from a main device, {@code ip addr del}; every alias stays. */
  public void removeAddress(String name, InterfaceAddress address) {
    routes.flush();
    releases.removeAddress(main(name), address);
  }

  /** Adds an address that is no alias to a main device, {@code ip addr add}. */
  public void addAddress(String name, InterfaceAddress address) {
    MainDraft main = main(name);
    Checks.held(main, address);
    changes.add(AddressChange.add(main.hold(address)));
  }

  /**
   * Bounds the slots of a main device, {@code net_alias_max}.
   *
   * @param slots the first slot that is refused, negative for no bound
   */
  public void boundSlots(String name, int slots) {
    mainLife.boundSlots(main(name), slots);
  }

  /** Adds a change that concerns no alias: a route, a neighbour entry. */
  public void add(Change change) {
    routes.flush();
    releases.note(change);
    changes.add(change);
  }
}
