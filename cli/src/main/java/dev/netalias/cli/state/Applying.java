package dev.netalias.cli.state;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.netalias.Step;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Draft;
import dev.netalias.cli.print.Output.Note;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.run.Operation;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Paper;
import dev.netalias.plan.Desired;
import dev.netalias.plan.Reconciliation;
import dev.netalias.plan.Reconciliation.Choice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A desired state as an operation: what it takes, and what is kept of it in the history. */
final class Applying implements Operation {
  private final Aim aim;
  private final Optional<History> history;
  private final List<Step> besides;
  private final boolean cuts;

  /**
   * What is to be done.
   *
   * @param types who know what an address is
   * @param reconciliation what leads there
   * @param kept what the history says of it
   * @param what by which command
   * @param manners what the network is asked and told
   */
  record Aim(
      AliasTypes types,
      Reconciliation reconciliation,
      Desired kept,
      String what,
      Manners manners) {}

  /**
   * An operation.
   *
   * @param besides what is done about it besides keeping it in the history
   * @param cuts whether connections are cut without asking
   */
  Applying(Aim aim, Optional<History> history, List<Step> besides, boolean cuts) {
    this.aim = aim;
    this.history = history;
    this.besides = besides;
    this.cuts = cuts;
  }

  /** What a command named, for the network that it works on. */
  static Applying of(Invocation call, Wanted wanted, Choice choice) {
    return of(call, wanted, choice, List.of());
  }

  /** The same, with other steps. */
  static Applying of(Invocation call, Wanted wanted, Choice choice, List<Step> besides) {
    Optional<History> history = History.of(call);
    AliasTypes types = wanted.types();
    Desired last = history.map(h -> h.last(types, wanted.desired())).orElse(Desired.NOTHING);
    Aim aim =
        new Aim(
            types,
            wanted.against(last, choice),
            wanted.desired(),
            what(call),
            Manners.of(call.words()));
    return new Applying(aim, history, besides, false);
  }

  static String what(Invocation call) {
    return (call.line().called() + " " + String.join(" ", call.line().words().originalArgs()))
        .strip();
  }

  @Override
  public boolean mayCut() {
    return cuts;
  }

  @Override
  public String doing() {
    return "applying a desired state";
  }

  @Override
  public Manners manners() {
    return aim.manners;
  }

  @Override
  public void apply(Draft draft) {
    aim.reconciliation.into(draft);
  }

  @Override
  public List<Note> notes() {
    List<Note> notes = new ArrayList<>();
    for (String device : aim.reconciliation.absent()) {
      notes.add(new Note(device + " is not there or not open: its aliases are left out", ""));
    }
    long told = 0;
    for (Alias alias : aim.reconciliation.unsaved()) {
      notes.add(
          new Note(
              "%s %s is not saved: it stays".formatted(alias.name(), alias.owned().prefix()),
              "netalias save %s saves it, --prune takes it away".formatted(alias.name())));
      told++;
    }
    if (aim.reconciliation.unsavedCount() > told) {
      long more = aim.reconciliation.unsavedCount() - told;
      notes.add(new Note("and %d more are not saved".formatted(more), ""));
    }
    return notes;
  }

  @Override
  public List<Step> steps(Invocation call) {
    List<Step> steps = new ArrayList<>(besides);
    history.ifPresent(kept -> steps.add(new Keeping(kept)));
    return steps;
  }

  /** A step that writes files. */
  static Step writing(Supplier<List<Paper>> files) {
    return new Step() {
      @Override
      public List<Paper> papers(Plan plan) {
        return files.get();
      }
    };
  }

  /** Writes what a state that took nothing leaves behind all the same. */
  void stay(Invocation call) {
    Plan nothing = Plan.of();
    for (Step step : steps(call)) {
      step.papers(nothing).forEach(Pending::write);
      step.done(nothing);
    }
  }

  /** Keeps the state, unless it is the last one and took nothing. */
  private final class Keeping implements Step {
    private final History kept;

    Keeping(History kept) {
      this.kept = kept;
    }

    @Override
    public List<Paper> papers(Plan plan) {
      if (plan.isEmpty() && kept.isLast(aim.types, aim.kept)) {
        return List.of();
      }
      int changes = plan.changes().stream().mapToInt(change -> change.count()).sum();
      Instant now = Instant.now().truncatedTo(SECONDS);
      History.Applied applied =
          new History.Applied(kept.last() + 1, now, History.who(), aim.what, changes);
      return List.of(kept.paper(aim.types, aim.kept, applied));
    }

    @Override
    public void done(Plan plan) {
      kept.prune();
    }
  }
}
