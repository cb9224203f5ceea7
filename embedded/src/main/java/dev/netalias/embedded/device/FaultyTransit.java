package dev.netalias.embedded.device;

import dev.netalias.wire.frame.Frame;
import java.time.Duration;
import java.util.function.BiConsumer;

/** The way onto a wire on which something goes wrong. */
final class FaultyTransit {
  /** How much longer a frame takes that others overtake. */
  private static final Duration OVERTAKEN = Duration.ofMillis(10);

  /** Frames under way at once, delayed ones: as many as a wire holds. */
  private static final int BOUND = FrameQueue.BOUND;

  private final Faults faults;
  private final World world;
  private final BiConsumer<Frame, Wire.Plug> next;
  private int held;

  FaultyTransit(Faults faults, World world, BiConsumer<Frame, Wire.Plug> next) {
    this.faults = faults;
    this.world = world;
    this.next = next;
  }

  Faults faults() {
    return faults;
  }

  void pass(Frame frame, Wire.Plug from) {
    if (faults.cut() || happens(faults.loss())) {
      return;
    }
    once(frame, from);
    if (happens(faults.duplicate())) {
      once(frame, from);
    }
  }

  private void once(Frame frame, Wire.Plug from) {
    Duration delay = happens(faults.reorder()) ? faults.delay().plus(OVERTAKEN) : faults.delay();
    if (delay.isZero()) {
      next.accept(frame, from);
    } else if (held < BOUND) {
      held++;
      Frame copy = new Frame(frame.length());
      copy.copyOf(frame);
      world.timers().after(delay, () -> arrive(copy, from));
    }
  }

  private void arrive(Frame frame, Wire.Plug from) {
    held--;
    if (from.hasCarrier()) {
      next.accept(frame, from);
    }
  }

  private boolean happens(double chance) {
    return chance > 0 && world.random().nextDouble() < chance;
  }
}
