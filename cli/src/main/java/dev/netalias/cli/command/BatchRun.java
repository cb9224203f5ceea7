package dev.netalias.cli.command;

import dev.netalias.InUseException;
import dev.netalias.alias.AliasException;
import dev.netalias.cli.command.Batch.Line;
import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Exempt;
import dev.netalias.cli.run.LineException;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.run.Refusals;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan;
import dev.netalias.probe.Conflict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** The run of a batch: as one transaction, or going on after lines that are refused. */
final class BatchRun {
  /**
   * So many lines are one transaction where the others are to go on: what stands before a line that
   * is refused is taken back and made again, and that must not be all of a long file each time.
   */
  private static final int TOGETHER = 256;

  private final Changer changer;
  private final Manners manners;
  private final Exempt exempt;
  private final Refusals refusals;
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Change> changes = new ArrayList<>();

  /**
   * A run.
   *
   * @param manners how it opens addresses
   * @param exempt told of addresses whose lines want another manner
   */
  BatchRun(Changer changer, Manners manners, Exempt exempt, Refusals refusals) {
    this.changer = changer;
    this.manners = manners;
    this.exempt = exempt;
    this.refusals = refusals;
  }

  /** All or none. */
  void together(List<Line> lines) {
    Batch batch = batch(lines);
    try {
      changer.make(batch);
    } catch (KernelException refused) {
      throw batch.located(refused);
    } catch (InUseException inUse) {
      SortedMap<Integer, List<Conflict>> located = batch.located(inUse);
      int line = located.firstKey();
      throw located.size() == 1 && line > 0 ? new LineException(line, inUse) : inUse;
    }
  }

  private Batch batch(List<Line> lines) {
    return new Batch(lines, manners, exempt, refusals::add);
  }

  /** What would be done by those that can be. */
  void tryEach(List<Line> lines) {
    List<Line> left = new ArrayList<>(lines);
    while (true) {
      try {
        changer.make(batch(left));
        return;
      } catch (LineException line) {
        refusals.add(line);
        left.removeIf(l -> l.number() == line.line());
      }
    }
  }

  /** Those that can be done, each where it stands. */
  void each(List<Line> lines) {
    List<Line> left = withoutThoseInUse(lines);
    changer.showing(progress -> {
      for (int next = 0; next < left.size(); next += TOGETHER) {
        int end = Math.min(next + TOGETHER, left.size());
        some(left.subList(next, end));
        progress.made(end, left.size());
      }
      return left;
    });
    changer.report(new Plan(changes), List.copyOf(names), false);
  }

  /** All addresses are asked for at the same time; lines whose are in use are refused. */
  private List<Line> withoutThoseInUse(List<Line> lines) {
    List<Line> left = new ArrayList<>(lines);
    List<Line> seen = new ArrayList<>(lines);
    while (true) {
      Batch batch = new Batch(seen, manners, exempt, refusedLater -> {});
      try {
        List<Conflict> conflicts = changer.inUse(batch);
        if (conflicts.isEmpty()) {
          return left;
        }
        Set<Integer> refused = refuse(batch, new InUseException(conflicts));
        left.removeIf(l -> refused.contains(l.number()));
        seen.removeIf(l -> refused.contains(l.number()));
        if (refused.isEmpty()) {
          return left;
        }
      } catch (LineException half) {
        seen.removeIf(l -> l.number() == half.line());
      }
    }
  }

  /** Refuses the lines whose addresses are in use; their numbers. */
  private Set<Integer> refuse(Batch batch, InUseException inUse) {
    SortedMap<Integer, List<Conflict>> located = batch.located(inUse);
    located.remove(0);
    located.forEach(
        (line, conflicts) -> refusals.add(new LineException(line, new InUseException(conflicts))));
    return located.keySet();
  }

  /** Makes lines; where one is refused, those before it and those behind it. */
  private void some(List<Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    Batch batch = batch(lines);
    LineException refusal;
    try {
      Plan plan = changer.commit(batch);
      changes.addAll(plan.changes());
      names.addAll(batch.made());
      names.removeIf(name -> !batch.leaves(name));
      return;
    } catch (KernelException refused) {
      if (!(batch.located(refused) instanceof LineException located)) {
        throw refused;
      }
      refusal = located;
    } catch (LineException half) {
      refusal = half;
    } catch (InUseException inUse) {
      Set<Integer> refused = refuse(batch, inUse);
      if (refused.isEmpty()) {
        throw inUse;
      }
      some(lines.stream().filter(l -> !refused.contains(l.number())).toList());
      return;
    } catch (AliasException stopped) {
      throw changes.isEmpty() ? stopped : afterSome(stopped, lines.getFirst());
    }
    int at = 0;
    while (lines.get(at).number() != refusal.line()) {
      at++;
    }
    some(lines.subList(0, at)); // what stands before it was taken back with it
    refusals.add(refusal);
    some(lines.subList(at + 1, lines.size()));
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
