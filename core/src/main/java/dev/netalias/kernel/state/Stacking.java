package dev.netalias.kernel.state;

/**
 * How a device is stacked on another: a macvlan or an ipvlan device ({@code ip -d link show}).
 *
 * @param lower index of the device below, {@code IFLA_LINK}
 * @param lowerNamespace the number of the namespace that the device below is in, {@code
 *     IFLA_LINK_NETNSID}; {@link #HERE} where it is this one
 * @param mode {@code bridge}, {@code private}, {@code vepa}, {@code passthru}, {@code l2}, {@code
 *     l3}, {@code l3s}; a number where netalias has no word for it
 */
public record Stacking(int lower, int lowerNamespace, String mode) {
  /** The device below is in the namespace that was read. */
  public static final int HERE = -1;

  /** Whether the device below is in the namespace that was read. */
  public boolean isHere() {
    return lowerNamespace == HERE;
  }
}
