package dev.netalias.embedded.state;

import dev.netalias.alias.table.AliasTable;
import dev.netalias.embedded.device.AliasDevice;
import dev.netalias.embedded.device.MainDevice;
import dev.netalias.embedded.device.Tally;
import dev.netalias.net.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alias devices of one main device, and the table in which a packet finds them. Where several
 * have one address, the newest open one has it in the table, and the next when that one closes.
 */
public final class AliasDevices {
  /** No alias: the main device itself. */
  static final int MAIN = -1;

  /**
   * What an alias device is to be like.
   *
   * @param tag the tag of its name
   * @param address its address
   * @param open whether it answers
   */
  public record Wanted(String tag, Address address, boolean open) {}

  private final MainDevice main;
  private final AliasTable table = new AliasTable();
  private final Map<Address, List<AliasDevice>> byAddress = new HashMap<>();
  private @Nullable AliasDevice[] byId = new AliasDevice[4];
  private final Tally tally = new Tally();
  private long[] openBits = new long[1];
  private long warmth; // written so that the loads of warm() are not left out
  private int used;
  private int size;

  AliasDevices(MainDevice main) {
    this.main = main;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** All of them, oldest first. */
  public List<AliasDevice> all() {
    List<AliasDevice> all = new ArrayList<>(size);
    for (AliasDevice device : byId) {
      if (device != null) {
        all.add(device);
      }
    }
    return all;
  }

  /** Those of one address, oldest first. */
  public List<AliasDevice> of(Address address) {
    return byAddress.getOrDefault(address, List.of());
  }

  /** The number of the alias of an address, or {@link #MAIN}. */
  public int find(int family, long high, long low) {
    return table.find(family, high, low);
  }

  /** The alias of a number. */
  public AliasDevice device(int id) {
    AliasDevice device = byId[id];
    if (device == null) {
      throw new IllegalStateException("no alias " + id + " on " + main);
    }
    return device;
  }

  /**
   * Loads what packets for some IPv4 addresses will need: in loops so short that the processor
   * waits for all of it at once.
   */
  public void warm(int[] ipv4, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += table.touch(ipv4[i]);
    }
    for (int i = 0; i < count; i++) {
      ipv4[i] = table.find(Address.INET, 0, ipv4[i] & 0xffff_ffffL);
    }
    for (int i = 0; i < count; i++) {
      int id = ipv4[i];
      if (id != AliasTable.NONE) {
        sum += tally.packets(id) + (byId[id] == null ? 0 : 1);
      }
    }
    warmth += sum;
  }

  /** A packet came for the alias of a number. */
  public void received(int id, int bytes) {
    tally.received(id, bytes);
  }

  /** Whether the alias of a number is open; asked of every packet, so it is a bit among bits. */
  public boolean isOpen(int id) {
    return (openBits[id >>> 6] & 1L << id) != 0;
  }

  private void markOpen(int id, boolean open) {
    if (id >>> 6 >= openBits.length) {
      openBits = Arrays.copyOf(openBits, Math.max(2 * openBits.length, (id >>> 6) + 1));
    }
    long bit = 1L << id;
    openBits[id >>> 6] = open ? openBits[id >>> 6] | bit : openBits[id >>> 6] & ~bit;
  }

  private void open(AliasDevice device, boolean open) {
    device.open(open);
    markOpen(device.id(), open);
  }

  /** The open alias that owns an address, null where none does. */
  public @Nullable AliasDevice open(int family, long high, long low) {
    int id = table.find(family, high, low);
    AliasDevice device = id == AliasTable.NONE ? null : byId[id];
    return device != null && device.isOpen() ? device : null;
  }

  /**
   * Makes the aliases of some addresses as they are wanted. A device that is there with its tag
   * stays, with its counters; also one that gets another of these addresses.
   */
  public void become(Collection<Address> addresses, List<Wanted> wanted) {
    List<AliasDevice> before = new ArrayList<>();
    for (Address address : addresses) {
      before.addAll(of(address));
    }
    List<Wanted> missing = new ArrayList<>();
    for (Wanted w : wanted) {
      AliasDevice there = take(before, w);
      if (there == null) {
        missing.add(w);
      } else {
        open(there, w.open);
      }
    }
    for (Wanted w : missing) {
      AliasDevice moved = takeTag(before, w.tag);
      if (moved == null) {
        add(w);
      } else {
        move(moved, w);
      }
    }
    before.forEach(this::remove);
    addresses.forEach(this::enter);
  }

  private static @Nullable AliasDevice take(List<AliasDevice> from, Wanted wanted) {
    for (AliasDevice device : from) {
      if (device.tag().equals(wanted.tag) && device.address().equals(wanted.address)) {
        from.remove(device);
        return device;
      }
    }
    return null;
  }

  private static @Nullable AliasDevice takeTag(List<AliasDevice> from, String tag) {
    for (AliasDevice device : from) {
      if (device.tag().equals(tag)) {
        from.remove(device);
        return device;
      }
    }
    return null;
  }

  private void add(Wanted wanted) {
    if (used == byId.length) {
      used = compact();
    }
    AliasDevice device =
        new AliasDevice(main, wanted.tag, wanted.address, new AliasDevice.Place(used, tally));
    byId[used++] = device;
    open(device, wanted.open);
    size++;
    byAddress.computeIfAbsent(wanted.address, a -> new ArrayList<>(1)).add(device);
  }

  /** Numbers go up with age, so places of those that are gone are used again all at once. */
  private int compact() {
    @Nullable AliasDevice[] old = byId;
    if (size <= old.length / 2) {
      byId = new AliasDevice[old.length];
    } else {
      byId = new AliasDevice[2 * old.length];
    }
    int next = 0;
    for (AliasDevice device : old) {
      if (device != null) {
        byId[next] = device;
        device.number(next);
        markOpen(next++, device.isOpen());
      }
    }
    if (next < used) {
      byAddress.keySet().forEach(this::enter);
    }
    return next;
  }

  private void move(AliasDevice device, Wanted wanted) {
    leave(device);
    device.readdress(wanted.address);
    open(device, wanted.open);
    byAddress.computeIfAbsent(wanted.address, a -> new ArrayList<>(1)).add(device);
  }

  private void remove(AliasDevice device) {
    open(device, false);
    byId[device.id()] = null;
    size--;
    leave(device);
  }

  private void leave(AliasDevice device) {
    List<AliasDevice> left = new ArrayList<>(of(device.address()));
    left.remove(device);
    if (left.isEmpty()) {
      byAddress.remove(device.address());
    } else {
      byAddress.put(device.address(), left);
    }
  }

  /** Enters the newest open alias of an address, or a closed one, into the table. */
  private void enter(Address address) {
    AliasDevice chosen = null;
    for (AliasDevice device : of(address)) {
      chosen = chosen == null || device.isOpen() || !chosen.isOpen() ? device : chosen;
    }
    if (chosen == null) {
      table.remove(address);
    } else {
      table.put(address, chosen.id());
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(all().toArray());
  }
}
