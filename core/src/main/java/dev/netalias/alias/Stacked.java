package dev.netalias.alias;

import dev.netalias.kernel.Entry;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.Resources;
import dev.netalias.kernel.state.Stacking;
import dev.netalias.kernel.state.Traffic;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.FormatException;
import dev.netalias.net.Mac;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The devices that are aliases: those whose alias text ({@code IFLA_IFALIAS}) is the name of one.
 * Any other stacked device is a main device, as any device that somebody made.
 */
final class Stacked {
  private final Map<Integer, List<Link>> byLower = new HashMap<>();
  private final Map<Integer, Link> byIndex = new HashMap<>();
  private final Map<Integer, List<InterfaceAddress>> addresses;
  private final Map<Integer, List<Entry.OfAlias>> entries;
  private final Reading.Leftovers leftovers;

  Stacked(
      Snapshot snapshot,
      Map<Integer, List<InterfaceAddress>> addresses,
      Map<Integer, List<Entry.OfAlias>> entries,
      Reading.Leftovers leftovers) {
    this.addresses = addresses;
    this.entries = entries;
    this.leftovers = leftovers;
    for (Link link : snapshot.links()) {
      Stacking stacking = link.stacking();
      if (stacking != null && isAlias(snapshot, link, stacking)) {
        byIndex.put(link.device().index(), link);
        if (stacking.isHere()) {
          byLower.computeIfAbsent(stacking.lower(), i -> new ArrayList<>()).add(link);
        }
      }
    }
  }

  private boolean isAlias(Snapshot snapshot, Link link, Stacking stacking) {
    boolean hasLower = !stacking.isHere() || snapshot.link(stacking.lower()).isPresent();
    if (!hasLower || name(link).isEmpty()) {
      return false;
    }
    if (owned(link).isEmpty() && remembered(link) == null) {
      leftovers
          .drift()
          .add(
              "%s is made for the alias %s and has no address; ip link del dev %s deletes it"
                  .formatted(link.name(), link.aliasText(), link.name()));
      return false;
    }
    return true;
  }

  private static Optional<AliasName> name(Link link) {
    try {
      return link.aliasText().indexOf(':') < 0
          ? Optional.empty()
          : Optional.of(AliasName.parse(link.aliasText()));
    } catch (FormatException otherText) {
      return Optional.empty();
    }
  }

  /** The address that it owns: the first that did not come by itself. */
  private Optional<InterfaceAddress> owned(Link link) {
    return addresses.getOrDefault(link.device().index(), List.of()).stream()
        .filter(
            a -> a.local().family() != Address.INET6 || a.scope() != InterfaceAddress.SCOPE_LINK)
        .findFirst();
  }

  private Entry.@Nullable OfAlias remembered(Link link) {
    List<Entry.OfAlias> of = entries.getOrDefault(link.device().index(), List.of());
    return of.isEmpty() ? null : of.getFirst();
  }

  /** Whether a device is an alias, and so no main device. */
  boolean has(Link link) {
    return byIndex.containsKey(link.device().index());
  }

  /** The aliases that are devices on a main device, in the order in which they were made. */
  List<Alias> on(Link main) {
    return byLower.getOrDefault(main.device().index(), List.of()).stream()
        .map(link -> alias(main, link))
        .toList();
  }

  /** An alias whose main device is in another network namespace, as a block of its own. */
  Optional<Block> moved(Link link) {
    Stacking stacking = link.stacking();
    if (!has(link) || stacking == null || stacking.isHere()) {
      return Optional.empty();
    }
    Link main = elsewhere(name(link).orElseThrow().main().text(), link);
    return Optional.of(new Block(main, List.of(alias(main, link))));
  }

  /** All that is known of a main device that is elsewhere: its name, and that it has no number. */
  private static Link elsewhere(String name, Link link) {
    return new Link(
        new Device(-link.device().index(), name),
        link.hardware(),
        "",
        new LinkState(Link.UP, link.state().mtu(), link.state().queueLength(), Mac.NONE),
        link.broadcast(),
        0,
        "",
        Traffic.NONE,
        Map.of(),
        Resources.NONE,
        null);
  }

  private Alias alias(Link main, Link link) {
    String tag = name(link).orElseThrow().tag();
    Optional<InterfaceAddress> owned = owned(link);
    Entry.OfAlias entry = remembered(link);
    if (entry != null && owned.isPresent()) {
      leftovers.stale().add(entry);
    }
    boolean kept = entry != null && owned.isEmpty();
    InterfaceAddress address =
        entry != null && owned.isEmpty() ? entry.address() : owned.orElseThrow();
    Alias.State state =
        kept || !link.isUp()
            ? Alias.State.CLOSED
            : main.isUp() ? Alias.State.OPEN : Alias.State.MAIN_CLOSED;
    return new Alias(
        main, tag, address, Realisation.DEVICE, state, kept, link.traffic().counters(), link);
  }
}
