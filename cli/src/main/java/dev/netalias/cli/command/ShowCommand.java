package dev.netalias.cli.command;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Counting;
import dev.netalias.alias.Draft;
import dev.netalias.cli.print.AliasJson;
import dev.netalias.cli.print.AliasRows;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.state.Saved;
import dev.netalias.cli.words.Model;
import dev.netalias.cli.words.Named;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.net.Address;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias show}: all that is known of one alias. */
final class ShowCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Shows all that is known of one alias.",
        "Labels that others made need not be unique: an address says which is meant.",
        "netalias show eth0:0");
    spec.addPositional(Model.word(0, "ALIAS", "the alias"))
        .addPositional(Model.optionalWord(1, "ADDRESS", "which of several of that name"));
  }

  @Override
  public int run(Invocation call) {
    String name = Model.word(call.words(), 0);
    String address = Model.word(call.words(), 1);
    AliasView view = call.netAlias().view();
    Draft look = new Draft(call.netAlias().kernel(), view);
    Address which = address.isEmpty() ? null : view.types().parse(address);
    Alias alias = new Named(name, which).alias(look, "netalias list %s");
    Output output = call.output();
    switch (output.format()) {
      case TABLE -> AliasRows.facts(output.out(), view, alias, policy(call, alias));
      case JSON -> Json.alias(output.out(), AliasJson.of(view, alias, Saved.of(call).test(alias)));
      case COMMANDS -> AliasRows.commands(output.out(), view, Stream.of(alias));
    }
    return 0;
  }

  /** What it lets in, as far as that can be read. */
  private static String policy(Invocation call, Alias alias) {
    Counted asked = Counted.of(List.of(Counting.of(alias)));
    return call.netAlias().kernel().traffic(asked).policed().stream()
        .map(policed -> policed.policy().toString())
        .findFirst()
        .orElse("");
  }
}
