package dev.netalias.wire.rtnl;

import dev.netalias.net.Address;
import dev.netalias.wire.nl.Attribute;
import dev.netalias.wire.nl.AttributeTable;
import dev.netalias.wire.nl.Fields;
import dev.netalias.wire.nl.FieldsCodec;
import dev.netalias.wire.nl.IntCodec;
import dev.netalias.wire.nl.Names;
import dev.netalias.wire.nl.TextCodec;

/**
 * The attributes of an address, {@code IFA_*}.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/if_addr.h">if_addr.h</a>
 */
public final class Ifa {
  /** All of them. */
  public static final AttributeTable ALL = new AttributeTable();

  private static final Names PROTOCOLS = Names.values("unspec 0, lo 1, ra 2, ll 3");

  public static final Attribute<Address> ADDRESS = ALL.row("IFA_ADDRESS", 1, AddressCodec.ADDRESS);
  public static final Attribute<Address> LOCAL = ALL.row("IFA_LOCAL", 2, AddressCodec.ADDRESS);
  public static final Attribute<String> LABEL = ALL.row("IFA_LABEL", 3, TextCodec.TEXT);
  public static final Attribute<Address> BROADCAST =
      ALL.row("IFA_BROADCAST", 4, AddressCodec.ADDRESS);
  public static final Attribute<Address> ANYCAST = ALL.row("IFA_ANYCAST", 5, AddressCodec.ADDRESS);
  public static final Attribute<Fields<CacheInfo.Ifa>> CACHEINFO =
      ALL.row("IFA_CACHEINFO", 6, FieldsCodec.u32(CacheInfo.Ifa.values()));
  public static final Attribute<Address> MULTICAST =
      ALL.row("IFA_MULTICAST", 7, AddressCodec.ADDRESS);
  public static final Attribute<Integer> FLAGS =
      ALL.row("IFA_FLAGS", 8, IntCodec.U32.named(IfAddrMsg.FLAGS));
  public static final Attribute<Integer> RT_PRIORITY = ALL.row("IFA_RT_PRIORITY", 9, IntCodec.U32);
  public static final Attribute<Integer> TARGET_NETNSID =
      ALL.row("IFA_TARGET_NETNSID", 10, IntCodec.S32);
  public static final Attribute<Integer> PROTO =
      ALL.row("IFA_PROTO", 11, IntCodec.U8.named(PROTOCOLS));

  private Ifa() {}
}
