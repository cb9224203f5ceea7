package dev.netalias.plan;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Block;
import dev.netalias.alias.Draft;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A desired state against what is there: what differs, and the fewest operations that lead to it,
 * in an order in which no alias goes that is to stay.
 *
 * <p>What is to come, comes first; what is to go, goes last, but where it is in the way. Aliases of
 * other programs, and those that somebody added and never saved, stay.
 */
public final class Reconciliation {
  private final Desired desired;
  private final Said applied;
  private final Choice choice;
  private final List<Alias> unsaved = new ArrayList<>();
  private long unsavedCount;
  private final List<String> absent = new ArrayList<>();

  /**
   * What is left open by the state itself.
   *
   * @param prune whether what netalias made and nobody saved goes too
   * @param present whether only the devices count that are there and open
   */
  public record Choice(boolean prune, boolean present) {
    /** Nothing of it. */
    public static final Choice USUAL = new Choice(false, false);
  }

  /** The unsaved ones that are told by name. */
  private static final int MOST_TOLD = 5;

  /**
   * Compares nothing yet.
   *
   * @param desired what there is to be
   * @param applied the last applied state: what netalias made for it, and is no longer desired,
   *     goes
   * @throws MistakeException where the state says something twice
   */
  public Reconciliation(Desired desired, Desired applied, Choice choice) {
    this.desired = desired.joined();
    this.applied = new Said(applied);
    this.choice = choice;
    Duplicates.check(this.desired);
  }

  /**
   * The operations that lead there; may be called again with a fresh draft.
   *
   * @throws AliasException where a device is not there, or an operation is refused
   */
  public void into(Draft draft) {
    for (Side side : sides(draft.view())) {
      if (side.comparison == null) {
        if (!side.wanted.aliases().isEmpty()) {
          absent(side.wanted, draft.view());
        }
        continue;
      }
      if (side.wanted.open()) {
        draft.openMain(side.wanted.name());
      }
      new Sequence(draft, side.comparison, side.surplus).make();
      side.foreign.forEach(a -> draft.removeAddress(side.wanted.name(), a));
    }
  }

  private void absent(DesiredDevice wanted, AliasView view) {
    if (!choice.present) {
      List<String> devices = view.blocks().stream().map(b -> b.main().name()).toList();
      List<String> near = Likeness.near(wanted.name(), devices);
      throw AliasException.notFound(
          "%s: there is no device '%s'".formatted(wanted.place(), wanted.name()),
          near.isEmpty()
              ? "--present leaves out devices that are not there"
              : "did you mean %s? --present leaves out devices that are not there"
                  .formatted(String.join(" or ", near)));
    }
    absent.add(wanted.name());
  }

  /** What differs. */
  public List<Difference> differences(AliasView view) {
    List<Difference> all = new ArrayList<>();
    for (Side side : sides(view)) {
      if (side.comparison != null) {
        new Differences(side.comparison, all).add(side);
      } else if (!side.wanted.aliases().isEmpty() && !choice.present) {
        all.add(
            new Difference(
                Difference.Kind.NO_DEVICE,
                side.wanted.name(),
                "",
                "",
                "is not there",
                side.wanted.place()));
      }
    }
    return all;
  }

  /** Aliases that netalias made and that nobody saved: some of them, see {@link #unsavedCount}. */
  public List<Alias> unsaved() {
    return List.copyOf(unsaved);
  }

  /** How many of those there are. */
  public long unsavedCount() {
    return unsavedCount;
  }

  /** Devices that were left out as they are not there, or not open. */
  public List<String> absent() {
    return List.copyOf(absent);
  }

  // One device

  /**
   * A device on both sides.
   *
   * @param comparison null where the device is not there
   * @param surplus numbers of aliases that are to go
   * @param foreign addresses of others that are to go
   */
  record Side(
      DesiredDevice wanted,
      @Nullable Comparison comparison,
      BitSet surplus,
      List<InterfaceAddress> foreign) {}

  private List<Side> sides(AliasView view) {
    unsaved.clear();
    unsavedCount = 0;
    absent.clear();
    view.aliases(); // asks for local routes where they were not read
    Map<String, DesiredDevice> wanted = new LinkedHashMap<>();
    desired.devices().forEach(d -> wanted.put(d.name(), d));
    for (Block block : view.blocks()) {
      boolean looked = !block.named().isEmpty() || !block.routes().isEmpty();
      if (looked && !block.isElsewhere()) {
        String name = block.main().name();
        wanted.putIfAbsent(name, DesiredDevice.of(name, List.of(), Place.NOWHERE));
      }
    }
    List<Side> sides = new ArrayList<>();
    for (DesiredDevice device : wanted.values()) {
      Block block = view.block(device.name()).orElse(null);
      boolean out = block != null && choice.present && !device.open() && !block.main().isUp();
      if (out) {
        absent.add(device.name());
      } else if (block == null) {
        sides.add(new Side(device, null, new BitSet(), List.of()));
      } else {
        sides.add(side(view, device, block));
      }
    }
    return sides;
  }

  private Side side(AliasView view, DesiredDevice wanted, Block block) {
    Comparison comparison = new Comparison(view, block, applied, wanted);
    BitSet surplus = new BitSet();
    BitSet unclaimed = comparison.unclaimed();
    for (int i = unclaimed.nextSetBit(0); i >= 0; i = unclaimed.nextSetBit(i + 1)) {
      Alias alias = comparison.alias(i);
      boolean ours = alias.isManaged() && (choice.prune || applied.of(alias).isPresent());
      if (wanted.exclusive() || ours) {
        surplus.set(i);
      } else if (alias.isManaged()) {
        unsavedCount++;
        if (unsaved.size() < MOST_TOLD) {
          unsaved.add(alias);
        }
      }
    }
    List<InterfaceAddress> foreign = wanted.exclusive() ? foreign(view, wanted, block) : List.of();
    return new Side(wanted, comparison, surplus, foreign);
  }

  /**
   * Addresses that are no aliases and that nothing is said of; those with a lifetime are somebody's
   * who renews them. The device keeps an own address of each family: that is for others to say.
   */
  private static List<InterfaceAddress> foreign(AliasView view, DesiredDevice wanted, Block block) {
    Set<Prefix> known = new HashSet<>();
    block.named().forEach(a -> known.add(a.owned().prefix()));
    Map<Integer, InterfaceAddress> own = new HashMap<>();
    List<InterfaceAddress> foreign = new ArrayList<>();
    for (InterfaceAddress a : view.snapshot().addressesOf(block.main().device())) {
      if (a.scope() != InterfaceAddress.SCOPE_GLOBAL || known.contains(a.prefix())) {
        continue;
      }
      Address local = a.local();
      if (local.family() == Address.INET6) {
        own.put(Address.INET6, a); // the kernel lists the oldest last
      } else {
        own.putIfAbsent(local.family(), a);
      }
      boolean said = wanted.aliases().stream().anyMatch(w -> w.addresses().contains(local));
      if (a.lifetime().equals(Lifetime.FOREVER) && !said) {
        foreign.add(a);
      }
    }
    foreign.removeAll(own.values());
    return foreign;
  }
}
