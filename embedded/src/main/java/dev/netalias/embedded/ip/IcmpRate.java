package dev.netalias.embedded.ip;

import dev.netalias.time.Timers;

/** Limits ICMP errors: so many a second, so many at once ({@code icmp_msgs_per_sec}). */
final class IcmpRate {
  private static final long PER_SECOND = 1000;
  private static final long AT_ONCE = 50;
  private static final long NANOS = 1_000_000_000 / PER_SECOND;

  private final Timers timers;
  private long left = AT_ONCE;
  private long filled;

  IcmpRate(Timers timers) {
    this.timers = timers;
    this.filled = timers.now();
  }

  /** Whether one more may be sent now. */
  boolean allows() {
    long more = (timers.now() - filled) / NANOS;
    if (more > 0) {
      left = Math.min(AT_ONCE, left + more);
      filled += more * NANOS;
    }
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
