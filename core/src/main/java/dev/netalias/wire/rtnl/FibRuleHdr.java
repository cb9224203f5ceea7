package dev.netalias.wire.rtnl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.AttributeTable;
import dev.netalias.wire.nl.Header;
import dev.netalias.wire.nl.Names;

/**
 * The header of a message on a routing rule, {@code struct fib_rule_hdr}.
 *
 * @param family the address family
 * @param dstLength prefix length of {@link Fra#DST}
 * @param srcLength prefix length of {@link Fra#SRC}
 * @param tos type of service
 * @param table {@link Rt#TABLE_MAIN}; 252 where {@link Fra#TABLE} says a greater one
 * @param action {@link #FR_ACT_TO_TBL}
 * @param flags {@link #FIB_RULE_INVERT} and others
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/fib_rules.h">fib_rules.h</a>
 */
public record FibRuleHdr(
    int family, int dstLength, int srcLength, int tos, int table, int action, int flags)
    implements Header {
  /** The packet's route is looked up in a table. */
  public static final int FR_ACT_TO_TBL = 1;

  /** The rule is for what its selectors do not match. */
  public static final int FIB_RULE_INVERT = 2;

  private static final Names ACTIONS =
      Names.values("unspec 0, lookup 1, goto 2, nop 3, blackhole 6, unreachable 7, prohibit 8");
  private static final Names FLAGS =
      Names.bits(
          "PERMANENT 1, INVERT 2, UNRESOLVED 4, IIF_DETACHED 8, OIF_DETACHED 10,"
              + " FIND_SADDR 10000");

  /** Reads the header. */
  public static FibRuleHdr parse(Cursor in) {
    return new FibRuleHdr(
        in.named("fib_rule_hdr").u8(), // family
        in.u8(), // dst_len
        in.u8(), // src_len
        in.u8(), // tos
        in.u8(), // table
        in.skip(2).u8(), // res1, res2, action
        in.i32()); // flags
  }

  @Override
  public void emit(Emitter out) {
    out.u8(family) // family
        .u8(dstLength) // dst_len
        .u8(srcLength) // src_len
        .u8(tos) // tos
        .u8(table) // table
        .zeros(2) // res1, res2
        .u8(action) // action
        .i32(flags); // flags
  }

  @Override
  public AttributeTable attributes() {
    return Fra.ALL;
  }

  @Override
  public String toString() {
    return "family "
        + Rt.FAMILIES.print(family)
        + " dst_len "
        + dstLength
        + " src_len "
        + srcLength
        + " tos "
        + tos
        + " table "
        + Rt.TABLES.print(table)
        + " action "
        + ACTIONS.print(action)
        + " flags "
        + FLAGS.print(flags & 0xffff_ffffL);
  }
}
