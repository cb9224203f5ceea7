package dev.netalias.cli.state;

import dev.netalias.alias.AliasView;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.StateJson;
import dev.netalias.cli.print.Visible;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import dev.netalias.plan.Desired;
import dev.netalias.plan.Difference;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias drift}: whether what is there is what is desired. */
public final class DriftCommand implements Command {
  /** The command. */
  public DriftCommand() {}

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Tells what differs from the desired state.",
        "A line each, and exit code 1; nothing and 0 where all is as desired. What another program"
            + " made as it is desired, ifup for one, is as good.",
        "netalias drift",
        "netalias drift -q || netalias apply");
    Wanted.describe(spec);
  }

  @Override
  public int run(Invocation call) {
    Wanted wanted = Wanted.of(call);
    Desired last =
        History.of(call).map(h -> h.last(wanted.types(), wanted.desired())).orElse(Desired.NOTHING);
    AliasView view = call.netAlias().view();
    List<Difference> differences =
        wanted.against(last, Wanted.choice(call.words())).differences(view);
    Output output = call.output();
    if (output.isJson()) {
      Json.printAll(
          output.out(),
          StateJson.Differs.class,
          differences.stream().map(StateJson.Differs::of).toList());
    } else if (!output.quiet()) {
      for (Difference difference : differences) {
        output.out().print(Visible.of(difference.text()));
        output.out().print('\n');
      }
    }
    return differences.isEmpty() ? 0 : 1;
  }
}
