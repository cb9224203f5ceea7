package dev.netalias.embedded;

import dev.netalias.embedded.state.Interface;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.Registry;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The registry of one host, in memory, and the aliases in it by address. */
final class Remembered {
  private Registry registry = Registry.EMPTY;
  private Map<Address, List<Entry.OfAlias>> aliases = Map.of();

  Registry registry() {
    return registry;
  }

  /** Puts, replaces or removes entries. */
  void change(List<? extends Change> changes, Transaction tx) {
    become(registry.after(changes), tx);
  }

  /** A main device is gone: so is what was remembered of it. */
  void forget(Interface on, Transaction tx) {
    become(
        new Registry(
            registry.entries().stream()
                .filter(e -> !Integer.valueOf(on.device().index()).equals(index(e)))
                .toList()),
        tx);
  }

  /** A main device has another name. */
  void rename(Interface on, Transaction tx) {
    become(
        new Registry(
            registry.entries().stream()
                .map(e -> Objects.equals(index(e), on.device().index()) ? renamed(e, on) : e)
                .toList()),
        tx);
  }

  private void become(Registry now, Transaction tx) {
    Registry before = registry;
    Map<Address, List<Entry.OfAlias>> aliasesBefore = aliases;
    registry = now;
    aliases = new HashMap<>();
    for (Entry.OfAlias entry : now.all(Entry.OfAlias.class)) {
      aliases.computeIfAbsent(entry.address().local(), a -> new ArrayList<>(1)).add(entry);
    }
    tx.with(() -> {
      registry = before;
      aliases = aliasesBefore;
    });
  }

  /** The remembered aliases of an address on a device. */
  List<Entry.OfAlias> of(Interface on, Address address) {
    return aliases.getOrDefault(address, List.of()).stream()
        .filter(e -> e.address().device().index() == on.device().index())
        .toList();
  }

  private static @Nullable Integer index(Entry entry) {
    return switch (entry) {
      case Entry.OfAlias e -> e.address().device().index();
      case Entry.OfEgress e -> e.main().index();
      case Entry.OfOrder e -> e.main().index();
      case Entry.OfSlotBound e -> e.main().index();
      case Entry.OfSlots e -> e.main().index();
      case Entry.OfType e -> null;
    };
  }

  private static Entry renamed(Entry entry, Interface on) {
    Device device = on.reference();
    return switch (entry) {
      case Entry.OfAlias e ->
          new Entry.OfAlias(e.tag(), moved(e.address(), device), e.realisation(), e.open());
      case Entry.OfEgress e -> new Entry.OfEgress(device, e.tag(), e.egress());
      case Entry.OfOrder e -> new Entry.OfOrder(device, e.tags());
      case Entry.OfSlots e -> new Entry.OfSlots(device, e.used());
      case Entry.OfSlotBound e -> new Entry.OfSlotBound(device, e.bound());
      case Entry.OfType e -> e;
    };
  }

  private static InterfaceAddress moved(InterfaceAddress a, Device device) {
    String label = a.label();
    int colon = label.indexOf(':');
    return new InterfaceAddress(
        device,
        a.local(),
        a.prefixLength(),
        a.peer(),
        a.broadcast(),
        colon < 0 ? label : device.name() + label.substring(colon),
        a.scope(),
        a.flags(),
        a.protocol(),
        a.lifetime(),
        a.metric());
  }
}
