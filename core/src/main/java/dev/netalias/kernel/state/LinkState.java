package dev.netalias.kernel.state;

import dev.netalias.net.Mac;

/**
 * What a {@link dev.netalias.kernel.LinkChange} can change of a main device.
 *
 * @param flags {@code IFF_*} flags
 * @param mtu largest payload in bytes
 * @param queueLength transmit queue length, packets
 * @param mac link-layer address
 */
public record LinkState(int flags, int mtu, int queueLength, Mac mac) {
  /** The same with a flag set or cleared. */
  public LinkState withFlag(int flag, boolean on) {
    return new LinkState(on ? flags | flag : flags & ~flag, mtu, queueLength, mac);
  }

  /** The same with another MTU. */
  public LinkState withMtu(int newMtu) {
    return new LinkState(flags, newMtu, queueLength, mac);
  }

  /** The same with another queue length. */
  public LinkState withQueueLength(int length) {
    return new LinkState(flags, mtu, length, mac);
  }

  /** The same with another link-layer address. */
  public LinkState withMac(Mac newMac) {
    return new LinkState(flags, mtu, queueLength, newMac);
  }
}
