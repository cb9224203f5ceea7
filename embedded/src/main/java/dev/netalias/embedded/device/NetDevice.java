package dev.netalias.embedded.device;

import dev.netalias.kernel.state.Counters;
import dev.netalias.wire.frame.Frame;

/** A device of a host: a main device, or an alias stacked on one. */
public abstract sealed class NetDevice permits MainDevice, AliasDevice {
  NetDevice() {}

  /** Its name at present. */
  public abstract String name();

  /** Whether it is open. */
  public abstract boolean isOpen();

  /** The main device that its frames go through: itself where it is one. */
  public abstract MainDevice main();

  /** Sends a frame that is complete, its Ethernet header included. */
  public abstract void transmit(Frame frame);

  /** Packets and bytes that went to and from it. */
  public abstract Counters counters();

  @Override
  public final String toString() {
    return name();
  }
}
