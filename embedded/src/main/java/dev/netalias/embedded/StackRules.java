package dev.netalias.embedded;

import dev.netalias.embedded.device.MainDevice;
import dev.netalias.embedded.device.Uppers;
import dev.netalias.embedded.device.World;
import dev.netalias.embedded.ip.Stack;
import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.Stacked;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Setting;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.wire.frame.Ethernet;
import java.util.List;
import java.util.Locale;

/**
 * Devices that are stacked on others, by the rules of {@code macvlan_common_newlink} in the
 * kernel's {@code drivers/net/macvlan.c}.
 */
final class StackRules {
  private final World world;
  private final Stack stack;
  private final HostState state;
  private final LinkRules links;

  StackRules(World world, Stack stack, LinkRules links) {
    this.world = world;
    this.stack = stack;
    this.state = stack.state();
    this.links = links;
  }

  /** {@code ip link add|del}, {@code ip link set … alias}; a device is made in steps. */
  void change(DeviceChange change, Transaction tx) {
    StackedDevice subject = change.subject();
    if (change.after() == null) {
      remove(device(subject.device()), tx);
    } else if (change.before() != null) {
      Interface on = device(subject.device());
      stacked(on).text(subject.text(), tx);
      tx.tell(new Event.LinkSeen(LinkRules.link(on), false));
    } else {
      change
          .steps()
          .forEach(step -> {
            switch (step) {
              case DeviceChange d when d.isAddition() -> add(d.subject(), tx);
              case DeviceChange d -> change(d, tx);
              case SettingChange s -> {
                device(s.device()).set(s.setting(), s.after(), tx);
                tx.tell(s);
              }
              case LinkChange l -> links.change(device(l.device()), l.before(), l.after(), tx);
              default -> throw new IllegalStateException("no step of a device: " + step);
            }
          });
    }
  }

  private Interface device(Device device) {
    Interface on = state.find(device.index());
    if (on == null) {
      throw new Refusal(KernelException.ENODEV, "No such device");
    }
    return on;
  }

  private static Stacked stacked(Interface on) {
    Stacked stacked = on.stacked();
    if (stacked == null) {
      throw new Refusal(KernelException.EOPNOTSUPP, "Operation not supported");
    }
    return stacked;
  }

  private void add(StackedDevice wanted, Transaction tx) {
    if (!wanted.type().kind().equals(StackedDevice.Type.MACVLAN)) {
      throw new Refusal(KernelException.EOPNOTSUPP, "Unknown device type");
    }
    Interface below = device(wanted.lower());
    Stacked itself = below.stacked();
    Interface lower = itself == null ? below : itself.lower();
    Uppers.Mode mode = mode(wanted.type().mode());
    check(wanted, lower, mode);
    long mac =
        mode == Uppers.Mode.PASSTHRU
            ? lower.device().mac()
            : wanted.mac().size() == 6
                ? wanted.mac().number()
                : MainDevice.localMac(world.random());
    MainDevice.Identity identity =
        new MainDevice.Identity(
            wanted.device().index(), wanted.device().name(), MainDevice.ETHERNET, mac);
    MainDevice device = new MainDevice(identity, stack);
    device.mtu(lower.device().mtu());
    Interface on = state.add(device);
    Uppers.Seat seat = lower.device().uppers(world).seat(device, mode);
    device.plugInto(seat);
    on.stackedAs(new Stacked(lower, mode, seat));
    tx.with(() -> {
      seat.unplug();
      state.remove(on);
    });
    on.set(Setting.FORWARDING, lower.setting(Setting.FORWARDING), tx); // as the host does
    tx.tell(new Event.LinkSeen(LinkRules.link(on), false));
  }

  private static Uppers.Mode mode(String word) {
    try {
      return Uppers.Mode.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new Refusal(KernelException.EINVAL, "Invalid argument");
    }
  }

  private void check(StackedDevice wanted, Interface lower, Uppers.Mode mode) {
    MainDevice device = lower.device();
    if (state.find(wanted.device().name()) != null) {
      throw new Refusal(KernelException.EEXIST, "File exists");
    }
    if (state.find(wanted.device().index()) != null) {
      throw new Refusal(Refusal.EBUSY, "Device or resource busy");
    }
    Uppers there = device.uppers(world);
    boolean alone = mode == Uppers.Mode.PASSTHRU && there.size() > 0;
    if (device.isLoopback() || there.isPassedThrough() || alone) {
      throw new Refusal(KernelException.EINVAL, "Invalid argument");
    }
    if (wanted.mac().size() != 0) {
      long mac = wanted.mac().size() == 6 ? wanted.mac().number() : 0;
      if (mac == 0 || Ethernet.isGroup(mac)) {
        throw new Refusal(KernelException.EADDRNOTAVAIL, "Cannot assign requested address");
      }
    }
  }

  private void remove(Interface on, Transaction tx) {
    Stacked stacked = stacked(on);
    links.unregister(on, tx);
    stacked.seat().unplug();
    state.remove(on);
    tx.with(() -> {
      state.put(on);
      stacked.seat().plug();
    });
  }

  /** A main device goes, and with it all that is stacked on it. */
  void removeAll(Interface lower, Transaction tx) {
    for (Interface on : List.copyOf(state.interfaces())) {
      Stacked stacked = on.stacked();
      if (stacked != null && stacked.lower() == lower) {
        remove(on, tx);
      }
    }
  }
}
