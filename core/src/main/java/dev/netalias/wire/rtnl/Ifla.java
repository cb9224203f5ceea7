package dev.netalias.wire.rtnl;

import dev.netalias.net.Mac;
import dev.netalias.wire.nl.Attribute;
import dev.netalias.wire.nl.AttributeList;
import dev.netalias.wire.nl.AttributeTable;
import dev.netalias.wire.nl.BinaryCodec;
import dev.netalias.wire.nl.Fields;
import dev.netalias.wire.nl.FieldsCodec;
import dev.netalias.wire.nl.IntCodec;
import dev.netalias.wire.nl.LongCodec;
import dev.netalias.wire.nl.Names;
import dev.netalias.wire.nl.NestCodec;
import dev.netalias.wire.nl.TextCodec;

/**
 * The attributes of a link, {@code IFLA_*}.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/if_link.h">if_link.h</a>
 */
public final class Ifla {
  /** All of them. */
  public static final AttributeTable ALL = new AttributeTable();

  /** Those of AF_BRIDGE messages, whose IFLA_AF_SPEC and IFLA_PROTINFO are other nests. */
  static final AttributeTable OF_BRIDGE = bridge();

  private static final Names OPERSTATES =
      Names.values("unknown 0, notpresent 1, down 2, lowerlayerdown 3, testing 4, dormant 5, up 6");

  public static final Attribute<Mac> ADDRESS = ALL.row("IFLA_ADDRESS", 1, MacCodec.MAC);
  public static final Attribute<Mac> BROADCAST = ALL.row("IFLA_BROADCAST", 2, MacCodec.MAC);
  public static final Attribute<String> IFNAME = ALL.row("IFLA_IFNAME", 3, TextCodec.TEXT);
  public static final Attribute<Integer> MTU = ALL.row("IFLA_MTU", 4, IntCodec.U32);
  public static final Attribute<Integer> LINK = ALL.row("IFLA_LINK", 5, IntCodec.S32);
  public static final Attribute<String> QDISC = ALL.row("IFLA_QDISC", 6, TextCodec.TEXT);
  public static final Attribute<Fields<LinkStat>> STATS =
      ALL.row("IFLA_STATS", 7, FieldsCodec.u32(LinkStat.values()));
  public static final Attribute<byte[]> COST = ALL.row("IFLA_COST", 8, BinaryCodec.BINARY);
  public static final Attribute<byte[]> PRIORITY = ALL.row("IFLA_PRIORITY", 9, BinaryCodec.BINARY);
  public static final Attribute<Integer> MASTER = ALL.row("IFLA_MASTER", 10, IntCodec.U32);
  public static final Attribute<byte[]> WIRELESS = ALL.row("IFLA_WIRELESS", 11, BinaryCodec.BINARY);
  public static final Attribute<byte[]> PROTINFO = ALL.row("IFLA_PROTINFO", 12, BinaryCodec.BINARY);
  public static final Attribute<Integer> TXQLEN = ALL.row("IFLA_TXQLEN", 13, IntCodec.U32);
  public static final Attribute<LinkMap> MAP = ALL.row("IFLA_MAP", 14, LinkMap.MapCodec.MAP);
  public static final Attribute<Integer> WEIGHT = ALL.row("IFLA_WEIGHT", 15, IntCodec.U32);
  public static final Attribute<Integer> OPERSTATE =
      ALL.row("IFLA_OPERSTATE", 16, IntCodec.U8.named(OPERSTATES));
  public static final Attribute<Integer> LINKMODE = ALL.row("IFLA_LINKMODE", 17, IntCodec.U8);
  public static final Attribute<AttributeList> LINKINFO =
      ALL.row("IFLA_LINKINFO", 18, NestCodec.of(IflaInfo.ALL));
  public static final Attribute<Integer> NET_NS_PID = ALL.row("IFLA_NET_NS_PID", 19, IntCodec.U32);
  public static final Attribute<String> IFALIAS = ALL.row("IFLA_IFALIAS", 20, TextCodec.TEXT);
  public static final Attribute<Integer> NUM_VF = ALL.row("IFLA_NUM_VF", 21, IntCodec.U32);
  public static final Attribute<byte[]> VFINFO_LIST =
      ALL.row("IFLA_VFINFO_LIST", 22, BinaryCodec.BINARY);
  public static final Attribute<Fields<LinkStat>> STATS64 =
      ALL.row("IFLA_STATS64", 23, FieldsCodec.u64(LinkStat.values()));
  public static final Attribute<byte[]> VF_PORTS = ALL.row("IFLA_VF_PORTS", 24, BinaryCodec.BINARY);
  public static final Attribute<byte[]> PORT_SELF =
      ALL.row("IFLA_PORT_SELF", 25, BinaryCodec.BINARY);
  public static final Attribute<AttributeList> AF_SPEC =
      ALL.row("IFLA_AF_SPEC", 26, NestCodec.of(IflaAf.ALL));
  public static final Attribute<Integer> GROUP = ALL.row("IFLA_GROUP", 27, IntCodec.U32);
  public static final Attribute<Integer> NET_NS_FD = ALL.row("IFLA_NET_NS_FD", 28, IntCodec.U32);
  public static final Attribute<Integer> EXT_MASK = ALL.row("IFLA_EXT_MASK", 29, IntCodec.U32);
  public static final Attribute<Integer> PROMISCUITY =
      ALL.row("IFLA_PROMISCUITY", 30, IntCodec.U32);
  public static final Attribute<Integer> NUM_TX_QUEUES =
      ALL.row("IFLA_NUM_TX_QUEUES", 31, IntCodec.U32);
  public static final Attribute<Integer> NUM_RX_QUEUES =
      ALL.row("IFLA_NUM_RX_QUEUES", 32, IntCodec.U32);
  public static final Attribute<Integer> CARRIER = ALL.row("IFLA_CARRIER", 33, IntCodec.U8);
  public static final Attribute<byte[]> PHYS_PORT_ID =
      ALL.row("IFLA_PHYS_PORT_ID", 34, BinaryCodec.BINARY);
  public static final Attribute<Integer> CARRIER_CHANGES =
      ALL.row("IFLA_CARRIER_CHANGES", 35, IntCodec.U32);
  public static final Attribute<byte[]> PHYS_SWITCH_ID =
      ALL.row("IFLA_PHYS_SWITCH_ID", 36, BinaryCodec.BINARY);
  public static final Attribute<Integer> LINK_NETNSID =
      ALL.row("IFLA_LINK_NETNSID", 37, IntCodec.S32);
  public static final Attribute<String> PHYS_PORT_NAME =
      ALL.row("IFLA_PHYS_PORT_NAME", 38, TextCodec.TEXT);
  public static final Attribute<Integer> PROTO_DOWN = ALL.row("IFLA_PROTO_DOWN", 39, IntCodec.U8);
  public static final Attribute<Integer> GSO_MAX_SEGS =
      ALL.row("IFLA_GSO_MAX_SEGS", 40, IntCodec.U32);
  public static final Attribute<Integer> GSO_MAX_SIZE =
      ALL.row("IFLA_GSO_MAX_SIZE", 41, IntCodec.U32);
  public static final Attribute<byte[]> PAD = ALL.row("IFLA_PAD", 42, BinaryCodec.BINARY);
  public static final Attribute<byte[]> XDP = ALL.row("IFLA_XDP", 43, BinaryCodec.BINARY);
  public static final Attribute<Integer> EVENT = ALL.row("IFLA_EVENT", 44, IntCodec.U32);
  public static final Attribute<Integer> NEW_NETNSID =
      ALL.row("IFLA_NEW_NETNSID", 45, IntCodec.S32);
  public static final Attribute<Integer> TARGET_NETNSID =
      ALL.row("IFLA_TARGET_NETNSID", 46, IntCodec.S32);
  public static final Attribute<Integer> CARRIER_UP_COUNT =
      ALL.row("IFLA_CARRIER_UP_COUNT", 47, IntCodec.U32);
  public static final Attribute<Integer> CARRIER_DOWN_COUNT =
      ALL.row("IFLA_CARRIER_DOWN_COUNT", 48, IntCodec.U32);
  public static final Attribute<Integer> NEW_IFINDEX =
      ALL.row("IFLA_NEW_IFINDEX", 49, IntCodec.S32);
  public static final Attribute<Integer> MIN_MTU = ALL.row("IFLA_MIN_MTU", 50, IntCodec.U32);
  public static final Attribute<Integer> MAX_MTU = ALL.row("IFLA_MAX_MTU", 51, IntCodec.U32);
  public static final Attribute<byte[]> PROP_LIST =
      ALL.row("IFLA_PROP_LIST", 52, BinaryCodec.BINARY);
  public static final Attribute<String> ALT_IFNAME = ALL.row("IFLA_ALT_IFNAME", 53, TextCodec.TEXT);
  public static final Attribute<Mac> PERM_ADDRESS = ALL.row("IFLA_PERM_ADDRESS", 54, MacCodec.MAC);
  public static final Attribute<byte[]> PROTO_DOWN_REASON =
      ALL.row("IFLA_PROTO_DOWN_REASON", 55, BinaryCodec.BINARY);
  public static final Attribute<String> PARENT_DEV_NAME =
      ALL.row("IFLA_PARENT_DEV_NAME", 56, TextCodec.TEXT);
  public static final Attribute<String> PARENT_DEV_BUS_NAME =
      ALL.row("IFLA_PARENT_DEV_BUS_NAME", 57, TextCodec.TEXT);
  public static final Attribute<Integer> GRO_MAX_SIZE =
      ALL.row("IFLA_GRO_MAX_SIZE", 58, IntCodec.U32);
  public static final Attribute<Integer> TSO_MAX_SIZE =
      ALL.row("IFLA_TSO_MAX_SIZE", 59, IntCodec.U32);
  public static final Attribute<Integer> TSO_MAX_SEGS =
      ALL.row("IFLA_TSO_MAX_SEGS", 60, IntCodec.U32);
  public static final Attribute<Integer> ALLMULTI = ALL.row("IFLA_ALLMULTI", 61, IntCodec.U32);
  public static final Attribute<byte[]> DEVLINK_PORT =
      ALL.row("IFLA_DEVLINK_PORT", 62, BinaryCodec.BINARY);
  public static final Attribute<Integer> GSO_IPV4_MAX_SIZE =
      ALL.row("IFLA_GSO_IPV4_MAX_SIZE", 63, IntCodec.U32);
  public static final Attribute<Integer> GRO_IPV4_MAX_SIZE =
      ALL.row("IFLA_GRO_IPV4_MAX_SIZE", 64, IntCodec.U32);
  public static final Attribute<byte[]> DPLL_PIN = ALL.row("IFLA_DPLL_PIN", 65, BinaryCodec.BINARY);
  public static final Attribute<Long> MAX_PACING_OFFLOAD_HORIZON =
      ALL.row("IFLA_MAX_PACING_OFFLOAD_HORIZON", 66, LongCodec.UINT);
  public static final Attribute<Integer> NETNS_IMMUTABLE =
      ALL.row("IFLA_NETNS_IMMUTABLE", 67, IntCodec.U8);
  public static final Attribute<Integer> HEADROOM = ALL.row("IFLA_HEADROOM", 68, IntCodec.U16);
  public static final Attribute<Integer> TAILROOM = ALL.row("IFLA_TAILROOM", 69, IntCodec.U16);

  private Ifla() {}

  private static AttributeTable bridge() {
    AttributeTable table = new AttributeTable();
    table.row("IFLA_ADDRESS", 1, MacCodec.MAC);
    table.row("IFLA_IFNAME", 3, TextCodec.TEXT);
    table.row("IFLA_MTU", 4, IntCodec.U32);
    table.row("IFLA_LINK", 5, IntCodec.S32);
    table.row("IFLA_MASTER", 10, IntCodec.U32);
    table.row("IFLA_PROTINFO", 12, BinaryCodec.BINARY);
    table.row("IFLA_AF_SPEC", 26, BinaryCodec.BINARY);
    return table;
  }
}
