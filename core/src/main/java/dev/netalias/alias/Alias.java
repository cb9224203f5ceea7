package dev.netalias.alias;

import dev.netalias.alias.egress.Leaving;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An alias: a device stacked on a main device, that owns one address. What is main's (MAC, MTU,
 * link type) is read from main, so it is always current; one of realisation {@code device} has its
 * own.
 *
 * @param main the main device
 * @param tag what stands behind the first colon of its name; a label of another program that has no
 *     colon is all tag
 * @param owned the address, as the kernel holds it or as it is remembered while closed
 * @param realisation how it exists in the kernel
 * @param state open, closed, or closed because main is
 * @param remembered whether an entry of the registry says so, and not the kernel alone
 * @param counters its own, null where the kernel does not count them
 * @param device the device that it has to itself, null where it shares main's
 */
public record Alias(
    Link main,
    String tag,
    InterfaceAddress owned,
    Realisation realisation,
    State state,
    boolean remembered,
    @Nullable Counters counters,
    @Nullable Link device) {

  /** Whether it is there for the network. */
  public enum State {
    /** It answers. */
    OPEN,
    /** It was closed, and is kept. */
    CLOSED,
    /** Its address is with the kernel, but its main device is closed. */
    MAIN_CLOSED
  }

  /** The name: what the kernel has as label, or {@code main:tag}. */
  public String name() {
    return device != null || owned.label().isEmpty() ? main.name() + ":" + tag : owned.label();
  }

  /** The device whose MAC, MTU and flags are its: its own, or main. */
  public Link link() {
    return device != null ? device : main;
  }

  /** Whether its main device is in another network namespace. */
  public boolean isMoved() {
    return main.device().index() < 0;
  }

  /** Whether it answers. */
  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** Whether it was closed by itself, and is kept by netalias. */
  public boolean isKept() {
    return state == State.CLOSED;
  }

  /** Its address. */
  public Address address() {
    return owned.local();
  }

  /** The length of its prefix. */
  public int prefixLength() {
    return owned.prefixLength();
  }

  /** The slot, where the tag is a canonical number. */
  public OptionalInt slot() {
    return AliasName.slotOf(tag);
  }

  /** Whether netalias made it, by the mark that it leaves. */
  public boolean isManaged() {
    return remembered || device != null || owned.protocol() == Protocol.NETALIAS;
  }

  /** A closed alias that is remembered. */
  static Alias kept(Link main, Entry.OfAlias entry, @Nullable Counters counters) {
    return new Alias(
        main,
        entry.tag(),
        entry.address(),
        entry.realisation(),
        State.CLOSED,
        true,
        counters,
        null);
  }

  /** An alias that is a local route. */
  static Alias routed(Link main, String tag, InterfaceAddress owned, boolean open) {
    State state = !open ? State.CLOSED : main.isUp() ? State.OPEN : State.MAIN_CLOSED;
    return new Alias(main, tag, owned, Realisation.ROUTE, state, false, null, null);
  }

  /** Whether it is a local route. */
  public boolean isRoute() {
    return realisation == Realisation.ROUTE;
  }

  /** The same with counters. */
  Alias with(@Nullable Counters nowCounted) {
    return nowCounted == null
        ? this
        : new Alias(main, tag, owned, realisation, state, remembered, nowCounted, device);
  }

  /** What makes it while it is open, {@code ip addr add …} or {@code ip route add local …}. */
  public Change creation() {
    if (!isRoute()) {
      boolean labelled = address().family() == Address.INET;
      return AddressChange.add(owned.withLabel(labelled ? name() : ""));
    }
    LocalRoutes.Builder one = new LocalRoutes.Builder(main.device());
    one.add(owned.prefix(), remembered ? RouteColumns.WORD_METRIC : Long.parseLong(tag) + 1, true);
    return RoutesChange.add(one.build());
  }

  /** What matters of it for how its packets leave. */
  Leaving leaving() {
    boolean whole = isRoute() && !owned.prefix().isHost();
    return new Leaving(main.device(), tag, link().device(), owned.prefix(), whole, isKept());
  }

  /** The same, remembered. */
  Alias remember() {
    return new Alias(main, tag, owned, realisation, state, true, counters, device);
  }

  /** The same with another state. */
  Alias with(State newState, boolean nowRemembered) {
    return new Alias(main, tag, owned, realisation, newState, nowRemembered, counters, device);
  }

  /** The same with another address. */
  Alias with(InterfaceAddress nowOwned) {
    return new Alias(main, tag, nowOwned, realisation, state, remembered, counters, device);
  }
}
