package dev.netalias.embedded.device;

import dev.netalias.time.Timers;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.PcapWriter;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a wire carries to a pcap file. A file that can't be written any more ends the
 * capture, never the network.
 */
public final class Capture implements FrameSink, AutoCloseable {
  private final PcapWriter pcap;
  private final Timers clock;
  private final long offset;
  private @Nullable IOException failure;

  /**
   * A capture into a file that was begun.
   *
   * @param now the present moment in nanoseconds since 1970, from which the clock goes on
   */
  public Capture(PcapWriter pcap, Timers clock, long now) {
    this.pcap = pcap;
    this.clock = clock;
    this.offset = now - clock.now();
  }

  @Override
  public void accept(Frame frame) {
    if (failure == null) {
      try {
        pcap.write(clock.now() + offset, frame);
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  /** Why the capture ended early, where it did. */
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() {
    try {
      pcap.close();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
  }
}
