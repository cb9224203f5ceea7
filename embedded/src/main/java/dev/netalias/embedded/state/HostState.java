package dev.netalias.embedded.state;

import dev.netalias.embedded.device.MainDevice;
import dev.netalias.net.Address;
import dev.netalias.time.Timers;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One host: its devices with their addresses, its routes, its neighbours. */
public final class HostState {
  private final Map<Integer, Interface> interfaces = new TreeMap<>();
  private @Nullable Interface[] byIndex = new Interface[4];
  private final Map<Integer, Routes> routes = new TreeMap<>();
  private final Routes inet = routes(Address.ofIpv4(0));
  private final Routes inet6 = routes(new Address(Address.INET6, 16, 0, 0));

  private final Neighbours neighbours;

  /** A host without devices. */
  public HostState(Timers timers, Neighbours.Asker asker) {
    neighbours = new Neighbours(timers, asker);
  }

  /** The neighbour table. */
  public Neighbours neighbours() {
    return neighbours;
  }

  /** Forgets the neighbours of one family on a device, those set by hand too. */
  public void forget(Interface on, int family, Undo undo) {
    neighbours
        .all(e -> e.on() == on && e.address().family() == family)
        .forEach(e -> neighbours.remove(e, undo));
  }

  /** Registers a main device. */
  public Interface add(MainDevice device) {
    Interface added = new Interface(device);
    put(added);
    return added;
  }

  /** Registers again what was unregistered. */
  public void put(Interface added) {
    int index = added.device().index();
    interfaces.put(index, added);
    if (index >= byIndex.length) {
      byIndex = Arrays.copyOf(byIndex, 2 * index);
    }
    byIndex[index] = added;
  }

  /** Unregisters a main device from which all is gone already. */
  public void remove(Interface gone) {
    interfaces.remove(gone.device().index());
    byIndex[gone.device().index()] = null;
  }

  /** The main devices by index. */
  public Collection<Interface> interfaces() {
    return interfaces.values();
  }

  /** The main device of an index, null where there is none. */
  public @Nullable Interface find(int index) {
    return interfaces.get(index);
  }

  /** The main device of a name, null where there is none. */
  public @Nullable Interface find(String name) {
    for (Interface each : interfaces.values()) {
      if (each.device().name().equals(name)) {
        return each;
      }
    }
    return null;
  }

  /** The interface of a main device that is registered. */
  public Interface of(MainDevice device) {
    Interface found = byIndex[device.index()];
    if (found == null) {
      throw new IllegalStateException(device + " is not registered");
    }
    return found;
  }

  /** The loopback. */
  public Interface loopback() {
    Interface loopback = find(1);
    if (loopback == null || !loopback.device().isLoopback()) {
      throw new IllegalStateException("a host begins with its loopback");
    }
    return loopback;
  }

  /** The routes of a family, null where it never had any. */
  public @Nullable Routes routes(int family) {
    return switch (family) {
      case Address.INET -> inet;
      case Address.INET6 -> inet6;
      default -> routes.get(family);
    };
  }

  /** The routes of the family that an address is of. */
  public Routes routes(Address sample) {
    return routes.computeIfAbsent(sample.family(), f -> new Routes(sample));
  }

  /** The routes of IPv4. */
  public Routes inet() {
    return inet;
  }

  /** The routes of IPv6. */
  public Routes inet6() {
    return inet6;
  }

  /** The routes of all families, by family. */
  public Collection<Routes> allRoutes() {
    return routes.values();
  }
}
