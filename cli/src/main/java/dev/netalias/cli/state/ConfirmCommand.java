package dev.netalias.cli.state;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.StateJson;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import dev.netalias.kernel.Kernel;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias confirm}: the state that waits is kept. */
public final class ConfirmCommand implements Command {
  /** The command. */
  public ConfirmCommand() {}

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Keeps the state that was applied with --confirm.",
        "Without it that state is taken back when its time is over.",
        "netalias apply --confirm 60",
        "netalias confirm");
  }

  @Override
  public int run(Invocation call) {
    History history =
        History.of(call)
            .orElseThrow(() -> AliasException.usage("a host of the lab keeps no states", ""));
    boolean dry = call.globals().dryRun();
    if (dry) {
      waiting(history);
    } else {
      try (Kernel.Exclusive made = call.netAlias().kernel().exclusive()) { // all of it, or nothing
        Pending waits = waiting(history);
        Pending.end(history);
        Rejected.forget(history);
        Watchdog.end(call, waits.token());
      }
    }
    Output output = call.output();
    String told = "state %d is kept".formatted(history.last());
    if (output.isJson()) {
      Json.print(output.out(), StateJson.Edited.class, new StateJson.Edited(dry, List.of(told)));
    } else if (!output.quiet()) {
      output.out().println((dry ? "# " : "") + told);
    }
    return 0;
  }

  private static Pending waiting(History history) {
    return Pending.of(history)
        .filter(Pending::isOfThisBoot)
        .orElseThrow(() ->
            AliasException.notFound(
                "no state waits to be confirmed", "netalias history shows what was applied"));
  }
}
