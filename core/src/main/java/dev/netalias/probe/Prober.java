package dev.netalias.probe;

import dev.netalias.kernel.link.Neighbourhood.Claim;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.time.Ticker;
import dev.netalias.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks for many addresses at the same time (RFC 5227 section 2.1.1). It sends nothing and hears
 * nothing by itself: whoever owns it calls {@link #work} when something is due, and {@link #heard}.
 * An address is free once all its questions were sent and nobody answered in time; who answers is
 * not asked again.
 */
public final class Prober {
  /** From one address's first question to the next's: a link carries more than that. */
  private static final long PACE = Duration.ofNanos(30_000).toNanos();

  private static final Duration SEND_AGAIN = Duration.ofMillis(10);
  private static final Duration LISTEN_ON = Duration.ofMillis(1);
  private static final int MOST_FAILURES = 20;

  private final Timing timing;
  private final Timers timers;
  private final RandomGenerator random;
  private final Sender sender;
  private final Map<Key, Inquiry> inquiries = new HashMap<>();
  private final Set<Mac> own;
  private final List<Conflict> conflicts = new ArrayList<>();
  private final List<Target> unasked = new ArrayList<>();
  private int open;
  private long heardUntil;

  /** Sends one question; false where that can't be done now. */
  @FunctionalInterface
  public interface Sender {
    boolean ask(Target target);
  }

  /**
   * What does not change while it asks.
   *
   * @param timing when it asks
   * @param ticker says what time it is
   * @param random chance
   * @param own link-layer addresses of this host: what they claim is no conflict
   */
  public record Ground(Timing timing, Ticker ticker, RandomGenerator random, Set<Mac> own) {}

  private record Key(int device, Address address) {
    @Override
    public boolean equals(@Nullable Object other) { // without what records link for it at first use
      return other instanceof Key that && device == that.device && address.equals(that.address);
    }

    @Override
    public int hashCode() {
      return 31 * device + address.hashCode();
    }
  }

  private static final class Inquiry {
    private final Target target;
    private int sent;
    private int failed;
    private long end;
    private Timers.@Nullable Timer timer;

    private Inquiry(Target target) {
      this.target = target;
    }
  }

  /** One that asks for nothing yet. */
  public Prober(Ground ground, Sender sender) {
    timing = ground.timing;
    timers = new Timers(ground.ticker);
    heardUntil = timers.now();
    random = ground.random;
    own = Set.copyOf(ground.own);
    this.sender = sender;
  }

  /** Asks for an address, too; once. */
  public void add(Target target) {
    Inquiry inquiry = new Inquiry(target);
    if (inquiries.putIfAbsent(key(target.device().index(), target.address()), inquiry) == null) {
      Duration delay = Duration.ofNanos(timing.first(random) + PACE * open);
      open++;
      inquiry.timer = timers.after(delay, () -> ask(inquiry));
    }
  }

  private static Key key(int device, Address address) {
    return new Key(device, address);
  }

  private void ask(Inquiry inquiry) {
    if (sender.ask(inquiry.target)) {
      inquiry.sent++;
      boolean last = inquiry.sent == timing.probes();
      Duration pause = last ? timing.listen() : Duration.ofNanos(timing.pause(random));
      inquiry.end = timers.now() + pause.toNanos();
      inquiry.timer = timers.after(pause, () -> next(inquiry));
    } else if (++inquiry.failed < MOST_FAILURES) {
      inquiry.timer = timers.after(SEND_AGAIN, () -> ask(inquiry));
    } else {
      unasked.add(inquiry.target);
      close(inquiry);
    }
  }

  private void next(Inquiry inquiry) {
    if (inquiry.sent < timing.probes()) {
      ask(inquiry);
    } else if (heardUntil - inquiry.end >= 0) {
      close(inquiry);
    } else {
      inquiry.timer = timers.after(LISTEN_ON, () -> next(inquiry));
    }
  }

  private void close(Inquiry inquiry) {
    inquiry.timer = null;
    open--;
  }

  /** Somebody on a link claims an address. */
  public void heard(Claim claim) {
    Inquiry inquiry = inquiries.get(key(claim.device(), claim.address()));
    if (inquiry == null || inquiry.timer == null || own.contains(claim.mac())) {
      return;
    }
    inquiry.timer.cancel();
    conflicts.add(new Conflict(inquiry.target, claim.mac()));
    close(inquiry);
  }

  /**
   * Does what is due.
   *
   * @param most so much of it at most
   * @param until whatever was said until then has been heard: a thread that had no processor for a
   *     while may be late for the answers as well
   * @return how much was done
   */
  public int work(int most, long until) {
    heardUntil = until;
    return timers.runDue(most);
  }

  /** When something is due next; empty where all is decided. */
  public OptionalLong next() {
    return timers.next();
  }

  /** Whether all is decided. */
  public boolean isDone() {
    return open == 0;
  }

  /** Addresses that somebody has, in the order in which that was heard. */
  public List<Conflict> conflicts() {
    return List.copyOf(conflicts);
  }

  /** Addresses of which nobody could be asked. */
  public List<Target> unasked() {
    return List.copyOf(unasked);
  }
}
