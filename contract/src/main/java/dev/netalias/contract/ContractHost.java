package dev.netalias.contract;

import dev.netalias.NetAlias;
import java.util.Set;

/**
 * A host of a test's own: main devices {@code lo}, {@code eth0} and {@code eth1}, all open, the
 * Ethernet ones without IPv4 address and with somebody at the other end of the wire.
 */
public interface ContractHost extends AutoCloseable {
  /** Its aliases. */
  NetAlias net();

  /** Takes a main device away, as {@code ip link del} does. */
  void unregister(String device);

  /** Gives a main device another name, as {@code ip link set NAME name NEW} does. */
  void rename(String device, String name);

  /**
   * The MAC addresses that answer ARP for an address, where a neighbour, 10.9.0.9/24, asks for it
   * on the wire of eth0.
   */
  Set<String> answering(String address);

  /** Whether that neighbour gets an answer to its ping. */
  boolean isReached(String address);

  @Override
  void close();
}
