package dev.netalias.kernel.state;

import dev.netalias.kernel.state.InterfaceAddress.Key;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The IPv4 addresses of one device as Linux keeps them ({@code __inet_insert_ifa} and {@code
 * __inet_del_ifa} in {@code net/ipv4/devinet.c}): primaries first, then secondaries; an address is
 * secondary where its subnet has a primary already; with a primary go its secondaries, or, with
 * {@code promote_secondaries}, the first of them takes its place.
 *
 * <p>Each operation costs the same however many addresses there are, but for a promotion and for a
 * primary of a narrower scope than another.
 */
public final class AddressList {
  private final Map<Key, InterfaceAddress> primaries = new LinkedHashMap<>();
  private final Map<Key, InterfaceAddress> secondaries = new LinkedHashMap<>();
  private final Map<Prefix, Key> primaryOf = new LinkedHashMap<>();
  private final Map<Prefix, Map<Key, InterfaceAddress>> secondariesOf = new LinkedHashMap<>();

  /** A list that holds nothing. */
  public AddressList() {}

  /** The list that a kernel told, taken as it is. */
  public AddressList(Collection<InterfaceAddress> asTold) {
    asTold.forEach(this::add);
  }

  /** How many there are. */
  public int size() {
    return primaries.size() + secondaries.size();
  }

  /** Whether the kernel would refuse to add it: same address, same subnet. */
  public boolean contains(InterfaceAddress a) {
    return primaries.containsKey(a.key()) || secondaries.containsKey(a.key());
  }

  /** Whether all are primaries. */
  public boolean hasNoSecondary() {
    return secondaries.isEmpty();
  }

  /** Whether it would be secondary: its subnet has a primary. */
  public boolean makesSecondary(InterfaceAddress a) {
    return primaryOf.containsKey(a.subnet());
  }

  /**
   * Adds an address.
   *
   * @return it with {@link InterfaceAddress#SECONDARY} as the kernel sets it
   * @throws IllegalStateException where it is there already
   */
  public InterfaceAddress add(InterfaceAddress a) {
    Key key = a.key();
    if (primaries.containsKey(key) || secondaries.containsKey(key)) {
      throw new IllegalStateException(a.prefix() + " is there already");
    }
    if (primaryOf.containsKey(key.subnet())) {
      InterfaceAddress secondary =
          a.isSecondary() ? a : a.withFlags(a.flags() | InterfaceAddress.SECONDARY);
      secondaries.put(key, secondary);
      secondariesOf.computeIfAbsent(key.subnet(), s -> new LinkedHashMap<>()).put(key, secondary);
      return secondary;
    }
    InterfaceAddress primary =
        a.isSecondary() ? a.withFlags(a.flags() & ~InterfaceAddress.SECONDARY) : a;
    insertPrimary(key, primary);
    return primary;
  }

  /** After the last primary whose scope is not wider; at the head where there is none. */
  private void insertPrimary(Key key, InterfaceAddress primary) {
    primaryOf.put(key.subnet(), key);
    List<InterfaceAddress> after =
        primary.scope() == InterfaceAddress.SCOPE_GLOBAL ? List.of() : widerAtEnd(primary.scope());
    after.forEach(p -> primaries.remove(p.key()));
    primaries.put(key, primary);
    after.forEach(p -> primaries.put(p.key(), p));
  }

  private List<InterfaceAddress> widerAtEnd(int scope) {
    List<InterfaceAddress> all = new ArrayList<>(primaries.values());
    int place = all.size();
    while (place > 0 && scope > all.get(place - 1).scope()) {
      place--;
    }
    return all.subList(place, all.size());
  }

  /** Those that lose their primary when this address goes: none where it is no primary. */
  public List<InterfaceAddress> dependents(InterfaceAddress a) {
    Key key = a.key();
    if (!primaries.containsKey(key)) {
      return List.of();
    }
    return List.copyOf(secondariesOf.getOrDefault(key.subnet(), Map.of()).values());
  }

  /**
   * Removes an address and, where it is a primary and {@code promote} is off, its secondaries.
   *
   * @return what went
   */
  public List<InterfaceAddress> remove(InterfaceAddress a, boolean promote) {
    Key key = a.key();
    InterfaceAddress secondary = secondaries.remove(key);
    if (secondary != null) {
      dropFromSubnet(key);
      return List.of(secondary);
    }
    InterfaceAddress primary = primaries.remove(key);
    if (primary == null) {
      return List.of();
    }
    primaryOf.remove(key.subnet());
    List<InterfaceAddress> gone = new ArrayList<>(List.of(primary));
    Map<Key, InterfaceAddress> orphans = secondariesOf.getOrDefault(key.subnet(), Map.of());
    if (promote && !orphans.isEmpty()) {
      InterfaceAddress promoted = orphans.values().iterator().next();
      Key heir = promoted.key();
      secondaries.remove(heir);
      dropFromSubnet(heir);
      insertPrimary(heir, promoted.withFlags(promoted.flags() & ~InterfaceAddress.SECONDARY));
    } else {
      gone.addAll(orphans.values());
      secondaries.keySet().removeAll(List.copyOf(orphans.keySet()));
      secondariesOf.remove(key.subnet());
    }
    return gone;
  }

  private void dropFromSubnet(Key key) {
    Map<Key, InterfaceAddress> ofSubnet = secondariesOf.get(key.subnet());
    if (ofSubnet != null) {
      ofSubnet.remove(key);
      if (ofSubnet.isEmpty()) {
        secondariesOf.remove(key.subnet());
      }
    }
  }

  /** Those of one subnet, the primary first. */
  public List<InterfaceAddress> ofSubnet(Prefix subnet) {
    List<InterfaceAddress> found = new ArrayList<>();
    Optional.ofNullable(primaryOf.get(subnet)).map(primaries::get).ifPresent(found::add);
    found.addAll(secondariesOf.getOrDefault(subnet, Map.of()).values());
    return found;
  }

  /** Whether another address than this one has a subnet that holds the address. */
  public boolean coveredWithout(Address address, InterfaceAddress except) {
    Prefix exceptSubnet = except.subnet();
    for (Map.Entry<Prefix, Key> subnet : primaryOf.entrySet()) {
      boolean others =
          !subnet.getKey().equals(exceptSubnet)
              || !subnet.getValue().equals(except.key())
              || secondariesOf.containsKey(exceptSubnet);
      if (others && subnet.getKey().contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** All in the kernel's order. */
  public List<InterfaceAddress> inOrder() {
    List<InterfaceAddress> all = new ArrayList<>(size());
    all.addAll(primaries.values());
    all.addAll(secondaries.values());
    return all;
  }

  /** Orders addresses of this list as the kernel does. */
  public Comparator<InterfaceAddress> order() {
    Map<Key, Integer> places = new LinkedHashMap<>();
    inOrder().forEach(a -> places.put(a.key(), places.size()));
    return Comparator.comparingInt(a -> places.getOrDefault(a.key(), Integer.MAX_VALUE));
  }
}
