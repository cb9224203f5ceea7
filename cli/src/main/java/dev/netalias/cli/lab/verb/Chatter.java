package dev.netalias.cli.lab.verb;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What hosts say by themselves, between the lines of who is typing: {@code tcpdump}, a UDP socket
 * that listens. Several threads may speak; the lines wait until there is a place for them.
 */
public final class Chatter {
  private static final int MOST_WAITING = 10_000;

  private final Queue<String> waiting = new ArrayDeque<>();
  private @Nullable Consumer<String> listener;
  private long lost;

  Chatter() {}

  /** Says a line. */
  synchronized void say(String line) {
    if (listener != null) {
      listener.accept(line);
    } else if (waiting.size() < MOST_WAITING) {
      waiting.add(line);
    } else {
      lost++;
    }
  }

  /** From now on lines go there at once, or wait again where that is null. */
  public synchronized void heardBy(@Nullable Consumer<String> newListener) {
    listener = newListener;
  }

  /** Prints what waits. */
  public synchronized void print(PrintStream out) {
    for (String line = waiting.poll(); line != null; line = waiting.poll()) {
      out.print(line + "\n");
    }
    if (lost > 0) {
      out.print("(" + lost + " more lines were dropped)\n");
      lost = 0;
    }
  }
}
