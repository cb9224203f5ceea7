package dev.netalias.kernel.state;

import dev.netalias.net.Address;

/**
 * A connection that is established, {@code ss -tun state established}.
 *
 * @param tcp whether it is one of TCP, or of a UDP socket that is connected
 * @param local the end that has it
 * @param peer the other end
 * @param socket what tells the socket from others, for {@link dev.netalias.kernel.Kernel#programs};
 *     0 where no program has it
 */
public record Connection(boolean tcp, End local, End peer, long socket) {
  /** One end. */
  public record End(Address address, int port) {
    @Override
    public String toString() {
      return (address.family() == Address.INET6 ? "[" + address + "]" : address) + ":" + port;
    }
  }

  /** Whether it is between the same ends. */
  public boolean isSameAs(Connection other) {
    return tcp == other.tcp && local.equals(other.local) && peer.equals(other.peer);
  }
}
