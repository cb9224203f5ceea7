package dev.netalias.alias;

import dev.netalias.alias.table.SlotNames;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.state.AddressRange;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How aliases that are no local routes come to be, in a draft. A range of labels is one change; its
 * aliases become objects only where somebody looks at them ({@link #settle}), so that ten thousand
 * cost hardly more than one.
 */
final class Creations {
  /** What a draft begins with, and where its changes gather. */
  record Ground(Kernel kernel, AliasView view, List<Change> changes) {}

  /** Aliases that were made, and that a main device does not have as objects yet. */
  private record Unsettled(MainDraft main, AddressRange range) {}

  private final Ground ground;
  private final Memory memory;
  private final Carriers carriers;
  private @Nullable Unsettled unsettled;

  Creations(Ground ground, Memory memory, Carriers carriers) {
    this.ground = ground;
    this.memory = memory;
    this.carriers = carriers;
  }

  /** Makes objects of what was made as a range: before anybody looks at a main device. */
  void settle() {
    Unsettled last = unsettled;
    if (last != null) {
      unsettled = null;
      last.main.put(last.range);
    }
  }

  /** The same, where the chain has to be looked at to tell its order. */
  void settleOrder() {
    if (unsettled != null && !unsettled.main.staysInOrder(unsettled.range)) {
      settle();
    }
  }

  /** Creates aliases of consecutive addresses; their names. */
  List<String> create(MainDraft main, Creation wanted, Prefix first, int count) {
    AliasType type = type(first.address());
    boolean range = count > 1 && areLabels(wanted, type) && main.areFree(wanted.tag(), count);
    if (range && main.usesNone(first.address(), count)) {
      return createRanges(main, wanted, first, count);
    }
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Creation one = wanted.follower(i);
      names.add(create(main, type, one, first.length()));
    }
    return names;
  }

  private AliasType type(Address address) {
    return Checks.type(ground.kernel, ground.view.types(), address);
  }

  /** Whether they are labels and nothing else: no entry, nothing more to do than the addresses. */
  private boolean areLabels(Creation wanted, AliasType type) {
    return wanted.realisation() == Realisation.LABEL
        && !wanted.closed()
        && type.equals(InetType.IP)
        && ground.kernel.keepsLabels(Address.INET);
  }

  /** Makes a change of as many as have consecutive slots and share a subnet, and so on. */
  private List<String> createRanges(MainDraft main, Creation wanted, Prefix first, int count) {
    Checks.up(main);
    List<AddressRange> ranges = new ArrayList<>();
    int made = 0;
    int slot = wanted.tag() == null ? 0 : Integer.parseInt(wanted.tag());
    while (made < count) {
      Address address = made == 0 ? first.address() : first.address().plus(made);
      Prefix prefix = new Prefix(address, first.length());
      slot = main.lowestFreeSlot(slot);
      int run = main.freeSlots(slot, AddressRange.inSubnet(prefix, count - made));
      AliasName last = AliasName.of(main.deviceName(), slot + run - 1);
      Checks.slot(last, main.bound());
      Checks.label(last.toString());
      Optional<Address> broadcast =
          Optional.ofNullable(Checks.broadcast(wanted.broadcast(), InetType.IP, main, prefix));
      String label = main.name() + ":" + slot;
      InterfaceAddress start =
          InterfaceAddress.of(main.device(), prefix, label).withBroadcast(broadcast.orElse(null));
      ranges.add(new AddressRange(start, slot, run));
      made += run;
      slot += run;
    }
    ranges.forEach(range -> add(main, range));
    memory.counting().come(Counting.of(first.address()), count);
    return new SlotNames(
        main.name(), ranges.stream().map(r -> new SlotNames.Run(r.slot(), r.count())).toList());
  }

  private void add(MainDraft main, AddressRange range) {
    settle();
    AddressRange foreseen = main.foreseen(range);
    ground.changes.add(AddressesChange.add(foreseen));
    unsettled = new Unsettled(main, foreseen);
  }

  private String create(MainDraft main, AliasType type, Creation wanted, int length) {
    AliasName name = Checks.name(main, wanted.tag());
    String text = name.toString();
    List<Alias> existing = main.named(text);
    if (!existing.isEmpty()) {
      return Checks.sameAs(existing, wanted.address(), wanted.prefixLength());
    }
    Checks.slot(name, main.bound());
    boolean labelled = ground.kernel.keepsLabels(type.family()) && wanted.device() == null;
    if (labelled) {
      Checks.label(text);
    }
    Prefix prefix = new Prefix(wanted.address(), length);
    InterfaceAddress owned =
        InterfaceAddress.of(main.device(), prefix, labelled ? text : "")
            .withBroadcast(Checks.broadcast(wanted.broadcast(), type, main, prefix));
    Checks.duplicate(main, owned, wanted.duplicate());
    if (!wanted.closed()) {
      Checks.up(main);
    }
    if (wanted.device() != null) {
      Alias alias = carriers.create(main, name, wanted, owned);
      memory.change(null, alias);
      main.put(alias);
      return text;
    }
    Alias.State state = wanted.closed() ? Alias.State.CLOSED : Alias.State.OPEN;
    boolean remembered = wanted.closed() || !labelled;
    Alias alias =
        new Alias(main.link(), name.tag(), owned, Realisation.LABEL, state, remembered, null, null);
    memory.checkFree(null, alias);
    if (!alias.isKept()) {
      ground.changes.add(AddressChange.add(main.hold(owned)));
      ground.changes.addAll(type.attached(alias, ground.view.snapshot()));
    }
    memory.change(null, alias);
    main.put(alias);
    return text;
  }
}
