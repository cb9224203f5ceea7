package dev.netalias.embedded.device;

import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The devices that are stacked on one Ethernet device, each with a MAC address of its own on the
 * same wire ({@code macvlan} in the kernel's {@code drivers/net/macvlan.c}).
 */
public final class Uppers implements World.Carrier {
  private final World world;
  private final MainDevice lower;
  private final List<Seat> seats = new ArrayList<>();
  private final FrameQueue<MainDevice> across = new FrameQueue<>();
  private boolean busy;

  /** What a device may do with those beside it. */
  public enum Mode {
    /** Those that bridge reach each other. */
    BRIDGE,
    /** It reaches the wire alone. */
    PRIVATE,
    /** It reaches the wire, which may send back what is for another. */
    VEPA,
    /** It is the only one, and takes all that comes on the wire. */
    PASSTHRU
  }

  /** Nothing is on a device yet. */
  public Uppers(World world, MainDevice lower) {
    this.world = world;
    this.lower = lower;
  }

  /** Puts a device on it. */
  public Seat seat(MainDevice device, Mode mode) {
    Seat seat = new Seat(device, mode);
    seat.plug();
    return seat;
  }

  /** How many there are. */
  public int size() {
    return seats.size();
  }

  /** Whether one of them takes all that comes. */
  public boolean isPassedThrough() {
    return !seats.isEmpty() && seats.getFirst().mode == Mode.PASSTHRU;
  }

  private @Nullable Seat open(long mac) {
    for (int i = 0; i < seats.size(); i++) {
      Seat seat = seats.get(i);
      if (seat.device.mac() == mac && seat.device.isOpen()) {
        return seat;
      }
    }
    return null;
  }

  /** Whether a frame to one address that came on the wire is for one of them, and no other. */
  boolean takes(long destination) {
    return isPassedThrough() ? seats.getFirst().device.isOpen() : open(destination) != null;
  }

  /** Hands on a frame that came on the wire: to the one that it is for, or to all. */
  void received(Frame frame) {
    long destination = Ethernet.destination(frame);
    boolean all = Ethernet.isGroup(destination) || isPassedThrough();
    Seat one = all ? null : open(destination);
    if (one != null) {
      one.device.accept(frame);
      return;
    }
    for (int i = 0; i < seats.size(); i++) {
      seats.get(i).device.accept(frame);
    }
  }

  private void across(Frame frame, MainDevice to) {
    if (across.put(frame, to) && !busy) {
      busy = true;
      world.isBusy(this);
    }
  }

  @Override
  public int carry() {
    int carried = across.length();
    busy = false;
    for (int i = 0; i < carried; i++) {
      across.sender().accept(across.first());
      across.drop();
    }
    return carried;
  }

  /** What one of the devices is on. */
  public final class Seat implements Medium {
    private final MainDevice device;
    private final Mode mode;

    private Seat(MainDevice device, Mode mode) {
      this.device = device;
      this.mode = mode;
    }

    /** Whether an address is that of the device below, or of an open one beside it. */
    public boolean isUsed(long mac) {
      Seat other = open(mac);
      return mac == lower.mac() || other != null && other != this;
    }

    /** Takes its place, the last one. */
    public void plug() {
      seats.add(this);
    }

    /** Sends across to those beside it, or through the device below. */
    @Override
    public void send(Frame frame) {
      if (mode == Mode.BRIDGE && bridged(frame)) {
        return;
      }
      lower.transmit(frame);
    }

    /** Whether a frame went to one beside it, and so to nobody else. */
    private boolean bridged(Frame frame) {
      long destination = Ethernet.destination(frame);
      boolean group = Ethernet.isGroup(destination);
      for (int i = 0; i < seats.size(); i++) {
        Seat beside = seats.get(i);
        boolean reached = beside != this && beside.mode == Mode.BRIDGE && beside.device.isOpen();
        if (reached && (group || beside.device.mac() == destination)) {
          across(frame, beside.device);
          if (!group) {
            return true;
          }
        }
      }
      return false;
    }

    @Override
    public boolean hasCarrier() {
      return seats.contains(this) && lower.isRunning();
    }

    @Override
    public void unplug() {
      seats.remove(this);
    }
  }
}
