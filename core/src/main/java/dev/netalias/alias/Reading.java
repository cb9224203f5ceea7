package dev.netalias.alias;

import dev.netalias.kernel.Entry;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.AddressList;
import dev.netalias.kernel.state.AddressRange;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.net.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reading of one main device's aliases, from what the kernel and the registry have of it. */
final class Reading {
  /**
   * Entries of the registry that are not what they say.
   *
   * @param drift what is to be told of them, a line each
   * @param contradicted closed aliases whose name a label has that is there with another address
   * @param stale those that the kernel has gone past: an open alias whose address is gone, or which
   *     another entry has; a closed one that is there, with its name and address. Nobody misses
   *     them; they go with the next commit
   */
  record Leftovers(
      List<String> drift, List<Entry.OfAlias> contradicted, List<Entry.OfAlias> stale) {
    Leftovers() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Kernel kernel;
  private final Snapshot snapshot;
  private final Link main;
  private final Leftovers leftovers;
  private final List<Alias> found = new ArrayList<>();
  private final Map<InterfaceAddress.Key, InterfaceAddress> held = new HashMap<>();
  private final Set<String> labels = new HashSet<>();
  private int named;

  /** Which entry has an address that bears no label: the last, as it is the newest. */
  private final Map<InterfaceAddress.Key, Entry.OfAlias> holders = new HashMap<>();

  Reading(Kernel kernel, Snapshot snapshot, Link main, Leftovers leftovers) {
    this.kernel = kernel;
    this.snapshot = snapshot;
    this.main = main;
    this.leftovers = leftovers;
  }

  /** Aliases that the kernel itself names, whoever made them. */
  void labels(List<InterfaceAddress> addresses) {
    for (InterfaceAddress a : addresses) {
      if (isAlias(a)) {
        found.add(alias(tagOf(a.label()), a, Realisation.LABEL, false));
      }
    }
  }

  private boolean isAlias(InterfaceAddress a) {
    return !a.label().isEmpty() && !a.label().equals(main.name());
  }

  private String tagOf(String label) {
    String start = main.name() + ":";
    return label.startsWith(start) ? label.substring(start.length()) : label;
  }

  private Alias alias(String tag, InterfaceAddress a, Realisation how, boolean remembered) {
    Alias.State state = main.isUp() ? Alias.State.OPEN : Alias.State.MAIN_CLOSED;
    return new Alias(main, tag, a, how, state, remembered, counters(a), null);
  }

  private @Nullable Counters counters(InterfaceAddress a) {
    return snapshot.counters().get(new Counters.Key(main.device().index(), a.local()));
  }

  /** Aliases that the registry remembers, where the kernel does not say otherwise. */
  void entries(List<Entry.OfAlias> entries, List<InterfaceAddress> addresses) {
    if (entries.isEmpty()) {
      return;
    }
    for (InterfaceAddress a : addresses) {
      held.put(a.key(), a);
      labels.add(a.label());
    }
    for (Entry.OfAlias entry : entries) {
      if (entry.open() && isUnnamed(held.get(entry.address().key()))) {
        holders.put(entry.address().key(), entry);
      }
    }
    for (Entry.OfAlias entry : entries) {
      if (entry.realisation() == Realisation.ROUTE) {
        route(entry);
      } else if (entry.open()) {
        open(entry);
      } else {
        closed(entry);
      }
    }
  }

  /** Whether an address is there whose name the kernel can't keep. */
  private boolean isUnnamed(@Nullable InterfaceAddress a) {
    return a != null && a.label().isEmpty() && !kernel.keepsLabels(a.local().family());
  }

  private void open(Entry.OfAlias entry) {
    InterfaceAddress.Key key = entry.address().key();
    InterfaceAddress inKernel = held.get(key);
    if (inKernel != null && entry.equals(holders.get(key))) {
      found.add(alias(entry.tag(), inKernel, entry.realisation(), true));
    } else {
      leftovers.stale().add(entry);
    }
  }

  /** The name of a local route. Where routes were not read the entry is believed. */
  private void route(Entry.OfAlias entry) {
    LocalRoutes columns = snapshot.aliasRoutesOf(main.device());
    int row = columns.find(entry.address().prefix(), RouteColumns.WORD_METRIC, 0);
    if (row >= 0 || !snapshot.hasAliasRoutes()) {
      boolean open = row >= 0 ? columns.isOpen(row) : entry.open();
      named++;
      found.add(
          Alias.routed(main, entry.tag(), entry.address(), open)
              .remember()
              .with(counters(entry.address())));
    } else {
      leftovers.stale().add(entry);
    }
  }

  /** Local routes whose tag is a word that nobody remembers. */
  void routes(LocalRoutes columns) {
    int unnamed = columns.size() - columns.from(RouteColumns.WORD_METRIC) - named;
    if (snapshot.hasAliasRoutes() && unnamed > 0) {
      leftovers
          .drift()
          .add(
              "%d local routes of %s have lost their names; ip route show table local proto 78 metric %d shows them"
                  .formatted(unnamed, main.name(), RouteColumns.WORD_METRIC));
    }
  }

  private void closed(Entry.OfAlias entry) {
    InterfaceAddress remembered = entry.address();
    Alias kept = Alias.kept(main, entry, counters(remembered));
    InterfaceAddress there = held.get(remembered.key());
    if (there != null && there.label().equals(kept.name())) {
      leftovers.stale().add(entry); // it was not closed after all, or is open again
    } else if (labels.contains(kept.name())) {
      leftovers.contradicted().add(entry);
      leftovers
          .drift()
          .add(
              "%s is remembered as closed, with %s, and is there as a label; netalias del %s deletes both"
                  .formatted(kept.name(), remembered.prefix(), kept.name()));
    } else {
      found.add(kept);
      if (there != null && !isAlias(there) && !holders.containsKey(there.key())) {
        leftovers
            .drift()
            .add(
                "%s is closed, and %s is on %s all the same; netalias del %s forgets the alias"
                    .formatted(kept.name(), remembered.prefix(), main.name(), kept.name()));
      }
    }
  }

  /** Aliases that are devices of their own. */
  void devices(List<Alias> aliases) {
    found.addAll(aliases);
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

  /** Whether a chain needs an entry that tells its order. */
  static final class Order {
    private static final Comparator<Alias> BY_DEVICE =
        (a, b) -> Integer.compare(a.link().device().index(), b.link().device().index());

    private Order() {}

    /**
     * Whether a chain is what is read without an entry: labels in the kernel's order, then what the
     * registry remembers, then devices by index. Its entries come in the order in which they were
     * put, and families in the kernel's: that is the chain's only by chance, so several of either
     * want an entry of their own.
     *
     * @param chain the aliases of a main device that are no local routes with slots
     * @param inet its IPv4 addresses
     * @param main its name
     */
    static boolean isRead(Collection<Alias> chain, AddressList inet, String main) {
      Iterator<Alias> next = chain.iterator();
      int labelled = 0;
      for (InterfaceAddress a : inet.inOrder()) {
        if (!a.label().isEmpty() && !a.label().equals(main)) {
          if (!next.hasNext() || !isAt(next.next(), a)) {
            return false;
          }
          labelled++;
        }
      }
      List<Alias> devices = chain.stream().filter(a -> a.device() != null).toList();
      int others = chain.size() - labelled - devices.size();
      return areLastInOrder(devices, chain)
          && (others == 0
              || (others == 1 && labelled == 0)
              || (others == 1 && isKeptIpv4(next.next())));
    }

    /**
     * Whether it is, and still is with a range of labels at its end. The kernel puts secondaries
     * behind all others, and a primary of global scope behind all primaries.
     */
    static boolean isReadWith(AddressRange range, Collection<Alias> chain, AddressList inet) {
      InterfaceAddress first = range.first();
      boolean comesLast =
          chain.isEmpty()
              || first.isSecondary()
              || first.scope() == InterfaceAddress.SCOPE_GLOBAL && inet.hasNoSecondary();
      return comesLast && endsInLabels(chain) && isRead(chain, inet, range.device().name());
    }

    private static boolean endsInLabels(Collection<Alias> chain) {
      for (Alias alias : chain) {
        if (alias.remembered() || alias.device() != null) {
          return false;
        }
      }
      return true;
    }

    private static boolean areLastInOrder(List<Alias> devices, Collection<Alias> chain) {
      if (devices.isEmpty()) {
        return true;
      }
      List<Alias> all = List.copyOf(chain);
      boolean areLast = all.subList(all.size() - devices.size(), all.size()).equals(devices);
      return areLast && devices.stream().sorted(BY_DEVICE).toList().equals(devices);
    }

    private static boolean isAt(Alias alias, InterfaceAddress a) {
      return !alias.remembered()
          && alias.address().equals(a.local())
          && alias.owned().label().equals(a.label());
    }

    private static boolean isKeptIpv4(Alias alias) {
      return alias.remembered() && alias.address().family() == Address.INET;
    }
  }
}
