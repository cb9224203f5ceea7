package dev.netalias.kernel.traffic;

import org.jspecify.annotations.Nullable;

/**
 * What a kernel says of single addresses.
 *
 * @param able whether it counts them in a table of netalias's own; one that does not counts each
 *     alias by itself, or nothing at all
 * @param refusal why it can't be read, empty where it can
 * @param table the table's frame, null where there is none
 * @param elements how many elements the table's sets have together, -1 where the kernel (before
 *     Linux 6.16) does not tell
 * @param counted those that are counted, of those that were asked for
 */
public record TrafficReading(
    boolean able, String refusal, @Nullable TrafficTable table, long elements, Counted counted) {
  /** That of a kernel that has no such table. */
  public static final TrafficReading UNABLE = new TrafficReading(false, "", null, 0, Counted.NONE);

  /** That of a kernel that has no such table yet. */
  public static final TrafficReading ABSENT = new TrafficReading(true, "", null, 0, Counted.NONE);

  /** It can't be read. */
  public static TrafficReading refused(String why) {
    return new TrafficReading(true, why, null, -1, Counted.NONE);
  }

  /** Whether it can be read and changed. */
  public boolean isUsable() {
    return able && refusal.isEmpty();
  }
}
