package dev.netalias.kernel.state;

import dev.netalias.net.Address;
import org.jspecify.annotations.Nullable;

/**
 * Where a route sends a packet next ({@code struct rtnexthop}).
 *
 * @param device through which, null where none is told
 * @param gateway to whom, null where the destination itself is on the link
 * @param weight share of a multipath route, 1 for a route of one hop
 * @param flags {@code RTNH_F_*}; {@code onlink} is 4
 */
public record Hop(@Nullable Device device, @Nullable Address gateway, int weight, int flags) {
  /** {@code RTNH_F_ONLINK}. */
  public static final int ONLINK = 4;

  /** {@code RTNH_F_*} that the kernel sets by itself: dead, linkdown, offload, trap. */
  public static final int KERNEL_FLAGS = ~ONLINK;

  /** A hop of one device, with a gateway or without. */
  public static Hop through(@Nullable Device device, @Nullable Address gateway) {
    return new Hop(device, gateway, 1, 0);
  }
}
