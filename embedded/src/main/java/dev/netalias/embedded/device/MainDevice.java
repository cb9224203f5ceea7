package dev.netalias.embedded.device;

import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Link;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A device of the stack itself: an Ethernet device on a wire, or the loopback. */
public final class MainDevice extends NetDevice implements FrameSink {
  /** {@code ARPHRD_ETHER}. */
  public static final int ETHERNET = 1;

  /** Locally administered. */
  private static final long OUI = 0x02_00_5e;

  /** {@code ARPHRD_LOOPBACK}. */
  public static final int LOOPBACK = 772;

  private final int index;
  private final int hardware;
  private final Input input;
  private final Meter meter = new Meter();
  private final List<FrameSink> watchers = new ArrayList<>();
  private String name;
  private @Nullable Medium medium;
  private int flags;
  private int mtu;
  private int queueLength;
  private long mac;
  private boolean promiscuous;

  private @Nullable Uppers uppers;

  /** Who takes what comes in on a main device. */
  @FunctionalInterface
  public interface Input {
    /** Takes a frame for this host; see {@link FrameSink#accept}. */
    void received(MainDevice device, Frame frame);

    /**
     * Looks at frames that will come soon, if they are for this host; see {@link FrameSink#expect}.
     */
    default void expected(MainDevice device, Burst burst) {}
  }

  /**
   * Which device.
   *
   * @param index its number
   * @param name its name
   * @param hardware {@link #ETHERNET} or {@link #LOOPBACK}
   * @param mac its address, a 48-bit number
   */
  public record Identity(int index, String name, int hardware, long mac) {}

  /** A device that is closed, and on nothing yet. */
  public MainDevice(Identity identity, Input input) {
    this.index = identity.index;
    this.name = identity.name;
    this.hardware = identity.hardware;
    this.mac = identity.mac;
    this.input = input;
    boolean loops = hardware == LOOPBACK;
    flags = loops ? Link.LOOPBACK : Link.BROADCAST | Link.MULTICAST;
    mtu = loops ? 65_536 : 1500;
    queueLength = 1000;
  }

  /** Puts it on a medium. */
  public void plugInto(Medium newMedium) {
    medium = newMedium;
  }

  /** Takes it off its medium. */
  public void unplug() {
    if (medium != null) {
      medium.unplug();
      medium = null;
    }
  }

  /** What it is on, null where it is on nothing. */
  public @Nullable Medium medium() {
    return medium;
  }

  /** The devices that are stacked on it. */
  public Uppers uppers(World world) {
    Uppers there = uppers == null ? new Uppers(world, this) : uppers;
    uppers = there;
    return there;
  }

  /** An address by chance, as the kernel gives one to a device that nobody gave any. */
  public static long localMac(RandomGenerator random) {
    return OUI << 24 | random.nextInt(1 << 24);
  }

  /** Its index. */
  public int index() {
    return index;
  }

  /** {@link #ETHERNET} or {@link #LOOPBACK}. */
  public int hardware() {
    return hardware;
  }

  @Override
  public String name() {
    return name;
  }

  /** Gives it another name. */
  public void rename(String newName) {
    name = newName;
  }

  @Override
  public boolean isOpen() {
    return (flags & Link.UP) != 0;
  }

  @Override
  public MainDevice main() {
    return this;
  }

  /** All its counters. */
  public Meter meter() {
    return meter;
  }

  @Override
  public Counters counters() {
    return meter.counters();
  }

  /** Whether it is the loopback. */
  public boolean isLoopback() {
    return hardware == LOOPBACK;
  }

  /** Its {@code IFF_*} flags, {@code IFF_RUNNING} where it is open and its medium is there. */
  public int flags() {
    return isRunning() ? flags | Link.RUNNING : flags;
  }

  /** Whether it is open and its medium is there. */
  boolean isRunning() {
    return isOpen() && medium != null && medium.hasCarrier();
  }

  /** Sets the flags; {@code IFF_RUNNING} is not asked for but found. */
  public void flags(int newFlags) {
    flags = newFlags & ~Link.RUNNING;
    promiscuous = (flags & Link.PROMISCUOUS) != 0;
  }

  /** Whether a flag is set. */
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Largest payload of a frame. */
  public int mtu() {
    return mtu;
  }

  /** Sets the largest payload of a frame. */
  public void mtu(int newMtu) {
    mtu = newMtu;
  }

  /** Transmit queue length, which nothing here depends on. */
  public int queueLength() {
    return queueLength;
  }

  /** Sets the transmit queue length. */
  public void queueLength(int length) {
    queueLength = length;
  }

  /** Its address, a 48-bit number. */
  public long mac() {
    return mac;
  }

  /** Sets its address. */
  public void mac(long newMac) {
    mac = newMac;
  }

  /** Somebody who sees every frame that comes or goes, as {@code tcpdump} does. */
  public void watch(FrameSink watcher) {
    watchers.add(watcher);
  }

  /** Ends what {@link #watch} began. */
  public void unwatch(FrameSink watcher) {
    watchers.remove(watcher);
  }

  /** Takes a frame from the medium: filters by MAC address, counts, and hands it on. */
  @Override
  public void accept(Frame frame) {
    if (!isOpen() || Ethernet.flaw(frame) != null) {
      return;
    }
    long destination = Ethernet.destination(frame);
    boolean group = Ethernet.isGroup(destination);
    boolean mine = destination == mac || group;
    Uppers above = uppers;
    boolean theirs = above != null && !group && above.takes(destination);
    if (!mine && !theirs && !promiscuous) {
      return;
    }
    meter.received(frame.length());
    if (group && destination != Ethernet.BROADCAST) {
      meter.receivedMulticast();
    }
    show(frame);
    if (above != null && (group || theirs)) {
      above.received(frame);
    }
    if (mine && !theirs) {
      input.received(this, frame);
    }
  }

  @Override
  public void expect(Burst burst) {
    if (isOpen()) {
      input.expected(this, burst);
    }
  }

  @Override
  public void transmit(Frame frame) {
    Medium out = medium;
    if (!isOpen() || out == null) {
      meter.sendDropped();
    } else if (frame.length() > mtu + Ethernet.SIZE) {
      meter.sendFailed();
    } else {
      meter.sent(frame.length());
      show(frame);
      out.send(frame);
    }
  }

  private void show(Frame frame) {
    for (int i = 0; i < watchers.size(); i++) {
      watchers.get(i).accept(frame);
    }
  }
}
