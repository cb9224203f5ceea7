package dev.netalias.probe;

import dev.netalias.time.Ticker;
import dev.netalias.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Tells of many addresses at the same time (RFC 5227 section 2.3). It sends nothing by itself:
 * whoever owns it calls {@link #work} when something is due.
 */
public final class Announcer {
  private static final Duration PACE = Duration.ofNanos(30_000);
  private static final Duration SEND_AGAIN = Duration.ofMillis(10);
  private static final int MOST_FAILURES = 20;

  private final Announcement how;
  private final Timers timers;
  private final Sender sender;
  private final List<Target> untold = new ArrayList<>();
  private int added;

  /** Tells of one address; false where that can't be done now. */
  @FunctionalInterface
  public interface Sender {
    boolean tell(Target target);
  }

  /** One that tells of nothing yet. */
  public Announcer(Announcement how, Ticker ticker, Sender sender) {
    this.how = how;
    timers = new Timers(ticker);
    this.sender = sender;
  }

  /** Tells of an address, too. */
  public void add(Target target) {
    timers.after(
        Duration.ofNanos(PACE.toNanos() * added++), () -> tell(target, how.count(), MOST_FAILURES));
  }

  private void tell(Target target, int left, int tries) {
    if (sender.tell(target)) {
      if (left > 1) {
        timers.after(how.interval(), () -> tell(target, left - 1, MOST_FAILURES));
      }
    } else if (tries > 1) {
      timers.after(SEND_AGAIN, () -> tell(target, left, tries - 1));
    } else {
      untold.add(target);
    }
  }

  /**
   * Does what is due.
   *
   * @param most so much of it at most
   * @return how much was done
   */
  public int work(int most) {
    return timers.runDue(most);
  }

  /** When something is due next; empty where all is said. */
  public OptionalLong next() {
    return timers.next();
  }

  /** What could not be told of. */
  public List<Target> untold() {
    return List.copyOf(untold);
  }
}
