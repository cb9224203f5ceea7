package dev.netalias.cli.run;

import dev.netalias.alias.AliasException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, and any other end that is asked of the process. Whoever must not be cut off says {@link
 * #begin} and then looks at {@link #check} now and then; the process ends once this is closed, with
 * the exit code that the signal means (130).
 */
public final class Interruption implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean asked;
  private volatile @Nullable Runnable waker;
  private @Nullable Thread hook;

  /** Nothing is asked yet. */
  public Interruption() {}

  /**
   * From now on an end of the process waits for {@link #close}.
   *
   * @param wake called when the end is asked for, by another thread
   */
  public void begin(Runnable wake) {
    waker = wake;
    if (hook == null) {
      hook = new Thread(this::ask, "netalias-interruption");
      try {
        Runtime.getRuntime().addShutdownHook(hook);
      } catch (IllegalStateException endsAlready) {
        asked = true;
      }
    }
  }

  private void ask() {
    asked = true;
    Runnable wake = waker;
    if (wake != null) {
      wake.run();
    }
    try {
      closed.await();
    } catch (InterruptedException impossible) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the process is asked to end. */
  public boolean isAsked() {
    return asked;
  }

  /** Throws where the process is asked to end. */
  public void check() {
    if (asked) {
      throw new AliasException(
          AliasException.Kind.INTERRUPTED, "interrupted", "nothing was changed");
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (hook != null && !asked) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException endsNow) {
        // and the hook, released, lets it
      }
    }
  }
}
