package dev.netalias.embedded;

import dev.netalias.embedded.state.AliasDevices;
import dev.netalias.embedded.state.Held;
import dev.netalias.embedded.state.Interface;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the alias devices in step with addresses and registry. An address with a label of its own
 * is an alias device, and so is one that the registry names; a closed one is in the registry alone.
 */
final class AliasUpkeep {
  private final Remembered remembered;

  AliasUpkeep(Remembered remembered) {
    this.remembered = remembered;
  }

  /** Brings all that was touched up to date. */
  void settle(Transaction tx) {
    tx.touched().forEach(this::settle);
  }

  private void settle(Interface on, Set<Address> addresses) {
    List<AliasDevices.Wanted> wanted = new ArrayList<>();
    for (Address address : addresses) {
      boolean owned = false;
      List<Entry.OfAlias> entries = remembered.of(on, address);
      for (Held held : on.addresses().withLocal(address)) {
        String tag = tag(on, held.value(), entries);
        boolean usable = (held.value().flags() & InterfaceAddress.TENTATIVE) == 0;
        if (tag == null) {
          owned |= usable;
        } else {
          wanted.add(new AliasDevices.Wanted(tag, address, usable));
        }
      }
      on.owns(address, owned);
      for (Entry.OfAlias entry : entries) {
        if (!entry.open() && entry.realisation() != Realisation.DEVICE) {
          wanted.add(new AliasDevices.Wanted(entry.tag(), address, false));
        }
      }
    }
    on.aliases().become(addresses, wanted);
  }

  private static @Nullable String tag(
      Interface on, InterfaceAddress address, List<Entry.OfAlias> entries) {
    String label = address.label();
    String main = on.device().name();
    if (!label.isEmpty() && !label.equals(main)) {
      return label.startsWith(main + ":") ? label.substring(main.length() + 1) : label;
    }
    for (Entry.OfAlias entry : entries) {
      if (entry.open() && entry.address().prefixLength() == address.prefixLength()) {
        return entry.tag();
      }
    }
    return null;
  }
}
