package dev.netalias.time;

import java.time.Duration;

/** A ticker that stands still until it is moved. Used by one thread at a time. */
public final class ManualTicker implements Ticker {
  private long now;

  /** A ticker at 0. */
  public ManualTicker() {}

  @Override
  public long nanos() {
    return now;
  }

  /** Moves on. */
  public void advance(Duration by) {
    advanceTo(now + by.toNanos());
  }

  /** Moves on to a moment; one that is past already changes nothing. */
  public void advanceTo(long nanos) {
    now = Math.max(now, nanos);
  }
}
