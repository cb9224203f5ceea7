package dev.netalias.embedded.device;

import dev.netalias.wire.frame.Frame;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Joins a wire to a channel: the real kernel's device is one more end of the wire. A thread of its
 * own waits for the channel's frames; what goes the other way is written where it is delivered.
 */
public final class Uplink implements AutoCloseable {
  private static final int ROOM = 65_536 + 18;

  private final FrameChannel channel;
  private final Wire.Plug plug;
  private final Thread reader;

  private Uplink(Wire wire, FrameChannel channel) {
    this.channel = channel;
    this.plug = wire.plug(frame -> channel.write(frame.array(), frame.length()));
    this.reader = Thread.ofPlatform().daemon().name("tap " + channel.name()).unstarted(this::read);
  }

  /** Joins them, from now until it is closed. */
  public static Uplink join(Wire wire, FrameChannel channel) {
    wire.world().lock().lock();
    try {
      Uplink uplink = new Uplink(wire, channel);
      uplink.reader.start();
      return uplink;
    } finally {
      wire.world().lock().unlock();
    }
  }

  private void read() {
    Frame frame = new Frame(ROOM);
    ReentrantLock lock = plug.wire().world().lock();
    frame.resize(ROOM);
    for (int length = channel.read(frame.array()); length >= 0; ) {
      lock.lock();
      try {
        plug.send(frame.resize(length));
      } finally {
        lock.unlock();
      }
      length = channel.read(frame.array());
    }
  }

  @Override
  public void close() {
    ReentrantLock lock = plug.wire().world().lock();
    lock.lock();
    try {
      plug.unplug();
    } finally {
      lock.unlock();
    }
    channel.close();
  }
}
