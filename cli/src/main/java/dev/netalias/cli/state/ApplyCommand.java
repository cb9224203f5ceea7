package dev.netalias.cli.state;

import dev.netalias.cli.print.Format;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.words.Cutting;
import dev.netalias.cli.words.Model;
import dev.netalias.kernel.Plan;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias apply}: the desired state, made. */
public final class ApplyCommand implements Command {
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
        "netalias apply new.yaml --prune");
    Wanted.describe(spec);
    Cutting.describe(spec);
    Manners.describe(spec);
  }

  @Override
  public int run(Invocation call) {
    Applying applying = Applying.of(call, Wanted.of(call), Wanted.choice(call.words()));
    Changer changer = new Changer(call);
    if (call.globals().dryRun()) {
      changer.print(call.netAlias().plan(applying::apply));
      applying.notes().forEach(note -> call.output().warn("note", note));
      return 0;
    }
    Plan plan = changer.commit(applying);
    if (plan.isEmpty()) {
      applying.keep(plan);
    }
    Output output = call.output();
    if (output.format() != Format.TABLE || plan.isEmpty()) {
      changer.print(plan);
    } else if (!output.quiet()) {
      int changes = plan.changes().stream().mapToInt(change -> change.count()).sum();
      output.out().println(changes == 1 ? "1 change" : changes + " changes");
    }
    applying.notes().forEach(note -> call.output().warn("note", note));
    return 0;
  }
}
