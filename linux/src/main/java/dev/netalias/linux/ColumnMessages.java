package dev.netalias.linux;

import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.linux.netlink.NetlinkException;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.netlink.Reader;
import dev.netalias.linux.netlink.Request;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.nl.Attributes;
import dev.netalias.wire.nl.Errno;
import dev.netalias.wire.nl.NlMsgHdr;
import dev.netalias.wire.rtnl.RtMsg;
import dev.netalias.wire.rtnl.Rta;
import dev.netalias.wire.rtnl.Rtm;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the aliases that are local routes into columns, with no object for each. The kernel is
 * asked for those alone; one that does not sort them out ({@code NETLINK_GET_STRICT_CHK}, Linux
 * 4.20) sends others too, which are passed over here.
 */
final class ColumnMessages implements Reader {
  private final Devices devices;
  private final Map<Integer, LocalRoutes.Builder> open = new HashMap<>();
  private final Map<Integer, LocalRoutes.Builder> closed = new HashMap<>();
  private @Nullable Attributes in;

  ColumnMessages(Devices devices) {
    this.devices = devices;
  }

  /** Reads those of both families. */
  static Map<Integer, LocalRoutes> read(NetlinkSocket socket, Devices devices, boolean closedOnly) {
    Map<Integer, LocalRoutes.Builder> all = new HashMap<>();
    for (int family : new int[] {Address.INET, Address.INET6}) {
      if (!closedOnly) {
        merge(all, dump(socket, devices, request(family, Route.LOCAL_TABLE)).open);
      }
      merge(all, dump(socket, devices, request(family, RouteColumns.CLOSED_TABLE)).closed);
    }
    return built(all);
  }

  /** What it was given, in the order of slots; of two with one slot an open one comes first. */
  Map<Integer, LocalRoutes> all() {
    merge(open, closed);
    return built(open);
  }

  private static Map<Integer, LocalRoutes> built(Map<Integer, LocalRoutes.Builder> all) {
    Map<Integer, LocalRoutes> built = new HashMap<>();
    all.forEach((device, rows) -> built.put(device, rows.build()));
    return Map.copyOf(built);
  }

  /** A table or a family that is not there holds nothing. */
  private static ColumnMessages dump(NetlinkSocket socket, Devices devices, Request request) {
    try {
      return socket.dump(request, () -> new ColumnMessages(devices));
    } catch (NetlinkException refused) {
      if (refused.errno() == Errno.ENOENT || refused.errno() == Errno.EAFNOSUPPORT) {
        return new ColumnMessages(devices);
      }
      throw refused;
    }
  }

  private static void merge(
      Map<Integer, LocalRoutes.Builder> all, Map<Integer, LocalRoutes.Builder> more) {
    more.forEach((device, rows) -> {
      LocalRoutes.Builder there = all.putIfAbsent(device, rows);
      for (int row = 0; there != null && row < rows.size(); row++) {
        there.add(rows, row);
      }
    });
  }

  private static Request request(int family, int table) {
    return new Request(
        Rtm.GETROUTE,
        0,
        out -> {
          new RtMsg(family, 0, 0, 0, table & 0xff, Protocol.NETALIAS, 0, RtMsg.RTN_LOCAL, 0)
              .emit(out);
          Rta.TABLE.emit(out, table);
        });
  }

  @Override
  public void message(NlMsgHdr message, Cursor payload) {
    int family = payload.u8();
    int length = payload.u8();
    payload.skip(2);
    int table = payload.u8();
    int protocol = payload.u8();
    payload.skip(1);
    int type = payload.u8();
    boolean cloned = (payload.i32() & RtMsg.RTM_F_CLONED) != 0;
    if (protocol != Protocol.NETALIAS || type != RtMsg.RTN_LOCAL || cloned) {
      return;
    }
    Attributes attributes = attributes(payload);
    long metric = Integer.toUnsignedLong(attributes.intOf(Rta.PRIORITY, 0));
    boolean isOpen = table == Route.LOCAL_TABLE;
    boolean ours =
        (isOpen || attributes.intOf(Rta.TABLE, table) == RouteColumns.CLOSED_TABLE)
            && RouteColumns.isMetric(metric)
            && attributes.has(Rta.DST);
    int index = attributes.intOf(Rta.OIF, 0);
    if (!ours || index == 0) {
      return;
    }
    Map<Integer, LocalRoutes.Builder> byDevice = isOpen ? open : closed;
    LocalRoutes.Builder rows = byDevice.get(index);
    if (rows == null) {
      rows = new LocalRoutes.Builder(devices.at(index));
      byDevice.put(index, rows);
    }
    if (family == Address.INET) {
      rows.addInet(attributes.bytesOf(Rta.DST).i32be(), length, metric, isOpen);
    } else {
      Address address = Objects.requireNonNull(attributes.get(Rta.DST));
      rows.add(new Prefix(address, length), metric, isOpen);
    }
  }

  private Attributes attributes(Cursor payload) {
    Attributes present = in;
    if (present == null) {
      present = Attributes.read(Rta.ALL, payload);
      in = present;
    } else {
      present.reset(payload);
    }
    return present;
  }
}
