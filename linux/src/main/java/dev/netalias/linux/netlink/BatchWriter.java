package dev.netalias.linux.netlink;

import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes batch after batch, one ahead of who sends them: the kernel works inside of the sender's
 * call, so a thread of the writer's own, which alone takes changes from their iterator, writes the
 * next batch meanwhile.
 */
final class BatchWriter implements AutoCloseable {
  private final Iterator<Request> changes;
  private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(2);
  private final BlockingQueue<Written> written = new ArrayBlockingQueue<>(2);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("batch writer").unstarted(this::work);
  private int sequence;

  /** A batch, or why there is none. */
  private record Written(Batch batch, @Nullable Throwable failure) {}

  private BatchWriter(int sequence, Iterator<Request> changes) {
    this.sequence = sequence;
    this.changes = changes;
  }

  /**
   * Begins to write.
   *
   * @param sequence the number of the first message
   * @param changes of which there is at least one
   */
  static BatchWriter begin(int sequence, Iterator<Request> changes) {
    BatchWriter writer = new BatchWriter(sequence, changes);
    writer.free.add(new Batch());
    writer.thread.start();
    return writer;
  }

  private void work() {
    try {
      boolean done = false;
      while (!done) {
        Batch batch = free.take();
        done = !write(batch);
      }
    } catch (InterruptedException closed) {
      // nobody wants more
    }
  }

  /** Whether there is more to write. */
  private boolean write(Batch batch) throws InterruptedException {
    Throwable failure = null;
    try {
      batch.fill(sequence, changes);
      sequence = batch.last() + 1;
    } catch (RuntimeException | Error thrown) {
      failure = thrown;
    }
    written.put(new Written(batch, failure));
    return failure == null && !batch.isLast();
  }

  /**
   * The next batch.
   *
   * @param sent a batch that is to be written over
   */
  Batch next(Batch sent) {
    free.add(sent);
    Written next = taken();
    Throwable failure = next.failure();
    if (failure instanceof Error error) { // linking a switch over types takes its time
      throw error;
    }
    if (failure instanceof RuntimeException thrown) {
      throw thrown;
    }
    return next.batch();
  }

  /** Waits whatever comes: who breaks off does so between two batches. */
  private Written taken() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return written.take();
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
