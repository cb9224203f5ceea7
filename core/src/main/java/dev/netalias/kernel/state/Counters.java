package dev.netalias.kernel.state;

import dev.netalias.net.Address;
import org.jspecify.annotations.Nullable;

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

  @Override
  public boolean equals(@Nullable Object other) { // without what records link for it at first use
    return other instanceof Counters that
        && rxPackets == that.rxPackets
        && rxBytes == that.rxBytes
        && txPackets == that.txPackets
        && txBytes == that.txBytes;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * (31 * (31 * rxPackets + rxBytes) + txPackets) + txBytes);
  }

  /**
   * Whose counters they are.
   *
   * @param device index of the main device
   * @param address the address
   */
  public record Key(int device, Address address) {
    @Override
    public boolean equals(@Nullable Object other) { // without what records link for it at first use
      return other instanceof Key that && device == that.device && address.equals(that.address);
    }

    @Override
    public int hashCode() {
      return 31 * device + address.hashCode();
    }
  }
}
