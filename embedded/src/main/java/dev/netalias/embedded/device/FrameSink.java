package dev.netalias.embedded.device;

import dev.netalias.wire.frame.Frame;

/** Takes frames. */
@FunctionalInterface
public interface FrameSink {
  /** Takes a frame, which is the caller's again afterwards: who wants to keep it copies it. */
  void accept(Frame frame);

  /**
   * Looks at frames that it will be given soon. Who carries many tells of some before giving them:
   * memory that each of them needs is then loaded for all at once, and not one after the other.
   */
  default void expect(Burst burst) {}
}
