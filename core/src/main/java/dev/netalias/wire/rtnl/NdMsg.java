package dev.netalias.wire.rtnl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.AttributeTable;
import dev.netalias.wire.nl.Header;
import dev.netalias.wire.nl.Names;

/**
 * The header of a message on a neighbour, {@code struct ndmsg}.
 *
 * @param family the address family
 * @param index the link
 * @param state {@link #NUD_PERMANENT} and others
 * @param flags {@code NTF_*}
 * @param type as a route's
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/neighbour.h">neighbour.h</a>
 */
public record NdMsg(int family, int index, int state, int flags, int type) implements Header {
  /** Somebody set it; the kernel never drops it by itself. */
  public static final int NUD_PERMANENT = 0x80;

  /** Needs no resolution, as a broadcast address. */
  public static final int NUD_NOARP = 0x40;

  private static final Names STATES =
      Names.bits(
          "INCOMPLETE 1, REACHABLE 2, STALE 4, DELAY 8, PROBE 10, FAILED 20, NOARP 40,"
              + " PERMANENT 80");
  private static final Names FLAGS =
      Names.bits(
          "USE 1, SELF 2, MASTER 4, PROXY 8, EXT_LEARNED 10, OFFLOADED 20, STICKY 40, ROUTER 80");

  /** Reads the header. */
  public static NdMsg parse(Cursor in) {
    return new NdMsg(
        in.named("ndmsg").u8(), // ndm_family
        in.skip(3).i32(), // ndm_pad1, ndm_pad2, ndm_ifindex
        in.u16(), // ndm_state
        in.u8(), // ndm_flags
        in.u8()); // ndm_type
  }

  @Override
  public void emit(Emitter out) {
    out.u8(family) // ndm_family
        .zeros(3) // ndm_pad1, ndm_pad2
        .i32(index) // ndm_ifindex
        .u16(state) // ndm_state
        .u8(flags) // ndm_flags
        .u8(type); // ndm_type
  }

  @Override
  public AttributeTable attributes() {
    return Nda.ALL;
  }

  @Override
  public String toString() {
    return "ndm_family "
        + Rt.FAMILIES.print(family)
        + " ndm_ifindex "
        + index
        + " ndm_state "
        + STATES.print(state)
        + " ndm_flags "
        + FLAGS.print(flags)
        + " ndm_type "
        + type;
  }
}
