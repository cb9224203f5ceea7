package dev.netalias.embedded.state;

import dev.netalias.embedded.device.NetDevice;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.time.Timers;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.FrameText;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What is known of one neighbour, and what waits for it to be known. */
public final class NeighbourEntry {
  /** {@code NUD_INCOMPLETE}: asked for, not answered yet. */
  public static final int INCOMPLETE = 0x01;

  /** {@code NUD_REACHABLE}: heard of lately. */
  public static final int REACHABLE = 0x02;

  /** {@code NUD_STALE}: known, not heard of lately. */
  public static final int STALE = 0x04;

  /** {@code NUD_DELAY}: used while stale; it may be heard of by itself. */
  public static final int DELAY = 0x08;

  /** {@code NUD_PROBE}: asked whether it is still there. */
  public static final int PROBE = 0x10;

  /** States in which frames are sent. */
  private static final int VALID =
      REACHABLE | STALE | DELAY | PROBE | Neighbour.PERMANENT | Neighbour.NO_ARP;

  private final Interface on;
  private final Address address;
  private int state;
  private long mac;
  private int flags;
  private int asked;
  private long confirmed;
  private Timers.@Nullable Timer timer;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(1);

  /** A frame that waits for its destination's address. */
  record Waiting(Frame frame, NetDevice via) {}

  NeighbourEntry(Interface on, Address address, int state) {
    this.on = on;
    this.address = address;
    this.state = state;
  }

  /** On which main device. */
  public Interface on() {
    return on;
  }

  /** Whose. */
  public Address address() {
    return address;
  }

  /** {@code NUD_*}. */
  public int state() {
    return state;
  }

  /** Its link-layer address, a 48-bit number; 0 where unknown. */
  public long mac() {
    return mac;
  }

  /** In the port's form. */
  public Neighbour value() {
    boolean known = (state & VALID) != 0 || state == Neighbour.FAILED && mac != 0;
    Mac shown = known ? FrameText.mac(mac) : Mac.NONE;
    return new Neighbour(on.reference(), address, shown, state, flags);
  }

  boolean isValid() {
    return (state & VALID) != 0;
  }

  /** Whether it was set by hand: nothing heard changes it, nothing drives it out. */
  boolean isFixed() {
    return state == Neighbour.PERMANENT || state == Neighbour.NO_ARP;
  }

  /** Whether another may take its place: nobody would miss it. */
  boolean isDispensable() {
    return state == STALE || state == Neighbour.FAILED;
  }

  void set(int newState, long newMac, int newFlags) {
    stopTimer();
    state = newState;
    mac = newMac;
    flags = newFlags;
  }

  int flags() {
    return flags;
  }

  void state(int newState) {
    state = newState;
  }

  int asked() {
    return asked;
  }

  void asked(int times) {
    asked = times;
  }

  long confirmed() {
    return confirmed;
  }

  void confirmed(long nanos) {
    confirmed = nanos;
  }

  void timer(Timers.Timer newTimer) {
    stopTimer();
    timer = newTimer;
  }

  void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  ArrayDeque<Waiting> waiting() {
    return waiting;
  }

  @Override
  public String toString() {
    return address + " on " + on;
  }
}
