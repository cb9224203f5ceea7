package dev.netalias.linux;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.AddressList;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the kernel takes routes of the local table along: those of a device that is closed, and
 * those of a device that loses its last IPv4 address ({@code fib_del_ifaddr} and {@code
 * fib_netdev_event} in {@code net/ipv4/fib_frontend.c}).
 */
final class RoutesAlong {
  private final Map<Integer, AddressList> addresses = new HashMap<>();
  private final Set<Integer> promoting = new HashSet<>();
  private final Snapshot before;

  RoutesAlong(Snapshot before) {
    this.before = before;
  }

  /** Whether any goes with the changes, made in their order. */
  boolean goWith(List<Change> given) {
    if (given.stream().anyMatch(RoutesAlong::closes)) {
      return true;
    }
    List<Change> changes = given.stream().flatMap(RoutesAlong::ofAddresses).toList();
    // A secondary is never a device's last address: most removals need no closer look.
    boolean primaryGoes = false;
    for (Change change : changes) {
      InterfaceAddress gone = gone(change);
      primaryGoes |= gone != null && !gone.isSecondary();
    }
    if (primaryGoes) {
      for (Change change : changes) {
        if (leavesNoAddress(change)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A change of many addresses as one of each; routes take none along. */
  private static Stream<Change> ofAddresses(Change change) {
    return change instanceof AddressesChange many
        ? IntStream.range(0, many.count()).mapToObj(row -> many.single(row))
        : Stream.of(change);
  }

  private static boolean closes(Change change) {
    return change instanceof LinkChange(var device, var was, var is)
        && (was.flags() & Link.UP) != 0
        && (is.flags() & Link.UP) == 0;
  }

  /** The IPv4 address that goes with a change, null where none does. */
  private static @Nullable InterfaceAddress gone(Change change) {
    return change instanceof AddressChange(InterfaceAddress was, var is)
            && was != null
            && is == null
            && was.local().family() == Address.INET
        ? was
        : null;
  }

  private boolean leavesNoAddress(Change change) {
    InterfaceAddress gone = gone(change);
    if (gone != null) {
      AddressList list = of(gone.device().index());
      list.remove(gone, promoting.contains(gone.device().index()));
      return list.size() == 0;
    }
    if (change instanceof AddressChange(var was, InterfaceAddress came)
        && was == null
        && came != null
        && came.local().family() == Address.INET
        && !of(came.device().index()).contains(came)) {
      of(came.device().index()).add(came);
    } else if (change instanceof SettingChange setting
        && setting.setting() == Setting.PROMOTE_SECONDARIES) {
      of(setting.device().index());
      promotes(setting.device().index(), setting.after());
    }
    return false;
  }

  private AddressList of(int device) {
    return addresses.computeIfAbsent(
        device,
        index -> {
          AddressList list = new AddressList();
          before.addresses().stream()
              .filter(a -> a.device().index() == index && a.local().family() == Address.INET)
              .forEach(list::add);
          promotes(
              index, before.link(index).map(l -> l.setting(Setting.PROMOTE_SECONDARIES)).orElse(0));
          return list;
        });
  }

  private void promotes(int device, int setting) {
    if (setting == 0) {
      promoting.remove(device);
    } else {
      promoting.add(device);
    }
  }
}
