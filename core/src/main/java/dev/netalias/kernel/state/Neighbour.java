package dev.netalias.kernel.state;

import dev.netalias.net.Address;
import dev.netalias.net.Mac;

/**
 * One neighbour entry, {@code ip neigh show} ({@code linux/neighbour.h}).
 *
 * @param device on which wire
 * @param address whose
 * @param mac its link-layer address, {@link Mac#NONE} where unknown
 * @param state {@code NUD_*}
 * @param flags {@code NTF_*}
 */
public record Neighbour(Device device, Address address, Mac mac, int state, int flags) {
  /** {@code NUD_PERMANENT}: set by hand, never forgotten by the kernel. */
  public static final int PERMANENT = 0x80;

  /** {@code NUD_NOARP}: needs no resolution. */
  public static final int NO_ARP = 0x40;

  /** {@code NUD_STALE}: known, and to be asked for again when it is needed. */
  public static final int STALE = 0x4;

  /** {@code NUD_FAILED}. */
  public static final int FAILED = 0x20;

  /** {@code NTF_PROXY}. */
  public static final int PROXY = 0x8;

  /** Whether somebody set it: the others come and go by themselves. */
  public boolean isSet() {
    return (state & PERMANENT) != 0 || isProxy();
  }

  /** Whether the host answers for the address in another's place. */
  public boolean isProxy() {
    return (flags & PROXY) != 0;
  }
}
