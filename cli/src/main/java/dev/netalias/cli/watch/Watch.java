package dev.netalias.cli.watch;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.Registry;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.RouteColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is known of a network while it is watched: tells what an event changes in it. The kernel
 * tells neither what was there before nor of what netalias remembers; both are known here.
 */
public final class Watch {
  /**
   * What netalias remembers, ready to be asked.
   *
   * @param entries by their keys
   * @param names names of aliases by device and address
   * @param closed names of closed aliases
   */
  private record Memory(
      Map<String, Entry.OfAlias> entries,
      Map<InterfaceAddress.Key, String> names,
      Set<String> closed) {
    static Memory of(Registry registry) {
      Memory memory = new Memory(new HashMap<>(), new HashMap<>(), new HashSet<>());
      for (Entry.OfAlias entry : registry.all(Entry.OfAlias.class)) {
        memory.entries.put(entry.key(), entry);
        memory.names.put(entry.address().key(), entry.name());
        if (!entry.open()) {
          memory.closed.add(entry.name());
        }
      }
      return memory;
    }
  }

  private final Consumer<Happening> teller;
  private final Map<Integer, Link> links = new HashMap<>();
  private final Map<InterfaceAddress.Key, InterfaceAddress> addresses = new HashMap<>();
  private final Map<String, Integer> heldNames = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private Memory before;
  private Memory now;

  /** Begins with what a snapshot holds. */
  public Watch(Snapshot start, Consumer<Happening> teller) {
    this.teller = teller;
    start.links().forEach(l -> links.put(l.device().index(), l));
    now = Memory.of(start.registry());
    before = now;
    for (InterfaceAddress a : start.addresses()) {
      addresses.put(a.key(), a);
      heldNames.merge(name(a), 1, Integer::sum);
    }
  }

  private void tell(String event, String what, String name, String detail) {
    teller.accept(new Happening(event, what, name, detail));
  }

  /** Tells of events that came together, and of what netalias remembers after them. */
  public void happened(List<Event> events, Registry registry) {
    before = now;
    now = Memory.of(registry);
    told.clear();
    for (Event event : events) {
      switch (event) {
        case Event.Observed observed -> observed(observed.change());
        case Event.LinkSeen seenLink -> link(seenLink.link(), seenLink.gone());
        case Event.Overrun lost ->
            tell("overrun", "monitor", "", "changes were lost; all is read anew");
        case Event.Resynchronised again -> resynchronise(again.snapshot());
      }
    }
    closedOnes();
  }

  /**
   * Closed aliases: nothing of theirs is with the kernel, so it tells nothing of them. One that is
   * being opened or closed just now is left out: the kernel tells, before or after.
   */
  private void closedOnes() {
    now.entries.forEach((key, entry) -> {
      Entry.OfAlias old = before.entries.get(key);
      if (!entry.open() && !entry.equals(old) && isSilent(entry.name())) {
        String event = old == null ? "added" : old.open() ? "closed" : "changed";
        tell(event, "alias", entry.name(), entry.address().prefix() + " closed");
      }
    });
    before.entries.forEach((key, old) -> {
      if (!old.open() && !now.entries.containsKey(key) && isSilent(old.name())) {
        tell("deleted", "alias", old.name(), old.address().prefix() + " closed");
      }
    });
  }

  private boolean isSilent(String name) {
    return !told.contains(name) && !heldNames.containsKey(name);
  }

  private void observed(Change change) {
    switch (change) {
      case AddressChange a when a.after() != null -> held(a.after());
      case AddressChange a -> released(a.subject());
      case RouteChange r -> route(r);
      default -> {}
    }
  }

  private void held(InterfaceAddress a) {
    InterfaceAddress known = addresses.put(a.key(), a);
    String name = name(a);
    told.add(name);
    if (known == null) {
      heldNames.merge(name, 1, Integer::sum);
      String event = before.closed.contains(name) ? "opened" : "added";
      tell(event, what(a, name), name, text(a));
    } else if (!known.equals(a)) {
      tell("changed", what(a, name), name, text(a));
    }
  }

  private void released(InterfaceAddress a) {
    InterfaceAddress known = addresses.remove(a.key());
    String name = name(known == null ? a : known);
    told.add(name);
    heldNames.computeIfPresent(name, (n, count) -> count == 1 ? null : count - 1);
    String event = now.closed.contains(name) ? "closed" : "deleted";
    tell(event, what(a, name), name, a.prefix().toString());
  }

  private static String what(InterfaceAddress a, String name) {
    return name.equals(a.device().name()) ? "address" : "alias";
  }

  private static String text(InterfaceAddress a) {
    return a.prefix() + (a.isSecondary() ? " secondary" : "");
  }

  /** The alias's name: the label, or what is remembered of the address; else the device's. */
  private String name(InterfaceAddress a) {
    Link on = links.get(a.device().index());
    if (on != null && isAlias(on) && a.scope() != InterfaceAddress.SCOPE_LINK) {
      return on.aliasText();
    }
    if (!a.label().isEmpty()) {
      return a.label();
    }
    InterfaceAddress.Key key = a.key();
    String name = now.names.getOrDefault(key, before.names.get(key));
    return name == null ? a.device().name() : name;
  }

  private static String shown(Link link) {
    return isAlias(link) ? link.aliasText() : link.name();
  }

  /** Whether a device is an alias: one that is stacked, with the alias's name as its text. */
  private static boolean isAlias(Link link) {
    return link.stacking() != null && link.aliasText().indexOf(':') > 0;
  }

  private void link(Link link, boolean gone) {
    int index = link.device().index();
    Link known = gone ? links.remove(index) : links.put(index, link);
    if (gone) {
      for (InterfaceAddress a : List.copyOf(addresses.values())) {
        if (a.device().index() == index) {
          addresses.remove(a.key());
          heldNames.remove(name(a));
        }
      }
      tell("deleted", "device", link.name(), "");
    } else if (known == null) {
      tell("added", "device", link.name(), link.isUp() ? "open" : "closed");
    } else {
      changed(known, link);
    }
  }

  private void changed(Link known, Link link) {
    if (!known.name().equals(link.name())) {
      tell("renamed", "device", link.name(), "was " + known.name());
    }
    if (isAlias(link) && !isAlias(known)) {
      tell("changed", "device", link.name(), "alias " + link.aliasText());
    }
    if (known.isUp() != link.isUp()) {
      String event = link.isUp() ? "opened" : "closed";
      tell(event, isAlias(link) ? "alias" : "device", shown(link), "");
    }
    LinkState before = known.state().withFlag(Link.UP, link.isUp());
    if (before.mtu() != link.state().mtu() || !before.mac().equals(link.state().mac())) {
      String detail = "mtu " + link.state().mtu() + " mac " + link.state().mac();
      tell("changed", "device", link.name(), detail);
    }
  }

  /** Routes that somebody asked for; those that the kernel makes for addresses are no news. */
  private void route(RouteChange change) {
    Route route = change.subject();
    if (RouteColumns.isAlias(route)) {
      alias(route, change.isAddition());
      return;
    }
    if (route.table() == Route.LOCAL_TABLE || route.protocol() == Protocol.KERNEL) {
      return;
    }
    String command = change.command();
    String verb = change.isAddition() ? " add " : change.isRemoval() ? " del " : " replace ";
    String detail = command.substring(command.indexOf(verb) + verb.length());
    String event = change.isAddition() ? "added" : change.isRemoval() ? "deleted" : "changed";
    tell(event, "route", route.destination().toString(), detail);
  }

  /** An alias that is a local route; a closed one is a route too, so to close it is two changes. */
  private void alias(Route route, boolean comes) {
    Device device = Objects.requireNonNull(route.device());
    InterfaceAddress.Key key = InterfaceAddress.of(device, route.destination(), "").key();
    String name =
        route.metric() == RouteColumns.WORD_METRIC
            ? now.names.getOrDefault(key, before.names.getOrDefault(key, device.name()))
            : device + ":" + (route.metric() - 1);
    told.add(name);
    String state = route.table() == RouteColumns.CLOSED_TABLE ? " closed" : "";
    tell(comes ? "added" : "deleted", "alias", name, route.destination() + state);
  }

  private void resynchronise(Snapshot snapshot) {
    Set<Integer> present = new HashSet<>();
    for (Link link : snapshot.links()) {
      present.add(link.device().index());
      link(link, false);
    }
    for (Link known : new ArrayList<>(links.values())) {
      if (!present.contains(known.device().index())) {
        link(known, true);
      }
    }
    Set<InterfaceAddress.Key> there = new HashSet<>();
    snapshot.addresses().forEach(a -> there.add(a.key()));
    for (Map.Entry<InterfaceAddress.Key, InterfaceAddress> known :
        new HashMap<>(addresses).entrySet()) {
      if (!there.contains(known.getKey())) {
        released(known.getValue());
      }
    }
    snapshot.addresses().forEach(this::held);
    tell("resynchronised", "monitor", "", "");
  }
}
