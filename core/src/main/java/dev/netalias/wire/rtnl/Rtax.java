package dev.netalias.wire.rtnl;

import dev.netalias.wire.nl.Attribute;
import dev.netalias.wire.nl.AttributeTable;
import dev.netalias.wire.nl.IntCodec;
import dev.netalias.wire.nl.TextCodec;

/**
 * The metrics of a route, {@code RTAX_*}.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/rtnetlink.h">rtnetlink.h</a>
 */
public final class Rtax {
  /** All of them. */
  public static final AttributeTable ALL = new AttributeTable();

  public static final Attribute<Integer> LOCK = ALL.row("RTAX_LOCK", 1, IntCodec.U32);
  public static final Attribute<Integer> MTU = ALL.row("RTAX_MTU", 2, IntCodec.U32);
  public static final Attribute<Integer> WINDOW = ALL.row("RTAX_WINDOW", 3, IntCodec.U32);
  public static final Attribute<Integer> RTT = ALL.row("RTAX_RTT", 4, IntCodec.U32);
  public static final Attribute<Integer> RTTVAR = ALL.row("RTAX_RTTVAR", 5, IntCodec.U32);
  public static final Attribute<Integer> SSTHRESH = ALL.row("RTAX_SSTHRESH", 6, IntCodec.U32);
  public static final Attribute<Integer> CWND = ALL.row("RTAX_CWND", 7, IntCodec.U32);
  public static final Attribute<Integer> ADVMSS = ALL.row("RTAX_ADVMSS", 8, IntCodec.U32);
  public static final Attribute<Integer> REORDERING = ALL.row("RTAX_REORDERING", 9, IntCodec.U32);
  public static final Attribute<Integer> HOPLIMIT = ALL.row("RTAX_HOPLIMIT", 10, IntCodec.U32);
  public static final Attribute<Integer> INITCWND = ALL.row("RTAX_INITCWND", 11, IntCodec.U32);
  public static final Attribute<Integer> FEATURES = ALL.row("RTAX_FEATURES", 12, IntCodec.U32);
  public static final Attribute<Integer> RTO_MIN = ALL.row("RTAX_RTO_MIN", 13, IntCodec.U32);
  public static final Attribute<Integer> INITRWND = ALL.row("RTAX_INITRWND", 14, IntCodec.U32);
  public static final Attribute<Integer> QUICKACK = ALL.row("RTAX_QUICKACK", 15, IntCodec.U32);
  public static final Attribute<String> CC_ALGO = ALL.row("RTAX_CC_ALGO", 16, TextCodec.TEXT);
  public static final Attribute<Integer> FASTOPEN_NO_COOKIE =
      ALL.row("RTAX_FASTOPEN_NO_COOKIE", 17, IntCodec.U32);

  private Rtax() {}

  /** The numeric metric of a number, whether it has a name or not. */
  public static Attribute<Integer> number(int number) {
    return new Attribute<>(ALL.at(number).name(), number, IntCodec.U32);
  }
}
