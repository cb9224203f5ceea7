package dev.netalias.alias;

import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.Collection;
import java.util.Comparator;

/** The prefix lengths that the classic commands take where no netmask is given. */
public final class ClassicPrefix {
  private ClassicPrefix() {}

  /**
   * Of an address set without netmask: that of the subnet of main that holds it, the longest where
   * several do; else the class mask.
   */
  public static int ofAddress(Address address, Collection<InterfaceAddress> ofMain) {
    return ofMain.stream()
        .filter(a -> !a.prefix().isHost() && a.subnet().contains(address))
        .map(InterfaceAddress::prefixLength)
        .max(Comparator.naturalOrder())
        .orElseGet(() -> InetType.IP.classPrefix(address));
  }

  /**
   * Of a network in {@code route add -net} without netmask: that of a connected subnet of that very
   * network address; else the class mask; and where that leaves host bits set, the shortest mask of
   * whole bytes that does not: 24 for 172.16.3.0.
   */
  public static int ofNetwork(Address network, Collection<InterfaceAddress> connected) {
    return connected.stream()
        .map(InterfaceAddress::subnet)
        .filter(s -> s.address().equals(network) && !s.isHost())
        .map(Prefix::length)
        .max(Comparator.naturalOrder())
        .orElseGet(() -> classOrBytes(network));
  }

  private static int classOrBytes(Address network) {
    int length = network.isZero() ? 0 : InetType.IP.classPrefix(network);
    while (!network.masked(length).equals(network)) {
      length = (length / 8 + 1) * 8;
    }
    return length;
  }
}
