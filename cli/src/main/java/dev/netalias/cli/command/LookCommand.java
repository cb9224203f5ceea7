package dev.netalias.cli.command;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.Draft;
import dev.netalias.cli.look.Ifconfig;
import dev.netalias.cli.look.RouteBook;
import dev.netalias.cli.look.RouteCommand;
import dev.netalias.cli.look.Session;
import dev.netalias.cli.print.Failure;
import dev.netalias.cli.print.Format;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Failures;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.words.Model;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias ifconfig} and {@code netalias route}: the look-alikes, words untouched. */
final class LookCommand implements Command {
  /** The originals' exit code for wrong usage. */
  private static final int USAGE = 3;

  private final boolean ifconfig;

  LookCommand(boolean ifconfig) {
    this.ifconfig = ifconfig;
  }

  @Override
  public void describe(CommandSpec spec) {
    if (ifconfig) {
      Model.help(
          spec,
          "Does what ifconfig of net-tools does, with aliases that are devices again.",
          "Setting an address on eth0:N creates alias N, on eth0:N- deletes it; eth0:N down closes"
              + " it and keeps it. Behind the name only the long ones of netalias's own options count: -o,"
              + " -q and -h are the original's. The exit codes are the original's too: 1 and 255 where"
              + " something is refused.",
          "netalias ifconfig eth0:0 192.0.2.10 netmask 255.255.255.0",
          "netalias ifconfig eth0:0- 0");
    } else {
      Model.help(
          spec,
          "Does what route of net-tools does, through aliases too.",
          "A route through an alias has the alias's address as its source. Behind the name only the"
              + " long ones of netalias's own options count: -e, -n and the other short ones are the"
              + " original's. The exit codes are the original's too: 3 for wrong usage, 6 for a name"
              + " that is not found, 7 where the kernel refuses.",
          "netalias route add -host 192.0.2.10 dev eth0:0",
          "netalias route -n");
    }
    if (ifconfig) {
      spec.addOption(
          Model.choice(
              "--style", "prints the form of net-tools 2.10, or of 1.60", "modern", "classic"));
    }
    spec.addPositional(
        Model.words(
            0,
            0,
            "WORD",
            "as the original takes them: " + (ifconfig ? "ifconfig" : "route") + "(8)"));
  }

  @Override
  public int run(Invocation call) {
    Output output = call.output();
    if (!output.isJson()) {
      return run(session(call, output), call.rest());
    }
    Buffer said = new Buffer();
    int exitCode =
        run(
            session(
                call, new Output(output.out(), said.stream, Format.JSON, false, output.colour())),
            call.rest());
    if (exitCode != 0) {
      Failures.print(output, failure(exitCode, said.text()));
    } else if (!said.text().isEmpty()) {
      output.warn("warning", said.text());
    }
    return exitCode;
  }

  private static Failure failure(int exitCode, String text) {
    return new Failure(exitCode == USAGE ? "usage" : "conflict", exitCode, text, "");
  }

  /** What is said, to be told in another form. */
  private static final class Buffer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    String text() {
      return bytes.toString(StandardCharsets.UTF_8).strip();
    }
  }

  private static Session session(Invocation call, Output output) {
    Changer changer = new Changer(call);
    return new Session(
        call.line().called(),
        call.netAlias(),
        call.surroundings().hostNames(),
        output,
        new RouteBook(),
        changer::change);
  }

  private String doing() {
    return ifconfig ? "changing a device" : "changing a route";
  }

  private int run(Session session, List<String> words) {
    return ifconfig ? new Ifconfig(session).run(words) : new RouteCommand(session).run(words);
  }

  /**
   * One line of a batch.
   *
   * @param routes the same for all lines
   */
  public Operation operation(Invocation call, RouteBook routes, List<String> words) {
    return new Operation() {
      @Override
      public String doing() {
        return LookCommand.this.doing();
      }

      @Override
      public boolean mayCut() {
        return true; // the originals never ask
      }

      @Override
      public void apply(Draft draft) {
        Buffer said = new Buffer();
        boolean[] changed = new boolean[1];
        Session session =
            new Session(
                ifconfig ? "ifconfig" : "route",
                call.netAlias(),
                call.surroundings().hostNames(),
                new Output(
                    new PrintStream(PrintStream.nullOutputStream()),
                    said.stream,
                    Format.TABLE,
                    false,
                    () -> false),
                routes,
                operations -> {
                  changed[0] = true;
                  operations.accept(draft);
                });
        if (run(session, words) != 0) {
          throw AliasException.conflict(said.text().replace("\n", "; "), "");
        }
        if (!changed[0]) {
          throw AliasException.usage("it changes nothing, and a batch is of changes", "");
        }
      }
    };
  }
}
