package dev.netalias.time;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for their moment. Nothing runs by itself: whoever owns the timers calls {@link
 * #runDue}, on its own thread, and holds whatever lock guards them. Starting and cancelling cost
 * the logarithm of how many wait.
 */
public final class Timers {
  private static final int FIRST_CAPACITY = 16;

  private final Ticker ticker;
  private final Runnable sooner;
  private @Nullable Timer[] heap = new Timer[FIRST_CAPACITY];
  private int size;
  private long made;

  /** Timers that go by a ticker. */
  public Timers(Ticker ticker) {
    this(ticker, () -> {});
  }

  /**
   * Timers that go by a ticker.
   *
   * @param sooner run when {@link #next} comes to be sooner than before, so that a thread that
   *     waits for it can be woken
   */
  public Timers(Ticker ticker, Runnable sooner) {
    this.ticker = ticker;
    this.sooner = sooner;
  }

  /** The time by their ticker. */
  public long now() {
    return ticker.nanos();
  }

  /** Runs a task once, so much later. */
  public Timer after(Duration delay, Runnable task) {
    return at(now() + delay.toNanos(), task);
  }

  /** Runs a task once, at a moment. */
  public Timer at(long nanos, Runnable task) {
    Timer timer = new Timer(nanos, made++, task);
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    place(timer, size++);
    up(timer.place);
    if (timer.place == 0) {
      sooner.run();
    }
    return timer;
  }

  /** How many wait. */
  public int waiting() {
    return size;
  }

  /** The moment of the first that waits. */
  public OptionalLong next() {
    return size == 0 ? OptionalLong.empty() : OptionalLong.of(timer(0).moment);
  }

  /**
   * Runs what is due, by moment and then by age, tasks that these start included.
   *
   * @return how many ran
   */
  public int runDue() {
    return runDue(Integer.MAX_VALUE);
  }

  /** The same, but no more than so many. */
  public int runDue(int most) {
    int ran = 0;
    while (ran < most && size > 0 && timer(0).moment - now() <= 0) {
      Timer timer = timer(0);
      timer.cancel();
      timer.task.run();
      ran++;
    }
    return ran;
  }

  /** A task that waits. */
  public final class Timer {
    private static final int NOWHERE = -1;

    private final long moment;
    private final long order;
    private final Runnable task;
    private int place = NOWHERE;

    private Timer(long moment, long order, Runnable task) {
      this.moment = moment;
      this.order = order;
      this.task = task;
    }

    /** When it is due. */
    public long moment() {
      return moment;
    }

    /** Whether it still waits. */
    public boolean isWaiting() {
      return place != NOWHERE;
    }

    /** Sees to it that the task does not run; changes nothing where it has run. */
    public void cancel() {
      if (place != NOWHERE) {
        remove(place);
        place = NOWHERE;
      }
    }

    private boolean isBefore(Timer other) {
      return moment == other.moment ? order < other.order : moment - other.moment < 0;
    }
  }

  private void remove(int place) {
    Timer last = timer(--size);
    heap[size] = null;
    if (place < size) {
      place(last, place);
      down(place);
      up(place);
    }
  }

  private void up(int from) {
    Timer timer = timer(from);
    int at = from;
    while (at > 0 && timer.isBefore(timer((at - 1) / 2))) {
      place(timer((at - 1) / 2), at);
      at = (at - 1) / 2;
    }
    place(timer, at);
  }

  private void down(int from) {
    Timer timer = timer(from);
    int at = from;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && timer(child + 1).isBefore(timer(child))) {
        child++;
      }
      if (timer.isBefore(timer(child))) {
        break;
      }
      place(timer(child), at);
      at = child;
    }
    place(timer, at);
  }

  private Timer timer(int at) {
    Timer timer = heap[at];
    if (timer == null) {
      throw new IllegalStateException("no timer at " + at + " of " + size);
    }
    return timer;
  }

  private void place(Timer timer, int at) {
    heap[at] = timer;
    timer.place = at;
  }
}
