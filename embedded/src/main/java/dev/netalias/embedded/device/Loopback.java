package dev.netalias.embedded.device;

import dev.netalias.wire.frame.Frame;

/** The medium of {@code lo}: what is sent comes back. */
public final class Loopback implements Medium, World.Carrier {
  private final World world;
  private final FrameSink receiver;
  private final FrameQueue<Loopback> queue = new FrameQueue<>();
  private boolean busy;

  /** A loopback that gives back what it gets. */
  public Loopback(World world, FrameSink receiver) {
    this.world = world;
    this.receiver = receiver;
  }

  @Override
  public void send(Frame frame) {
    if (queue.put(frame, this) && !busy) {
      busy = true;
      world.isBusy(this);
    }
  }

  @Override
  public int carry() {
    int carried = queue.length();
    busy = false;
    for (int i = 0; i < carried; i++) {
      receiver.accept(queue.first());
      queue.drop();
    }
    return carried;
  }

  @Override
  public boolean hasCarrier() {
    return true;
  }

  @Override
  public void unplug() {}
}
