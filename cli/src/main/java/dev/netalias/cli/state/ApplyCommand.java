package dev.netalias.cli.state;

import dev.netalias.InUseException;
import dev.netalias.Step;
import dev.netalias.cli.print.Failure;
import dev.netalias.cli.print.Format;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Failures;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.words.Cutting;
import dev.netalias.cli.words.Model;
import dev.netalias.kernel.Plan;
import dev.netalias.plan.Desired;
import dev.netalias.plan.Reconciliation.Choice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias apply}: the desired state, made. */
public final class ApplyCommand implements Command {
  private static final String BOOT = "--boot";

  /** The command. */
  public ApplyCommand() {}

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Makes the desired state, all of it or nothing.",
        "With as few changes as do; an alias that stays is never gone in between. What netalias"
            + " made for the last applied state goes where it is no longer desired; what other"
            + " programs made stays, and so does what was added by hand. Without FILE the desired"
            + " state is /etc/netalias/aliases.yaml with all of /etc/netalias/aliases.d/*.yaml.",
        "netalias apply",
        "netalias apply --dry-run",
        "netalias apply --confirm 60",
        "netalias apply new.yaml --prune");
    Wanted.describe(spec);
    spec.addOption(
            Model.value(
                "--confirm",
                "SECONDS",
                "takes it back by itself unless netalias confirm comes within that time"))
        .addOption(
            Model.flag(
                BOOT, "as a boot does it: what is there, and no state that nobody confirmed"));
    Cutting.describe(spec);
    Manners.describe(spec);
  }

  @Override
  public int run(Invocation call) {
    if (!Model.has(call.words(), BOOT)) {
      make(call, Wanted.of(call), false);
      return 0;
    }
    Wanted wanted = Boot.wanted(call);
    int exitCode = 0;
    while (true) {
      try {
        make(call, wanted, true);
        return exitCode;
      } catch (InUseException inUse) { // one that somebody has keeps no machine from the others
        Desired left =
            wanted
                .desired()
                .without(inUse.conflicts().stream().map(c -> c.target().address()).toList());
        if (left.equals(wanted.desired())) {
          throw inUse; // it says nothing of them, and would say the same again
        }
        Failure failure = Failures.of(inUse);
        exitCode = failure.exitCode();
        call.output()
            .warn("warning", failure.message(), "it is left out; netalias apply once free");
        wanted = wanted.saying(left);
      }
    }
  }

  private static void make(Invocation call, Wanted wanted, boolean boot) {
    Choice choice = boot ? Boot.CHOICE : Wanted.choice(call.words());
    Confirmation confirmation = Confirmation.of(call, wanted.said());
    List<Step> besides = besides(call, boot, confirmation);
    Applying named = Applying.of(call, wanted, choice, besides);
    Applying applying = boot ? named.anyway(call.output()) : named;
    Changer changer = new Changer(call, Wanted.exempt(wanted.desired()));
    if (call.globals().dryRun()) {
      changer.print(call.netAlias().plan(applying::apply));
      applying.notes().forEach(call.output()::tell);
      return;
    }
    // Before anybody is asked; and again, under the lock, before the commit.
    Confirmation.refuseWhileOneWaits(call, damaged -> Pending.warn(call.output(), damaged));
    Plan plan = commit(call, changer, applying, confirmation);
    tell(call, changer, plan);
    applying.notes().forEach(call.output()::tell);
    if (confirmation != null && !plan.isEmpty()) {
      call.output().warn("note", confirmation.note());
    }
  }

  /** What somebody applies by hand is wanted, also where it was taken back once. */
  private static List<Step> besides(
      Invocation call, boolean boot, @Nullable Confirmation confirmation) {
    List<Step> besides = new ArrayList<>();
    besides.add(Confirmation.refusingWhileOneWaits(call));
    if (confirmation != null) {
      besides.add(confirmation);
    }
    if (!boot) {
      History.of(call)
          .ifPresent(history -> besides.add(Applying.writing(() -> Rejected.forgetting(history))));
    }
    return besides;
  }

  private static Plan commit(
      Invocation call, Changer changer, Applying applying, @Nullable Confirmation confirmation) {
    boolean made = false;
    try {
      Plan plan = applying.commit(call, changer);
      made = true;
      return plan;
    } finally {
      if (!made && confirmation != null) {
        confirmation.isOff();
      }
    }
  }

  /** Says what was made. */
  static void tell(Invocation call, Changer changer, Plan plan) {
    Output output = call.output();
    if (output.format() != Format.TABLE || plan.isEmpty()) {
      if (!output.quiet() || output.format() != Format.TABLE) {
        changer.print(plan);
      }
    } else if (!output.quiet()) {
      int changes = plan.changes().stream().mapToInt(change -> change.count()).sum();
      output.out().println(changes == 1 ? "1 change" : changes + " changes");
    }
  }
}
