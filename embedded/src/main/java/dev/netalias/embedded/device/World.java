package dev.netalias.embedded.device;

import dev.netalias.time.ManualTicker;
import dev.netalias.time.Ticker;
import dev.netalias.time.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What all devices of a lab share: one clock, one source of randomness, one lock, and the wires on
 * which something is under way. Whoever calls a method of a device or a stack holds {@link #lock};
 * {@link #doWork} and {@link #run} take it themselves.
 */
public final class World {
  /** Rounds without an end in sight: frames that circle. */
  private static final int MOST_ROUNDS = 100_000;

  private final Ticker ticker;
  private final Timers timers;
  private final RandomGenerator random;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final ArrayDeque<Carrier> busy = new ArrayDeque<>();

  /** Carries what is under way when asked to. */
  interface Carrier {
    /** Delivers what is under way now, not what that brings about; says how many frames. */
    int carry();
  }

  /** A world that goes by a ticker, and whose chances follow from a seed. */
  public World(Ticker ticker, long seed) {
    this.ticker = ticker;
    this.timers = new Timers(ticker, this::wake);
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** A world whose time passes only in {@link #run}. */
  public static World manual(long seed) {
    return new World(new ManualTicker(), seed);
  }

  /** A world whose time is the system's. */
  public static World live(long seed) {
    return new World(Ticker.system(), seed);
  }

  /** Whether time passes only in {@link #run}. */
  public boolean isManual() {
    return ticker instanceof ManualTicker;
  }

  /** The timers of everything in it. */
  public Timers timers() {
    return timers;
  }

  /** Chance. */
  public RandomGenerator random() {
    return random;
  }

  /** Guards everything in it. */
  public ReentrantLock lock() {
    return lock;
  }

  /** A carrier has something under way; told once, until it has carried. */
  void isBusy(Carrier carrier) {
    busy.add(carrier);
    wake();
  }

  private void wake() {
    if (lock.isHeldByCurrentThread()) {
      work.signalAll();
    }
  }

  /**
   * Waits until there is something to do, but no longer than this.
   *
   * @throws InterruptedException where the thread is interrupted meanwhile
   */
  public void awaitWork(Duration most) throws InterruptedException {
    lock.lock();
    try {
      long left = most.toNanos();
      OptionalLong next = timers.next();
      if (next.isPresent()) {
        left = Math.min(left, next.getAsLong() - timers.now());
      }
      if (busy.isEmpty() && left > 0) {
        long notWaited = work.awaitNanos(left);
        assert notWaited <= left;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs the timers that are due and carries what is under way, one hop far.
   *
   * @return how many timers ran and frames were carried; 0 where there is nothing to do now
   */
  public int doWork() {
    lock.lock();
    try {
      int done = timers.runDue();
      for (int carriers = busy.size(); carriers > 0; carriers--) {
        done += busy.remove().carry();
      }
      return done;
    } finally {
      lock.unlock();
    }
  }

  /** Works until there is nothing to do at this moment. */
  public void settle() {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (doWork() == 0) {
        return;
      }
    }
  }

  /**
   * Lets time pass, without taking it, until something is so.
   *
   * @return whether it was so before the time was over
   * @throws IllegalStateException where the time is the system's
   */
  public boolean runUntil(BooleanSupplier done, Duration most) {
    lock.lock();
    try {
      ManualTicker manual = manual();
      long end = manual.nanos() + most.toNanos();
      settle();
      while (!done.getAsBoolean()) {
        OptionalLong next = timers.next();
        if (next.isEmpty() || next.getAsLong() - end > 0) {
          manual.advanceTo(end);
          return false;
        }
        manual.advanceTo(next.getAsLong());
        settle();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private ManualTicker manual() {
    if (ticker instanceof ManualTicker manual) {
      return manual;
    }
    throw new IllegalStateException("the time of this world is the system's");
  }

  /**
   * Lets so much time pass, without taking it: works, and goes from one timer's moment to the next.
   *
   * @throws IllegalStateException where the time is the system's
   */
  public void run(Duration time) {
    runUntil(() -> false, time);
    settle();
  }
}
