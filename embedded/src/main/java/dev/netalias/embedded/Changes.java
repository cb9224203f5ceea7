package dev.netalias.embedded;

import dev.netalias.embedded.ip.Stack;
import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.NeighbourEntry;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RuleChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.TrafficChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Neighbour;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one change, or refuses it. */
final class Changes {
  private final Stack stack;
  private final Remembered remembered;
  private final AddressRules addresses;
  private final RouteRules routes;
  private final LinkRules links;
  private final StackRules stacks;
  private final RegisteredTypes types;

  /** The rules of one host. */
  record Rules(AddressRules addresses, RouteRules routes, LinkRules links, StackRules stacks) {}

  Changes(Stack stack, Remembered remembered, Rules rules) {
    this.stack = stack;
    this.remembered = remembered;
    this.addresses = rules.addresses;
    this.routes = rules.routes;
    this.links = rules.links;
    this.stacks = rules.stacks;
    types = new RegisteredTypes(stack);
  }

  void make(Change change, Transaction tx) {
    switch (change) {
      case AddressChange c -> address(c, tx);
      case RouteChange c -> route(c, tx);
      case NeighbourChange c -> neighbour(c, tx);
      case LinkChange c -> links.change(device(c.device()), c.before(), c.after(), tx);
      case DeviceChange c -> stacks.change(c, tx);
      case MoveChange c ->
          throw new Refusal(KernelException.EOPNOTSUPP, "there is one network here, and no other");
      case ElsewhereChange c ->
          throw new Refusal(KernelException.EOPNOTSUPP, "there is one network here, and no other");
      case RuleChange c ->
          throw new Refusal(KernelException.EOPNOTSUPP, "this kernel has no routing rules");
      case SettingChange c -> setting(c, tx);
      case Change.Many c -> many(c, tx);
      case EntryChange c -> entries(List.of(c), tx);
      case TrafficChange c -> throw noTable();
    }
  }

  private static Refusal noTable() {
    return new Refusal(KernelException.EOPNOTSUPP, "this kernel counts every alias by itself");
  }

  private Interface device(Device device) {
    Interface on = stack.state().find(device.index());
    if (on == null) {
      throw new Refusal(KernelException.ENODEV, "No such device");
    }
    return on;
  }

  private void address(AddressChange change, Transaction tx) {
    if (change.before() == null) {
      addresses.add(change.subject(), tx);
    } else if (change.after() == null) {
      addresses.remove(change.before(), tx);
    } else {
      addresses.change(change.before(), change.after(), tx);
    }
  }

  private void route(RouteChange change, Transaction tx) {
    if (change.before() == null && change.beside()) {
      routes.prepend(change.subject(), tx);
    } else if (change.before() == null) {
      routes.add(change.subject(), tx);
    } else if (change.after() == null) {
      routes.remove(change.before(), tx);
    } else {
      routes.replace(change.before(), change.after(), tx);
    }
  }

  private void many(Change.Many change, Transaction tx) {
    for (int row = 0; row < change.count(); row++) {
      Change single = change.single(row);
      try {
        make(single, tx);
      } catch (Refusal refusal) {
        throw refusal.of(single);
      }
    }
  }

  private void neighbour(NeighbourChange change, Transaction tx) {
    Interface on = device(change.subject().device());
    Neighbour wanted = change.after();
    NeighbourEntry there = stack.state().neighbours().find(on, change.subject().address());
    if (wanted == null) {
      remove(change, there, tx);
      return;
    }
    if (there != null && change.before() == null) {
      throw new Refusal(KernelException.EEXIST, "File exists");
    }
    int size = wanted.mac().size();
    if (size != 6 && size != 0) {
      throw new Refusal(KernelException.EINVAL, "Invalid link layer address");
    }
    stack.state().neighbours().set(on, wanted, wanted.mac().number(), tx);
    tx.tell(change);
  }

  private void remove(NeighbourChange change, @Nullable NeighbourEntry there, Transaction tx) {
    if (there == null) {
      throw new Refusal(KernelException.ENOENT, "No such file or directory");
    }
    stack.state().neighbours().remove(there, tx);
    tx.tell(change);
  }

  private void setting(SettingChange change, Transaction tx) {
    device(change.device()).set(change.setting(), change.after(), tx);
    tx.tell(change);
  }

  /** Makes changes of entries, all at once. */
  void entries(List<? extends Change> entries, Transaction tx) {
    remembered.change(entries, tx);
    for (Change change : entries) {
      touch(change.before(), tx);
      touch(change.after(), tx);
      try {
        types.changed(change.before(), change.after(), tx);
      } catch (Refusal refusal) {
        throw refusal.of(change);
      }
      tx.tell(change);
    }
  }

  private void touch(@Nullable Object entry, Transaction tx) {
    if (entry instanceof Entry.OfAlias alias) {
      Interface on = stack.state().find(alias.address().device().index());
      if (on != null) {
        tx.touch(on, alias.address().local());
      }
    }
  }
}
