package dev.netalias.linux;

import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Resources;
import dev.netalias.kernel.state.Setting;
import dev.netalias.kernel.state.Stacking;
import dev.netalias.kernel.state.Traffic;
import dev.netalias.linux.netlink.Reader;
import dev.netalias.linux.netlink.Request;
import dev.netalias.net.Mac;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.nl.AttributeList;
import dev.netalias.wire.nl.Attributes;
import dev.netalias.wire.nl.Fields;
import dev.netalias.wire.nl.NlMsgHdr;
import dev.netalias.wire.rtnl.IfInfoMsg;
import dev.netalias.wire.rtnl.Ifla;
import dev.netalias.wire.rtnl.IflaAf;
import dev.netalias.wire.rtnl.IflaInfo;
import dev.netalias.wire.rtnl.InetConf;
import dev.netalias.wire.rtnl.InetConfValues;
import dev.netalias.wire.rtnl.LinkMap;
import dev.netalias.wire.rtnl.LinkStat;
import dev.netalias.wire.rtnl.Rt;
import dev.netalias.wire.rtnl.Rtm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Devices as messages: {@code RTM_NEWLINK}. */
final class LinkMessages {
  /** All devices. */
  static final Request DUMP =
      new Request(Rtm.GETLINK, 0, new IfInfoMsg(Rt.AF_UNSPEC, 0, 0, 0, 0)::emit);

  private LinkMessages() {}

  /** Collects the devices of a dump. */
  static final class Collector implements Reader {
    final List<Link> links = new ArrayList<>();

    @Override
    public void message(NlMsgHdr header, Cursor payload) {
      Link link = parse(payload);
      if (link != null) {
        links.add(link);
      }
    }
  }

  /** The device of a message; null where a bridge tells of its port. */
  static @Nullable Link parse(Cursor payload) {
    IfInfoMsg header = IfInfoMsg.parse(payload);
    if (header.family() == Rt.AF_BRIDGE) {
      return null;
    }
    Attributes in = Attributes.read(Ifla.ALL, payload);
    Device device = new Device(header.index(), orEmpty(in.get(Ifla.IFNAME)));
    Attributes info = in.nest(Ifla.LINKINFO);
    LinkState state =
        new LinkState(
            header.flags(),
            in.intOf(Ifla.MTU, 0),
            in.intOf(Ifla.TXQLEN, 0),
            orNone(in.get(Ifla.ADDRESS)));
    return new Link(
        device,
        header.type(),
        info == null ? "" : orEmpty(info.get(IflaInfo.KIND)),
        state,
        orNone(in.get(Ifla.BROADCAST)),
        0, // a relic: no kernel has had one for a device since 2.2
        orEmpty(in.get(Ifla.IFALIAS)),
        traffic(in.get(Ifla.STATS64)),
        settings(in),
        resources(in.get(Ifla.MAP)),
        stacking(in, info));
  }

  private static @Nullable Stacking stacking(Attributes in, @Nullable Attributes info) {
    String kind = info == null ? "" : orEmpty(info.get(IflaInfo.KIND));
    AttributeList data = info == null ? null : info.get(IflaInfo.DATA);
    Integer lower = in.get(Ifla.LINK);
    if (data == null || lower == null || !StackMessages.isStackable(kind)) {
      return null;
    }
    int namespace = in.has(Ifla.LINK_NETNSID) ? in.intOf(Ifla.LINK_NETNSID, 0) : Stacking.HERE;
    return new Stacking(lower, namespace, StackMessages.mode(kind, data));
  }

  private static Resources resources(@Nullable LinkMap map) {
    return map == null
        ? Resources.NONE
        : new Resources(map.start(), map.end(), (int) map.base(), map.irq(), map.dma());
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static Mac orNone(@Nullable Mac mac) {
    return Objects.requireNonNullElse(mac, Mac.NONE);
  }

  private static Map<Setting, Integer> settings(Attributes in) {
    Attributes families = in.nest(Ifla.AF_SPEC);
    Attributes inet = families == null ? null : families.nest(IflaAf.INET);
    InetConfValues values = inet == null ? null : inet.get(IflaAf.Inet.CONF);
    Map<Setting, Integer> settings = new EnumMap<>(Setting.class);
    if (values != null) {
      for (Setting setting : Setting.values()) {
        Integer value = values.values().get(setting.number());
        if (value != null) {
          settings.put(setting, value);
        }
      }
    }
    return settings;
  }

  /** The sums of {@code dev_seq_printf_stats} in the kernel's {@code net/core/net-procfs.c}. */
  private static Traffic traffic(@Nullable Fields<LinkStat> stats) {
    if (stats == null) {
      return Traffic.NONE;
    }
    return new Traffic(
        stats.get(LinkStat.RX_BYTES),
        stats.get(LinkStat.RX_PACKETS),
        stats.get(LinkStat.RX_ERRORS),
        stats.get(LinkStat.RX_DROPPED) + stats.get(LinkStat.RX_MISSED_ERRORS),
        stats.get(LinkStat.RX_FIFO_ERRORS),
        stats.get(LinkStat.RX_LENGTH_ERRORS)
            + stats.get(LinkStat.RX_OVER_ERRORS)
            + stats.get(LinkStat.RX_CRC_ERRORS)
            + stats.get(LinkStat.RX_FRAME_ERRORS),
        stats.get(LinkStat.RX_COMPRESSED),
        stats.get(LinkStat.MULTICAST),
        stats.get(LinkStat.TX_BYTES),
        stats.get(LinkStat.TX_PACKETS),
        stats.get(LinkStat.TX_ERRORS),
        stats.get(LinkStat.TX_DROPPED),
        stats.get(LinkStat.TX_FIFO_ERRORS),
        stats.get(LinkStat.COLLISIONS),
        stats.get(LinkStat.TX_CARRIER_ERRORS)
            + stats.get(LinkStat.TX_ABORTED_ERRORS)
            + stats.get(LinkStat.TX_WINDOW_ERRORS)
            + stats.get(LinkStat.TX_HEARTBEAT_ERRORS),
        stats.get(LinkStat.TX_COMPRESSED));
  }

  /** The change of what differs, {@code ip link set}. */
  static Request request(LinkChange change) {
    LinkState before = change.before();
    LinkState after = change.after();
    int changed = before.flags() ^ after.flags();
    return new Request(
        Rtm.NEWLINK,
        0,
        out -> {
          new IfInfoMsg(Rt.AF_UNSPEC, 0, change.device().index(), after.flags(), changed).emit(out);
          if (before.mtu() != after.mtu()) {
            Ifla.MTU.emit(out, after.mtu());
          }
          if (before.queueLength() != after.queueLength()) {
            Ifla.TXQLEN.emit(out, after.queueLength());
          }
          if (!before.mac().equals(after.mac())) {
            Ifla.ADDRESS.emit(out, after.mac());
          }
        });
  }

  /** The change of a setting, {@code sysctl net.ipv4.conf.DEVICE.SETTING=VALUE}. */
  static Request request(SettingChange change) {
    InetConf setting = InetConf.of(change.setting().number());
    InetConfValues values = InetConfValues.set(Map.of(setting, change.after()));
    return new Request(
        Rtm.NEWLINK,
        0,
        out -> {
          new IfInfoMsg(Rt.AF_UNSPEC, 0, change.device().index(), 0, 0).emit(out);
          long families = Ifla.AF_SPEC.begin(out);
          long inet = IflaAf.INET.begin(out);
          IflaAf.Inet.CONF.emit(out, values);
          IflaAf.INET.end(out, inet);
          Ifla.AF_SPEC.end(out, families);
        });
  }
}
