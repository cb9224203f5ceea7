package dev.netalias.embedded.state;

import dev.netalias.embedded.device.MainDevice;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import org.jspecify.annotations.Nullable;

/** A route in a table, with what a packet needs of it at hand. */
public final class RouteEntry {
  /** {@code RTNH_F_DEAD}. */
  static final int DEAD = 1;

  private final Route route;
  private final @Nullable MainDevice out;
  private final @Nullable Address gateway;

  /** The entry of a route; {@code out} is the device of the first hop that works. */
  RouteEntry(Route route, @Nullable MainDevice out) {
    this.route = route;
    this.out = out;
    Address via = null;
    for (Hop hop : route.hops()) {
      boolean same = out == null || hop.device() == null || hop.device().index() == out.index();
      if ((hop.flags() & DEAD) == 0 && same) {
        via = hop.gateway();
        break;
      }
    }
    this.gateway = via;
  }

  /** The route. */
  public Route route() {
    return route;
  }

  /** The device that it leaves through, null for a reject route. */
  public @Nullable MainDevice out() {
    return out;
  }

  /** To whom, null where the destination itself is on the link. */
  public @Nullable Address gateway() {
    return gateway;
  }

  /** Which sort of route, {@code RTN_*}. */
  public int type() {
    return route.type();
  }

  /** Whether it says that an address is this host's own. */
  public boolean isLocal() {
    return route.type() == Route.LOCAL;
  }

  /** Whether it stands before another of the same prefix: by type of service, then metric. */
  boolean isBefore(RouteEntry other) {
    return route.tos() == other.route.tos()
        ? Long.compareUnsigned(route.metric(), other.route.metric()) < 0
        : route.tos() > other.route.tos();
  }
}
