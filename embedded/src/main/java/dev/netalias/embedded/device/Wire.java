package dev.netalias.embedded.device;

import dev.netalias.wire.frame.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An Ethernet segment: what one end sends, all others get, in the order in which it was sent. A
 * trace or a pcap file is one more end that only listens.
 */
public final class Wire implements World.Carrier {
  private final String name;
  private final World world;
  private final FrameQueue<Plug> queue = new FrameQueue<>();
  private final List<Plug> plugs = new ArrayList<>();
  private @Nullable FaultyTransit faults;
  private boolean busy;
  private long overflowed;

  /** A wire without ends. */
  public Wire(String name, World world) {
    this.name = name;
    this.world = world;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The world that it is in. */
  public World world() {
    return world;
  }

  /** How many ends it has that send, not counting who only listens. */
  public int ends() {
    return (int) plugs.stream().filter(p -> !p.listensOnly).count();
  }

  /** Frames that were lost because too many were under way. */
  public long overflowed() {
    return overflowed;
  }

  /** Adds an end. */
  public Plug plug(FrameSink receiver) {
    Plug plug = new Plug(receiver, false);
    plugs.add(plug);
    return plug;
  }

  /** Adds an end that only listens, as {@code tcpdump} on a mirror port does. */
  public Plug listen(FrameSink listener) {
    Plug plug = new Plug(listener, true);
    plugs.add(plug);
    return plug;
  }

  /** What goes wrong on it from now on; {@link Faults#NONE} for nothing. */
  public void suffer(Faults newFaults) {
    faults =
        newFaults.equals(Faults.NONE) ? null : new FaultyTransit(newFaults, world, this::enqueue);
  }

  /** What goes wrong on it. */
  public Faults faults() {
    return faults == null ? Faults.NONE : faults.faults();
  }

  private void enqueue(Frame frame, Plug from) {
    if (!queue.put(frame, from)) {
      overflowed++;
    } else if (!busy) {
      busy = true;
      world.isBusy(this);
    }
  }

  @Override
  public int carry() {
    int carried = queue.length();
    busy = false;
    for (int left = carried; left > 0; left -= Burst.MOST) {
      int frames = Math.min(left, Burst.MOST);
      announce(frames);
      for (int i = 0; i < frames; i++) {
        deliver(queue.first(), queue.sender());
        queue.drop();
      }
    }
    return carried;
  }

  private void announce(int frames) {
    if (frames > 1) {
      Burst burst = queue.burst(frames);
      for (int p = 0; p < plugs.size(); p++) {
        plugs.get(p).receiver.expect(burst);
      }
    }
  }

  private void deliver(Frame frame, Plug from) {
    for (int p = 0; p < plugs.size(); p++) {
      Plug to = plugs.get(p);
      if (to != from) {
        to.receiver.accept(frame);
      }
    }
  }

  /** One end of a wire. */
  public final class Plug implements Medium {
    private final FrameSink receiver;
    private final boolean listensOnly;

    private Plug(FrameSink receiver, boolean listensOnly) {
      this.receiver = receiver;
      this.listensOnly = listensOnly;
    }

    /** The wire. */
    public Wire wire() {
      return Wire.this;
    }

    @Override
    public void send(Frame frame) {
      FaultyTransit transit = faults;
      if (transit == null) {
        enqueue(frame, this);
      } else {
        transit.pass(frame, this);
      }
    }

    @Override
    public boolean hasCarrier() {
      return plugs.contains(this);
    }

    @Override
    public void unplug() {
      plugs.remove(this);
    }
  }
}
