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
import dev.netalias.plan.Desired;
import dev.netalias.plan.Reconciliation;
import dev.netalias.plan.Reconciliation.Choice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A desired state as an operation: what it takes, and what is kept of it in the history. */
final class Applying implements Operation {
  private final Aim aim;
  private final Optional<History> history;
  private final @Nullable Step confirmation;
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
   * @param confirmation what is done for a state that waits to be confirmed, null where none does
   * @param cuts whether connections are cut without asking
   */
  Applying(Aim aim, Optional<History> history, @Nullable Step confirmation, boolean cuts) {
    this.aim = aim;
    this.history = history;
    this.confirmation = confirmation;
    this.cuts = cuts;
  }

  /** What a command named, for the network that it works on. */
  static Applying of(Invocation call, Wanted wanted, Choice choice) {
    return of(call, wanted, choice, null);
  }

  /** The same, with a step before it. */
  static Applying of(Invocation call, Wanted wanted, Choice choice, @Nullable Step confirmation) {
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
    return new Applying(aim, history, confirmation, false);
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
    List<Step> steps = new ArrayList<>();
    if (confirmation != null) {
      steps.add(confirmation);
    }
    steps.add(
        new Step() {
          @Override
          public void after(Plan plan) {
            keep(plan);
          }
        });
    return steps;
  }

  /** Keeps the state, unless it is the last one and took nothing. */
  void keep(Plan plan) {
    history.ifPresent(kept -> {
      if (!plan.isEmpty() || !kept.isLast(aim.types, aim.kept)) {
        int changes = plan.changes().stream().mapToInt(change -> change.count()).sum();
        Instant now = Instant.now().truncatedTo(SECONDS);
        kept.keep(
            aim.types,
            aim.kept,
            new History.Applied(kept.last() + 1, now, History.who(), aim.what, changes));
      }
    });
  }
}
