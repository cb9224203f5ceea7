package dev.netalias.kernel.traffic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel says of single addresses.
 *
 * @param able whether it counts them in a table of netalias's own; one that does not counts each
 *     alias by itself, or nothing at all
 * @param refusal why it can't be read, empty where it can
 * @param table the table's frame, null where there is none
 * @param elements how many elements its sets have
 * @param counted those that are counted, of those that were asked for
 * @param policed those that have a policy, of those that were asked for
 */
public record TrafficReading(
    boolean able,
    String refusal,
    @Nullable TrafficTable table,
    Elements elements,
    Counted counted,
    List<Policed> policed) {
  /** That of a kernel that has no such table. */
  public static final TrafficReading UNABLE =
      new TrafficReading(false, "", null, Elements.NONE, Counted.NONE, List.of());

  /** That of a kernel that has no such table yet. */
  public static final TrafficReading ABSENT =
      new TrafficReading(true, "", null, Elements.NONE, Counted.NONE, List.of());

  /** It can't be read. */
  public static TrafficReading refused(String why) {
    return new TrafficReading(true, why, null, Elements.NONE, Counted.NONE, List.of());
  }

  /** Whether it can be read and changed. */
  public boolean isUsable() {
    return able && refusal.isEmpty();
  }

  /**
   * How many elements sets have together, -1 where the kernel (before Linux 6.16) does not tell.
   *
   * @param counters those with counters, two an address
   * @param policies those with policies, two an address
   */
  public record Elements(long counters, long policies) {
    /** None. */
    public static final Elements NONE = new Elements(0, 0);
  }
}
