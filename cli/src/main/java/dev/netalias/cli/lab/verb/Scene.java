package dev.netalias.cli.lab.verb;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.look.name.HostNames;
import dev.netalias.cli.run.UserFile;
import dev.netalias.embedded.device.FrameChannel;
import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.lab.Lab;
import dev.netalias.embedded.lab.LabHost;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Hosts and wires as one who types sees them: a host that is typed on, a clock, what is said. */
public final class Scene implements AutoCloseable {
  /** The wire that hosts begin on. */
  public static final String FIRST_WIRE = "wire0";

  private static final int SEED = 1; // so that a script prints the same each time
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Lab lab;
  private final @Nullable Path pcap;
  private final Chatter chatter = new Chatter();
  private final Map<LabHost, HostThings> things = new HashMap<>();
  private LabHost current;
  private volatile boolean interrupted;

  /**
   * A scene of hosts on one wire.
   *
   * @param live whether its time is the system's, and else passes only when it is told to
   * @param pcap where what the first wire carries is written, null for nowhere
   */
  public Scene(boolean live, int hosts, @Nullable Path pcap) {
    lab = live ? Lab.live(SEED) : Lab.manual(SEED);
    this.pcap = pcap;
    addWire(FIRST_WIRE);
    current = addHost(nameOf(0));
    for (int i = 1; i < hosts; i++) {
      addHost(nameOf(i));
    }
  }

  /** {@code a} to {@code z}, then {@code aa} and so on. */
  private static String nameOf(int number) {
    String last = String.valueOf((char) ('a' + number % 26));
    return number < 26 ? last : nameOf(number / 26 - 1) + last;
  }

  /** The lab. */
  public Lab lab() {
    return lab;
  }

  /** The names that its hosts know. */
  public HostNames names() {
    return new LabNames(lab);
  }

  /** What its hosts say by themselves. */
  public Chatter chatter() {
    return chatter;
  }

  // Hosts

  /** The host that is typed on. */
  public LabHost current() {
    return current;
  }

  /** Types on another host from now on. */
  void use(LabHost host) {
    current = host;
  }

  /** The host of a name. */
  LabHost host(String name) {
    return lab.host(name)
        .orElseThrow(
            () -> AliasException.notFound("there is no host '" + name + "'", "host add " + name));
  }

  /** Adds a host. */
  LabHost addHost(String name) {
    plain("host", name);
    if (lab.host(name).isPresent()) {
      throw AliasException.conflict("there is a host '" + name + "' already", "");
    }
    return lab.addHost(name);
  }

  /** What runs on a host, and is not its kernel's. */
  HostThings things(LabHost host) {
    return things.computeIfAbsent(host, h -> new HostThings());
  }

  // Wires

  /** The wire of a name. */
  Wire wire(String name) {
    return lab.wire(name)
        .orElseThrow(
            () -> AliasException.notFound("there is no wire '" + name + "'", "wire add " + name));
  }

  /** Adds a wire; what it carries is written to a file where that was asked for. */
  Wire addWire(String name) {
    plain("wire", name);
    if (lab.wire(name).isPresent()) {
      throw AliasException.conflict("there is a wire '" + name + "' already", "");
    }
    Wire wire = lab.addWire(name);
    if (pcap != null) {
      Path file = name.equals(FIRST_WIRE) ? pcap : beside(pcap, name);
      try {
        lab.capture(wire, new BufferedOutputStream(Files.newOutputStream(file)), Instant.now());
      } catch (IOException unwritable) {
        throw UserFile.unwritable(file.toString(), unwritable);
      }
    }
    return wire;
  }

  /** Joins the first wire to a device of the real kernel. */
  public void join(FrameChannel channel) {
    lab.join(wire(FIRST_WIRE), channel);
  }

  /** {@code trace.pcap} for a wire {@code far} is {@code trace-far.pcap}. */
  private static Path beside(Path file, String wire) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    return file.resolveSibling(name.substring(0, end) + "-" + wire + name.substring(end));
  }

  private static void plain(String what, String name) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_.-]{0,62}")) {
      throw AliasException.usage(
          "'%s' is not the name of a %s".formatted(name, what),
          "a letter, then letters, digits, '_', '.' and '-'");
    }
  }

  // Time

  /** Lets time pass until something is so, but no longer than this, and prints what is said. */
  boolean await(BooleanSupplier done, Duration most, PrintStream out) {
    if (lab.world().isManual()) {
      boolean is = lab.await(done, most);
      say(out);
      return is;
    }
    Duration left = most;
    boolean is = false;
    while (!is && !left.isNegative() && !left.isZero() && !interrupted) {
      Duration step = left.compareTo(LOOK) < 0 ? left : LOOK;
      is = lab.await(done, step);
      left = left.minus(step);
      say(out);
    }
    return is;
  }

  /** Does what is to be done at this moment, and prints what is said of it. */
  public void settle(PrintStream out) {
    lab.world().settle();
    say(out);
  }

  private void say(PrintStream out) {
    things.values().forEach(HostThings::look);
    chatter.print(out);
  }

  /** Ends what is waited for: Ctrl-C. */
  public void interrupt() {
    interrupted = true;
  }

  /** Whether what runs is to end. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** A new command begins, that nobody has interrupted. */
  public void begin() {
    interrupted = false;
  }

  /** Does something that nothing in the lab may get between. */
  void locked(Runnable step) {
    ReentrantLock lock = lab.world().lock();
    lock.lock();
    try {
      step.run();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    things.values().forEach(HostThings::close);
    lab.close();
  }
}
