package dev.netalias.plan;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Block;
import dev.netalias.alias.Creation.OwnDevice;
import dev.netalias.alias.table.AliasTable;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.kernel.state.Stacking;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One main device as it is beside what it is to have. An alias that is to have a name is looked for
 * by it, any other by its address; what is there already, made by whomever, is left alone.
 *
 * <p>Aliases that are there go by their number in the block, so that a million local routes are
 * compared without an object of each.
 */
final class Comparison {
  /** An alias that is to come, or several with consecutive addresses and any names. */
  record Missing(DesiredAlias wanted, @Nullable String tag, Address first, int count) {
    private boolean isFollowedBy(Missing next) {
      return tag == null
          ? wanted == next.wanted && first.plus(count).equals(next.first)
          : said().isFollowedBy(next.said());
    }

    private DesiredAlias said() {
      return wanted.withTag(tag).with(new Addresses(first, count, wanted.addresses().length()));
    }

    private Missing oneMore() {
      return new Missing(wanted, tag, first, count + 1);
    }
  }

  /** An alias that is to have another prefix or broadcast address. */
  record Moved(int number, DesiredAlias wanted, Prefix prefix) {}

  private final Block block;
  private final List<Alias> live;
  private final int named;
  private final LocalRoutes routes;
  private final AliasTable byAddress = new AliasTable();
  private final Map<String, Integer> byName = new HashMap<>();
  private final Set<Address> own = new HashSet<>();

  private final BitSet claimed = new BitSet();
  private final BitSet replaced = new BitSet();
  private final List<Missing> missing = new ArrayList<>();
  private final List<Missing> unnamed = new ArrayList<>();
  private final Map<Integer, Moved> moved = new HashMap<>();
  private final BitSet toOpen = new BitSet();
  private final BitSet toClose = new BitSet();
  private final Map<Integer, Egress> steered = new HashMap<>();
  private final BitSet counted = new BitSet();
  private final BitSet uncounted = new BitSet();
  private final Map<Integer, Optional<Policy>> policed = new HashMap<>();
  private final AliasView view;
  private final Said applied;

  Comparison(AliasView view, Block block, Said applied, DesiredDevice wanted) {
    this.view = view;
    this.block = block;
    this.applied = applied;
    live = block.aliases();
    named = block.named().size();
    routes = block.columns();
    index(view.snapshot().addressesOf(block.main().device()));
    // Names first: an alias that has a name is nobody else's.
    wanted.aliases().stream().filter(a -> a.tag() != null).forEach(this::match);
    wanted.aliases().stream().filter(a -> a.tag() == null).forEach(this::match);
  }

  private void index(List<InterfaceAddress> addresses) {
    addresses.forEach(a -> own.add(a.local()));
    for (int i = 0; i < named; i++) {
      Alias alias = block.named().get(i);
      byName.putIfAbsent(AliasView.canonical(alias.name()), i);
      if (alias.device() == null && !alias.isKept()) {
        own.remove(alias.address());
      }
      if (byAddress.find(alias.address()) == AliasTable.NONE) {
        byAddress.put(alias.address(), i);
      }
    }
    for (int row = block.routes().size() - 1; row >= 0; row--) {
      int number = named + row;
      int before = byAddress.put(routes.family(row), routes.high(row), routes.low(row), number);
      if (before != AliasTable.NONE && before < named) {
        byAddress.put(routes.address(row), before);
      }
    }
  }

  // Matching

  private void match(DesiredAlias wanted) {
    int count = wanted.addresses().count();
    OptionalInt slot = wanted.tag() == null ? OptionalInt.empty() : AliasName.slotOf(wanted.tag());
    for (int i = 0; i < count; i++) {
      Address address = i == 0 ? wanted.addresses().first() : wanted.addresses().first().plus(i);
      String tag = slot.isPresent() && i > 0 ? Integer.toString(slot.getAsInt() + i) : wanted.tag();
      match(wanted, tag, address);
    }
  }

  private void match(DesiredAlias wanted, @Nullable String tag, Address address) {
    int number = tag != null ? numberOf(tag) : byAddress.find(address);
    if (number >= 0 && !claimed.get(number)) {
      claimed.set(number);
      compare(number, wanted, tag, address);
      steer(number, wanted.manner());
      count(number, wanted);
      police(number, wanted.manner().policy());
      return;
    }
    boolean nameless = tag == null || address.family() != Address.INET;
    if (wanted.realisation() == Realisation.LABEL && nameless && own.contains(address)) {
      return; // another program made it, and gave it no name, or had no place for one
    }
    if (tag != null && isUnnamedRoute(wanted, address)) {
      unnamed.add(new Missing(wanted, tag, address, 1));
      return;
    }
    miss(wanted, tag, address);
  }

  /** Whether it is there as a local route whose tag is a word that nobody remembers. */
  private boolean isUnnamedRoute(DesiredAlias wanted, Address address) {
    Prefix prefix = new Prefix(address, wanted.addresses().length().orElse(address.bits()));
    return wanted.realisation() == Realisation.ROUTE
        && !wanted.closed()
        && byAddress.find(address) == AliasTable.NONE
        && routes.find(prefix, RouteColumns.WORD_METRIC, 0) >= 0;
  }

  private void miss(DesiredAlias wanted, @Nullable String tag, Address address) {
    Missing next = new Missing(wanted, tag, address, 1);
    Missing last = missing.isEmpty() ? null : missing.getLast();
    if (last != null && last.isFollowedBy(next)) {
      missing.set(missing.size() - 1, last.oneMore());
    } else {
      missing.add(next);
    }
  }

  private int numberOf(String tag) {
    Integer number = byName.get(block.main().name() + ":" + tag);
    if (number != null) {
      return number;
    }
    OptionalInt slot = AliasName.slotOf(tag);
    int row = slot.isPresent() ? routes.withMetric(slot.getAsInt() + 1L, 0) : -1;
    return row < 0 ? -1 : named + row;
  }

  private void compare(int number, DesiredAlias wanted, @Nullable String tag, Address address) {
    boolean route = wanted.realisation() == Realisation.ROUTE;
    int length = wanted.addresses().length().orElse(address.bits());
    if (number >= named) {
      int row = number - named;
      boolean same =
          route
              && routes.length(row) == length
              && routes.isOpen(row) != wanted.closed()
              && (tag == null || routes.address(row).equals(address));
      if (same) {
        return;
      }
    }
    Alias alias = live.get(number);
    if (alias.realisation() != wanted.realisation() || !isDevice(alias, wanted.device())) {
      replaced.set(number);
      missing.add(new Missing(wanted, tag, address, 1)); // its name has to be free first
      return;
    }
    Address broadcast = wanted.broadcast();
    boolean elsewhere =
        !alias.address().equals(address)
            || alias.prefixLength() != length
            || (broadcast != null && !broadcast.equals(alias.owned().broadcast()));
    if (elsewhere) {
      moved.put(number, new Moved(number, wanted, new Prefix(address, length)));
    }
    toOpen.set(number, alias.isKept() && !wanted.closed());
    toClose.set(number, !alias.isKept() && wanted.closed());
  }

  /** How packets leave is compared where it is said, or was when it was applied last. */
  private void steer(int number, Manner wanted) {
    if (replaced.get(number) || (!wanted.steers() && !applied.steers(live.get(number)))) {
      return;
    }
    if (!view.egress(live.get(number)).equals(wanted.egress())) {
      steered.put(number, wanted.egress());
    }
  }

  /** Whether packets are counted matters where it is said. */
  private void count(int number, DesiredAlias wanted) {
    Boolean counters = wanted.manner().counters();
    if (counters != null && wanted.realisation() != Realisation.DEVICE) {
      (counters ? counted : uncounted).set(number);
    }
  }

  /** What may come to an alias matters where it is said, or was when it was applied last. */
  private void police(int number, @Nullable Policy wanted) {
    if (!replaced.get(number) && (wanted != null || applied.polices(live.get(number)))) {
      policed.put(number, Optional.ofNullable(wanted));
    }
  }

  /** Whether it is the device that is wanted, as far as that says. */
  private static boolean isDevice(Alias alias, @Nullable OwnDevice wanted) {
    Link device = alias.device();
    if (device == null || wanted == null) {
      return true;
    }
    Stacking stacking = device.stacking();
    boolean type =
        device.kind().equals(wanted.type().kind())
            && (stacking == null || stacking.mode().equals(wanted.type().mode()));
    return type && (wanted.mac().equals(Mac.NONE) || wanted.mac().equals(device.state().mac()));
  }

  // What came of it

  Block block() {
    return block;
  }

  /** The alias of a number. */
  Alias alias(int number) {
    return live.get(number);
  }

  /** The number of the alias that has an address now; negative where none has. */
  int holder(Address address) {
    return byAddress.find(address);
  }

  List<Missing> missing() {
    return missing;
  }

  /** Those that are there, and lack nothing but a name that netalias alone can remember. */
  List<Missing> unnamed() {
    return unnamed;
  }

  Map<Integer, Moved> moved() {
    return moved;
  }

  /** Those that must go for one that is to come in their place. */
  BitSet replaced() {
    return replaced;
  }

  BitSet toOpen() {
    return toOpen;
  }

  BitSet toClose() {
    return toClose;
  }

  /** Those whose packets are to leave otherwise. */
  Map<Integer, Egress> steered() {
    return steered;
  }

  /** Those whose packets are to be counted, whether they are or not. */
  BitSet counted() {
    return counted;
  }

  /** Those whose packets are not to be counted, whether they are or not. */
  BitSet uncounted() {
    return uncounted;
  }

  /** What may come to those of which that is said, whether it is so or not. */
  Map<Integer, Optional<Policy>> policed() {
    return policed;
  }

  /** What may come to them now. */
  Map<Alias, Policy> policies() {
    return policed.isEmpty()
        ? Map.of()
        : view.policies(policed.keySet().stream().map(live::get).toList());
  }

  /** Why it can't be told whose packets are counted; null where it can. */
  @Nullable String unread() {
    return view.unread();
  }

  /** Those that nothing is said of. */
  BitSet unclaimed() {
    BitSet unclaimed = new BitSet();
    unclaimed.set(0, live.size());
    unclaimed.andNot(claimed);
    return unclaimed;
  }
}
