package dev.netalias.probe;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When neighbours are asked (RFC 5227 section 1.1).
 *
 * @param delay {@code PROBE_WAIT}: the first question comes at random within this
 * @param probes {@code PROBE_NUM}: how often they are asked
 * @param least {@code PROBE_MIN}: from one question to the next at least
 * @param most {@code PROBE_MAX}: and at most, at random
 * @param listen {@code ANNOUNCE_WAIT}: how long answers are awaited after the last question
 */
public record Timing(Duration delay, int probes, Duration least, Duration most, Duration listen) {
  /** What a command takes unless it is told otherwise: all within half a second. */
  public static final Timing QUICK =
      new Timing(Duration.ZERO, 3, Duration.ofMillis(100), Duration.ofMillis(100), millis(200));

  /** As the standard has it: 4 to 7 seconds. */
  public static final Timing RFC5227 =
      new Timing(
          Duration.ofSeconds(1), 3, Duration.ofSeconds(1), Duration.ofSeconds(2), millis(2000));

  private static Duration millis(int count) {
    return Duration.ofMillis(count);
  }

  /** How long it takes at most. */
  public Duration longest() {
    return delay.plus(most.multipliedBy(probes - 1L)).plus(listen);
  }

  /** Nanoseconds until the first question. */
  long first(RandomGenerator random) {
    return delay.isZero() ? 0 : random.nextLong(delay.toNanos());
  }

  /** Nanoseconds from one question to the next. */
  long pause(RandomGenerator random) {
    long span = most.minus(least).toNanos();
    return least.toNanos() + (span == 0 ? 0 : random.nextLong(span));
  }
}
