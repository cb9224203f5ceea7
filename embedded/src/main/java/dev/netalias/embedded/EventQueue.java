package dev.netalias.embedded;

import dev.netalias.embedded.device.World;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.Events;
import dev.netalias.kernel.Snapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The events of one reader. One that is too slow loses them, is told so, and gets a snapshot. */
final class EventQueue implements Events {
  /** Events that wait for a reader, as many as a netlink socket of 8 MiB holds. */
  static final int BOUND = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Event> waiting = new ArrayDeque<>();
  private final World world;
  private final Supplier<Snapshot> snapshot;
  private final Consumer<EventQueue> closer;
  private boolean lost;
  private boolean resynchronises;
  private boolean closed;

  /**
   * A queue that is empty.
   *
   * @param world its lock is held whenever events are put, and while a snapshot is taken in their
   *     place; where its time is its own, waiting lets that pass
   */
  EventQueue(World world, Supplier<Snapshot> snapshot, Consumer<EventQueue> closer) {
    this.world = world;
    this.snapshot = snapshot;
    this.closer = closer;
  }

  void put(List<Event> events) {
    lock.lock();
    try {
      if (lost || waiting.size() + events.size() > BOUND) {
        lost = true;
        waiting.clear();
      } else {
        waiting.addAll(events);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Event> next(Duration timeout) {
    boolean manual = world.isManual();
    if (manual && !timeout.isZero()) {
      boolean came = world.runUntil(this::hasNews, timeout);
      assert came || !hasNews();
    }
    lock.lock();
    try {
      long left = manual ? 0 : timeout.toNanos();
      while (!closed && !lost && !resynchronises && waiting.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (closed) {
        return Optional.empty();
      }
      if (lost && !resynchronises) {
        resynchronises = true;
        return Optional.of(new Event.Overrun());
      }
      if (!resynchronises) {
        return Optional.ofNullable(waiting.poll());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
    return Optional.of(resynchronised());
  }

  private boolean hasNews() {
    lock.lock();
    try {
      return closed || lost || resynchronises || !waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Events that come after the snapshot follow from it: none can come while it is taken. */
  private Event resynchronised() {
    world.lock().lock();
    lock.lock();
    try {
      lost = false;
      resynchronises = false;
      waiting.clear();
      return new Event.Resynchronised(snapshot.get());
    } finally {
      lock.unlock();
      world.lock().unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    closer.accept(this);
  }
}
