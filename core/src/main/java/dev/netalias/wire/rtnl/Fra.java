package dev.netalias.wire.rtnl;

import dev.netalias.net.Address;
import dev.netalias.wire.nl.Attribute;
import dev.netalias.wire.nl.AttributeTable;
import dev.netalias.wire.nl.BinaryCodec;
import dev.netalias.wire.nl.IntCodec;
import dev.netalias.wire.nl.TextCodec;

/**
 * The attributes of a routing rule, {@code FRA_*}.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/fib_rules.h">fib_rules.h</a>
 */
public final class Fra {
  /** All of them. */
  public static final AttributeTable ALL = new AttributeTable();

  public static final Attribute<Address> DST = ALL.row("FRA_DST", 1, AddressCodec.ADDRESS);
  public static final Attribute<Address> SRC = ALL.row("FRA_SRC", 2, AddressCodec.ADDRESS);
  public static final Attribute<String> IIFNAME = ALL.row("FRA_IIFNAME", 3, TextCodec.TEXT);
  public static final Attribute<Integer> GOTO = ALL.row("FRA_GOTO", 4, IntCodec.U32);
  public static final Attribute<Integer> PRIORITY = ALL.row("FRA_PRIORITY", 6, IntCodec.U32);
  public static final Attribute<Integer> FWMARK = ALL.row("FRA_FWMARK", 10, IntCodec.U32);
  public static final Attribute<Integer> FLOW = ALL.row("FRA_FLOW", 11, IntCodec.U32);
  public static final Attribute<byte[]> TUN_ID = ALL.row("FRA_TUN_ID", 12, BinaryCodec.BINARY);
  public static final Attribute<Integer> SUPPRESS_IFGROUP =
      ALL.row("FRA_SUPPRESS_IFGROUP", 13, IntCodec.S32);
  public static final Attribute<Integer> SUPPRESS_PREFIXLEN =
      ALL.row("FRA_SUPPRESS_PREFIXLEN", 14, IntCodec.S32);
  public static final Attribute<Integer> TABLE =
      ALL.row("FRA_TABLE", 15, IntCodec.U32.named(Rt.TABLES));
  public static final Attribute<Integer> FWMASK = ALL.row("FRA_FWMASK", 16, IntCodec.U32);
  public static final Attribute<String> OIFNAME = ALL.row("FRA_OIFNAME", 17, TextCodec.TEXT);
  public static final Attribute<byte[]> PAD = ALL.row("FRA_PAD", 18, BinaryCodec.BINARY);
  public static final Attribute<Integer> L3MDEV = ALL.row("FRA_L3MDEV", 19, IntCodec.U8);
  public static final Attribute<byte[]> UID_RANGE =
      ALL.row("FRA_UID_RANGE", 20, BinaryCodec.BINARY);
  public static final Attribute<Integer> PROTOCOL =
      ALL.row("FRA_PROTOCOL", 21, IntCodec.U8.named(Rt.PROTOCOLS));
  public static final Attribute<Integer> IP_PROTO = ALL.row("FRA_IP_PROTO", 22, IntCodec.U8);
  public static final Attribute<byte[]> SPORT_RANGE =
      ALL.row("FRA_SPORT_RANGE", 23, BinaryCodec.BINARY);
  public static final Attribute<byte[]> DPORT_RANGE =
      ALL.row("FRA_DPORT_RANGE", 24, BinaryCodec.BINARY);
  public static final Attribute<Integer> DSCP = ALL.row("FRA_DSCP", 25, IntCodec.U8);
  public static final Attribute<byte[]> FLOWLABEL =
      ALL.row("FRA_FLOWLABEL", 26, BinaryCodec.BINARY);
  public static final Attribute<byte[]> FLOWLABEL_MASK =
      ALL.row("FRA_FLOWLABEL_MASK", 27, BinaryCodec.BINARY);
  public static final Attribute<Integer> SPORT_MASK = ALL.row("FRA_SPORT_MASK", 28, IntCodec.U16);
  public static final Attribute<Integer> DPORT_MASK = ALL.row("FRA_DPORT_MASK", 29, IntCodec.U16);
  public static final Attribute<Integer> DSCP_MASK = ALL.row("FRA_DSCP_MASK", 30, IntCodec.U8);

  private Fra() {}
}
