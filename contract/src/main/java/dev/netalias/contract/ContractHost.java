package dev.netalias.contract;

import dev.netalias.NetAlias;

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

  @Override
  void close();
}
