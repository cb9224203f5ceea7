package dev.netalias.embedded.state;

import dev.netalias.alias.table.AliasTable;
import dev.netalias.embedded.device.AliasDevice;
import dev.netalias.embedded.device.MainDevice;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A main device as the network layer sees it: its addresses, aliases and settings. */
public final class Interface {
  private final MainDevice device;
  private final AddressBook addresses = new AddressBook();
  private final AliasDevices aliases;
  private final AliasTable own = new AliasTable();
  private final Map<Setting, Integer> settings = new EnumMap<>(Setting.class);

  private @Nullable Stacked stacked;

  /** A device without addresses. */
  Interface(MainDevice device) {
    this.device = device;
    this.aliases = new AliasDevices(device);
    for (Setting setting : Setting.values()) {
      settings.put(setting, 0);
    }
  }

  /** The main device. */
  public MainDevice device() {
    return device;
  }

  /** The main device in the port's form. */
  public Device reference() {
    return new Device(device.index(), device.name());
  }

  /** What it is where it is stacked on another, else null. */
  public @Nullable Stacked stacked() {
    return stacked;
  }

  /** Says that it is stacked on another. */
  public void stackedAs(Stacked now) {
    stacked = now;
  }

  /** The device at the bottom: itself where it is stacked on none. */
  public Interface bottom() {
    return stacked == null ? this : stacked.lower();
  }

  /** Its addresses. */
  public AddressBook addresses() {
    return addresses;
  }

  /** The alias devices stacked on it. */
  public AliasDevices aliases() {
    return aliases;
  }

  /** Its settings. */
  public Map<Setting, Integer> settings() {
    return Map.copyOf(settings);
  }

  /** The value of a setting. */
  public int setting(Setting setting) {
    return settings.getOrDefault(setting, 0);
  }

  /** Changes a setting. */
  public void set(Setting setting, int value, Undo undo) {
    int before = setting(setting);
    settings.put(setting, value);
    undo.with(() -> settings.put(setting, before));
  }

  /** Says whether an address is the main device's own, and no alias's. */
  public void owns(Address address, boolean nowOwned) {
    if (nowOwned) {
      own.put(address, 0);
    } else {
      own.remove(address);
    }
  }

  /** Whether an address is the main device's own, and no alias's. */
  public boolean owns(int family, long high, long low) {
    return own.find(family, high, low) != AliasTable.NONE;
  }

  /** Whether frames on it find their way without asking for addresses. */
  public boolean needsNoNeighbours() {
    return device.isLoopback() || device.has(Link.NO_ARP);
  }

  /** The open alias that owns an address, null where none does. */
  public @Nullable AliasDevice openAlias(Address address) {
    return aliases.open(address.family(), address.high(), address.low());
  }

  @Override
  public String toString() {
    return device.name();
  }
}
