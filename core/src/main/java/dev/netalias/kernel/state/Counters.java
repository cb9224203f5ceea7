package dev.netalias.kernel.state;

import dev.netalias.net.Address;

/**
 * What went to and from one address.
 *
 * @param rxPackets packets received
 * @param rxBytes bytes received
 * @param txPackets packets sent
 * @param txBytes bytes sent
 */
public record Counters(long rxPackets, long rxBytes, long txPackets, long txBytes) {
  /** An address to and from which nothing has gone. */
  public static final Counters ZERO = new Counters(0, 0, 0, 0);

  /**
   * Whose counters they are.
   *
   * @param device index of the main device
   * @param address the address
   */
  public record Key(int device, Address address) {}
}
