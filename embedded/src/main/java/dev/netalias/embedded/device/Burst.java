package dev.netalias.embedded.device;

import dev.netalias.wire.frame.Frame;

/** Some frames that will be delivered one after the other. */
public interface Burst {
  /** Most frames of one. */
  int MOST = 32;

  /** How many there are. */
  int size();

  /** One of them, in the order of delivery. */
  Frame frame(int place);
}
