package dev.netalias.cli.lab.verb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was begun on a host and goes on by itself: watchers of devices, sockets that listen. */
final class HostThings {
  /** Something that looks at the host now and then. */
  interface Watching extends AutoCloseable {
    /** Says what has happened since it looked last. */
    void look();
  }

  private final Map<String, AutoCloseable> running = new LinkedHashMap<>();
  private int slotBound = -1;
  private boolean forwards;

  /** The bound on slots that new devices get, negative for none. */
  int slotBound() {
    return slotBound;
  }

  void slotBound(int bound) {
    slotBound = bound;
  }

  /** Whether it forwards packets, on new devices too. */
  boolean forwards() {
    return forwards;
  }

  void forwards(boolean now) {
    forwards = now;
  }

  /** Keeps something that runs; what ran under that name ends. */
  synchronized void begin(String name, AutoCloseable what) {
    end(name);
    running.put(name, what);
  }

  /** Ends what runs under a name; says whether something did. */
  synchronized boolean end(String name) {
    AutoCloseable what = running.remove(name);
    if (what != null) {
      close(what);
    }
    return what != null;
  }

  /** Names that begin so. */
  synchronized List<String> names(String beginning) {
    return running.keySet().stream().filter(n -> n.startsWith(beginning)).toList();
  }

  /** Lets all that watches look. */
  synchronized void look() {
    for (AutoCloseable each : running.values()) {
      if (each instanceof Watching watching) {
        watching.look();
      }
    }
  }

  private static void close(AutoCloseable what) {
    try {
      what.close();
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible); // neither sockets nor watchers throw
    }
  }

  void close() {
    List.copyOf(running.keySet()).forEach(this::end);
  }
}
