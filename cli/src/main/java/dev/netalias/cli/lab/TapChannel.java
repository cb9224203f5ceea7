package dev.netalias.cli.lab;

import dev.netalias.embedded.device.FrameChannel;
import dev.netalias.linux.tap.Tap;

/** A TAP device as the lab's wires know such things. */
record TapChannel(Tap tap) implements FrameChannel {
  @Override
  public String name() {
    return tap.name();
  }

  @Override
  public int read(byte[] into) {
    return tap.read(into);
  }

  @Override
  public void write(byte[] frame, int length) {
    tap.write(frame, length); // what the kernel refuses is lost, as on any wire
  }

  @Override
  public void close() {
    tap.close();
  }
}
