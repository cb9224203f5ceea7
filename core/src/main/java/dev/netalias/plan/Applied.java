package dev.netalias.plan;

import dev.netalias.alias.Alias;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was in the last applied state, to tell whether an alias comes from there. */
final class Applied {
  private final Map<String, OfDevice> devices = new HashMap<>();

  private record OfDevice(
      Set<String> tags, TreeMap<Integer, Integer> slots, TreeMap<Address, Addresses> addresses) {}

  Applied(Desired last) {
    for (DesiredDevice device : last.devices()) {
      OfDevice of =
          devices.computeIfAbsent(
              device.name(),
              name -> new OfDevice(new HashSet<>(), new TreeMap<>(), new TreeMap<>()));
      for (DesiredAlias alias : device.aliases()) {
        String tag = alias.tag();
        if (tag == null) {
          of.addresses.put(alias.addresses().first(), alias.addresses());
        } else if (AliasName.slotOf(tag).isPresent()) {
          of.slots.put(AliasName.slotOf(tag).getAsInt(), alias.addresses().count());
        } else {
          of.tags.add(tag);
        }
      }
    }
  }

  /** The devices that were in it. */
  List<String> devices() {
    return new ArrayList<>(devices.keySet());
  }

  /** Whether netalias made an alias for that state. */
  boolean has(Alias alias) {
    OfDevice of = devices.get(alias.main().name());
    if (of == null || !alias.isManaged()) {
      return false;
    }
    Map.Entry<Integer, Integer> slots =
        alias.slot().isPresent() ? of.slots.floorEntry(alias.slot().getAsInt()) : null;
    boolean named =
        of.tags.contains(alias.tag())
            || (slots != null && alias.slot().getAsInt() - slots.getKey() < slots.getValue());
    Map.Entry<Address, Addresses> range = of.addresses.floorEntry(alias.address());
    return named || (range != null && range.getValue().contains(alias.address()));
  }
}
