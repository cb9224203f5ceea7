package dev.netalias.cli.command;

import dev.netalias.alias.AliasView;
import dev.netalias.alias.listing.Listings;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.Visible;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias chain}: the order of all devices. */
final class ChainCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Prints all devices in order.",
        "Each device, then its aliases in the order of their creation, then the next device.",
        "netalias chain");
  }

  @Override
  public int run(Invocation call) {
    AliasView view = call.netAlias().view();
    Output output = call.output();
    if (output.isJson()) {
      Json.printAll(output.out(), String.class, view.chain());
    } else {
      output.out().print(Visible.of(Listings.chain(view)) + "\n");
    }
    return 0;
  }
}
