package dev.netalias.linux;

import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.net.Address;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.Nlm;
import dev.netalias.wire.rtnl.Rt;
import dev.netalias.wire.rtnl.RtMsg;
import dev.netalias.wire.rtnl.Rta;
import dev.netalias.wire.rtnl.Rtm;

/**
 * Writes a change of many local routes from its columns, with no object for each: {@code ip route
 * add|del local PREFIX dev DEVICE table local proto 78 metric N}.
 */
record ColumnRequests(LocalRoutes rows, boolean removes) implements NetlinkSocket.Rows {
  /** What the table field of the header holds where the number is too great for it. */
  private static final int TABLE_COMPAT = 252;

  private static final int WORD = 8; // an attribute of 32 bits
  private static final int SIXTEEN_BYTES = 20;

  static ColumnRequests of(RoutesChange change) {
    return new ColumnRequests(change.subject(), change.isRemoval());
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public int type() {
    return removes ? Rtm.DELROUTE : Rtm.NEWROUTE;
  }

  @Override
  public int flags() {
    return removes ? 0 : Nlm.CREATE | Nlm.EXCL;
  }

  @Override
  public void emit(int row, Emitter out) {
    int family = rows.family(row);
    boolean open = rows.isOpen(row);
    out.u8(family) // rtm_family
        .u8(rows.length(row)) // rtm_dst_len
        .u8(0) // rtm_src_len
        .u8(0) // rtm_tos
        .u8(open ? Rt.TABLE_LOCAL : TABLE_COMPAT) // rtm_table
        .u8(Protocol.NETALIAS) // rtm_protocol
        .u8(family == Address.INET ? Rt.SCOPE_HOST : Rt.SCOPE_UNIVERSE) // rtm_scope
        .u8(RtMsg.RTN_LOCAL) // rtm_type
        .i32(0); // rtm_flags
    if (family == Address.INET) {
      out.u16(WORD).u16(Rta.DST.number()).i32be((int) rows.low(row));
    } else {
      out.u16(SIXTEEN_BYTES).u16(Rta.DST.number()).i64be(rows.high(row)).i64be(rows.low(row));
    }
    out.u16(WORD).u16(Rta.OIF.number()).i32(rows.device().index());
    out.u16(WORD).u16(Rta.PRIORITY.number()).i32((int) rows.metric(row));
    if (!open) {
      out.u16(WORD).u16(Rta.TABLE.number()).i32(RouteColumns.CLOSED_TABLE);
    }
  }
}
