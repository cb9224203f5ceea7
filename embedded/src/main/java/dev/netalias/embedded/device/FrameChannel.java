package dev.netalias.embedded.device;

/**
 * A device of the real kernel through which frames go in and out: TAP. Whoever may call native code
 * implements it.
 */
public interface FrameChannel extends AutoCloseable {
  /** The device's name in the real kernel. */
  String name();

  /**
   * Waits for the next frame that the real kernel sends through the device.
   *
   * @param into room for it
   * @return how many bytes it has, or -1 where the channel was closed
   */
  int read(byte[] into);

  /** Lets the real kernel receive a frame on the device; one that it refuses is lost. */
  void write(byte[] frame, int length);

  /** Ends it, and wakes a thread that waits in {@link #read}. */
  @Override
  void close();
}
