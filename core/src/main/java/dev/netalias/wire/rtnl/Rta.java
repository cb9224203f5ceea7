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
import java.util.List;

/**
 * The attributes of a route, {@code RTA_*}.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/rtnetlink.h">rtnetlink.h</a>
 */
public final class Rta {
  /** All of them. */
  public static final AttributeTable ALL = new AttributeTable();

  private static final Names PREFERENCES = Names.values("medium 0, high 1, invalid 2, low 3");

  public static final Attribute<Address> DST = ALL.row("RTA_DST", 1, AddressCodec.ADDRESS);
  public static final Attribute<Address> SRC = ALL.row("RTA_SRC", 2, AddressCodec.ADDRESS);
  public static final Attribute<Integer> IIF = ALL.row("RTA_IIF", 3, IntCodec.U32);
  public static final Attribute<Integer> OIF = ALL.row("RTA_OIF", 4, IntCodec.U32);
  public static final Attribute<Address> GATEWAY = ALL.row("RTA_GATEWAY", 5, AddressCodec.ADDRESS);
  public static final Attribute<Integer> PRIORITY = ALL.row("RTA_PRIORITY", 6, IntCodec.U32);
  public static final Attribute<Address> PREFSRC = ALL.row("RTA_PREFSRC", 7, AddressCodec.ADDRESS);
  public static final Attribute<AttributeList> METRICS =
      ALL.row("RTA_METRICS", 8, NestCodec.of(Rtax.ALL));
  public static final Attribute<List<NextHop>> MULTIPATH =
      ALL.row("RTA_MULTIPATH", 9, NextHop.ListCodec.NEXT_HOPS);
  public static final Attribute<byte[]> PROTOINFO =
      ALL.row("RTA_PROTOINFO", 10, BinaryCodec.BINARY);
  public static final Attribute<Integer> FLOW = ALL.row("RTA_FLOW", 11, IntCodec.U32);
  public static final Attribute<Fields<CacheInfo.Rta>> CACHEINFO =
      ALL.row("RTA_CACHEINFO", 12, FieldsCodec.u32(CacheInfo.Rta.values()));
  public static final Attribute<byte[]> SESSION = ALL.row("RTA_SESSION", 13, BinaryCodec.BINARY);
  public static final Attribute<byte[]> MP_ALGO = ALL.row("RTA_MP_ALGO", 14, BinaryCodec.BINARY);
  public static final Attribute<Integer> TABLE =
      ALL.row("RTA_TABLE", 15, IntCodec.U32.named(Rt.TABLES));
  public static final Attribute<Integer> MARK = ALL.row("RTA_MARK", 16, IntCodec.U32);
  public static final Attribute<byte[]> MFC_STATS =
      ALL.row("RTA_MFC_STATS", 17, BinaryCodec.BINARY);
  public static final Attribute<Address> VIA = ALL.row("RTA_VIA", 18, ViaCodec.VIA);
  public static final Attribute<byte[]> NEWDST = ALL.row("RTA_NEWDST", 19, BinaryCodec.BINARY);
  public static final Attribute<Integer> PREF =
      ALL.row("RTA_PREF", 20, IntCodec.U8.named(PREFERENCES));
  public static final Attribute<Integer> ENCAP_TYPE = ALL.row("RTA_ENCAP_TYPE", 21, IntCodec.U16);
  public static final Attribute<byte[]> ENCAP = ALL.row("RTA_ENCAP", 22, BinaryCodec.BINARY);
  public static final Attribute<Integer> EXPIRES = ALL.row("RTA_EXPIRES", 23, IntCodec.U32);
  public static final Attribute<byte[]> PAD = ALL.row("RTA_PAD", 24, BinaryCodec.BINARY);
  public static final Attribute<Integer> UID = ALL.row("RTA_UID", 25, IntCodec.U32);
  public static final Attribute<Integer> TTL_PROPAGATE =
      ALL.row("RTA_TTL_PROPAGATE", 26, IntCodec.U8);
  public static final Attribute<Integer> IP_PROTO = ALL.row("RTA_IP_PROTO", 27, IntCodec.U8);
  public static final Attribute<Integer> SPORT = ALL.row("RTA_SPORT", 28, IntCodec.BE16);
  public static final Attribute<Integer> DPORT = ALL.row("RTA_DPORT", 29, IntCodec.BE16);
  public static final Attribute<Integer> NH_ID = ALL.row("RTA_NH_ID", 30, IntCodec.U32);
  public static final Attribute<Integer> FLOWLABEL = ALL.row("RTA_FLOWLABEL", 31, IntCodec.U32);

  private Rta() {}
}
