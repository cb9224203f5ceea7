package dev.netalias.cli.print;

import dev.netalias.kernel.Kernel;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a commit has come, in the terminal's last line: a bar, how many, how many a second, and
 * the time that is left. For a long one only, and never wider than 80 columns.
 */
public final class ProgressBar implements Kernel.Progress {
  private static final int BAR = 24;
  private static final int WIDTH = 79; // in the last column some terminals go to the next line
  private static final long PATIENCE = Duration.ofMillis(400).toNanos();
  private static final long PAUSE = Duration.ofMillis(100).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;

  private final PrintStream err;
  private final LongSupplier nanoTime;
  private final long start;
  private long last;

  /** When what is told of now began: the making, or the taking back. */
  private long begun;

  private boolean back;
  private int width;

  /** A bar that is not yet shown. */
  public ProgressBar(PrintStream err, LongSupplier nanoTime) {
    this.err = err;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
    last = start;
    begun = start;
  }

  /** A bar by the clock of this machine. */
  public static ProgressBar on(PrintStream err) {
    return new ProgressBar(err, System::nanoTime);
  }

  @Override
  public void made(int done, int total) {
    show("", done, total);
  }

  /** The end of a commit that failed, or was interrupted: it takes about as long as it took. */
  @Override
  public void takenBack(int done, int total) {
    if (!back) {
      back = true;
      begun = nanoTime.getAsLong();
      last = 0;
    }
    show("taking back ", done, total);
  }

  private void show(String what, int done, int total) {
    long now = nanoTime.getAsLong();
    boolean isSoon = now - start < PATIENCE || last != 0 && now - last < PAUSE;
    if (done >= total) {
      clear(); // what is said after it begins on a line of its own
      return;
    }
    if (isSoon) {
      return;
    }
    last = now;
    int full = (int) ((long) BAR * done / total);
    StringBuilder line = new StringBuilder("[");
    line.append("#".repeat(full)).append(".".repeat(BAR - full)).append("] ").append(what);
    line.append(done).append(" of ").append(total).append(rate(done, total, now - begun));
    if (line.length() > WIDTH) {
      line.setLength(WIDTH);
    }
    int length = line.length();
    line.append(" ".repeat(Math.max(0, width - length))); // over what stood there
    width = length;
    err.print("\r" + line);
    err.flush();
  }

  /** What can be told only once some are done. */
  private static String rate(int done, int total, long nanos) {
    double seconds = (double) nanos / SECOND;
    if (done == 0 || seconds <= 0) {
      return "";
    }
    double rate = done / seconds;
    String text = rate < 10 ? "%.1f" : "%.0f";
    return String.format(
        Locale.ROOT, ", " + text + "/s, %s left", rate, time((total - done) / rate));
  }

  private static String time(double seconds) {
    int whole = (int) Math.ceil(seconds);
    return whole < MINUTE
        ? whole + " s"
        : whole < HOUR
            ? "%d:%02d min".formatted(whole / MINUTE, whole % MINUTE)
            : "%d:%02d h".formatted(whole / HOUR, whole % HOUR / MINUTE);
  }

  /** Takes the bar off the terminal. */
  public void clear() {
    if (width > 0) {
      err.print("\r\u001b[K");
      err.flush();
      width = 0;
    }
  }
}
