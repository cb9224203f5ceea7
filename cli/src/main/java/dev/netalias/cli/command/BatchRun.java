package dev.netalias.cli.command;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.command.Batch.Line;
import dev.netalias.cli.print.Failure;
import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Failures;
import dev.netalias.cli.run.LineException;
import dev.netalias.cli.run.Operation;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The run of a batch: as one transaction, or going on after lines that are refused. */
final class BatchRun {
  /**
   * So many lines are one transaction where the others are to go on: what stands before a line that
   * is refused is taken back and made again, and that must not be all of a long file each time.
   */
  private static final int TOGETHER = 256;

  private final Changer changer;
  private final boolean keepGoing;
  private final Map<Integer, Failure> failures = new TreeMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Change> changes = new ArrayList<>();

  BatchRun(Changer changer, boolean keepGoing) {
    this.changer = changer;
    this.keepGoing = keepGoing;
  }

  /** Lines that were refused, in their order. */
  List<Failure> failures() {
    return List.copyOf(failures.values());
  }

  /** Understands all lines. */
  List<Line> read(BatchReader reader, List<String> texts) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      try {
        Operation operation = reader.line(texts.get(i));
        if (operation != null) {
          lines.add(new Line(i + 1, operation));
        }
      } catch (AliasException wrong) {
        refused(new LineException(i + 1, wrong));
      }
    }
    return lines;
  }

  /** Notes it, and lets the others go on; or throws it. */
  private void refused(LineException line) {
    if (!keepGoing) {
      throw line;
    }
    failures.put(line.line(), Failures.of(line));
  }

  /** All or none. */
  void together(List<Line> lines) {
    Batch batch = new Batch(lines, this::refused);
    try {
      changer.make(batch);
    } catch (KernelException refused) {
      throw batch.located(refused);
    }
  }

  /** What would be done by those that can be. */
  void tryEach(List<Line> lines) {
    List<Line> left = new ArrayList<>(lines);
    while (true) {
      try {
        changer.make(new Batch(left, this::refused));
        return;
      } catch (LineException line) {
        refused(line);
        left.removeIf(l -> l.number() == line.line());
      }
    }
  }

  /** Those that can be done, each where it stands. */
  void each(List<Line> lines) {
    for (int next = 0; next < lines.size(); ) {
      next = some(lines, next, Math.min(next + TOGETHER, lines.size()));
    }
    changer.report(new Plan(changes), List.copyOf(names), false);
  }

  /**
   * Makes lines up to the first that is refused.
   *
   * @return the line after those
   */
  private int some(List<Line> lines, int from, int end) {
    Batch batch = new Batch(lines.subList(from, end), this::refused);
    LineException refusal;
    try {
      Plan plan = changer.commit(batch);
      changes.addAll(plan.changes());
      names.addAll(batch.made());
      names.removeIf(name -> !batch.leaves(name));
      return end;
    } catch (KernelException refused) {
      if (!(batch.located(refused) instanceof LineException located)) {
        throw refused;
      }
      refusal = located;
    } catch (LineException half) {
      refusal = half;
    } catch (AliasException stopped) {
      throw changes.isEmpty() ? stopped : afterSome(stopped, lines.get(from));
    }
    int at = from;
    while (lines.get(at).number() != refusal.line()) {
      at++;
    }
    for (int next = from; next < at; ) {
      next = some(lines, next, at); // what stands before it was taken back with it
    }
    refused(refusal);
    return at + 1;
  }

  private static AliasException afterSome(AliasException stopped, Line next) {
    AliasException told =
        new AliasException(
            stopped.kind(),
            String.valueOf(stopped.getMessage()),
            "what stands before line " + next.number() + " is done");
    told.initCause(stopped);
    return told;
  }
}
