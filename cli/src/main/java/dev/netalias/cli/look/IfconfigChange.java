package dev.netalias.cli.look;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Draft;
import dev.netalias.cli.look.Step.SetAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.net.AliasName;
import dev.netalias.net.FormatException;
import java.util.List;
import java.util.Optional;

/**
 * An {@code ifconfig} line that changes something, as operations on a draft.
 *
 * @param name the device or alias, as given
 * @param steps what is asked of it, in order
 * @param verbose whether the number of errors is told
 */
record IfconfigChange(String name, List<Step> steps, boolean verbose) {
  /**
   * Takes all steps.
   *
   * @return warnings for standard error
   * @throws LookException where one fails as the original has it; the draft is to be thrown away
   */
  String draw(Draft draft) {
    Outcome outcome = new Outcome();
    int colon = name.indexOf(':');
    Optional<Link> main = draft.view().snapshot().link(colon < 0 ? name : name.substring(0, colon));
    if (colon >= 0 && main.isPresent() && isDeletion(draft)) {
      steps.forEach(step -> delete(draft, step, outcome));
    } else if (main.isPresent()) {
      Subject subject = subject(draft, main.get(), outcome);
      steps.forEach(subject::take);
      outcome.settle(verbose);
      subject.settle();
    } else {
      checkName();
      steps.forEach(step -> outcome.error(step.missing(name), step.missingCode()));
    }
    outcome.settle(verbose);
    return outcome.warnings();
  }

  /** The end of a line for want of permission, which the kernel looks at before all else. */
  LookException forbidden(AliasView view) {
    Outcome outcome = new Outcome();
    int colon = name.indexOf(':');
    boolean there = view.block(colon < 0 ? name : name.substring(0, colon)).isPresent();
    for (Step step : steps) {
      if (step instanceof SetAddress) {
        outcome.refused("SIOCSIFADDR", Errnos.EPERM);
        if (colon >= 0 && name.endsWith("-")) {
          continue; // the original sets no flag on what it deletes
        }
      }
      if (step.request().equals("SIOCSIFFLAGS") && !there) {
        outcome.error(Step.noFlags(name), step.missingCode());
      } else {
        outcome.error(step.request() + ": " + Errnos.text(Errnos.EPERM) + "\n", step.missingCode());
      }
    }
    return outcome.end(verbose);
  }

  private Subject subject(Draft draft, Link main, Outcome outcome) {
    if (name.indexOf(':') < 0) {
      return new MainSubject(draft, main, outcome);
    }
    if (draft.find(name).isEmpty()) {
      checkName();
    }
    return new AliasSubject(draft, main, name, outcome);
  }

  /** Refuses what can't be an alias's name, whatever there is. */
  private void checkName() {
    if (name.indexOf(':') >= 0) {
      try {
        AliasName.parse(name);
      } catch (FormatException wrong) {
        throw AliasException.usage(String.valueOf(wrong.getMessage()), "");
      }
    }
  }

  /** {@code eth0:N-}, {@code eth0:-}; a label of that very name counts as a name. */
  private boolean isDeletion(Draft draft) {
    return name.endsWith("-")
        && (draft.find(name).isEmpty() || draft.find(nameToDelete()).isPresent());
  }

  private String nameToDelete() {
    String start = name.substring(0, name.length() - 1);
    return start.endsWith(":") ? start + "0" : start;
  }

  /** Setting an address deletes, whatever the address says; nothing else finds the name. */
  private void delete(Draft draft, Step step, Outcome outcome) {
    if (step instanceof SetAddress) {
      String named = AliasView.canonical(nameToDelete());
      draft.delete(draft.find(named).orElseGet(() -> draft.alias(named)));
    } else {
      outcome.error(step.missing(name), step.missingCode());
    }
  }
}
