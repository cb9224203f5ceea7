package dev.netalias.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Runs the same random commands on two kernels: after each, both must look the same. A difference
 * is shrunk to a shortest sequence of commands that still shows one.
 *
 * @param left makes a fresh host of the one kernel
 * @param right makes a fresh host of the other
 */
public record Differential(Supplier<ContractHost> left, Supplier<ContractHost> right) {
  /** Where two hosts came to differ, or one of them threw what it must not. */
  record Difference(int step, String text) {}

  /**
   * Runs sequences until one shows a difference.
   *
   * @param seed of all randomness; the same seed makes the same sequences
   * @param sequences how many
   * @param steps the longest
   * @throws AssertionError with the shortest sequence, what differs, and the seed
   */
  public void run(long seed, int sequences, int steps) {
    Random seeds = new Random(seed);
    for (int i = 0; i < sequences; i++) {
      Random random = new Random(seeds.nextLong());
      Steps maker = new Steps(random);
      List<String> lines = new ArrayList<>();
      int length = 1 + random.nextInt(steps);
      while (lines.size() < length) {
        lines.add(maker.next());
      }
      Optional<Difference> found = compare(lines);
      if (found.isPresent()) {
        List<String> shortest = shrink(lines.subList(0, found.get().step() + 1));
        throw new AssertionError(
            "seed %d, sequence %d: the kernels differ after\n  %s\n%s"
                .formatted(
                    seed,
                    i,
                    String.join("\n  ", shortest),
                    compare(shortest).map(Difference::text).orElse("(no more)")));
      }
    }
  }

  /** Takes out whatever can go: halves first, then single lines, until nothing more can. */
  List<String> shrink(List<String> lines) {
    List<String> best = new ArrayList<>(lines);
    for (int chunk = Math.max(1, best.size() / 2); chunk >= 1; chunk /= 2) {
      for (int at = 0; at + chunk <= best.size(); ) {
        List<String> fewer = new ArrayList<>(best);
        fewer.subList(at, at + chunk).clear();
        if (!fewer.isEmpty() && compare(fewer).isPresent()) {
          best = fewer;
        } else {
          at += chunk;
        }
      }
    }
    return best;
  }

  Optional<Difference> compare(List<String> lines) {
    try (ContractHost one = left.get();
        ContractHost other = right.get()) {
      for (int i = 0; i < lines.size(); i++) {
        String a = outcome(one, lines.get(i));
        String b = outcome(other, lines.get(i));
        if (!a.equals(b)) {
          return Optional.of(new Difference(i, a + "--- and ---\n" + b));
        }
      }
      return Optional.empty();
    }
  }

  private static String outcome(ContractHost host, String line) {
    try {
      return Steps.run(host, line) + "\n" + Steps.look(host);
    } catch (RuntimeException broken) {
      return "threw " + broken + "\n";
    }
  }
}
