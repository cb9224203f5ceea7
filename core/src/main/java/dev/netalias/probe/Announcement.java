package dev.netalias.probe;

import java.time.Duration;

/**
 * How often neighbours are told of an address.
 *
 * @param count {@code ANNOUNCE_NUM}
 * @param interval {@code ANNOUNCE_INTERVAL}
 */
public record Announcement(int count, Duration interval) {
  /** What a command takes unless it is told otherwise: at once, and then it ends. */
  public static final Announcement ONCE = new Announcement(1, Duration.ofSeconds(2));

  /** As the standard has it. */
  public static final Announcement RFC5227 = new Announcement(2, Duration.ofSeconds(2));
}
