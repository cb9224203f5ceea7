package dev.netalias.cli.state;

import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias plan}: what {@code apply} would do. */
public final class PlanCommand implements Command {
  /** The command. */
  public PlanCommand() {}

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Prints what has to be done for the desired state to be there.",
        "The commands that equal it, one a line, as few as do; 'nothing to do' where all is as"
            + " desired. Changes nothing and needs no permission. Without FILE the desired state is"
            + " /etc/netalias/aliases.yaml with all of /etc/netalias/aliases.d/*.yaml.",
        "netalias plan",
        "netalias plan new.yaml -o json");
    Wanted.describe(spec);
  }

  @Override
  public int run(Invocation call) {
    Applying applying = Applying.of(call, Wanted.of(call), Wanted.choice(call.words()));
    new Changer(call).print(call.netAlias().plan(applying::apply));
    applying.notes().forEach(call.output()::tell);
    return 0;
  }
}
