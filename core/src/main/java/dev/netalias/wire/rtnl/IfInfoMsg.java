package dev.netalias.wire.rtnl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.AttributeTable;
import dev.netalias.wire.nl.Header;
import dev.netalias.wire.nl.Names;

/**
 * The header of a message on a link, {@code struct ifinfomsg}.
 *
 * @param family AF_UNSPEC, or AF_BRIDGE for what a bridge says of its port
 * @param type the hardware, {@code ARPHRD_*}
 * @param index the link
 * @param flags {@code IFF_*}
 * @param change which flags to change
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/rtnetlink.h">rtnetlink.h</a>
 */
public record IfInfoMsg(int family, int type, int index, int flags, int change) implements Header {
  /** {@code IFF_UP}: open. */
  public static final int IFF_UP = 0x1;

  /** {@code IFF_LOOPBACK}. */
  public static final int IFF_LOOPBACK = 0x8;

  private static final Names FLAGS =
      Names.bits(
          "UP 1, BROADCAST 2, DEBUG 4, LOOPBACK 8, POINTOPOINT 10, NOTRAILERS 20, RUNNING 40,"
              + " NOARP 80, PROMISC 100, ALLMULTI 200, MASTER 400, SLAVE 800, MULTICAST 1000,"
              + " PORTSEL 2000, AUTOMEDIA 4000, DYNAMIC 8000, LOWER_UP 10000, DORMANT 20000,"
              + " ECHO 40000");
  private static final Names TYPES =
      Names.values("ether 1, infiniband 32, tunnel 768, tunnel6 769, loopback 772, none 65534");

  /** Reads the header. */
  public static IfInfoMsg parse(Cursor in) {
    return new IfInfoMsg(
        in.named("ifinfomsg").u8(), // ifi_family
        in.skip(1).u16(), // __ifi_pad, ifi_type
        in.i32(), // ifi_index
        in.i32(), // ifi_flags
        in.i32()); // ifi_change
  }

  @Override
  public void emit(Emitter out) {
    out.u8(family) // ifi_family
        .u8(0) // __ifi_pad
        .u16(type) // ifi_type
        .i32(index) // ifi_index
        .i32(flags) // ifi_flags
        .i32(change); // ifi_change
  }

  @Override
  public AttributeTable attributes() {
    return family == Rt.AF_BRIDGE ? Ifla.OF_BRIDGE : Ifla.ALL;
  }

  @Override
  public String toString() {
    return "ifi_family "
        + Rt.FAMILIES.print(family)
        + " ifi_type "
        + TYPES.print(type)
        + " ifi_index "
        + index
        + " ifi_flags "
        + FLAGS.print(flags & 0xffff_ffffL)
        + " ifi_change "
        + FLAGS.print(change & 0xffff_ffffL);
  }
}
