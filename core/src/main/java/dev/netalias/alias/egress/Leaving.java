package dev.netalias.alias.egress;

import dev.netalias.kernel.state.Device;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;

/**
 * An alias as far as it matters how its packets leave.
 *
 * @param main its main device
 * @param tag the tag of its name
 * @param device the device that they leave by: main, or its own
 * @param owned its address and the length of its prefix
 * @param whole whether all addresses of that prefix are its
 * @param closed whether it is closed, so that none leave
 */
public record Leaving(
    Device main, String tag, Device device, Prefix owned, boolean whole, boolean closed) {
  Prefix source() {
    return whole ? owned.network() : new Prefix(owned.address(), owned.address().bits());
  }

  /** The subnet that it is in by itself; no more than its address where it is in none. */
  Prefix subnet() {
    return whole ? source() : owned.network();
  }

  Address address() {
    return owned.address();
  }

  boolean isOfFamily(Address other) {
    return other.family() == owned.address().family();
  }
}
