package dev.netalias.cli.state;

import dev.netalias.Step;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Draft;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.Output.Note;
import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.run.Operation;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Paper;
import dev.netalias.kernel.Snapshot;
import dev.netalias.plan.Desired;
import dev.netalias.plan.Reconciliation;
import dev.netalias.plan.Reconciliation.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A desired state as an operation: what it takes, and what is kept of it in the history. */
final class Applying implements Operation {
  private final Aim aim;
  private final Optional<History> history;
  private final List<Step> besides;
  private final boolean cuts;
  private @Nullable Output told;
  private String last = "";
  private @Nullable Reconciliation reconciliation;

  /**
   * What is to be done.
   *
   * @param types who know what an address is
   * @param way what leads there from the state that was applied last
   * @param kept what the history says of it
   * @param what by which command
   * @param manners what the network is asked and told
   */
  record Aim(
      AliasTypes types,
      Function<Desired, Reconciliation> way,
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
    Aim aim =
        new Aim(
            wanted.types(),
            last -> wanted.against(last, choice),
            wanted.desired(),
            what(call),
            Manners.of(call.words()));
    return new Applying(aim, history, besides, false);
  }

  /** The same, made also where the history can't tell of it: the network comes first. */
  Applying anyway(Output output) {
    Applying it = new Applying(aim, history, besides, cuts);
    it.told = output;
    return it;
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

  /** Compares with what is the last applied state at that very moment: others may apply too. */
  @Override
  public void apply(Draft draft) {
    String text = lastText();
    if (reconciliation == null || !text.equals(last)) {
      last = text;
      reconciliation =
          aim.way.apply(history.map(h -> h.last(aim.types, aim.kept)).orElse(Desired.NOTHING));
    }
    reconciliation.into(draft);
  }

  private String lastText() {
    return history.map(History::lastText).orElse("");
  }

  @Override
  public List<Note> notes() {
    List<Note> notes = new ArrayList<>();
    if (reconciliation == null) {
      return notes;
    }
    for (String device : reconciliation.absent()) {
      notes.add(new Note(device + " is not there or not open: its aliases are left out", ""));
    }
    long told = 0;
    for (Alias alias : reconciliation.unsaved()) {
      notes.add(
          new Note(
              "%s %s is not saved: it stays".formatted(alias.name(), alias.owned().prefix()),
              "netalias save %s saves it, --prune takes it away".formatted(alias.name())));
      told++;
    }
    if (reconciliation.unsavedCount() > told) {
      long more = reconciliation.unsavedCount() - told;
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

  /** Makes it; what a state that took nothing leaves behind is written all the same. */
  Plan commit(Invocation call, Changer changer) {
    while (true) {
      Plan plan = changer.commit(this);
      if (!plan.isEmpty()) {
        return plan;
      }
      try (Kernel.Exclusive alone = call.netAlias().kernel().exclusive()) {
        if (lastText().equals(last)) {
          stay(call, plan);
          return plan;
        } // another state was applied since it was looked
      }
    }
  }

  private void stay(Invocation call, Plan nothing) {
    for (Step step : steps(call)) {
      if (!(step instanceof Confirmation)) {
        step.before(nothing, Snapshot.EMPTY);
      }
      step.papers(nothing).forEach(Pending::write);
      step.after(nothing);
      step.done(nothing);
    }
  }

  /**
   * Writes what tells of a commit that stands in any case.
   *
   * @return whether that could be done
   */
  static boolean writeAnyway(List<Paper> papers, Output told) {
    try {
      papers.forEach(Pending::write);
      return true;
    } catch (AliasException unwritable) {
      told.warn("warning", "the history does not tell of it: " + unwritable.getMessage());
      return false;
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
      return told == null ? all(plan) : List.of();
    }

    @Override
    public void after(Plan plan) {
      if (told != null) {
        writeAnyway(all(plan), told);
      }
    }

    private List<Paper> all(Plan plan) {
      if (plan.isEmpty() && kept.isLast(aim.types, aim.kept)) {
        return List.of();
      }
      return List.of(kept.paper(aim.types, aim.kept, kept.next(aim.what, plan)));
    }

    @Override
    public void done(Plan plan) {
      if (told == null) {
        kept.prune();
      }
    }
  }
}
