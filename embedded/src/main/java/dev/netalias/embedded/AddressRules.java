package dev.netalias.embedded;

import dev.netalias.embedded.device.MainDevice;
import dev.netalias.embedded.state.AddressBook;
import dev.netalias.embedded.state.Held;
import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.Interface;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.DeviceName;
import dev.netalias.net.Prefix;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What comes and goes with an address ({@code inet_insert_ifa} and {@code __inet_del_ifa} in the
 * kernel's {@code net/ipv4/devinet.c}; {@code net/ipv6/addrconf.c}). A made-up family is held like
 * IPv4 without primaries.
 */
final class AddressRules {
  private final HostState state;
  private final ConnectedRoutes connected;
  private final RouteRules routes;
  private final LifeTimes lifeTimes;

  AddressRules(HostState state, ConnectedRoutes connected, RouteRules routes, LifeTimes lifeTimes) {
    this.state = state;
    this.connected = connected;
    this.routes = routes;
    this.lifeTimes = lifeTimes;
  }

  private Interface on(InterfaceAddress address) {
    Interface on = state.find(address.device().index());
    if (on == null) {
      throw new Refusal(
          KernelException.ENODEV,
          address.local().family() == Address.INET6
              ? "ipv6: Unable to find the interface"
              : "ipv4: Device not found");
    }
    return on;
  }

  // Adding

  /** {@code ip addr add}. */
  void add(InterfaceAddress asked, Transaction tx) {
    Interface on = on(asked);
    int family = asked.local().family();
    InterfaceAddress address =
        switch (family) {
          case Address.INET -> inet(on, asked);
          case Address.INET6 -> inet6(on, asked);
          default -> other(on, asked);
        };
    Held held = on.addresses().add(address, tx);
    Held primary = family == Address.INET ? on.addresses().primary(address.subnet()) : held;
    Address source = primary == null ? address.local() : primary.value().local();
    connected.add(on, address, source, tx);
    tx.touch(on, address.local());
    tx.tell(AddressChange.add(address));
    lifeTimes.begin(on, held, tx);
  }

  private static InterfaceAddress inet(Interface on, InterfaceAddress asked) {
    String label = asked.label().isEmpty() ? on.device().name() : asked.label();
    if (label.getBytes(StandardCharsets.UTF_8).length > AliasName.MOST_LABEL_BYTES) {
      throw new Refusal(Refusal.ERANGE, "Attribute failed policy validation");
    }
    if (on.addresses().same(asked) != null) {
      throw new Refusal(KernelException.EEXIST, "ipv4: Address already assigned");
    }
    Held primary = on.addresses().primary(asked.subnet());
    if (primary != null && primary.value().scope() != asked.scope()) {
      throw new Refusal(KernelException.EINVAL, "ipv4: Invalid scope value");
    }
    int flags = flags(asked) | (primary == null ? 0 : InterfaceAddress.SECONDARY);
    return kept(on, asked, label).withFlags(flags);
  }

  private static InterfaceAddress inet6(Interface on, InterfaceAddress asked) {
    if (asked.local().high() >>> 56 == 0xff) {
      throw new Refusal(
          KernelException.EINVAL,
          "ipv6: Cannot assign multicast address without \"IFA_F_MCAUTOJOIN\" flag");
    }
    if (!on.addresses().withLocal(asked.local()).isEmpty()) {
      throw new Refusal(KernelException.EEXIST, "ipv6: address already assigned");
    }
    int scope = InterfaceAddress.usualScope(asked.local());
    InterfaceAddress kept = kept(on, asked, "");
    boolean unchecked = on.device().isLoopback() || (asked.flags() & InterfaceAddress.NO_DAD) != 0;
    int flags = flags(asked) | (unchecked ? 0 : InterfaceAddress.TENTATIVE);
    return new InterfaceAddress(
        kept.device(),
        kept.local(),
        kept.prefixLength(),
        kept.peer(),
        null,
        "",
        scope,
        flags,
        kept.protocol(),
        kept.lifetime(),
        kept.metric());
  }

  private static InterfaceAddress other(Interface on, InterfaceAddress asked) {
    if (!on.addresses().withLocal(asked.local()).isEmpty()) {
      throw new Refusal(KernelException.EEXIST, "File exists");
    }
    return kept(on, asked, asked.label()).withFlags(flags(asked));
  }

  private static InterfaceAddress kept(Interface on, InterfaceAddress asked, String label) {
    return new InterfaceAddress(
        on.reference(),
        asked.local(),
        asked.prefixLength(),
        asked.peer(),
        asked.broadcast(),
        label,
        asked.scope(),
        asked.flags(),
        asked.protocol(),
        asked.lifetime(),
        asked.metric());
  }

  /** The flags that were asked for, and those that follow from the lifetime. */
  static int flags(InterfaceAddress asked) {
    Lifetime lifetime = asked.lifetime();
    if (lifetime.valid() <= 0 || lifetime.preferred() > lifetime.valid()) {
      throw new Refusal(KernelException.EINVAL, "address lifetime invalid");
    }
    int flags = asked.flags() & ~InterfaceAddress.KERNEL_FLAGS;
    flags |= lifetime.valid() == Lifetime.UNLIMITED ? InterfaceAddress.PERMANENT : 0;
    return flags | (lifetime.preferred() == 0 ? InterfaceAddress.DEPRECATED : 0);
  }

  /** {@code ip addr change}: what can be changed in place. */
  void change(InterfaceAddress before, InterfaceAddress after, Transaction tx) {
    Interface on = on(before);
    Held held = on.addresses().same(before);
    if (held == null || !before.isSameAs(after)) {
      throw notFound(before);
    }
    int kept = held.value().flags() & (InterfaceAddress.SECONDARY | InterfaceAddress.TENTATIVE);
    InterfaceAddress was = held.value();
    InterfaceAddress now =
        new InterfaceAddress(
            was.device(),
            was.local(),
            was.prefixLength(),
            was.peer(),
            was.broadcast(),
            was.label(),
            was.scope(),
            flags(after) | kept,
            after.protocol(),
            after.lifetime(),
            after.metric());
    on.addresses().change(held, now, tx);
    tx.tell(new AddressChange(was, now));
    lifeTimes.begin(on, held, tx);
  }

  /** An IPv6 address was found to be nobody else's, or somebody's. */
  void detected(Interface on, Held held, boolean unique, Transaction tx) {
    InterfaceAddress was = held.value();
    int flags =
        unique
            ? was.flags() & ~InterfaceAddress.TENTATIVE
            : was.flags() | InterfaceAddress.DAD_FAILED;
    InterfaceAddress now = was.withFlags(flags);
    on.addresses().change(held, now, tx);
    if (unique) {
      connected.addOwn(on, now, tx);
    }
    tx.touch(on, now.local());
    tx.tell(new AddressChange(was, now));
  }

  // Removing

  private static Refusal notFound(InterfaceAddress address) {
    boolean inet6 = address.local().family() == Address.INET6;
    return new Refusal(
        KernelException.EADDRNOTAVAIL,
        inet6 ? "ipv6: address not found" : "ipv4: Address not found");
  }

  /** {@code ip addr del}. */
  void remove(InterfaceAddress asked, Transaction tx) {
    Interface on = on(asked);
    Held held = on.addresses().same(asked);
    boolean labelled = !asked.label().isEmpty() && asked.local().family() == Address.INET;
    if (held == null || labelled && !asked.label().equals(held.value().label())) {
      throw notFound(asked);
    }
    remove(on, held, tx);
  }

  /** An address goes, and what goes with it. */
  void remove(Interface on, Held held, Transaction tx) {
    boolean inet = held.value().local().family() == Address.INET;
    if (inet && !held.value().isSecondary()) {
      removePrimary(on, held, tx);
    } else {
      drop(on, held, source(on, held), tx);
    }
    if (inet && on.addresses().of(Address.INET).isEmpty()) {
      lastGone(on, tx);
    }
  }

  /** All addresses of a family go, the newest first: nothing is promoted meanwhile. */
  void removeAll(Interface on, int family, Transaction tx) {
    List<Held> all = List.copyOf(on.addresses().of(family));
    for (Held held : all.reversed()) {
      remove(on, held, tx);
    }
  }

  private static Address source(Interface on, Held held) {
    Held primary = on.addresses().primary(held.value().subnet());
    return primary != null && held.value().isSecondary()
        ? primary.value().local()
        : held.value().local();
  }

  private void removePrimary(Interface on, Held primary, Transaction tx) {
    AddressBook book = on.addresses();
    Address source = primary.value().local();
    List<Held> others =
        book.ofSubnet(primary.value().subnet()).stream().filter(h -> h != primary).toList();
    if (on.setting(Setting.PROMOTE_SECONDARIES) == 0) {
      others.forEach(h -> drop(on, h, source, tx));
      drop(on, primary, source, tx);
      return;
    }
    others.forEach(h -> connected.remove(on, h.value(), source, tx));
    drop(on, primary, source, tx);
    if (!others.isEmpty()) {
      Held heir = others.getFirst();
      book.promote(heir, tx);
      tx.tell(AddressChange.add(heir.value()));
      others.forEach(h -> connected.add(on, h.value(), heir.value().local(), tx));
    }
  }

  private void drop(Interface on, Held held, Address source, Transaction tx) {
    on.addresses().remove(held, tx);
    connected.remove(on, held.value(), source, tx);
    tx.touch(on, held.value().local());
    tx.tell(AddressChange.remove(held.value()));
    lifeTimes.end(on, held, tx);
    routes.addressGone(held.value().local(), tx);
  }

  /** Without its last IPv4 address a device loses its IPv4 routes, local ones too. */
  private void lastGone(Interface on, Transaction tx) {
    routes.deviceGone(on, e -> e.route().destination().address().family() == Address.INET, tx);
    state.forget(on, Address.INET, tx);
  }

  // Links

  /** A device was opened. */
  void opened(Interface on, Transaction tx) {
    MainDevice device = on.device();
    if (device.isLoopback()) {
      loopback(on, "127.0.0.1/8", tx);
      loopback(on, "::1/128", tx);
    }
    for (int family : List.copyOf(on.addresses().families())) {
      for (Held held : List.copyOf(on.addresses().of(family))) {
        connected.restore(on, held.value(), source(on, held), tx);
        lifeTimes.detect(on, held, tx);
      }
    }
    if (!device.isLoopback()) {
      connected.addGroups(on, tx);
    }
  }

  /** The loopback gets its addresses by itself where they are gone, {@code IFAPROT_KERNEL_LO}. */
  private void loopback(Interface on, String prefix, Transaction tx) {
    Prefix own = Prefix.parse(prefix);
    InterfaceAddress plain = InterfaceAddress.of(on.reference(), own, on.device().name());
    boolean gone =
        on.addresses().of(own.address().family()).stream()
            .noneMatch(held -> held.value().isSameAs(plain));
    if (gone) {
      add(withProtocol(plain, 1), tx);
    }
  }

  private static InterfaceAddress withProtocol(InterfaceAddress a, int protocol) {
    return new InterfaceAddress(
        a.device(),
        a.local(),
        a.prefixLength(),
        a.peer(),
        a.broadcast(),
        a.label(),
        a.scope(),
        a.flags(),
        protocol,
        a.lifetime(),
        a.metric());
  }

  /**
   * A device got another name: the labels follow ({@code inetdev_changename}). The first address
   * gets the name alone; others keep what stands behind their colon, or get their number.
   */
  void renamed(Interface on, Transaction tx) {
    int number = 0;
    for (int family : List.copyOf(on.addresses().families())) {
      for (Held held : List.copyOf(on.addresses().of(family))) {
        InterfaceAddress was = held.value();
        String label = was.label();
        if (family == Address.INET) {
          label = renamed(on.device().name(), label, ++number);
        }
        on.addresses().change(held, kept(on, was, label).withFlags(was.flags()), tx);
        tx.touch(on, was.local());
        tx.tell(new AddressChange(was, held.value()));
      }
    }
  }

  private static String renamed(String name, String label, int number) {
    if (number == 1) {
      return name;
    }
    int colon = label.indexOf(':');
    String tail = colon < 0 ? ":" + number : label.substring(colon);
    int room = DeviceName.MOST_BYTES - tail.length();
    return name.length() <= room ? name + tail : name.substring(0, Math.max(0, room)) + tail;
  }
}
