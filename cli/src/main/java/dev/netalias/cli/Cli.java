package dev.netalias.cli;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.command.Commands;
import dev.netalias.cli.command.HelpCommand;
import dev.netalias.cli.print.Failure;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.TextJson;
import dev.netalias.cli.print.UnwritableException;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Failures;
import dev.netalias.cli.run.Interruption;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Surroundings;
import dev.netalias.cli.words.Globals;
import dev.netalias.cli.words.Parsing;
import dev.netalias.kernel.Plan.Unfinished;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Command lines of netalias, run one after the other in the same surroundings. */
public final class Cli {
  private final Surroundings surroundings;

  /** To run command lines in these surroundings. */
  public Cli(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Runs one command line, what stands behind {@code netalias}; all that goes wrong is printed.
   *
   * @return the exit code
   */
  public int run(List<String> words) {
    try (Interruption interruption = new Interruption()) {
      try {
        int exitCode = dispatch(words, interruption);
        surroundings.out().flush();
        return exitCode;
      } catch (UnwritableException gone) {
        return gone.isReaderGone() ? 0 : failed(gone, words);
      } catch (RuntimeException | Error thrown) {
        return failed(thrown, words);
      }
    }
  }

  private int failed(Throwable thrown, List<String> words) {
    Failure failure = Failures.of(thrown);
    try {
      surroundings.out().flush();
    } catch (UnwritableException gone) {
      // and what is to be told goes to standard error
    }
    if (Globals.wantsJson(words)) {
      failure.printJson(surroundings.err());
    } else {
      failure.print(surroundings.err());
    }
    if (words.contains("--debug")) {
      thrown.printStackTrace(surroundings.err());
    }
    return failure.exitCode();
  }

  private int dispatch(List<String> words, Interruption interruption) {
    int place = Globals.commandPlace(words);
    if (place == words.size()) {
      return alone(words, interruption);
    }
    String name = Commands.withoutPath(words.get(place));
    Command command = Commands.named(name);
    if (command == null) {
      throw Commands.none(name);
    }
    List<String> others = new ArrayList<>(words.subList(0, place));
    List<String> behind = words.subList(place + 1, words.size());
    List<String> rest = List.of();
    if (Commands.takesWordsAsTheyAre(name)) {
      rest = others.contains("--") ? behind : Globals.taken(behind, others);
    } else {
      others.addAll(behind);
    }
    ParseResult parsed = Parsing.parse(Commands.model(name, command), others);
    Invocation.Line line =
        new Invocation.Line(words.get(place), parsed, rest, (in, more) -> new Cli(in).run(more));
    try (Invocation call = new Invocation(surroundings, line, interruption)) {
      if (parsed.isUsageHelpRequested()) {
        HelpCommand.print(call.output(), Commands.helpModel(name, command));
        return 0;
      }
      return run(command, call);
    }
  }

  private static int run(Command command, Invocation call) {
    try {
      int exitCode = command.run(call);
      call.surroundings().out().flush();
      call.warnOfCutOff();
      return exitCode;
    } catch (Unfinished.InTheWay inTheWay) {
      throw call.cutOff(inTheWay.unfinished());
    }
  }

  private int alone(List<String> words, Interruption interruption) {
    CommandLine root = Commands.rootModel(Version::text);
    ParseResult parsed = Parsing.parse(root, words);
    Invocation.Line line =
        new Invocation.Line("", parsed, List.of(), (in, more) -> new Cli(in).run(more));
    try (Invocation call = new Invocation(surroundings, line, interruption)) {
      if (parsed.isVersionHelpRequested()) {
        printVersion(call.output(), root);
        return 0;
      }
      if (parsed.isUsageHelpRequested()) {
        HelpCommand.printAll(call.output());
        return 0;
      }
    }
    throw AliasException.usage("a command is missing", "netalias --help lists them");
  }

  private static void printVersion(Output output, CommandLine root) {
    if (output.isJson()) {
      Json.print(
          output.out(), TextJson.Version.class, new TextJson.Version("netalias", Version.number()));
    } else {
      root.printVersionHelp(output.out());
    }
  }
}
