package dev.netalias.cli.command;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Block;
import dev.netalias.cli.print.AliasRows;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias list}: {@code ip addr show}, as aliases. */
final class ListCommand implements Command {
  private static final int MOST_DRIFT = 5;

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Lists the aliases of all devices, or of one.",
        "In the order of the chain: name, type, address, how it exists in the kernel, state,"
            + " packets received and sent where they are counted, who made it. What netalias"
            + " remembers and the kernel contradicts is told on standard error.",
        "netalias list",
        "netalias list eth0 -o json");
    spec.addPositional(Model.optionalWord(0, "DEV", "the device whose aliases are listed"));
  }

  @Override
  public int run(Invocation call) {
    AliasView view = call.netAlias().view();
    Output output = call.output();
    List<Alias> aliases = aliases(view, Model.word(call.words(), 0));
    switch (output.format()) {
      case TABLE -> AliasRows.table(output, view.types(), aliases);
      case JSON -> Json.aliases(output.out(), view.types(), aliases);
      case COMMANDS -> AliasRows.commands(output.out(), aliases);
    }
    drift(output, view.drift());
    return 0;
  }

  /** After a crash there can be thousands, and the first few say what there is to say. */
  private static void drift(Output output, List<String> lines) {
    lines.stream().limit(MOST_DRIFT).forEach(line -> output.warn("drift", line));
    if (lines.size() > MOST_DRIFT) {
      output.warn("drift", "and %d more".formatted(lines.size() - MOST_DRIFT));
    }
  }

  private static List<Alias> aliases(AliasView view, String main) {
    return main.isEmpty()
        ? view.aliases()
        : view.block(main).map(Block::aliases).orElseThrow(() -> noDevice(view, main));
  }

  private static AliasException noDevice(AliasView view, String main) {
    String devices = String.join(", ", view.blocks().stream().map(b -> b.main().name()).toList());
    return AliasException.notFound(
        "there is no device '" + main + "'",
        view.find(main).isPresent() ? "netalias show " + main : "devices: " + devices);
  }
}
