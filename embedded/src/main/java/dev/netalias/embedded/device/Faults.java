package dev.netalias.embedded.device;

import java.time.Duration;

/**
 * What goes wrong on a wire, {@code tc qdisc add … netem}: chances are from 0 to 1, a frame each.
 *
 * @param cut nothing gets through
 * @param loss chance to be lost
 * @param duplicate chance to come twice
 * @param reorder chance to be overtaken by frames sent later
 * @param delay how long every frame takes
 */
public record Faults(boolean cut, double loss, double duplicate, double reorder, Duration delay) {
  /** A wire on which nothing goes wrong. */
  public static final Faults NONE = new Faults(false, 0, 0, 0, Duration.ZERO);

  /** Refuses what is no chance and a delay below 0. */
  public Faults {
    if (!isChance(loss) || !isChance(duplicate) || !isChance(reorder)) {
      throw new IllegalArgumentException("a chance is from 0 to 1");
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a delay below 0: " + delay);
    }
  }

  private static boolean isChance(double value) {
    return value >= 0 && value <= 1;
  }

  /** The same, cut or whole. */
  public Faults withCut(boolean nowCut) {
    return new Faults(nowCut, loss, duplicate, reorder, delay);
  }

  /** The same with another chance of loss. */
  public Faults withLoss(double chance) {
    return new Faults(cut, chance, duplicate, reorder, delay);
  }

  /** The same with another chance of coming twice. */
  public Faults withDuplicate(double chance) {
    return new Faults(cut, loss, chance, reorder, delay);
  }

  /** The same with another chance of being overtaken. */
  public Faults withReorder(double chance) {
    return new Faults(cut, loss, duplicate, chance, delay);
  }

  /** The same with another delay. */
  public Faults withDelay(Duration newDelay) {
    return new Faults(cut, loss, duplicate, reorder, newDelay);
  }
}
