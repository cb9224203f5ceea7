package dev.netalias.alias;

import dev.netalias.alias.table.SlotNames;
import dev.netalias.alias.table.Slots;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The life of aliases that are local routes ({@code ip-route(8)}, type local). The slot is the
 * route's metric less 1; a closed one is the same route in a table that nobody consults. So the
 * kernel holds it whole, and only a tag that is a word needs an entry.
 */
final class RouteLife {
  private final List<Change> changes;
  private final Collection<MainDraft> mains;
  private final Releases releases;
  private final Memory memory;
  private final Counting counting;

  RouteLife(List<Change> changes, Collection<MainDraft> mains, Releases releases, Memory memory) {
    this.changes = changes;
    this.mains = mains;
    this.releases = releases;
    this.memory = memory;
    counting = memory.counting();
  }

  /** Makes changes of the additions and removals that have gathered. */
  void flush() {
    mains.forEach(m -> m.routes().flush(changes::add));
  }

  // Creating

  /** Creates aliases of consecutive addresses; their names. */
  List<String> create(MainDraft main, Creation wanted, Prefix first, int count) {
    if (!first.network().equals(first)) {
      throw AliasException.usage(
          "%s is not a whole prefix: it has host bits".formatted(first),
          "%s is one; a single address is %s".formatted(first.network(), first.address()));
    }
    if (wanted.tag() != null) {
      String name = Checks.name(main, wanted.tag()).toString();
      List<Alias> existing = main.named(name);
      if (!existing.isEmpty()) {
        return List.of(Checks.sameAs(existing, wanted.address(), wanted.prefixLength()));
      }
    }
    if (!wanted.closed()) {
      Checks.up(main);
    } else {
      Checks.keeps(main, wanted.address());
    }
    boolean unnamed = wanted.tag() != null && isUnnamed(main, wanted, first);
    if (!wanted.duplicate() && !unnamed) {
      Checks.unused(main, first.address(), count);
    }
    boolean slots = wanted.tag() == null || count > 1;
    if (slots && !main.areFree(wanted.tag(), count)) {
      throw AliasException.conflict(
          "not all of the %d slots from %s:%s on are free"
              .formatted(count, main.name(), wanted.tag()),
          "netalias list %s shows which are taken".formatted(main.name()));
    }
    List<String> names =
        slots
            ? consecutive(main, wanted, first, count)
            : List.of(named(main, wanted, Checks.name(main, wanted.tag()), first));
    counting.come(first, count);
    return names;
  }

  /** Whether it is there, and nobody remembers its name: its tag is a word. */
  private static boolean isUnnamed(MainDraft main, Creation wanted, Prefix prefix) {
    return AliasName.slotOf(String.valueOf(wanted.tag())).isEmpty()
        && main.routes().has(prefix, RouteColumns.WORD_METRIC, !wanted.closed())
        && main.aliases().stream()
            .noneMatch(a -> a.isRoute() && a.remembered() && a.owned().prefix().equals(prefix));
  }

  /** What is there and has no name is given it, and stays as it is. */
  private String named(MainDraft main, Creation wanted, AliasName name, Prefix prefix) {
    boolean open = !wanted.closed();
    Checks.slot(name, main.bound());
    if (name.slot().isPresent()) {
      int slot = name.slot().getAsInt();
      main.routes().add(prefix, slot, 1, open);
    } else {
      InterfaceAddress owned = InterfaceAddress.of(main.device(), prefix, "");
      Alias alias = Alias.routed(main.link(), name.tag(), owned, open).remember();
      boolean unnamed = isUnnamed(main, wanted, prefix);
      memory.checkFree(null, alias);
      memory.change(null, alias);
      main.put(alias);
      if (!unnamed) {
        main.routes().add(prefix, RouteColumns.WORD_METRIC, open);
      }
    }
    return name.toString();
  }

  /**
   * Each gets the lowest slot that is free, from that of a tag on; consecutive ones are made at
   * once.
   */
  private List<String> consecutive(MainDraft main, Creation wanted, Prefix first, int count) {
    List<SlotNames.Run> runs = new ArrayList<>();
    int made = 0;
    int slot = wanted.tag() == null ? 0 : Integer.parseInt(wanted.tag());
    while (made < count) {
      slot = main.lowestFreeSlot(slot);
      int run = main.freeSlots(slot, count - made);
      Checks.slot(AliasName.of(main.deviceName(), slot + run - 1), main.bound());
      runs.add(new SlotNames.Run(slot, run));
      made += run;
      slot += run;
    }
    int done = 0;
    for (SlotNames.Run run : runs) {
      Address address = done == 0 ? first.address() : first.address().plus(done);
      main.routes()
          .add(new Prefix(address, first.length()), run.first(), run.count(), !wanted.closed());
      done += run.count();
    }
    return new SlotNames(main.name(), runs);
  }

  // Changing

  private static long metric(Alias alias) {
    return alias.remembered() ? RouteColumns.WORD_METRIC : Long.parseLong(alias.tag()) + 1;
  }

  void delete(MainDraft main, Alias alias) {
    releases.releaseRoutes(main, alias.owned());
    main.routes().remove(alias.owned().prefix(), metric(alias), false);
    counting.go(alias.owned().prefix());
    alias.slot().ifPresent(main::freed);
    if (alias.remembered()) {
      memory.change(alias, null);
      main.drop(alias);
    }
  }

  /** Wants at once what the deletion of all aliases of a device looks at: each reading is dear. */
  void need(MainDraft main) {
    Set<Part> parts = EnumSet.of(Part.ALIAS_ROUTES, Part.ROUTES);
    if (main.ownsNoInet()) {
      parts.add(Part.LOCAL_ROUTES);
    }
    main.routes().need(parts);
  }

  /** Deletes all of a device that have slots. */
  void deleteAll(MainDraft main) {
    LocalRoutes all = main.routes().columns();
    if (all.from(RouteColumns.WORD_METRIC) > 0) {
      releases.releaseRoutes(main, all);
      counting.go(all);
      main.routes().removeAll();
      main.freed(0);
    }
  }

  void close(MainDraft main, Alias alias) {
    releases.releaseRoutes(main, alias.owned());
    move(main, alias, alias.owned().prefix(), false);
  }

  void open(MainDraft main, Alias alias) {
    move(main, alias, alias.owned().prefix(), true);
  }

  /** Gives it another prefix. */
  void readdress(MainDraft main, Alias alias, Prefix wanted) {
    Prefix before = alias.owned().prefix();
    if (!wanted.network().equals(wanted)) {
      throw AliasException.usage(
          "%s is a local route, and %s is not a whole prefix".formatted(alias.name(), wanted),
          "%s is one; a single address is %s".formatted(wanted.network(), wanted.address()));
    }
    if (!before.address().equals(wanted.address())) {
      Checks.unused(main, wanted.address(), 1);
      releases.releaseRoutes(main, alias.owned());
    }
    move(main, alias, wanted, !alias.isKept());
    counting.move(before, wanted);
  }

  private void move(MainDraft main, Alias alias, Prefix to, boolean open) {
    main.routes().remove(alias.owned().prefix(), metric(alias), true);
    main.routes().add(to, metric(alias), open);
    if (alias.remembered()) {
      InterfaceAddress owned = InterfaceAddress.of(main.device(), to, "");
      Alias moved = Alias.routed(main.link(), alias.tag(), owned, open).remember();
      memory.change(alias, moved);
      main.replace(alias, moved);
    }
  }

  // Slots

  /**
   * What is to be remembered of slots: of each device where something was looked at, as soon as any
   * device has aliases that are routes. Where one was deleted it is forgotten, after all else is
   * done, and the next reading tells it anew: a commit that is cut short leaves too many slots
   * taken, never too few.
   */
  List<Change> entries() {
    boolean any = false;
    for (MainDraft main : mains) {
      RouteDraft routes = main.routes();
      any |= routes.isWhole() ? routes.slots().count() > 0 : routes.hasAdded();
      any |= !routes.isWhole() && routes.entry().filter(e -> !e.used().isEmpty()).isPresent();
    }
    List<Change> all = new ArrayList<>();
    for (MainDraft main : mains) {
      RouteDraft routes = main.routes();
      if (routes.hasSlots() && (routes.isWhole() || routes.hasAdded())) {
        Entry.OfSlots before = routes.entry().orElse(null);
        Entry.OfSlots after = any && !routes.hasDropped() ? entry(main) : null;
        if (!Objects.equals(before, after)) {
          all.add(new EntryChange(before, after));
        }
      }
    }
    return all;
  }

  private static Entry.@Nullable OfSlots entry(MainDraft main) {
    Slots slots = main.routes().slots();
    return slots.count() > Entry.OfSlots.MOST
        ? null
        : new Entry.OfSlots(main.device(), slots.ranges());
  }
}
