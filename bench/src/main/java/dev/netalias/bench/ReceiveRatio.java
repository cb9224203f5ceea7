package dev.netalias.bench;

import java.util.Arrays;

/**
 * What many aliases cost the receive path: hosts with one alias and with many take turns in one
 * process, so that whatever else the machine does hits all of them. Aim: at most 10 % fewer packets
 * a second with 100,000 aliases than with one.
 */
public final class ReceiveRatio {
  private static final int MANY = 100_000;
  private static final int WARM_UP = 60;
  private static final int ROUNDS = 200;

  private ReceiveRatio() {}

  private enum Case {
    ONE("1 alias", 1, 1),
    ALL_OF_SOME("256 aliases, frames for all in random order", 256, 256),
    ONE_OF_MANY("100,000 aliases, frames for one of them", MANY, 1),
    ALL_OF_MANY("100,000 aliases, frames for all in random order", MANY, MANY);

    private final String text;
    private final int aliases;
    private final int targets;

    Case(String text, int aliases, int targets) {
      this.text = text;
      this.aliases = aliases;
      this.targets = targets;
    }
  }

  /** Measures, and prints a line for each case. */
  public static void main(String[] arguments) {
    Receiver[] receivers = new Receiver[Case.values().length];
    for (Case each : Case.values()) {
      receivers[each.ordinal()] = new Receiver(each.aliases, each.targets);
    }
    double[][] nanos = new double[receivers.length][ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (int i = 0; i < receivers.length; i++) {
        long start = System.nanoTime();
        receivers[i].receive();
        long took = System.nanoTime() - start;
        if (round >= 0) {
          nanos[i][round] = (double) took / Receiver.FRAMES;
        }
      }
    }
    double one = quarter(nanos[0]);
    for (Case each : Case.values()) {
      receivers[each.ordinal()].check();
      receivers[each.ordinal()].close();
      double its = quarter(nanos[each.ordinal()]);
      System.out.printf(
          "%-50s %6.1f ns a packet, %5.2f million a second, %.2f of one alias%n",
          each.text, its, 1e3 / its, one / its);
    }
  }

  /** The lower quartile: what it takes where nothing else disturbs. */
  private static double quarter(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 4];
  }
}
