package dev.netalias.cli.lab;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.lab.around.Streams;
import dev.netalias.cli.lab.verb.Chatter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Lines that a person types at a terminal: history, completion, a prompt with the host's name. */
final class LabShell {
  private static final String WELCOME =
      """
      A lab inside this process: nothing here touches this machine's network.
      Hosts: %s. 'help' lists what can be typed, Ctrl-D ends it.
      """;

  private static final int MOST_SHOWN = 8;

  private final LabSession session;
  private final Streams streams;

  LabShell(LabSession session, Streams streams) {
    this.session = session;
    this.streams = streams;
  }

  /** Reads lines until the end; returns the last one's exit code. */
  int run(InputStream in) {
    String kind = System.getenv().getOrDefault("TERM", "dumb");
    if (kind.isEmpty() || kind.equals("dumb")) {
      return new PlainShell(session, streams).run(in, welcome());
    }
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      if (terminal.getWidth() <= 0 || terminal.getHeight() <= 0) {
        terminal.setSize(Size.of(80, 24)); // a pseudo-terminal that nobody gave a size
      }
      terminal.handle(Terminal.Signal.INT, signal -> session.scene().interrupt());
      streams.out().print(welcome());
      streams.out().flush();
      return run(reader(terminal));
    } catch (IOException unusable) {
      throw AliasException.conflict("the terminal can't be used: " + unusable.getMessage(), "");
    }
  }

  private String welcome() {
    return WELCOME.formatted(hosts(new Names(session.scene()).hosts()));
  }

  /** As many names as fit into a line, and how many others there are. */
  private static String hosts(List<String> names) {
    int shown = Math.min(names.size(), MOST_SHOWN);
    String text = String.join(", ", names.subList(0, shown));
    return shown == names.size() ? text : text + " and " + (names.size() - shown) + " more";
  }

  private LineReader reader(Terminal terminal) {
    DefaultParser parser = new DefaultParser();
    parser.setEofOnUnclosedQuote(false);
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("netalias")
            .parser(parser)
            .completer(new LabCompleter(session))
            .option(Option.DISABLE_EVENT_EXPANSION, true);
    Path history = history();
    if (history != null) {
      builder.variable(LineReader.HISTORY_FILE, history);
    }
    return builder.build();
  }

  private int run(LineReader reader) {
    Chatter chatter = session.scene().chatter();
    int exitCode = 0;
    while (!session.isEnded()) {
      try {
        chatter.heardBy(reader::printAbove);
        String line = reader.readLine(session.scene().current() + "# ");
        chatter.heardBy(null);
        exitCode = session.run(line);
        streams.out().flush();
      } catch (UserInterruptException typedAnew) {
        exitCode = 130;
      } catch (EndOfFileException end) {
        break;
      } finally {
        chatter.heardBy(null);
      }
    }
    return exitCode;
  }

  /** Where lines are kept from one lab to the next; nowhere where there is no home. */
  private static @Nullable Path history() {
    String state = System.getenv("XDG_STATE_HOME");
    String home = System.getenv("HOME");
    if ((state == null || state.isEmpty()) && (home == null || home.isEmpty())) {
      return null;
    }
    Path base =
        state == null || state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
    try {
      return Files.createDirectories(base.resolve("netalias")).resolve("lab_history");
    } catch (IOException noPlace) {
      return null;
    }
  }
}
