package dev.netalias.wire.rtnl;

import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.wire.nl.Attribute;
import dev.netalias.wire.nl.AttributeTable;
import dev.netalias.wire.nl.BinaryCodec;
import dev.netalias.wire.nl.Fields;
import dev.netalias.wire.nl.FieldsCodec;
import dev.netalias.wire.nl.IntCodec;

/**
 * The attributes of a neighbour, {@code NDA_*}.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/neighbour.h">neighbour.h</a>
 */
public final class Nda {
  /** All of them. */
  public static final AttributeTable ALL = new AttributeTable();

  public static final Attribute<Address> DST = ALL.row("NDA_DST", 1, AddressCodec.ADDRESS);
  public static final Attribute<Mac> LLADDR = ALL.row("NDA_LLADDR", 2, MacCodec.MAC);
  public static final Attribute<Fields<CacheInfo.Nda>> CACHEINFO =
      ALL.row("NDA_CACHEINFO", 3, FieldsCodec.u32(CacheInfo.Nda.values()));
  public static final Attribute<Integer> PROBES = ALL.row("NDA_PROBES", 4, IntCodec.U32);
  public static final Attribute<Integer> VLAN = ALL.row("NDA_VLAN", 5, IntCodec.U16);
  public static final Attribute<Integer> PORT = ALL.row("NDA_PORT", 6, IntCodec.BE16);
  public static final Attribute<Integer> VNI = ALL.row("NDA_VNI", 7, IntCodec.U32);
  public static final Attribute<Integer> IFINDEX = ALL.row("NDA_IFINDEX", 8, IntCodec.U32);
  public static final Attribute<Integer> MASTER = ALL.row("NDA_MASTER", 9, IntCodec.U32);
  public static final Attribute<Integer> LINK_NETNSID =
      ALL.row("NDA_LINK_NETNSID", 10, IntCodec.S32);
  public static final Attribute<Integer> SRC_VNI = ALL.row("NDA_SRC_VNI", 11, IntCodec.U32);
  public static final Attribute<Integer> PROTOCOL =
      ALL.row("NDA_PROTOCOL", 12, IntCodec.U8.named(Rt.PROTOCOLS));
  public static final Attribute<Integer> NH_ID = ALL.row("NDA_NH_ID", 13, IntCodec.U32);
  public static final Attribute<byte[]> FDB_EXT_ATTRS =
      ALL.row("NDA_FDB_EXT_ATTRS", 14, BinaryCodec.BINARY);
  public static final Attribute<Integer> FLAGS_EXT = ALL.row("NDA_FLAGS_EXT", 15, IntCodec.U32);
  public static final Attribute<Integer> NDM_STATE_MASK =
      ALL.row("NDA_NDM_STATE_MASK", 16, IntCodec.U16);
  public static final Attribute<Integer> NDM_FLAGS_MASK =
      ALL.row("NDA_NDM_FLAGS_MASK", 17, IntCodec.U8);

  private Nda() {}
}
