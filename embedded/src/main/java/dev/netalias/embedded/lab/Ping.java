package dev.netalias.embedded.lab;

import dev.netalias.embedded.device.World;
import dev.netalias.embedded.ip.Drop;
import dev.netalias.embedded.ip.Echoes;
import dev.netalias.embedded.ip.Stack;
import dev.netalias.net.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A series of echo requests, {@code ping}, and what came of them. */
public final class Ping implements Echoes.Listener {
  private final Stack stack;
  private final World world;
  private final Options options;
  private final int id;
  private final Map<Integer, Long> sent = new HashMap<>();
  private final Set<Integer> settled = new HashSet<>();
  private final List<Event> events = new ArrayList<>();
  private int received;
  private boolean over;

  /**
   * What to send.
   *
   * @param to to whom
   * @param source from which address, zero for the one that the route gives, {@code -I}
   * @param count how many, {@code -c}
   * @param interval how long between two, {@code -i}
   * @param size bytes that each carries, {@code -s}
   * @param ttl how many routers each may pass, {@code -t}
   * @param patience how long to wait for the last answer, {@code -W}
   */
  public record Options(
      Address to,
      Address source,
      int count,
      Duration interval,
      int size,
      int ttl,
      Duration patience) {
    /** What {@code ping -c COUNT TO} sends. */
    public static Options of(Address to, int count) {
      return new Options(
          to, to.masked(0), count, Duration.ofSeconds(1), 56, 64, Duration.ofSeconds(10));
    }

    /** The same from an address. */
    public Options from(Address newSource) {
      return new Options(to, newSource, count, interval, size, ttl, patience);
    }

    /** The same with so many bytes each. */
    public Options withSize(int bytes) {
      return new Options(to, source, count, interval, bytes, ttl, patience);
    }

    /** The same with another TTL. */
    public Options withTtl(int newTtl) {
      return new Options(to, source, count, interval, size, newTtl, patience);
    }

    /** The same with another time between two. */
    public Options withInterval(Duration newInterval) {
      return new Options(to, source, count, newInterval, size, ttl, patience);
    }

    /** The same with another time for the last answer. */
    public Options withPatience(Duration newPatience) {
      return new Options(to, source, count, interval, size, ttl, newPatience);
    }
  }

  /** What came of one. */
  public sealed interface Event {
    /** An answer. */
    record Answer(Address from, int sequence, int ttl, int bytes, Duration time, boolean again)
        implements Event {}

    /** An error in place of an answer; type and code are those of ICMP, or of ICMPv6. */
    record Error(Address from, int sequence, int type, int code) implements Event {}

    /** It could not be sent. */
    record Unsent(int sequence, Drop why) implements Event {}
  }

  private Ping(Stack stack, World world, Options options) {
    this.stack = stack;
    this.world = world;
    this.options = options;
    this.id = stack.echoes().open(this);
  }

  static Ping begin(Stack stack, World world, Options options) {
    Ping ping = new Ping(stack, world, options);
    ping.send(1);
    return ping;
  }

  private void send(int sequence) {
    sent.put(sequence, world.timers().now());
    Stack.Echo echo =
        new Stack.Echo(options.source, options.to, id, sequence, options.size, options.ttl);
    Drop why = stack.send(echo);
    if (why != null) {
      events.add(new Event.Unsent(sequence, why));
      settle(sequence);
    }
    if (sequence < options.count) {
      world.timers().after(options.interval, () -> send(sequence + 1));
    } else {
      world.timers().after(options.patience, this::end);
    }
  }

  private void settle(int sequence) {
    settled.add(sequence);
    if (settled.size() == options.count) {
      end();
    }
  }

  private void end() {
    over = true;
    stack.echoes().close(id);
  }

  @Override
  public void replied(Echoes.Reply reply) {
    Long at = sent.get(reply.sequence());
    if (at == null) {
      return;
    }
    boolean again = settled.contains(reply.sequence());
    received += again ? 0 : 1;
    Duration time = Duration.ofNanos(world.timers().now() - at);
    events.add(
        new Event.Answer(reply.from(), reply.sequence(), reply.ttl(), reply.bytes(), time, again));
    settle(reply.sequence());
  }

  @Override
  public void failed(Echoes.Failure failure) {
    events.add(new Event.Error(failure.from(), failure.sequence(), failure.type(), failure.code()));
    settle(failure.sequence());
  }

  /** Whether all have been answered, or the time for it is over. */
  public boolean isOver() {
    return locked(() -> over);
  }

  /** How many were sent so far. */
  public int sent() {
    return locked(sent::size);
  }

  /** How many were answered so far. */
  public int received() {
    return locked(() -> received);
  }

  /** What came so far, in order. */
  public List<Event> events() {
    return locked(() -> List.copyOf(events));
  }

  private <T> T locked(Supplier<T> step) {
    world.lock().lock();
    try {
      return step.get();
    } finally {
      world.lock().unlock();
    }
  }
}
