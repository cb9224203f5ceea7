package dev.netalias.embedded.state;

import dev.netalias.embedded.device.NetDevice;
import dev.netalias.net.Address;

/**
 * To whom a frame goes next, and through which device. One object serves all packets of a stack, so
 * that sending allocates nothing; it holds until the next packet is sent.
 */
public final class NextHop {
  private final int family;
  private Interface on;
  private NetDevice via;
  private long high;
  private long low;

  /** A hop of a family, to nobody yet. */
  public NextHop(int family, Interface some) {
    this.family = family;
    on = some;
    via = some.device();
  }

  /** Through which device: the main device, or an alias of it. */
  public NextHop through(Interface newOn, NetDevice newVia) {
    on = newOn;
    via = newVia;
    return this;
  }

  /** To whom. */
  public NextHop to(long newHigh, long newLow) {
    high = newHigh;
    low = newLow;
    return this;
  }

  int family() {
    return family;
  }

  /** On which main device. */
  public Interface on() {
    return on;
  }

  /** Through which device. */
  public NetDevice via() {
    return via;
  }

  /** Upper half of the address. */
  public long high() {
    return high;
  }

  /** Lower half of the address. */
  public long low() {
    return low;
  }

  Address address() {
    return new Address(family, family == Address.INET ? 4 : 16, high, low);
  }
}
