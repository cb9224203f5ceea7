package dev.netalias.cli.command;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.doc.Synopsis;
import dev.netalias.cli.files.ExportCommand;
import dev.netalias.cli.files.ImportCommand;
import dev.netalias.cli.neighbour.AnnounceCommand;
import dev.netalias.cli.neighbour.ProbeCommand;
import dev.netalias.cli.recover.RecoverCommand;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.state.ApplyCommand;
import dev.netalias.cli.state.ConfirmCommand;
import dev.netalias.cli.state.DriftCommand;
import dev.netalias.cli.state.EnableCommand;
import dev.netalias.cli.state.ForgetCommand;
import dev.netalias.cli.state.HistoryCommand;
import dev.netalias.cli.state.PlanCommand;
import dev.netalias.cli.state.RollbackCommand;
import dev.netalias.cli.state.SaveCommand;
import dev.netalias.cli.state.WatchCommand;
import dev.netalias.cli.traffic.PolicyCommand;
import dev.netalias.cli.traffic.StatsCommand;
import dev.netalias.cli.traffic.TopCommand;
import dev.netalias.cli.words.Globals;
import dev.netalias.cli.words.Model;
import dev.netalias.cli.words.Parsing;
import dev.netalias.plan.Likeness;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * All commands. Only the one that is called gets a model; the whole tree is for help, completion
 * and man pages.
 */
public final class Commands {
  private static final List<String> NAMES =
      List.of(
          "add",
          "set",
          "del",
          "open",
          "close",
          "up",
          "down",
          "move",
          "list",
          "show",
          "chain",
          "types",
          "insmod",
          "rmmod",
          "proc",
          "batch",
          "plan",
          "apply",
          "drift",
          "enable",
          "disable",
          "watch",
          "history",
          "rollback",
          "confirm",
          "save",
          "forget",
          "import",
          "export",
          "recover",
          "monitor",
          "stats",
          "top",
          "policy",
          "probe",
          "announce",
          "ifconfig",
          "route",
          "lab",
          "completion",
          "help");

  private Commands() {}

  /** All names, in the order of help. */
  public static List<String> names() {
    return NAMES;
  }

  /** The command of a name, null where there is none. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "add" -> new AddCommand();
      case "set" -> new SetCommand();
      case "del" -> new DelCommand();
      case "open", "up" -> new StateCommand(name, true);
      case "close", "down" -> new StateCommand(name, false);
      case "move" -> new MoveCommand();
      case "list" -> new ListCommand();
      case "show" -> new ShowCommand();
      case "chain" -> new ChainCommand();
      case "types" -> new TypesCommand();
      case "insmod" -> new TypeCommand(true);
      case "rmmod" -> new TypeCommand(false);
      case "proc" -> new ProcCommand();
      case "batch" -> new BatchCommand();
      case "plan" -> new PlanCommand();
      case "apply" -> new ApplyCommand();
      case "import" -> new ImportCommand();
      case "export" -> new ExportCommand();
      case "drift" -> new DriftCommand();
      case "enable" -> new EnableCommand(true);
      case "disable" -> new EnableCommand(false);
      case "watch" -> new WatchCommand();
      case "history" -> new HistoryCommand();
      case "rollback" -> new RollbackCommand();
      case "confirm" -> new ConfirmCommand();
      case "save" -> new SaveCommand();
      case "forget" -> new ForgetCommand();
      case "recover" -> new RecoverCommand();
      case "monitor" -> new MonitorCommand();
      case "stats" -> new StatsCommand();
      case "top" -> new TopCommand();
      case "policy" -> new PolicyCommand();
      case "probe" -> new ProbeCommand();
      case "announce" -> new AnnounceCommand();
      case "ifconfig" -> new LookCommand(true);
      case "route" -> new LookCommand(false);
      case "lab" -> new LabCommand();
      case "completion" -> new CompletionCommand();
      case "help" -> new HelpCommand();
      default -> null;
    };
  }

  /** The look-alikes may have a path before their name, as in scripts of old. */
  public static String withoutPath(String word) {
    String name = word.substring(word.lastIndexOf('/') + 1);
    return takesWordsAsTheyAre(name) ? name : word;
  }

  /** Whether a command understands its words itself. */
  public static boolean takesWordsAsTheyAre(String name) {
    return name.equals("ifconfig") || name.equals("route");
  }

  /** The model of one command, quick to build. */
  public static CommandLine model(String name, Command command) {
    CommandSpec spec = spec("netalias " + name, command);
    Globals.describe(spec);
    return line(spec);
  }

  /** The model of one line of a batch: without the options of the whole. */
  static CommandLine batchModel(String name, Command command) {
    return line(spec("netalias " + name, command));
  }

  private static CommandSpec spec(String name, Command command) {
    CommandSpec spec = CommandSpec.create().name(name);
    command.describe(spec);
    return spec;
  }

  private static CommandLine line(CommandSpec spec) {
    return new CommandLine(spec).setExpandAtFiles(false).setOverwrittenOptionsAllowed(true);
  }

  /** The model of one command for its help: the global options apart. */
  public static CommandLine helpModel(String name, Command command) {
    return forHelp(spec("netalias " + name, command));
  }

  private static CommandLine forHelp(CommandSpec spec) {
    UsageMessageSpec usage = spec.usageMessage();
    if (usage.customSynopsis().length == 0) {
      usage.customSynopsis(spec.name() + " " + Synopsis.of(spec, UnaryOperator.identity()));
    }
    boolean described = !String.join("", usage.description()).isEmpty();
    usage
        .sortOptions(false)
        .description(described ? usage.description() : new String[0])
        .descriptionHeading(described ? "%n" : "")
        .parameterListHeading("%nWords:%n")
        .optionListHeading(spec.options().isEmpty() ? "" : "%nOptions:%n");
    ArgGroupSpec.Builder globals =
        ArgGroupSpec.builder().validate(false).heading("%nOptions of every command:%n");
    for (OptionSpec option : Globals.options()) {
      globals.addArg(option);
    }
    spec.addArgGroup(globals.build());
    return line(spec);
  }

  /** The model of netalias without its commands: what can stand alone. */
  public static CommandLine rootModel(Supplier<String> version) {
    CommandSpec spec = root(version);
    Globals.describe(spec);
    return line(spec);
  }

  private static CommandSpec root(Supplier<String> version) {
    CommandSpec spec = CommandSpec.create().name("netalias");
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .type(boolean.class)
            .versionHelp(true)
            .arity("0")
            .description("prints the version")
            .build());
    spec.versionProvider(() -> new String[] {version.get()});
    return spec;
  }

  /** The model of everything. */
  public static CommandLine tree(Supplier<String> version) {
    CommandSpec root = root(version);
    Model.help(
        root,
        "IP aliases on Linux: eth0:0, eth0:1 and so on, each a device again.",
        "netalias COMMAND --help tells more of each command.",
        "netalias add eth0 192.0.2.10/24",
        "netalias list",
        "netalias del eth0:0");
    root.usageMessage()
        .customSynopsis("netalias [OPTION]... COMMAND [WORD]...")
        .commandListHeading("%nCommands:%n");
    for (String name : names()) {
      Command command = named(name);
      if (command != null) {
        root.addSubcommand(name, forHelp(spec(name, command)));
      }
    }
    return forHelp(root);
  }

  /** A command that there is not. */
  public static AliasException none(String name) {
    List<String> near = near(name);
    return AliasException.usage(
        "there is no command '" + name + "'",
        near.isEmpty()
            ? "netalias --help lists them"
            : "did you mean " + Parsing.orList(near) + "?");
  }

  /** The names that come near to one that there is not. */
  static List<String> near(String name) {
    return Likeness.near(name, names());
  }
}
