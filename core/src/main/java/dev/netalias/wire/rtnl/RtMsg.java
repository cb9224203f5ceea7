package dev.netalias.wire.rtnl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.AttributeTable;
import dev.netalias.wire.nl.Header;
import dev.netalias.wire.nl.Names;

/**
 * The header of a message on a route, {@code struct rtmsg}.
 *
 * @param family the address family
 * @param dstLength prefix length of {@link Rta#DST}
 * @param srcLength prefix length of {@link Rta#SRC}
 * @param tos type of service
 * @param table {@link Rt#TABLE_MAIN}; 252 where {@link Rta#TABLE} says a greater one
 * @param protocol who made it, {@link Rt#PROTO_KERNEL}
 * @param scope {@link Rt#SCOPE_LINK}
 * @param type {@link #RTN_UNICAST}
 * @param flags {@code RTNH_F_*} and {@code RTM_F_*}
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/rtnetlink.h">rtnetlink.h</a>
 */
public record RtMsg(
    int family,
    int dstLength,
    int srcLength,
    int tos,
    int table,
    int protocol,
    int scope,
    int type,
    int flags)
    implements Header {
  /** A gateway or a direct route. */
  public static final int RTN_UNICAST = 1;

  /** Taken in by this host. */
  public static final int RTN_LOCAL = 2;

  /** A broadcast address of this host. */
  public static final int RTN_BROADCAST = 3;

  /** Refused with "unreachable". */
  public static final int RTN_UNREACHABLE = 7;

  /** {@code RTNH_F_ONLINK}: the gateway is on the link, whatever the routes say. */
  public static final int RTNH_F_ONLINK = 4;

  /** {@code RTM_F_FIB_MATCH}: the route as it stands in its table is asked for. */
  public static final int RTM_F_FIB_MATCH = 0x2000;

  /** {@code RTM_F_CLONED}: an entry of a cache. */
  public static final int RTM_F_CLONED = 0x200;

  private static final Names TYPES =
      Names.values(
          "unspec 0, unicast 1, local 2, broadcast 3, anycast 4, multicast 5, blackhole 6,"
              + " unreachable 7, prohibit 8, throw 9, nat 10");
  private static final Names FLAGS =
      Names.bits(
          "DEAD 1, PERVASIVE 2, ONLINK 4, OFFLOAD 8, LINKDOWN 10, UNRESOLVED 20, TRAP 40,"
              + " NOTIFY 100, CLONED 200, EQUALIZE 400, PREFIX 800, LOOKUP_TABLE 1000,"
              + " FIB_MATCH 2000, RT_OFFLOAD 4000, RT_TRAP 8000, OFFLOAD_FAILED 20000000");

  /** Reads the header. */
  public static RtMsg parse(Cursor in) {
    return new RtMsg(
        in.named("rtmsg").u8(), // rtm_family
        in.u8(), // rtm_dst_len
        in.u8(), // rtm_src_len
        in.u8(), // rtm_tos
        in.u8(), // rtm_table
        in.u8(), // rtm_protocol
        in.u8(), // rtm_scope
        in.u8(), // rtm_type
        in.i32()); // rtm_flags
  }

  @Override
  public void emit(Emitter out) {
    out.u8(family) // rtm_family
        .u8(dstLength) // rtm_dst_len
        .u8(srcLength) // rtm_src_len
        .u8(tos) // rtm_tos
        .u8(table) // rtm_table
        .u8(protocol) // rtm_protocol
        .u8(scope) // rtm_scope
        .u8(type) // rtm_type
        .i32(flags); // rtm_flags
  }

  @Override
  public AttributeTable attributes() {
    return Rta.ALL;
  }

  @Override
  public String toString() {
    return "rtm_family "
        + Rt.FAMILIES.print(family)
        + " rtm_dst_len "
        + dstLength
        + " rtm_src_len "
        + srcLength
        + " rtm_tos "
        + tos
        + " rtm_table "
        + Rt.TABLES.print(table)
        + " rtm_protocol "
        + Rt.PROTOCOLS.print(protocol)
        + " rtm_scope "
        + Rt.SCOPES.print(scope)
        + " rtm_type "
        + TYPES.print(type)
        + " rtm_flags "
        + FLAGS.print(flags & 0xffff_ffffL);
  }
}
