package dev.netalias.probe;

import dev.netalias.kernel.state.Device;
import dev.netalias.net.Address;

/**
 * An address on the link of a device: what neighbours are asked for, and told of.
 *
 * @param device the device
 * @param address the address
 */
public record Target(Device device, Address address) {}
