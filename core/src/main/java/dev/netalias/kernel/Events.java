package dev.netalias.kernel;

import java.time.Duration;
import java.util.Optional;

/** A stream of events; see {@link Kernel#events}. */
public interface Events extends AutoCloseable {
  /**
   * The next event.
   *
   * @param timeout how long to wait; zero looks only
   * @return empty where none came in that time, or the stream was closed meanwhile
   */
  Optional<Event> next(Duration timeout);

  /** Ends the stream and wakes a thread that waits in {@link #next}. */
  @Override
  void close();
}
