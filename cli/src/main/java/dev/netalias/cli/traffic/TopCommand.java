package dev.netalias.cli.traffic;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias top}: which aliases the traffic goes through, live. */
public final class TopCommand implements Command {
  private static final int WIDTH = 80;
  private static final int HEIGHT = 24;
  private static final String OTHER_SCREEN = "\u001b[?1049h\u001b[?25l";
  private static final String FIRST_SCREEN = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST = "\u001b[J";
  private static final long SLICE = 100; // ms: so soon a key, a new size or Ctrl-C is seen
  private static final long MILLISECOND = 1_000_000;
  private static final char ESCAPE = 27;
  private static final char CTRL_C = 3; // a key like others, as this terminal is raw

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Shows which aliases the traffic goes through, live.",
        "Sorted by bytes in a second, with each alias's share as a bar and its last seconds. Of"
            + " aliases that are counted (netalias stats). q quits. Where no person looks it prints"
            + " one look.",
        "netalias top",
        "netalias top --interval 0.5",
        "netalias top | head -5");
    spec.addOption(Model.value("--interval", "SECONDS", "from look to look, else a second"));
  }

  @Override
  public int run(Invocation call) {
    if (call.output().isJson()) {
      throw AliasException.usage(
          "top draws for people", "netalias stats --watch -o json is for programs");
    }
    if (!call.surroundings().mayWait()) {
      throw AliasException.usage("nothing happens here while one waits", "netalias stats");
    }
    Ticks ticks =
        new Ticks(call.interruption(), call.words().matchedOptionValue("--interval", "1"));
    Looks looks = new Looks(call);
    looks.frame(WIDTH, HEIGHT);
    String kind = System.getenv().getOrDefault("TERM", "dumb");
    boolean live =
        call.surroundings().isOutTerminal()
            && call.surroundings().isInTerminal()
            && !kind.isEmpty()
            && !kind.equals("dumb");
    return live ? live(call, looks, ticks) : once(call, looks, ticks);
  }

  /** One look after another, as lines. */
  private static final class Looks {
    private final Invocation call;
    private final Rates rates = new Rates();
    private final TopView view;

    Looks(Invocation call) {
      this.call = call;
      view = new TopView(call.output().out().charset().equals(StandardCharsets.UTF_8));
    }

    /** One look, for who can't quit. */
    List<String> last() {
      List<String> lines = new ArrayList<>(frame(WIDTH, Integer.MAX_VALUE));
      lines.set(0, lines.getFirst().replace("  " + TopView.QUIT, ""));
      return lines;
    }

    List<String> frame(int width, int height) {
      List<Alias> aliases = call.netAlias().list();
      List<Rates.Row> rows = rates.look(aliases, System.nanoTime());
      return view.frame(rows, aliases.size() - rows.size(), width, height);
    }
  }

  private static int once(Invocation call, Looks looks, Ticks ticks) {
    if (!ticks.next()) {
      return 130;
    }
    PrintStream out = call.output().out();
    looks.last().forEach(line -> out.print(line + "\n"));
    return 0;
  }

  private static int live(Invocation call, Looks looks, Ticks ticks) {
    PrintStream out = call.output().out();
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      Attributes before = terminal.enterRawMode();
      out.print(OTHER_SCREEN);
      out.flush();
      try {
        return show(call, looks, ticks, terminal);
      } finally {
        out.print(FIRST_SCREEN);
        out.flush();
        terminal.setAttributes(before);
      }
    } catch (IOException unusable) {
      throw AliasException.conflict("the terminal can't be used: " + unusable.getMessage(), "");
    }
  }

  private static int show(Invocation call, Looks looks, Ticks ticks, Terminal terminal)
      throws IOException {
    NonBlockingReader keys = terminal.reader();
    while (true) {
      int width = terminal.getWidth();
      int height = terminal.getHeight();
      boolean sized = width > 0 && height > 0;
      draw(call.output().out(), looks.frame(sized ? width : WIDTH, sized ? height : HEIGHT));
      long next = System.nanoTime() + ticks.nanos();
      while (next - System.nanoTime() > 0
          && terminal.getWidth() == width
          && terminal.getHeight() == height) {
        int key = keys.read(Math.clamp((next - System.nanoTime()) / MILLISECOND, 1, SLICE));
        if (key == CTRL_C || call.interruption().isAsked()) {
          return 130;
        }
        if (key == 'q' || key == 'Q' || key == ESCAPE || key == NonBlockingReader.EOF) {
          return 0;
        }
      }
    }
  }

  private static void draw(PrintStream out, List<String> lines) {
    StringBuilder text = new StringBuilder(HOME);
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(REST_OF_LINE);
    }
    out.print(text.append(REST));
    out.flush();
  }
}
