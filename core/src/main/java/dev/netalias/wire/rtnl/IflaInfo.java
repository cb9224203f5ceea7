package dev.netalias.wire.rtnl;

import dev.netalias.net.Mac;
import dev.netalias.wire.nl.Attribute;
import dev.netalias.wire.nl.AttributeList;
import dev.netalias.wire.nl.AttributeTable;
import dev.netalias.wire.nl.BinaryCodec;
import dev.netalias.wire.nl.IntCodec;
import dev.netalias.wire.nl.Names;
import dev.netalias.wire.nl.NestCodec;
import dev.netalias.wire.nl.TextCodec;
import java.util.Map;

/**
 * What kind of device a link is, {@code IFLA_INFO_*}.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/if_link.h">if_link.h</a>
 */
public final class IflaInfo {
  /** All of them. */
  public static final AttributeTable ALL = new AttributeTable();

  private static final Map<String, AttributeTable> KINDS =
      Map.of("macvlan", Macvlan.ALL, "macvtap", Macvlan.ALL, "ipvlan", Ipvlan.ALL);

  public static final Attribute<String> KIND = ALL.row("IFLA_INFO_KIND", 1, TextCodec.TEXT);
  public static final Attribute<AttributeList> DATA =
      ALL.row("IFLA_INFO_DATA", 2, NestCodec.by(KIND, KINDS));
  public static final Attribute<byte[]> XSTATS = ALL.row("IFLA_INFO_XSTATS", 3, BinaryCodec.BINARY);
  public static final Attribute<String> SLAVE_KIND =
      ALL.row("IFLA_INFO_SLAVE_KIND", 4, TextCodec.TEXT);
  public static final Attribute<byte[]> SLAVE_DATA =
      ALL.row("IFLA_INFO_SLAVE_DATA", 5, BinaryCodec.BINARY);

  private IflaInfo() {}

  /**
   * What a macvlan device is made of, {@code IFLA_MACVLAN_*}.
   *
   * @see <a
   *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/if_link.h">if_link.h</a>
   */
  public static final class Macvlan {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    private static final Names MODES =
        Names.values("private 1, vepa 2, bridge 4, passthru 8, source 16");

    public static final Attribute<Integer> MODE =
        ALL.row("IFLA_MACVLAN_MODE", 1, IntCodec.U32.named(MODES));
    public static final Attribute<Integer> FLAGS = ALL.row("IFLA_MACVLAN_FLAGS", 2, IntCodec.U16);
    public static final Attribute<Integer> MACADDR_MODE =
        ALL.row("IFLA_MACVLAN_MACADDR_MODE", 3, IntCodec.U32);
    public static final Attribute<Mac> MACADDR = ALL.row("IFLA_MACVLAN_MACADDR", 4, MacCodec.MAC);
    public static final Attribute<byte[]> MACADDR_DATA =
        ALL.row("IFLA_MACVLAN_MACADDR_DATA", 5, BinaryCodec.BINARY);
    public static final Attribute<Integer> MACADDR_COUNT =
        ALL.row("IFLA_MACVLAN_MACADDR_COUNT", 6, IntCodec.U32);
    public static final Attribute<Integer> BC_QUEUE_LEN =
        ALL.row("IFLA_MACVLAN_BC_QUEUE_LEN", 7, IntCodec.U32);
    public static final Attribute<Integer> BC_QUEUE_LEN_USED =
        ALL.row("IFLA_MACVLAN_BC_QUEUE_LEN_USED", 8, IntCodec.U32);
    public static final Attribute<Integer> BC_CUTOFF =
        ALL.row("IFLA_MACVLAN_BC_CUTOFF", 9, IntCodec.S32);

    private Macvlan() {}
  }

  /**
   * What an ipvlan device is made of, {@code IFLA_IPVLAN_*}.
   *
   * @see <a
   *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/if_link.h">if_link.h</a>
   */
  public static final class Ipvlan {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    private static final Names MODES = Names.values("l2 0, l3 1, l3s 2");

    public static final Attribute<Integer> MODE =
        ALL.row("IFLA_IPVLAN_MODE", 1, IntCodec.U16.named(MODES));
    public static final Attribute<Integer> FLAGS = ALL.row("IFLA_IPVLAN_FLAGS", 2, IntCodec.U16);

    private Ipvlan() {}
  }
}
