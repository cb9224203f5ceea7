package dev.netalias.wire.rtnl;

import dev.netalias.net.Address;
import dev.netalias.wire.nl.Attribute;
import dev.netalias.wire.nl.AttributeList;
import dev.netalias.wire.nl.AttributeTable;
import dev.netalias.wire.nl.BinaryCodec;
import dev.netalias.wire.nl.Fields;
import dev.netalias.wire.nl.FieldsCodec;
import dev.netalias.wire.nl.IntCodec;
import dev.netalias.wire.nl.Names;
import dev.netalias.wire.nl.NestCodec;

/**
 * What each address family says of a link: the nests within IFLA_AF_SPEC.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/if_link.h">if_link.h</a>
 */
public final class IflaAf {
  /** All of them. */
  public static final AttributeTable ALL = new AttributeTable();

  public static final Attribute<AttributeList> INET = ALL.row("AF_INET", 2, NestCodec.of(Inet.ALL));
  public static final Attribute<AttributeList> INET6 =
      ALL.row("AF_INET6", 10, NestCodec.of(Inet6.ALL));

  private IflaAf() {}

  /**
   * What IPv4 says of a link, {@code IFLA_INET_*}.
   *
   * @see <a
   *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/if_link.h">if_link.h</a>
   */
  public static final class Inet {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    public static final Attribute<InetConfValues> CONF =
        ALL.row("IFLA_INET_CONF", 1, InetConfValues.InetConfCodec.INET_CONF);

    private Inet() {}
  }

  /**
   * What IPv6 says of a link, {@code IFLA_INET6_*}.
   *
   * @see <a
   *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/if_link.h">if_link.h</a>
   */
  public static final class Inet6 {
    /** All of them. */
    public static final AttributeTable ALL = new AttributeTable();

    private static final Names MODES = Names.values("eui64 0, none 1, stable_secret 2, random 3");

    public static final Attribute<Integer> FLAGS = ALL.row("IFLA_INET6_FLAGS", 1, IntCodec.U32);
    public static final Attribute<byte[]> CONF = ALL.row("IFLA_INET6_CONF", 2, BinaryCodec.BINARY);
    public static final Attribute<byte[]> STATS =
        ALL.row("IFLA_INET6_STATS", 3, BinaryCodec.BINARY);
    public static final Attribute<byte[]> MCAST =
        ALL.row("IFLA_INET6_MCAST", 4, BinaryCodec.BINARY);
    public static final Attribute<Fields<CacheInfo.Inet6>> CACHEINFO =
        ALL.row("IFLA_INET6_CACHEINFO", 5, FieldsCodec.u32(CacheInfo.Inet6.values()));
    public static final Attribute<byte[]> ICMP6STATS =
        ALL.row("IFLA_INET6_ICMP6STATS", 6, BinaryCodec.BINARY);
    public static final Attribute<Address> TOKEN =
        ALL.row("IFLA_INET6_TOKEN", 7, AddressCodec.ADDRESS);
    public static final Attribute<Integer> ADDR_GEN_MODE =
        ALL.row("IFLA_INET6_ADDR_GEN_MODE", 8, IntCodec.U8.named(MODES));
    public static final Attribute<Integer> RA_MTU = ALL.row("IFLA_INET6_RA_MTU", 9, IntCodec.U32);

    private Inet6() {}
  }
}
