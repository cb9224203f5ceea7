package dev.netalias.alias.egress;

import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Route;
import java.util.Collection;
import java.util.List;

/**
 * What there is around an alias when it is said how its packets leave.
 *
 * @param addresses those of the device that they leave by
 * @param routes all routes but those of the local table
 */
public record Around(List<InterfaceAddress> addresses, Collection<Route> routes) {
  /** Copies the addresses. */
  public Around {
    addresses = List.copyOf(addresses);
  }
}
