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
  private @Nullable Runnable idle;
  private @Nullable Thread hook;

  /** Nothing is asked yet. */
  public Interruption() {}

  /**
   * From now on an end of the process comes at once: nothing is begun that could be cut off.
   *
   * @param tell says so to the user
   */
  public synchronized void idle(Runnable tell) {
    if (hook == null) {
      idle = tell;
      hook();
    }
  }

  /**
   * From now on an end of the process waits for {@link #close}.
   *
   * @param wake called when the end is asked for, by another thread
   * @throws AliasException where it is asked for already
   */
  public synchronized void begin(Runnable wake) {
    check();
    idle = null;
    waker = wake;
    hook();
  }

  /**
   * An end of the process comes at once again, until the next {@link #begin}: somebody is asked, or
   * waited for, and nothing is begun.
   *
   * @param tell says so to the user
   */
  public synchronized void pause(Runnable tell) {
    check();
    idle = tell;
    waker = null;
    hook();
  }

  private void hook() {
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
    if (isToldNow()) {
      return;
    }
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

  private synchronized boolean isToldNow() {
    asked = true;
    if (idle != null) {
      idle.run();
    }
    return idle != null;
  }

  /** Whether the process is asked to end. */
  public boolean isAsked() {
    return asked;
  }

  /** Throws where the process is asked to end. */
  public void check() {
    if (asked) {
      throw refusal();
    }
  }

  /** What a user is told. */
  static AliasException refusal() {
    return new AliasException(
        AliasException.Kind.INTERRUPTED, "interrupted", "nothing was changed");
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
