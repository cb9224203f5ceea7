package dev.netalias.linux;

import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.linux.netlink.Reader;
import dev.netalias.linux.netlink.Request;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.nl.AttributeList;
import dev.netalias.wire.nl.AttributeValue;
import dev.netalias.wire.nl.Attributes;
import dev.netalias.wire.nl.NlMsgHdr;
import dev.netalias.wire.rtnl.NextHop;
import dev.netalias.wire.rtnl.Rt;
import dev.netalias.wire.rtnl.RtMsg;
import dev.netalias.wire.rtnl.Rta;
import dev.netalias.wire.rtnl.Rtax;
import dev.netalias.wire.rtnl.Rtm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads routes from messages: {@code RTM_NEWROUTE}, {@code RTM_DELROUTE}. */
final class RouteMessages {
  /** The routes of all tables. */
  static final Request DUMP =
      new Request(Rtm.GETROUTE, 0, new RtMsg(Rt.AF_UNSPEC, 0, 0, 0, 0, 0, 0, 0, 0)::emit);

  /** The routes of the local table. */
  static final Request DUMP_LOCAL =
      new Request(
          Rtm.GETROUTE, 0, new RtMsg(Rt.AF_UNSPEC, 0, 0, 0, Rt.TABLE_LOCAL, 0, 0, 0, 0)::emit);

  /** The routes of one table that netalias made. */
  static Request dumpOwn(int table) {
    RtMsg header =
        new RtMsg(
            Rt.AF_UNSPEC,
            0,
            0,
            0,
            table < 256 ? table : RouteRequests.TABLE_COMPAT,
            Protocol.NETALIAS,
            0,
            0,
            0);
    return new Request(
        Rtm.GETROUTE,
        0,
        out -> {
          header.emit(out);
          Rta.TABLE.emit(out, table);
        });
  }

  /** The route to an address, {@code ip route get ADDRESS fibmatch}. */
  static Request to(Address destination) {
    RtMsg header =
        new RtMsg(
            destination.family(), destination.bits(), 0, 0, 0, 0, 0, 0, RtMsg.RTM_F_FIB_MATCH);
    return new Request(
        Rtm.GETROUTE,
        0,
        out -> {
          header.emit(out);
          Rta.DST.emit(out, destination);
        });
  }

  /** What a {@link Route} has a component for, and what only the kernel says. */
  private static final long COMPONENTS =
      Attributes.bits(
          Rta.DST,
          Rta.OIF,
          Rta.GATEWAY,
          Rta.VIA,
          Rta.PRIORITY,
          Rta.PREFSRC,
          Rta.METRICS,
          Rta.MULTIPATH,
          Rta.TABLE,
          Rta.CACHEINFO,
          Rta.PREF,
          Rta.PAD);

  private static final long HOP_COMPONENTS = Attributes.bits(Rta.GATEWAY, Rta.VIA);
  private static final long NUMERIC_METRICS = ~Attributes.bits(Rtax.CC_ALGO);
  private static final Address ANY4 = Address.ofIpv4(0);
  private static final Address ANY6 = new Address(Address.INET6, 16, 0, 0);

  private RouteMessages() {}

  /** Which tables are wanted. */
  enum Tables {
    ALL,
    LOCAL,
    ALL_BUT_LOCAL;

    boolean have(int table) {
      return this == ALL || (this == LOCAL) == (table == Rt.TABLE_LOCAL);
    }

    /** Whether a dump of them has all aliases that are local routes, closed ones too. */
    boolean haveAliases() {
      return this != LOCAL;
    }

    Request dump() {
      return this == LOCAL ? DUMP_LOCAL : DUMP;
    }
  }

  /** Reads the routes of a dump, or of events, that come in one buffer. */
  static final class Collector implements Reader {
    final List<Route> routes = new ArrayList<>();
    private final Devices devices;
    private final Tables tables;
    private @Nullable Reader aliases;
    private @Nullable Attributes in;

    Collector(Devices devices, Tables tables) {
      this.devices = devices;
      this.tables = tables;
    }

    /** Hands on the aliases that are local routes, and what else is in tables not wanted. */
    Collector aliasesTo(Reader reader) {
      aliases = reader;
      return this;
    }

    @Override
    public void message(NlMsgHdr header, Cursor payload) {
      boolean wanted = tables.have(table(payload));
      if (aliases != null && (!wanted || isAlias(payload))) {
        aliases.message(header, payload);
        return;
      }
      Route route = wanted ? parse(payload) : null;
      if (route != null) {
        routes.add(route);
      }
    }

    /** The table of a message, by itself: a million may be passed over. */
    private static int table(Cursor payload) {
      long start = payload.position();
      int table = payload.skip(4).u8();
      payload.reset("rtmsg", start, payload.position() + payload.remaining() - start);
      return table;
    }

    private boolean isAlias(Cursor payload) {
      long start = payload.position();
      RtMsg header = RtMsg.parse(payload);
      boolean alias =
          header.protocol() == Protocol.NETALIAS
              && header.type() == RtMsg.RTN_LOCAL
              && RouteColumns.isMetric(metric(payload));
      payload.reset("rtmsg", start, payload.position() + payload.remaining() - start);
      return alias;
    }

    private long metric(Cursor payload) {
      return Integer.toUnsignedLong(attributes(payload).intOf(Rta.PRIORITY, 0));
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

    /** The route of a message; null where it is of no IP family, not wanted, or from a cache. */
    @Nullable Route parse(Cursor payload) {
      RtMsg header = RtMsg.parse(payload);
      int family = header.family();
      boolean ip = family == Address.INET || family == Address.INET6;
      if (!ip || !tables.have(header.table()) || (header.flags() & RtMsg.RTM_F_CLONED) != 0) {
        return null;
      }
      return route(header, attributes(payload));
    }

    private Route route(RtMsg header, Attributes in) {
      Address any = header.family() == Address.INET ? ANY4 : ANY6;
      Address destination = Objects.requireNonNullElse(in.get(Rta.DST), any);
      List<NextHop> multipath = in.get(Rta.MULTIPATH);
      List<AttributeValue<?>> extra = new ArrayList<>(in.others(COMPONENTS).values());
      Map<Integer, Long> metrics = metrics(in, extra);
      if (in.intOf(Rta.PREF, 0) != 0) {
        extra.add(Rta.PREF.of(in.intOf(Rta.PREF, 0)));
      }
      if (multipath != null && multipath.stream().anyMatch(Collector::hasMore)) {
        extra.add(Rta.MULTIPATH.of(multipath));
      }
      if (header.srcLength() != 0) {
        extra.add(RouteExtra.SOURCE_LENGTH.of(header.srcLength()));
      }
      return new Route(
          new Prefix(destination, header.dstLength()),
          in.intOf(Rta.TABLE, header.table()),
          header.type(),
          header.protocol(),
          header.scope(),
          header.tos(),
          Integer.toUnsignedLong(in.intOf(Rta.PRIORITY, 0)),
          in.get(Rta.PREFSRC),
          multipath == null ? hop(header, in) : hops(multipath),
          metrics,
          RouteExtra.toText(extra));
    }

    private List<Hop> hop(RtMsg header, Attributes in) {
      int index = in.intOf(Rta.OIF, 0);
      Address gateway = in.has(Rta.VIA) ? in.get(Rta.VIA) : in.get(Rta.GATEWAY);
      if (index == 0 && gateway == null) {
        return List.of();
      }
      Device device = index == 0 ? null : devices.at(index);
      return List.of(new Hop(device, gateway, 1, header.flags() & 0xff));
    }

    private List<Hop> hops(List<NextHop> multipath) {
      List<Hop> hops = new ArrayList<>();
      for (NextHop hop : multipath) {
        Address via = hop.attributes().get(Rta.VIA);
        Address gateway = via == null ? hop.attributes().get(Rta.GATEWAY) : via;
        hops.add(new Hop(devices.at(hop.index()), gateway, hop.hops() + 1, hop.flags()));
      }
      return hops;
    }

    private static boolean hasMore(NextHop hop) {
      return hop.attributes().values().stream()
          .anyMatch(v -> v.row().number() > 63 || (HOP_COMPONENTS & 1L << v.row().number()) == 0);
    }

    /** The metrics that are numbers; what is left of them goes to {@code extra}. */
    private static Map<Integer, Long> metrics(Attributes in, List<AttributeValue<?>> extra) {
      AttributeList all = in.get(Rta.METRICS);
      if (all == null) {
        return Map.of();
      }
      Map<Integer, Long> metrics = new HashMap<>();
      List<AttributeValue<?>> left = new ArrayList<>();
      for (AttributeValue<?> metric : all.values()) {
        int number = metric.row().number();
        boolean numeric = number < Long.SIZE && (NUMERIC_METRICS & 1L << number) != 0;
        if (numeric && metric.value() instanceof Integer value) {
          metrics.put(number, Integer.toUnsignedLong(value));
        } else {
          left.add(metric);
        }
      }
      if (!left.isEmpty()) {
        extra.add(Rta.METRICS.of(new AttributeList(left)));
      }
      return metrics;
    }
  }
}
