package dev.netalias.embedded.device;

import dev.netalias.wire.frame.Frame;

/** What a main device puts its frames on. */
public interface Medium {
  /** Puts a frame on it. */
  void send(Frame frame);

  /** Whether anything is at the other end: {@code IFF_RUNNING}. */
  boolean hasCarrier();

  /** Takes the device off it. */
  void unplug();
}
