package dev.netalias.cli.command;

import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.TextJson;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias help}: what {@code --help} prints. */
public final class HelpCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    Model.help(spec, "Prints the help of a command.", "", "netalias help add");
    spec.addPositional(
        Model.optionalWord(0, "COMMAND", "the command; without it, the list of all"));
  }

  @Override
  public int run(Invocation call) {
    String name = Model.word(call.words(), 0);
    if (name.isEmpty()) {
      printAll(call.output());
      return 0;
    }
    Command command = Commands.named(name);
    if (command == null) {
      throw Commands.none(name);
    }
    print(call.output(), Commands.helpModel(name, command));
    return 0;
  }

  /** The list of all commands. */
  public static void printAll(Output output) {
    print(output, Commands.tree(() -> ""));
  }

  /** The help of one command. */
  public static void print(Output output, CommandLine model) {
    if (output.isJson()) {
      String command = model.getCommandSpec().name();
      Json.print(
          output.out(),
          TextJson.Help.class,
          new TextJson.Help(command, model.getUsageMessage(Ansi.OFF)));
    } else {
      model.usage(output.out(), Ansi.OFF);
    }
  }
}
