package dev.netalias.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Runs the same random commands on two kernels: after each, both must look the same, and have no
 * alias lost that the command was not about. A difference is shrunk to a shortest sequence of
 * commands that still shows one.
 *
 * @param left makes a fresh host of the one kernel
 * @param right makes a fresh host of the other
 */
public record Differential(Supplier<ContractHost> left, Supplier<ContractHost> right) {
  /** Sequences under way at once. */
  private static final int AT_ONCE = 4;

  /** Where two hosts came to differ, or one of them threw what it must not. */
  record Difference(int step, String text) {}

  /** A sequence of commands, and which one it is. */
  private record Sequence(int number, List<String> lines) {
    static Sequence of(int number, long seed, int steps) {
      Random random = new Random(seed);
      Steps maker = new Steps(random);
      List<String> lines = new ArrayList<>();
      int length = 1 + random.nextInt(steps);
      while (lines.size() < length) {
        lines.add(maker.next());
      }
      return new Sequence(number, lines);
    }
  }

  /**
   * Runs sequences until one shows a difference: several at once, since a kernel lets wait more
   * than it works.
   *
   * @param seed of all randomness; the same seed makes the same sequences
   * @param sequences how many
   * @param steps the longest
   * @throws AssertionError with the shortest sequence, what differs, and the seed
   */
  public void run(long seed, int sequences, int steps) {
    Random seeds = new Random(seed);
    Queue<Sequence> left = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < sequences; i++) {
      left.add(Sequence.of(i, seeds.nextLong(), steps));
    }
    List<Future<?>> workers = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < AT_ONCE; i++) {
        workers.add(pool.submit(() -> work(seed, left)));
      }
    }
    for (Future<?> worker : workers) {
      if (worker.state() == Future.State.FAILED) {
        throw new AssertionError(worker.exceptionNow().getMessage(), worker.exceptionNow());
      }
    }
  }

  /** Runs what is left; where one shows a difference, nothing is left for the others. */
  private void work(long seed, Queue<Sequence> left) {
    for (Sequence next = left.poll(); next != null; next = left.poll()) {
      Optional<Difference> found = compare(next.lines);
      if (found.isPresent()) {
        left.clear();
        List<String> shortest = shrink(next.lines.subList(0, found.get().step() + 1));
        throw new AssertionError(
            "seed %d, sequence %d: the kernels differ after\n  %s\n%s"
                .formatted(
                    seed,
                    next.number,
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
      Set<String> aliases = Set.of();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        String a = outcome(one, line);
        String b = outcome(other, line);
        Set<String> now = a.equals(b) ? Steps.aliases(a) : Set.of();
        if (!a.equals(b) || !Steps.mayLose(line) && !now.containsAll(aliases)) {
          return Optional.of(new Difference(i, a + "--- and ---\n" + b + "--- of ---\n" + aliases));
        }
        aliases = now;
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
