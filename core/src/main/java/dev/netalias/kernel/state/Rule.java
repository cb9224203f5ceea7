package dev.netalias.kernel.state;

import dev.netalias.net.Prefix;

/**
 * One rule that names a routing table for packets, {@code ip rule show} ({@code
 * linux/fib_rules.h}).
 *
 * @param source packets of which source addresses; length 0 is all of a family
 * @param table the table in which their route is looked up; 0 for a rule that does something else
 * @param priority the order of rules, the lowest first
 * @param protocol who made it, {@link Protocol}
 * @param selective whether it looks at more than the source: such a rule is none of netalias's, and
 *     never changed
 */
public record Rule(Prefix source, int table, long priority, int protocol, boolean selective) {
  /**
   * The priority of netalias's rules: before the main table (32766) and before what VPN programs
   * put in front of it.
   */
  public static final int PRIORITY = 7878;

  /** The rule that netalias makes, {@code ip rule add from SOURCE lookup TABLE}. */
  public static Rule from(Prefix source, int table) {
    return new Rule(source, table, PRIORITY, Protocol.NETALIAS, false);
  }

  /** Whether netalias made it. */
  public boolean isManaged() {
    return protocol == Protocol.NETALIAS && !selective && table != 0;
  }
}
