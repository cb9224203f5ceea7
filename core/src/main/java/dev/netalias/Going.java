package dev.netalias;

import dev.netalias.alias.table.AliasTable;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Connection;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.net.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the local addresses of some connections a plan takes away, or closes the device of. An
 * address that goes and comes back, as when a device gets another first address, does not go. It
 * costs a look into a table for each thing that the plan is about.
 */
final class Going {
  private final AliasTable numbers = new AliasTable();
  private final List<Address> locals = new ArrayList<>();

  /** How often each address is taken away more than it is given. */
  private final int[] balance;

  private final Map<Address, String> names = new HashMap<>();
  private final Snapshot now;

  /** What a plan does to the local addresses of connections. */
  Going(Plan plan, Snapshot now, List<Connection> connections) {
    this.now = now;
    for (Connection connection : connections) {
      Address local = connection.local().address();
      if (numbers.find(local) == AliasTable.NONE) {
        numbers.put(local, locals.size());
        locals.add(local);
      }
    }
    balance = new int[locals.size()];
    plan.changes().forEach(this::follow);
  }

  /** Whether a plan is worth a look at the connections. */
  static boolean mayCut(Plan plan) {
    for (Change change : plan.changes()) {
      boolean cuts =
          change instanceof AddressChange address && !address.isAddition()
              || change instanceof Change.Many many && many.isRemoval()
              || change instanceof LinkChange link && closes(link);
      if (cuts) {
        return true;
      }
    }
    return false;
  }

  private static boolean closes(LinkChange link) {
    return (link.before().flags() & ~link.after().flags() & Link.UP) != 0;
  }

  private void follow(Change change) {
    if (change instanceof AddressChange address) { // linking a switch over types takes its time
      count(address.before(), 1);
      count(address.after(), -1);
    } else if (change instanceof AddressesChange range) {
      range.subject().all().forEach(a -> count(a, range.isRemoval() ? 1 : -1));
    } else if (change instanceof RoutesChange routes) {
      count(routes.subject(), routes.isRemoval() ? 1 : -1);
    } else if (change instanceof LinkChange link && closes(link)) {
      countAll(link, 1);
    } else if (change instanceof LinkChange link && closes(link.inverse())) {
      countAll(link, -1);
    } else if (change instanceof EntryChange entry
        && entry.before() instanceof Entry.OfAlias alias) {
      names.put(alias.address().local(), alias.name());
    }
  }

  private void count(@Nullable InterfaceAddress address, int times) {
    if (address != null && count(address.local(), times)) {
      String name = address.label().isEmpty() ? address.device().name() : address.label();
      names.putIfAbsent(address.local(), name);
    }
  }

  private boolean count(Address address, int times) {
    int number = numbers.find(address);
    if (number != AliasTable.NONE) {
      balance[number] += times;
    }
    return number != AliasTable.NONE;
  }

  private void countAll(LinkChange link, int times) {
    now.addressesOf(link.device()).forEach(a -> count(a, times));
  }

  private void count(LocalRoutes routes, int times) {
    for (int row = 0; row < routes.size(); row++) {
      if (!routes.isOpen(row)) {
        continue;
      }
      int number = numbers.find(routes.family(row), routes.high(row), routes.low(row));
      if (number != AliasTable.NONE) {
        found(routes, row, number, times);
      } else if (!routes.prefix(row).isHost()) {
        for (int i = 0; i < locals.size(); i++) {
          if (routes.prefix(row).contains(locals.get(i))) {
            found(routes, row, i, times);
          }
        }
      }
    }
  }

  private void found(LocalRoutes routes, int row, int number, int times) {
    balance[number] += times;
    long metric = routes.metric(row);
    if (metric != RouteColumns.WORD_METRIC) {
      names.putIfAbsent(locals.get(number), routes.device() + ":" + (metric - 1));
    }
  }

  /** Whether a connection's local address goes, and is on no other device. */
  boolean cuts(Connection connection) {
    Address local = connection.local().address();
    int gone = balance[numbers.find(local)];
    return gone > 0
        && now.addresses().stream().filter(a -> a.local().equals(local)).count() <= gone;
  }

  /** The alias that has an address, empty where that is not told. */
  String name(Address address) {
    return names.getOrDefault(address, "");
  }
}
