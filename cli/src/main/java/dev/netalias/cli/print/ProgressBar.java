package dev.netalias.cli.print;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How far a commit has come, as a bar in the terminal's last line; for a long one only. */
public final class ProgressBar {
  private static final int BAR = 40;
  private static final long PATIENCE = Duration.ofMillis(400).toNanos();
  private static final long PAUSE = Duration.ofMillis(100).toNanos();

  private final PrintStream err;
  private final LongSupplier nanoTime;
  private final long start;
  private long last;
  private boolean shown;

  /** A bar that is not yet shown. */
  public ProgressBar(PrintStream err, LongSupplier nanoTime) {
    this.err = err;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
    last = start;
  }

  /** So many of so many are made. */
  public void made(int done, int total) {
    long now = nanoTime.getAsLong();
    if (total <= 0 || now - start < PATIENCE || now - last < PAUSE) {
      return;
    }
    last = now;
    shown = true;
    int full = (int) ((long) BAR * done / total);
    err.print(
        "\r[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + done + " of " + total + " ");
    err.flush();
  }

  /** Takes the bar off the terminal. */
  public void clear() {
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
      shown = false;
    }
  }
}
