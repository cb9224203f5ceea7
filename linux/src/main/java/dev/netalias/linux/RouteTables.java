package dev.netalias.linux;

import dev.netalias.kernel.Part;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Route;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.netlink.Reader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is read of routing tables. Aliases that are local routes may be a million: where other
 * routes are wanted too, both come of one reading.
 *
 * @param routes those that are no aliases
 * @param aliases those that are, by the index of their device
 */
record RouteTables(List<Route> routes, Map<Integer, LocalRoutes> aliases) {

  static RouteTables read(NetlinkSocket socket, Devices devices, Set<Part> parts) {
    RouteMessages.Tables tables = tables(parts);
    boolean whole = parts.contains(Part.ALIAS_ROUTES);
    RouteTables read =
        tables == null
            ? new RouteTables(List.of(), Map.of())
            : read(socket, tables, whole, devices);
    if (whole && tables != null && tables.haveAliases()) {
      return read;
    }
    boolean any = whole || parts.contains(Part.SLOTS);
    return new RouteTables(
        read.routes, any ? ColumnMessages.read(socket, devices, !whole) : Map.of());
  }

  private static RouteTables read(
      NetlinkSocket socket, RouteMessages.Tables tables, boolean whole, Devices devices) {
    ColumnMessages[] aliases = new ColumnMessages[1];
    RouteMessages.Collector others =
        socket.dump(
            tables.dump(),
            () -> {
              aliases[0] = new ColumnMessages(devices);
              Reader reader = whole ? aliases[0] : (message, payload) -> {};
              return new RouteMessages.Collector(devices, tables).aliasesTo(reader);
            });
    return new RouteTables(others.routes, aliases[0].all());
  }

  private static RouteMessages.@Nullable Tables tables(Set<Part> parts) {
    boolean local = parts.contains(Part.LOCAL_ROUTES);
    if (parts.contains(Part.ROUTES)) {
      return local ? RouteMessages.Tables.ALL : RouteMessages.Tables.ALL_BUT_LOCAL;
    }
    return local ? RouteMessages.Tables.LOCAL : null;
  }
}
