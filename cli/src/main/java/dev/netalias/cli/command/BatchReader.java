package dev.netalias.cli.command;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.command.Batch.Line;
import dev.netalias.cli.line.ShellWords;
import dev.netalias.cli.look.RouteBook;
import dev.netalias.cli.run.Changing;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.LineException;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.run.Refusals;
import dev.netalias.cli.words.Cutting;
import dev.netalias.cli.words.Parsing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Understands the lines of a batch. The model of each command is built once, for all its lines. */
final class BatchReader {
  private record Known(Command command, CommandLine model) {}

  private final Invocation call;
  private final RouteBook routes = new RouteBook();
  private final Map<String, Known> known = new HashMap<>();

  BatchReader(Invocation call) {
    this.call = call;
  }

  /** Understands all lines. */
  List<Line> lines(List<String> texts, Refusals refusals) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      try {
        Operation operation = line(texts.get(i));
        if (operation != null) {
          lines.add(new Line(i + 1, operation));
        }
      } catch (AliasException wrong) {
        refusals.add(new LineException(i + 1, wrong));
      }
    }
    return lines;
  }

  /**
   * One line, a command as on the command line, with or without {@code netalias} before it.
   *
   * @return null where it is blank or a comment
   */
  private @Nullable Operation line(String text) {
    List<String> words = ShellWords.of(text);
    if (!words.isEmpty() && withoutPath(words.getFirst()).equals("netalias")) {
      words = words.subList(1, words.size());
    }
    if (words.isEmpty()) {
      return null;
    }
    return operation(withoutPath(words.getFirst()), words.subList(1, words.size()));
  }

  /** {@code /sbin/ifconfig} is {@code ifconfig}, as in scripts of old. */
  private static String withoutPath(String command) {
    return command.substring(command.lastIndexOf('/') + 1);
  }

  private Operation operation(String name, List<String> words) {
    Known found = known.computeIfAbsent(name, BatchReader::find);
    if (found.command instanceof LookCommand look) {
      return look.operation(call, routes, words);
    }
    if (found.command instanceof Changing changing) {
      ParseResult parsed = Parsing.parse(found.model, words);
      Cutting.refuseIn(parsed);
      return changing.operation(parsed).in(call);
    }
    if (found.command instanceof BatchCommand) {
      throw AliasException.usage("a batch has no other batch in it", "put its lines here");
    }
    throw AliasException.usage(name + " changes nothing, and a batch is of changes", "");
  }

  private static Known find(String name) {
    Command command = Commands.named(name);
    if (command == null) {
      throw Commands.none(name);
    }
    return new Known(command, Commands.batchModel(name, command));
  }
}
