package dev.netalias.probe;

import dev.netalias.kernel.state.Device;
import dev.netalias.net.Address;
import org.jspecify.annotations.Nullable;

/**
 * An address on the link of a device: what neighbours are asked for, and told of.
 *
 * @param device the device
 * @param address the address
 */
public record Target(Device device, Address address) {
  @Override
  public boolean equals(@Nullable Object other) { // without what records link for it at first use
    return other instanceof Target that
        && device.equals(that.device)
        && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return 31 * device.hashCode() + address.hashCode();
  }
}
