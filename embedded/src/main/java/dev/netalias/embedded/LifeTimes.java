package dev.netalias.embedded;

import dev.netalias.embedded.ip.Discoveries;
import dev.netalias.embedded.state.Held;
import dev.netalias.embedded.state.Interface;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.time.Timers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What happens to addresses by itself, after a time: they go, {@code valid_lft}, they are
 * deprecated, {@code preferred_lft}, and in IPv6 they are found to be nobody else's, or somebody's.
 */
final class LifeTimes {
  private final Timers timers;
  private final Discoveries discoveries;
  private final Ends ends;

  /** Hears of the end of a time. */
  interface Ends {
    /** The address is valid no more. */
    void expired(Interface on, Held held);

    /** The address is preferred no more. */
    void deprecated(Interface on, Held held);

    /** The address is nobody else's: it may be used. */
    void unique(Interface on, Held held);

    /** The address is somebody else's. */
    void duplicate(Interface on, Held held);
  }

  LifeTimes(Timers timers, Discoveries discoveries, Ends ends) {
    this.timers = timers;
    this.discoveries = discoveries;
    this.ends = ends;
  }

  /** The times of an address begin, or begin anew. */
  void begin(Interface on, Held held, Transaction tx) {
    tx.afterwards(() -> {
      stop(held);
      Lifetime lifetime = held.value().lifetime();
      Timers.Timer valid = timer(lifetime.valid(), () -> ends.expired(on, held));
      boolean deprecated = (held.value().flags() & InterfaceAddress.DEPRECATED) != 0;
      Timers.Timer preferred =
          deprecated ? null : timer(lifetime.preferred(), () -> ends.deprecated(on, held));
      held.ends(valid, preferred);
    });
    detect(on, held, tx);
  }

  /** An address that may be somebody else's is asked for, where its device is open. */
  void detect(Interface on, Held held, Transaction tx) {
    int flags = held.value().flags();
    boolean open = (flags & InterfaceAddress.TENTATIVE) != 0;
    if (open && (flags & InterfaceAddress.DAD_FAILED) == 0 && on.device().isOpen()) {
      Discoveries.Verdict verdict =
          new Discoveries.Verdict() {
            @Override
            public void unique() {
              ends.unique(on, held);
            }

            @Override
            public void duplicate() {
              ends.duplicate(on, held);
            }
          };
      tx.afterwards(() -> discoveries.detect(on, held.value().local(), verdict));
    }
  }

  private Timers.@Nullable Timer timer(long seconds, Runnable task) {
    return seconds == Lifetime.UNLIMITED ? null : timers.after(Duration.ofSeconds(seconds), task);
  }

  /** An address is gone. */
  void end(Interface on, Held held, Transaction tx) {
    tx.afterwards(() -> {
      stop(held);
      discoveries.cancel(on, held.value().local());
    });
  }

  private static void stop(Held held) {
    Timers.Timer valid = held.expiry();
    Timers.Timer preferred = held.deprecation();
    if (valid != null) {
      valid.cancel();
    }
    if (preferred != null) {
      preferred.cancel();
    }
    held.ends(null, null);
  }

  /** What is left of the times of an address. */
  Lifetime left(Held held) {
    Lifetime whole = held.value().lifetime();
    if (whole.equals(Lifetime.FOREVER)) {
      return whole;
    }
    boolean deprecated = (held.value().flags() & InterfaceAddress.DEPRECATED) != 0;
    return new Lifetime(
        left(whole.valid(), held.expiry()),
        deprecated ? 0 : left(whole.preferred(), held.deprecation()));
  }

  private long left(long whole, Timers.@Nullable Timer timer) {
    if (whole == Lifetime.UNLIMITED || timer == null) {
      return whole;
    }
    return Math.max(0, Duration.ofNanos(timer.moment() - timers.now()).plusMillis(999).toSeconds());
  }
}
