package dev.netalias.time;

/** A source of time: nanoseconds since some moment, never going back. */
@FunctionalInterface
public interface Ticker {
  /** Nanoseconds since some moment. Only differences mean anything. */
  long nanos();

  /** The system's, {@code clock_gettime(CLOCK_MONOTONIC)}. */
  static Ticker system() {
    return System::nanoTime;
  }
}
