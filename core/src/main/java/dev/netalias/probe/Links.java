package dev.netalias.probe;

import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Link;
import dev.netalias.net.Mac;
import java.util.HashSet;
import java.util.Set;

/** On which devices there is somebody to speak with. */
public final class Links {
  /** {@code ARPHRD_ETHER}. */
  private static final int ETHERNET = 1;

  private Links() {}

  /** Whether neighbours on a device are asked for addresses: not on loopback, tunnels, NOARP. */
  public static boolean hasNeighbours(Link link) {
    return link.hardware() == ETHERNET
        && !link.has(Link.LOOPBACK)
        && !link.has(Link.NO_ARP)
        && !link.has(Link.POINT_TO_POINT);
  }

  /** Whether one can speak on it now: it is open, and there is a carrier. */
  public static boolean carries(Link link) {
    return link.isUp() && link.has(Link.RUNNING);
  }

  /** The link-layer addresses of a host. */
  public static Set<Mac> own(Snapshot now) {
    Set<Mac> own = new HashSet<>();
    now.links().forEach(link -> own.add(link.state().mac()));
    return own;
  }
}
