package dev.netalias.cli.traffic;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.run.Interruption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits from one look to the next, up to Ctrl-C. */
final class Ticks {
  private static final double SHORTEST = 0.1;
  private static final double LONGEST = 3600;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Interruption interruption;
  private final long nanos;

  /**
   * From one tick to the next.
   *
   * @param seconds as a user gives them
   */
  Ticks(Interruption interruption, String seconds) {
    this.interruption = interruption;
    nanos = nanos(seconds);
    interruption.begin(ended::countDown);
  }

  private static long nanos(String text) {
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= SHORTEST && seconds <= LONGEST) {
        return (long) (seconds * 1e9);
      }
    } catch (NumberFormatException isNone) {
      // told below
    }
    throw AliasException.usage(
        "'" + text + "' is no interval", "--interval takes seconds from 0.1 to 3600");
  }

  /** How long one takes. */
  long nanos() {
    return nanos;
  }

  /** Waits for the next; false where there is none, since the process is to end. */
  boolean next() {
    try {
      return !ended.await(nanos, TimeUnit.NANOSECONDS) && !interruption.isAsked();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
