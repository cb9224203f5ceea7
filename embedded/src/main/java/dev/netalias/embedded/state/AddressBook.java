package dev.netalias.embedded.state;

import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one main device in the kernel's order, found by address and by subnet. It knows
 * the order and nothing of what comes and goes with an address.
 */
public final class AddressBook {
  private static final NavigableSet<Held> EMPTY = new TreeSet<>(Held.order(0));

  private final Map<Integer, NavigableSet<Held>> byFamily = new TreeMap<>();
  private final Map<Prefix, NavigableSet<Held>> bySubnet = new HashMap<>();
  private final Map<Address, List<Held>> byLocal = new HashMap<>();
  private long made;

  AddressBook() {}

  /** The addresses of one family, in order. */
  public Collection<Held> of(int family) {
    return byFamily.getOrDefault(family, EMPTY);
  }

  /** The families that it has addresses of, in order. */
  public Collection<Integer> families() {
    return byFamily.keySet();
  }

  /** The addresses of one subnet in order: in IPv4 the primary first. */
  public NavigableSet<Held> ofSubnet(Prefix subnet) {
    return bySubnet.getOrDefault(subnet, EMPTY);
  }

  /** All with this local address: in different subnets there can be several. */
  public List<Held> withLocal(Address local) {
    return byLocal.getOrDefault(local, List.of());
  }

  /** The one that a kernel would call the same, null where there is none. */
  public @Nullable Held same(InterfaceAddress address) {
    for (Held held : withLocal(address.local())) {
      if (held.value().subnet().equals(address.subnet())) {
        return held;
      }
    }
    return null;
  }

  /** The primary of a subnet in IPv4, null where it has none. */
  public @Nullable Held primary(Prefix subnet) {
    NavigableSet<Held> all = ofSubnet(subnet);
    return all.isEmpty() ? null : all.getFirst();
  }

  /** Adds an address behind those that are there. */
  public Held add(InterfaceAddress address, Undo undo) {
    Held held = new Held(address, made++);
    link(held);
    undo.with(() -> unlink(held));
    return held;
  }

  /** Removes an address that is there. */
  public void remove(Held held, Undo undo) {
    unlink(held);
    undo.with(() -> link(held));
  }

  /** Changes an address without moving it. */
  public void change(Held held, InterfaceAddress now, Undo undo) {
    move(held, now, held.order(), undo);
  }

  /** Makes a secondary address a primary, as the youngest of them. */
  public void promote(Held held, Undo undo) {
    InterfaceAddress now =
        held.value().withFlags(held.value().flags() & ~InterfaceAddress.SECONDARY);
    move(held, now, made++, undo);
  }

  private void move(Held held, InterfaceAddress now, long order, Undo undo) {
    InterfaceAddress before = held.value();
    long orderBefore = held.order();
    unlink(held);
    held.become(now, order);
    link(held);
    undo.with(() -> {
      unlink(held);
      held.become(before, orderBefore);
      link(held);
    });
  }

  private void link(Held held) {
    InterfaceAddress value = held.value();
    int family = value.local().family();
    byFamily.computeIfAbsent(family, f -> new TreeSet<>(Held.order(f))).add(held);
    bySubnet.computeIfAbsent(value.subnet(), s -> new TreeSet<>(Held.order(family))).add(held);
    byLocal.computeIfAbsent(value.local(), l -> new ArrayList<>(1)).add(held);
  }

  private void unlink(Held held) {
    InterfaceAddress value = held.value();
    unlink(byFamily, value.local().family(), held);
    unlink(bySubnet, value.subnet(), held);
    unlink(byLocal, value.local(), held);
  }

  private static <K, C extends Collection<Held>> void unlink(Map<K, C> map, K key, Held held) {
    C all = map.get(key);
    if (all == null || !all.remove(held)) {
      throw new IllegalStateException(held + " is not there");
    }
    if (all.isEmpty()) {
      map.remove(key);
    }
  }
}
