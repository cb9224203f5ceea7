package dev.netalias.probe;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that a plan opens: for which this host answers afterwards. Derived from the changes
 * alone, whatever operation made them.
 */
public final class Openings {
  private final int most;
  private final Map<Target, Boolean> opened = new LinkedHashMap<>();
  private final Set<Address> addresses = new HashSet<>();
  private final Set<Target> had = new HashSet<>();
  private final Set<Address> hadAnywhere = new HashSet<>();
  private final Map<Integer, Device> below = new HashMap<>();
  private boolean tooMany;
  private @Nullable Prefix tooBig;

  private Openings(int most) {
    this.most = most;
  }

  /**
   * What a plan opens.
   *
   * @param now what it was made from
   * @param most addresses; where it opens more, it is looked at as if it opened none, and a prefix
   *     of more is left out
   */
  public static Openings of(Plan plan, Snapshot now, int most) {
    Openings openings = new Openings(most);
    plan.changes().stream().filter(Change::isAddition).forEach(openings::come);
    if (openings.tooMany) {
      openings.opened.clear();
    }
    if (!openings.opened.isEmpty()) {
      plan.changes().stream().filter(Change::isRemoval).forEach(openings::go);
      now.addresses().forEach(a -> openings.had(a.device(), a.local()));
      now.aliasRoutes().values().forEach(openings::had);
    }
    return openings;
  }

  /** Whether a route makes this host answer for its destination. */
  private static boolean isLocal(Route route) {
    return route.type() == Route.LOCAL
        && route.table() == Route.LOCAL_TABLE
        && route.device() != null;
  }

  private static Device device(Route route) {
    return route.hops().getFirst().device() instanceof Device device ? device : new Device(0, "");
  }

  // What comes

  private void come(Change change) {
    if (change instanceof DeviceChange made) { // linking a switch over types takes its time
      below.put(made.subject().device().index(), made.subject().lower());
    } else if (change instanceof AddressChange a) {
      boolean inet6 = a.subject().local().family() == Address.INET6;
      open(a.subject().device(), a.subject().local(), inet6);
    } else if (change instanceof AddressesChange many) {
      for (int row = 0; row < many.count() && !tooMany; row++) {
        open(many.subject().device(), many.subject().get(row).local(), false);
      }
    } else if (change instanceof RouteChange r && isLocal(r.subject())) {
      open(device(r.subject()), r.subject().destination());
    } else if (change instanceof RoutesChange r) {
      LocalRoutes rows = r.subject();
      for (int row = 0; row < rows.size() && !tooMany; row++) {
        if (rows.isOpen(row)) {
          open(rows.device(), rows.prefix(row));
        }
      }
    }
  }

  private void open(Device device, Prefix prefix) {
    int host = prefix.address().bits() - prefix.length();
    if (host > 30 || 1 << host > most) {
      tooBig = tooBig == null ? prefix : tooBig;
      return;
    }
    for (int i = 0; i < 1 << host && !tooMany; i++) {
      open(device, prefix.address().plus(i), false);
    }
  }

  private void open(Device device, Address address, boolean detected) {
    if (opened.size() < most) {
      opened.putIfAbsent(new Target(device, address), detected);
      addresses.add(address);
    } else {
      tooMany = true;
    }
  }

  // What was there

  private void go(Change change) {
    if (change instanceof AddressesChange many) {
      for (int row = 0; row < many.count(); row++) {
        had(many.subject().device(), many.subject().get(row).local());
      }
    } else if (change instanceof AddressChange a) {
      had(a.subject().device(), a.subject().local());
    } else if (change instanceof RouteChange r && isLocal(r.subject())) {
      had(device(r.subject()), r.subject().destination());
    } else if (change instanceof RoutesChange r) {
      had(r.subject());
    }
  }

  private void had(LocalRoutes rows) {
    for (int row = 0; row < rows.size(); row++) {
      if (rows.isOpen(row)) {
        had(rows.device(), rows.prefix(row));
      }
    }
  }

  private void had(Device device, Prefix prefix) {
    if (prefix.length() == prefix.address().bits()) {
      had(device, prefix.address());
    } else {
      addresses.stream().filter(prefix::contains).toList().forEach(a -> had(device, a));
    }
  }

  private void had(Device device, Address address) {
    if (addresses.contains(address)) {
      had.add(new Target(device, address));
      hadAnywhere.add(address);
    }
  }

  // What follows

  /**
   * Those that neighbours are to be asked for: this host answered for none of them before, on
   * whatever device. A device that comes with the plan is asked for on the one below it.
   */
  public List<Target> asked() {
    return opened.entrySet().stream()
        .filter(o -> !o.getValue() && !hadAnywhere.contains(o.getKey().address()))
        .map(o -> onLink(o.getKey()))
        .toList();
  }

  private Target onLink(Target target) {
    Device lower = below.get(target.device().index());
    return lower == null ? target : new Target(lower, target.address());
  }

  /** Those that the kernel itself asks for once they are there: addresses of IPv6. */
  public List<Target> detected() {
    return opened.entrySet().stream()
        .filter(o -> o.getValue() && !hadAnywhere.contains(o.getKey().address()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Those that neighbours are to be told of: another host had them, or another device. */
  public List<Target> told() {
    return opened.keySet().stream().filter(target -> !had.contains(target)).toList();
  }

  /** What of it is not looked at, in words; empty where all is. */
  public Optional<String> leftOut() {
    if (tooMany) {
      return Optional.of("addresses: more than " + most + " open at once");
    }
    return Optional.ofNullable(tooBig)
        .map(prefix -> prefix.network() + ": it holds more than " + most + " addresses");
  }
}
