package dev.netalias.cli.look;

import dev.netalias.alias.Draft;
import dev.netalias.cli.look.Step.Add;
import dev.netalias.cli.look.Step.Flag;
import dev.netalias.cli.look.Step.Impossible;
import dev.netalias.cli.look.Step.Remove;
import dev.netalias.cli.look.Step.SetAddress;
import dev.netalias.cli.look.Step.SetBroadcast;
import dev.netalias.cli.look.Step.SetHardware;
import dev.netalias.cli.look.Step.SetMask;
import dev.netalias.cli.look.Step.SetMetric;
import dev.netalias.cli.look.Step.SetMtu;
import dev.netalias.cli.look.Step.SetPeer;
import dev.netalias.cli.look.Step.SetQueue;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the words of an {@code ifconfig} line are about: a main device or an alias, in a draft.
 *
 * <p>Words that change its address (the address itself, mask, broadcast, far end) come together as
 * one change of it, made before the next word of another sort; so that {@code ifconfig eth0 ADDRESS
 * netmask MASK} makes no address of the class mask in between, as the original does.
 */
abstract class Subject {
  final Draft draft;
  final Link main;
  final Outcome outcome;

  /** The address that it is to have, null for none. */
  @Nullable InterfaceAddress wanted;

  /** Whether it is to be opened once it has that. */
  boolean raised;

  Subject(Draft draft, Link main, Outcome outcome) {
    this.draft = draft;
    this.main = main;
    this.outcome = outcome;
  }

  /** The name, as given. */
  abstract String name();

  /** Whether words about it find something. */
  abstract boolean exists();

  /** Takes one step. */
  final void take(Step step) {
    if (!exists() && !(step instanceof SetAddress) && !(step instanceof Add)) {
      outcome.error(step.missing(name()), step.missingCode());
      return;
    }
    switch (step) {
      case SetAddress(Address address) -> setAddress(address);
      case SetMask(Address mask) -> setMask(mask);
      case SetBroadcast(Address broadcast) -> setBroadcast(broadcast);
      case SetPeer(Address peer) -> setPeer(peer);
      case SetMetric(int metric) -> setMetric(metric);
      case Impossible(String reading, String writing) ->
          outcome.refused(writing, KernelException.EOPNOTSUPP);
      case SetMtu(int mtu) -> change(LinkPart.MTU, state -> state.withMtu(mtu));
      case SetQueue(int length) -> setQueue(length);
      case SetHardware hardware -> setHardware(hardware);
      case Flag flag -> setFlag(flag);
      case Add add -> {
        settle();
        add(add);
      }
      case Remove remove -> {
        settle();
        remove(remove);
      }
    }
  }

  /** What of a main device is changed, with the word for it. */
  enum LinkPart {
    MTU("MTU"),
    QUEUE("transmit queue"),
    HARDWARE("hardware address"),
    FLAG("flags");

    private final String word;

    LinkPart(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** The address that an address is set to, with what belongs to it. */
  abstract InterfaceAddress fresh(Address address);

  /** Makes the changes of the address that are outstanding. */
  abstract void settle();

  /** Sets something that a main device has, once its address is settled. */
  final void change(LinkPart part, UnaryOperator<LinkState> change) {
    settle();
    change(part, change.apply(state()));
  }

  /** Sets something that a main device has. */
  abstract void change(LinkPart part, LinkState after);

  abstract void open();

  abstract void close();

  abstract void add(Add step);

  abstract void remove(Remove step);

  final LinkState state() {
    return draft.mainState(main.name());
  }

  /** The broadcast address that the kernel gives. */
  final @Nullable Address usualBroadcast(Prefix prefix) {
    return main.has(Link.BROADCAST) && prefix.length() < 31 ? prefix.last() : null;
  }

  void setAddress(Address address) {
    if (isMulticast(address)) {
      outcome.refused("SIOCSIFADDR", Errnos.EINVAL);
      return;
    }
    raised = true;
    if (address.isZero()) {
      wanted = null;
    } else if (wanted == null || !wanted.local().equals(address)) {
      wanted = fresh(address);
    }
  }

  private static boolean isMulticast(Address address) {
    long first = address.low() >>> 28;
    return address.family() == Address.INET && first == 0xe;
  }

  private void setMask(Address mask) {
    int length = length(mask);
    InterfaceAddress before = inet();
    if (before == null) {
      outcome.refused("SIOCSIFNETMASK", Errnos.EADDRNOTAVAIL);
    } else if (length < 0) {
      outcome.refused("SIOCSIFNETMASK", Errnos.EINVAL);
    } else if (length != before.prefixLength()) {
      Prefix after = new Prefix(before.local(), length);
      boolean usual = Objects.equals(before.broadcast(), before.prefix().last());
      Address broadcast = usual && length < 31 ? usualBroadcast(after) : before.broadcast();
      wanted = before.withPrefix(after).withBroadcast(broadcast);
    }
  }

  /** The length of a mask, -1 where its bits are not together. */
  static int length(Address mask) {
    int host = Integer.numberOfTrailingZeros((int) mask.low());
    return mask.low() == (0xffff_ffffL >>> host << host & 0xffff_ffffL) ? 32 - host : -1;
  }

  private void setBroadcast(Address broadcast) {
    InterfaceAddress before = inet();
    if (before == null) {
      outcome.refused("SIOCSIFBRDADDR", Errnos.EADDRNOTAVAIL);
    } else {
      wanted = before.withBroadcast(broadcast.isZero() ? null : broadcast);
    }
  }

  private void setPeer(Address peer) {
    InterfaceAddress before = inet();
    if (before == null) {
      outcome.refused("SIOCSIFDSTADDR", Errnos.EADDRNOTAVAIL);
    } else if (isMulticast(peer)) {
      outcome.refused("SIOCSIFDSTADDR", Errnos.EINVAL);
    } else {
      wanted = before.withPeer(peer.equals(before.local()) ? null : peer);
    }
  }

  private @Nullable InterfaceAddress inet() {
    return wanted != null && wanted.local().family() == Address.INET ? wanted : null;
  }

  /** A device without one shows 1. */
  private void setMetric(int metric) {
    if (metric > 1) {
      outcome.refused("SIOCSIFMETRIC", KernelException.EOPNOTSUPP);
    }
  }

  private void setQueue(int length) {
    if (length < 0) {
      outcome.refused("SIOCSIFTXQLEN", Errnos.EINVAL);
    } else {
      change(LinkPart.QUEUE, state -> state.withQueueLength(length));
    }
  }

  private void setHardware(SetHardware step) {
    if (step.type().number() != main.hardware()) {
      outcome.refused("SIOCSIFHWADDR", Errnos.EINVAL);
    } else {
      change(LinkPart.HARDWARE, state -> state.withMac(step.mac()));
    }
  }

  private void setFlag(Flag step) {
    switch (step.flag()) {
      case Link.UP -> {
        settle();
        if (step.set()) {
          open();
        } else {
          close();
        }
      }
      case Link.BROADCAST, Link.POINT_TO_POINT -> {
        // The driver's alone: the kernel takes the request and leaves them as they are.
        if (!step.set() && main.has(step.flag())) {
          outcome.warn("Warning: Interface " + name() + " still in " + step.word() + " mode.\n");
        }
      }
      default -> change(LinkPart.FLAG, state -> state.withFlag(step.flag(), step.set()));
    }
  }
}
