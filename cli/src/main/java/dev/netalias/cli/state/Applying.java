package dev.netalias.cli.state;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.netalias.Step;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Draft;
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

/** A desired state as an operation: what it takes, and what is kept of it in the history. */
final class Applying implements Operation {
  private final Reconciliation reconciliation;
  private final AliasTypes types;
  private final Desired desired;
  private final Optional<History> history;
  private final String what;
  private final Manners manners;

  private Applying(Invocation call, Wanted wanted, Choice choice, Optional<History> history) {
    this.history = history;
    types = wanted.types();
    desired = wanted.desired();
    Desired last = history.map(h -> h.last(types, desired)).orElse(Desired.NOTHING);
    reconciliation = wanted.against(last, choice);
    what = what(call);
    manners = Manners.of(call.words());
  }

  /** What a command named, for the network that it works on. */
  static Applying of(Invocation call, Wanted wanted, Choice choice) {
    return new Applying(call, wanted, choice, History.of(call));
  }

  private static String what(Invocation call) {
    return call.line().called() + " " + String.join(" ", call.line().words().originalArgs());
  }

  @Override
  public String doing() {
    return "applying a desired state";
  }

  @Override
  public Manners manners() {
    return manners;
  }

  @Override
  public void apply(Draft draft) {
    reconciliation.into(draft);
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (String device : reconciliation.absent()) {
      notes.add(device + " is not there or not open: its aliases are left out");
    }
    long told = 0;
    for (Alias alias : reconciliation.unsaved()) {
      notes.add(
          "%s %s is not saved: it stays (netalias save %s; --prune takes it away)"
              .formatted(alias.name(), alias.owned().prefix(), alias.name()));
      told++;
    }
    if (reconciliation.unsavedCount() > told) {
      notes.add("and %d more are not saved".formatted(reconciliation.unsavedCount() - told));
    }
    return notes;
  }

  @Override
  public List<Step> steps(Invocation call) {
    return history.isEmpty()
        ? List.of()
        : List.of(
            new Step() {
              @Override
              public void after(Plan plan) {
                keep(plan);
              }
            });
  }

  /** Keeps the state, unless it is the last one and took nothing. */
  void keep(Plan plan) {
    history.ifPresent(kept -> {
      if (!plan.isEmpty() || !kept.isLast(types, desired)) {
        int changes = plan.changes().stream().mapToInt(change -> change.count()).sum();
        kept.keep(
            types,
            desired,
            new History.Applied(
                kept.last() + 1, Instant.now().truncatedTo(SECONDS), History.who(), what, changes));
      }
    });
  }
}
