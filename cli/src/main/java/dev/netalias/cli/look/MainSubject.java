package dev.netalias.cli.look;

import dev.netalias.alias.Alias;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.alias.InetType;
import dev.netalias.cli.look.Step.Add;
import dev.netalias.cli.look.Step.Remove;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A main device: the words do what they do to the kernel's devices, and no alias is lost. */
final class MainSubject extends Subject {
  private @Nullable InterfaceAddress current;

  MainSubject(Draft draft, Link main, Outcome outcome) {
    super(draft, main, outcome);
    current = draft.mainAddress(main.name()).orElse(null);
    wanted = current;
  }

  @Override
  String name() {
    return main.name();
  }

  @Override
  boolean exists() {
    return true;
  }

  /** The class mask, as the kernel gives it; of a point-to-point device a host's. */
  @Override
  InterfaceAddress fresh(Address address) {
    boolean host = main.has(Link.POINT_TO_POINT);
    Prefix prefix = new Prefix(address, host ? 32 : InetType.IP.classPrefix(address));
    return InterfaceAddress.of(main.device(), prefix, main.name())
        .withBroadcast(host ? null : usualBroadcast(prefix));
  }

  @Override
  void settle() {
    InterfaceAddress after = wanted;
    if (after == null && current != null) {
      draft.removeAddress(name(), current);
    } else if (after != null && !Objects.equals(after, current)) {
      draft.readdressMain(name(), after);
    }
    current = draft.mainAddress(name()).orElse(null);
    wanted = current;
    if (raised) {
      draft.openMain(name());
      raised = false;
    }
  }

  @Override
  void change(LinkPart part, LinkState after) {
    draft.change(name(), after);
  }

  @Override
  void open() {
    draft.openMain(name());
  }

  @Override
  void close() {
    draft.closeMain(name());
  }

  /** IPv6 addresses are the device's own; of IPv4 each is an alias, in the lowest free slot. */
  @Override
  void add(Add step) {
    Prefix prefix = Step.prefix(step.address(), step.length());
    if (prefix.address().family() == Address.INET6) {
      if (held(prefix.address()).isPresent()) {
        outcome.refused("SIOCSIFADDR", KernelException.EEXIST);
      } else {
        draft.addAddress(name(), InterfaceAddress.of(main.device(), prefix, ""));
      }
      return;
    }
    Optional<Alias> same = aliasOf(prefix.address());
    if (same.isPresent()) {
      draft.open(same.get());
      return;
    }
    int length = step.length().orElseGet(() -> lengthForAlias(prefix.address()));
    draft.create(Creation.of(name(), null, prefix.address(), OptionalInt.of(length)));
  }

  /** That of main's own address; without one that of the class. */
  private int lengthForAlias(Address address) {
    return current != null ? current.prefixLength() : InetType.IP.classPrefix(address);
  }

  private Optional<Alias> aliasOf(Address address) {
    for (Alias alias : draft.aliases()) {
      if (alias.main().device().index() == main.device().index()
          && alias.address().equals(address)) {
        return Optional.of(alias);
      }
    }
    return Optional.empty();
  }

  private Optional<InterfaceAddress> held(Address address) {
    for (InterfaceAddress a : draft.addressesOf(name())) {
      if (a.local().equals(address)) {
        return Optional.of(a);
      }
    }
    return Optional.empty();
  }

  @Override
  void remove(Remove step) {
    Address address = step.address();
    int length = Step.prefix(address, step.length()).length();
    boolean exact = address.family() == Address.INET6 || step.length().isPresent();
    Optional<Alias> alias = aliasOf(address).filter(a -> !exact || a.prefixLength() == length);
    Optional<InterfaceAddress> own =
        held(address).filter(a -> !exact || a.prefixLength() == length);
    if (alias.isPresent()) {
      draft.delete(alias.get());
    } else if (own.isPresent()) {
      draft.removeAddress(name(), own.get());
    } else {
      outcome.refused("SIOCDIFADDR", Errnos.EADDRNOTAVAIL);
    }
    current = draft.mainAddress(name()).orElse(null);
    wanted = current;
  }
}
