package dev.netalias.embedded;

import dev.netalias.embedded.device.MainDevice;
import dev.netalias.embedded.device.Uppers;
import dev.netalias.embedded.state.Held;
import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.Stacked;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Resources;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.kernel.state.Stacking;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.FrameText;
import java.util.List;
import java.util.Locale;

/** What happens when a main device is opened, closed, changed or taken away. */
final class LinkRules {
  /** Flags that {@code ip link set} and {@code ifconfig} can change. */
  private static final int SETTABLE =
      Link.UP | Link.NO_ARP | Link.PROMISCUOUS | Link.ALL_MULTICAST | Link.MULTICAST | Link.DYNAMIC;

  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65_535;
  private static final int LEAST_INET6_MTU = 1280;

  private final HostState state;
  private final AddressRules addresses;
  private final RouteRules routes;

  LinkRules(HostState state, AddressRules addresses, RouteRules routes) {
    this.state = state;
    this.addresses = addresses;
    this.routes = routes;
  }

  /** {@code ip link set}: what differs between before and after. */
  void change(Interface on, LinkState before, LinkState after, Transaction tx) {
    MainDevice device = on.device();
    if (!before.mac().equals(after.mac())) {
      mac(on, after.mac(), tx);
    }
    if (before.mtu() != after.mtu()) {
      mtu(on, after.mtu(), tx);
    }
    if (before.queueLength() != after.queueLength()) {
      int was = device.queueLength();
      device.queueLength(after.queueLength());
      tx.with(() -> device.queueLength(was));
    }
    int changed = (before.flags() ^ after.flags()) & SETTABLE;
    int flags = device.flags() & ~changed | after.flags() & changed;
    boolean opens = (flags & Link.UP) != 0 && !device.isOpen();
    if (opens) {
      checkUnused(on, device.mac());
    }
    boolean closes = (flags & Link.UP) == 0 && device.isOpen();
    flags(device, flags, tx);
    if (opens) {
      addresses.opened(on, tx);
      routes.deviceBack(on, tx);
    } else if (closes) {
      closed(on, tx);
    }
    tx.tell(new Event.LinkSeen(link(on), false));
    if (opens || closes) {
      above(on).forEach(upper -> tx.tell(new Event.LinkSeen(link(upper), false)));
    }
  }

  /** The devices that are stacked on one. */
  private List<Interface> above(Interface on) {
    return state.interfaces().stream()
        .filter(upper -> upper != on && upper.bottom() == on)
        .toList();
  }

  /** Of the open devices on one wire no two have one MAC address, but for the one of all. */
  private static void checkUnused(Interface on, long mac) {
    Stacked stacked = on.stacked();
    boolean shares = stacked != null && stacked.mode() == Uppers.Mode.PASSTHRU;
    if (stacked != null && !shares && stacked.seat().isUsed(mac)) {
      throw new Refusal(Refusal.EADDRINUSE, "Address already in use");
    }
  }

  private static void flags(MainDevice device, int flags, Transaction tx) {
    int was = device.flags();
    device.flags(flags);
    tx.with(() -> device.flags(was));
  }

  private void closed(Interface on, Transaction tx) {
    for (Held held : List.copyOf(on.addresses().of(Address.INET6))) {
      addresses.remove(on, held, tx);
    }
    routes.deviceGone(
        on,
        e ->
            e.route().type() != Route.LOCAL
                || e.route().destination().address().family() == Address.INET6,
        tx);
    forgetAll(on, tx);
  }

  private void forgetAll(Interface on, Transaction tx) {
    state.forget(on, Address.INET, tx);
    state.forget(on, Address.INET6, tx);
  }

  private void mac(Interface on, Mac wanted, Transaction tx) {
    if (wanted.size() != 6) {
      throw new Refusal(KernelException.EINVAL, "Invalid argument");
    }
    long mac = wanted.number();
    if (mac == 0 || Ethernet.isGroup(mac)) {
      throw new Refusal(KernelException.EADDRNOTAVAIL, "Cannot assign requested address");
    }
    if (on.device().isOpen()) {
      checkUnused(on, mac);
    }
    long was = on.device().mac();
    on.device().mac(mac);
    tx.with(() -> on.device().mac(was));
    forgetAll(on, tx);
  }

  private void mtu(Interface on, int mtu, Transaction tx) {
    MainDevice device = on.device();
    if (mtu < (device.isLoopback() ? 0 : LEAST_MTU)) {
      throw new Refusal(KernelException.EINVAL, "mtu less than device minimum");
    }
    if (mtu > MOST_MTU && !device.isLoopback()) {
      throw new Refusal(KernelException.EINVAL, "mtu greater than device maximum");
    }
    if (on.bottom() != on && mtu > on.bottom().device().mtu()) {
      throw new Refusal(KernelException.EINVAL, "Invalid argument");
    }
    int was = device.mtu();
    device.mtu(mtu);
    tx.with(() -> device.mtu(was));
    for (Interface upper : above(on)) {
      if (upper.device().mtu() > mtu) {
        mtu(upper, mtu, tx);
      }
    }
    if (mtu < LEAST_INET6_MTU) {
      addresses.removeAll(on, Address.INET6, tx);
    }
  }

  /** A main device is unregistered: all that is its goes. */
  void unregister(Interface on, Transaction tx) {
    flags(on.device(), on.device().flags() & ~Link.UP, tx);
    for (int family : List.copyOf(on.addresses().families())) {
      addresses.removeAll(on, family, tx);
    }
    routes.deviceGone(on, e -> true, tx);
    forgetAll(on, tx);
    tx.tell(new Event.LinkSeen(link(on), true));
  }

  /** A main device gets another name; labels and routes follow. */
  void rename(Interface on, String name, Transaction tx) {
    String was = on.device().name();
    on.device().rename(name);
    tx.with(() -> on.device().rename(was));
    routes.deviceRenamed(on, tx);
    addresses.renamed(on, tx);
    tx.tell(new Event.LinkSeen(link(on), false));
  }

  /** A main device in the port's form. */
  static Link link(Interface on) {
    MainDevice device = on.device();
    LinkState state =
        new LinkState(device.flags(), device.mtu(), device.queueLength(), mac(device.mac()));
    Stacked stacked = on.stacked();
    return new Link(
        on.reference(),
        device.hardware(),
        stacked == null ? "" : StackedDevice.Type.MACVLAN,
        state,
        mac(device.isLoopback() ? 0 : Ethernet.BROADCAST),
        0,
        stacked == null ? "" : stacked.text(),
        device.meter().traffic(),
        on.settings(),
        Resources.NONE,
        stacked == null ? null : stacking(stacked));
  }

  private static Stacking stacking(Stacked stacked) {
    String mode = stacked.mode().name().toLowerCase(Locale.ROOT);
    return new Stacking(stacked.lower().device().index(), Stacking.HERE, mode);
  }

  private static Mac mac(long number) {
    return FrameText.mac(number);
  }
}
