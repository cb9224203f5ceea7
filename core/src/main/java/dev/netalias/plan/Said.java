package dev.netalias.plan;

import dev.netalias.alias.Alias;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a desired state says, to be asked about single aliases. */
public final class Said {
  private final Map<String, OfDevice> devices = new HashMap<>();

  private boolean steers;
  private boolean polices;

  private record OfDevice(
      Map<String, DesiredAlias> words,
      TreeMap<Integer, DesiredAlias> slots,
      TreeMap<Address, DesiredAlias> addresses) {}

  /** All that a state says. */
  public Said(Desired desired) {
    for (DesiredDevice device : desired.devices()) {
      OfDevice of =
          devices.computeIfAbsent(
              device.name(),
              name -> new OfDevice(new HashMap<>(), new TreeMap<>(), new TreeMap<>()));
      for (DesiredAlias alias : device.aliases()) {
        String tag = alias.tag();
        steers |= alias.manner().steers();
        polices |= alias.manner().policy() != null;
        if (tag == null) {
          of.addresses.put(alias.addresses().first(), alias);
        } else if (AliasName.slotOf(tag).isPresent()) {
          of.slots.put(AliasName.slotOf(tag).getAsInt(), alias);
        } else {
          of.words.put(tag, alias);
        }
      }
    }
  }

  /** Whether it says of an alias how its packets leave. */
  boolean steers(Alias alias) {
    return steers && of(alias).filter(said -> said.manner().steers()).isPresent();
  }

  /** Whether it says of an alias what may come to it. */
  boolean polices(Alias alias) {
    return polices && of(alias).filter(said -> said.manner().policy() != null).isPresent();
  }

  /** What it says of an alias: by its name, or by its address where that is said without one. */
  public Optional<DesiredAlias> of(Alias alias) {
    return of(alias.main().name(), alias.tag(), alias.address());
  }

  /**
   * What it says of an alias.
   *
   * @param address its address, null where it has none
   */
  public Optional<DesiredAlias> of(String device, String tag, @Nullable Address address) {
    OfDevice of = devices.get(device);
    if (of == null) {
      return Optional.empty();
    }
    DesiredAlias word = of.words.get(tag);
    return Optional.ofNullable(word)
        .or(() -> ofSlot(of, tag))
        .or(() -> address == null ? Optional.empty() : ofAddress(of, address));
  }

  private static Optional<DesiredAlias> ofSlot(OfDevice of, String tag) {
    int slot = AliasName.slotOf(tag).orElse(-1);
    Map.Entry<Integer, DesiredAlias> found = slot < 0 ? null : of.slots.floorEntry(slot);
    return found != null && slot - found.getKey() < found.getValue().addresses().count()
        ? Optional.of(found.getValue())
        : Optional.empty();
  }

  private static Optional<DesiredAlias> ofAddress(OfDevice of, Address address) {
    Map.Entry<Address, DesiredAlias> found = of.addresses.floorEntry(address);
    return found != null && found.getValue().addresses().contains(address)
        ? Optional.of(found.getValue())
        : Optional.empty();
  }
}
