package dev.netalias.plan;

import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What a desired state says twice: a name, or an address on one device. */
final class Duplicates {
  private final DesiredDevice device;

  private Duplicates(DesiredDevice device) {
    this.device = device;
  }

  /**
   * Looks through a state whose devices are joined.
   *
   * @throws MistakeException naming both places
   */
  static void check(Desired joined) {
    for (DesiredDevice device : joined.devices()) {
      Duplicates duplicates = new Duplicates(device);
      duplicates.names();
      duplicates.addresses();
      duplicates.prefixes();
    }
  }

  private MistakeException twice(String what, DesiredAlias first, DesiredAlias second) {
    boolean laterIsFirst =
        first.place().file().equals(second.place().file())
            && first.place().line() > second.place().line();
    DesiredAlias earlier = laterIsFirst ? second : first;
    DesiredAlias later = laterIsFirst ? first : second;
    return new MistakeException(
        later.place(),
        "%s is said twice for %s: also in %s".formatted(what, device.name(), earlier.place()),
        "leave one of them out");
  }

  private void names() {
    Map<String, DesiredAlias> words = new HashMap<>();
    List<DesiredAlias> slots = new ArrayList<>();
    for (DesiredAlias alias : device.aliases()) {
      String tag = alias.tag();
      if (tag == null) {
        continue;
      }
      if (slot(alias).isPresent()) {
        slots.add(alias);
        continue;
      }
      DesiredAlias before = words.put(tag, alias);
      if (before != null) {
        throw twice("the name " + device.name() + ":" + tag, before, alias);
      }
    }
    slots.sort(Comparator.comparingInt(alias -> slot(alias).orElse(0)));
    for (int i = 1; i < slots.size(); i++) {
      DesiredAlias before = slots.get(i - 1);
      int slot = slot(slots.get(i)).orElse(0);
      if (slot - slot(before).orElse(0) < before.addresses().count()) {
        throw twice("the name " + device.name() + ":" + slot, before, slots.get(i));
      }
    }
  }

  private static OptionalInt slot(DesiredAlias alias) {
    String tag = alias.tag();
    return tag == null ? OptionalInt.empty() : AliasName.slotOf(tag);
  }

  private void addresses() {
    List<DesiredAlias> sorted = new ArrayList<>();
    for (DesiredAlias alias : device.aliases()) {
      if (!alias.isWhole()) {
        sorted.add(alias);
      }
    }
    sorted.sort(Comparator.comparing(alias -> alias.addresses().first()));
    DesiredAlias furthest = null;
    for (DesiredAlias alias : sorted) {
      Address first = alias.addresses().first();
      if (furthest != null && furthest.addresses().contains(first)) {
        throw twice("the address " + first, furthest, alias);
      }
      furthest = alias;
    }
  }

  private void prefixes() {
    Map<Prefix, DesiredAlias> whole = new HashMap<>();
    for (DesiredAlias alias : device.aliases()) {
      if (alias.isWhole()) {
        DesiredAlias before = whole.put(alias.addresses().prefix(), alias);
        if (before != null) {
          throw twice("the prefix " + alias.addresses(), before, alias);
        }
      }
    }
  }
}
