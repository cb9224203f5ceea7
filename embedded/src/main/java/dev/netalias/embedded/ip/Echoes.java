package dev.netalias.embedded.ip;

import dev.netalias.net.Address;
import dev.netalias.time.Timers;
import java.util.HashMap;
import java.util.Map;

/** Who sent echo requests, by their id, and hears what came of them. */
public final class Echoes {
  private static final int IDS = 0x1_0000;

  private final Timers timers;
  private final Map<Integer, Listener> listeners = new HashMap<>();
  private int last;

  /** An answer. */
  public record Reply(Address from, int sequence, int ttl, int bytes) {}

  /** An error in place of an answer; type and code are those of ICMP, or of ICMPv6. */
  public record Failure(Address from, int sequence, int type, int code) {}

  /** Hears what came of the echoes of one id. */
  public interface Listener {
    /** One was answered. */
    void replied(Reply reply);

    /** One was not, and a router or the destination says why. */
    void failed(Failure failure);
  }

  Echoes(Timers timers) {
    this.timers = timers;
  }

  Timers timers() {
    return timers;
  }

  /** Begins to listen; returns the id to send with. */
  public int open(Listener listener) {
    do {
      last = (last + 1) % IDS;
    } while (listeners.containsKey(last));
    listeners.put(last, listener);
    return last;
  }

  /** Ends what {@link #open} began. */
  public void close(int id) {
    listeners.remove(id);
  }

  boolean replied(int id, Reply reply) {
    Listener listener = listeners.get(id);
    if (listener != null) {
      listener.replied(reply);
    }
    return listener != null;
  }

  boolean failed(int id, Failure failure) {
    Listener listener = listeners.get(id);
    if (listener != null) {
      listener.failed(failure);
    }
    return listener != null;
  }
}
