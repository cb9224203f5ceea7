package dev.netalias.embedded.lab;

import dev.netalias.embedded.device.Capture;
import dev.netalias.embedded.device.FrameChannel;
import dev.netalias.embedded.device.Uplink;
import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.device.World;
import dev.netalias.wire.frame.FrameText;
import dev.netalias.wire.frame.PcapWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hosts on wires. Its time is its own, and passes only in {@link #run} and {@link #await}; or it is
 * the system's, and a thread works whenever there is something to do.
 *
 * <p>May be used by several threads.
 */
public final class Lab implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(2);

  private final World world;
  private final Map<String, Wire> wires = new LinkedHashMap<>();
  private final Map<String, LabHost> hosts = new LinkedHashMap<>();
  private final List<AutoCloseable> attached = new ArrayList<>();
  private final @Nullable Thread worker;
  private volatile boolean closed;

  private Lab(World world) {
    this.world = world;
    worker = world.isManual() ? null : Thread.ofPlatform().daemon().name("lab").start(this::work);
  }

  /** A lab whose time passes only when it is told to. */
  public static Lab manual(long seed) {
    return new Lab(World.manual(seed));
  }

  /** A lab whose time is the system's. */
  public static Lab live(long seed) {
    return new Lab(World.live(seed));
  }

  private void work() {
    try {
      while (!closed) {
        world.settle();
        world.awaitWork(IDLE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // close() asked for it
    }
  }

  /** The world of its hosts and wires. */
  public World world() {
    return world;
  }

  // Wires

  /**
   * Adds a wire.
   *
   * @throws IllegalArgumentException where there is one of that name
   */
  public Wire addWire(String name) {
    return locked(() -> {
      Wire wire = new Wire(name, world);
      if (wires.putIfAbsent(name, wire) != null) {
        throw new IllegalArgumentException("there is a wire '" + name + "' already");
      }
      return wire;
    });
  }

  /** The wire of a name. */
  public Optional<Wire> wire(String name) {
    return locked(() -> Optional.ofNullable(wires.get(name)));
  }

  /** All wires, in the order in which they came. */
  public List<Wire> wires() {
    return locked(() -> List.copyOf(wires.values()));
  }

  /**
   * Writes what a wire carries to a pcap file from now on, {@code tcpdump -w}.
   *
   * @param start the moment that this moment is said to be
   * @throws IOException where the file can't be begun
   */
  public Capture capture(Wire wire, OutputStream file, Instant start) throws IOException {
    PcapWriter pcap = new PcapWriter(file);
    long nanos = TimeUnit.SECONDS.toNanos(start.getEpochSecond()) + start.getNano();
    return locked(() -> {
      Capture capture = new Capture(pcap, world.timers(), nanos);
      wire.listen(capture);
      attached.add(capture);
      return capture;
    });
  }

  /**
   * Watches what a wire carries, each frame as {@code tcpdump -nt} prints it.
   *
   * @return what ends it
   */
  public AutoCloseable watch(Wire wire, Consumer<String> line) {
    Wire.Plug plug = locked(() -> wire.listen(frame -> line.accept(FrameText.of(frame))));
    return () ->
        locked(() -> {
          plug.unplug();
          return plug;
        });
  }

  /** Joins a wire to a device of the real kernel, until the lab is closed. */
  public Uplink join(Wire wire, FrameChannel channel) {
    Uplink uplink = Uplink.join(wire, channel);
    locked(() -> attached.add(uplink));
    return uplink;
  }

  // Hosts

  /**
   * Adds a host with {@code lo} and {@code eth0} on the first wire, both closed and without
   * address.
   *
   * @throws IllegalArgumentException where there is one of that name
   */
  public LabHost addHost(String name) {
    return locked(() -> {
      if (hosts.containsKey(name)) {
        throw new IllegalArgumentException("there is a host '" + name + "' already");
      }
      LabHost host = new LabHost(name, world);
      hosts.put(name, host);
      if (!wires.isEmpty()) {
        host.addLink("eth0", wires.values().iterator().next());
      }
      return host;
    });
  }

  /** The host of a name. */
  public Optional<LabHost> host(String name) {
    return locked(() -> Optional.ofNullable(hosts.get(name)));
  }

  /** All hosts, in the order in which they came. */
  public Collection<LabHost> hosts() {
    return locked(() -> List.copyOf(hosts.values()));
  }

  // Time

  /** Lets so much time pass; where the time is the system's, it takes that time. */
  public void run(Duration time) {
    await(() -> false, time);
  }

  /**
   * Lets time pass until something is so.
   *
   * @param done asked with the world's lock held
   * @return whether it was so before the time was over
   */
  public boolean await(BooleanSupplier done, Duration most) {
    if (world.isManual()) {
      return world.runUntil(done, most);
    }
    long end = System.nanoTime() + most.toNanos();
    boolean is = locked(done::getAsBoolean);
    while (!is && System.nanoTime() - end < 0) {
      try {
        TimeUnit.NANOSECONDS.sleep(Math.min(LOOK.toNanos(), most.toNanos()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      is = locked(done::getAsBoolean);
    }
    return is;
  }

  private interface Step<T> {
    T get();
  }

  private <T> T locked(Step<T> step) {
    world.lock().lock();
    try {
      return step.get();
    } finally {
      world.lock().unlock();
    }
  }

  /** Ends everything in it, and closes the files of its captures. */
  @Override
  public void close() {
    closed = true;
    if (worker != null) {
      worker.interrupt();
    }
    for (AutoCloseable each : locked(() -> List.copyOf(attached))) {
      switch (each) {
        case Capture capture -> capture.close();
        case Uplink uplink -> uplink.close();
        default -> throw new IllegalStateException("nothing else is attached");
      }
    }
    hosts().forEach(LabHost::close);
  }
}
