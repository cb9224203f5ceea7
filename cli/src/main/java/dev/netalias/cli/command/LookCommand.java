package dev.netalias.cli.command;

import dev.netalias.NetAlias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.Draft;
import dev.netalias.cli.look.Ifconfig;
import dev.netalias.cli.look.RouteCommand;
import dev.netalias.cli.look.Session;
import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Command;
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
              + " it and keeps it. --style classic prints the form of net-tools 1.60.",
          "netalias ifconfig eth0:0 192.0.2.10 netmask 255.255.255.0",
          "netalias ifconfig eth0:0- 0");
    } else {
      Model.help(
          spec,
          "Does what route of net-tools does, through aliases too.",
          "A route through an alias has the alias's address as its source.",
          "netalias route add -host 192.0.2.10 dev eth0:0",
          "netalias route -n");
    }
    spec.addPositional(Model.words(0, 0, "WORD", "as the original takes them"));
  }

  @Override
  public int run(Invocation call) {
    if (call.output().isJson() && !call.globals().dryRun()) {
      throw AliasException.usage(
          "the look-alikes print what the originals do, and not JSON", "netalias list -o json");
    }
    Changer changer = new Changer(call);
    Session session =
        new Session(
            call.line().called(),
            call.netAlias(),
            call.output().out(),
            call.output().err(),
            changer::change);
    return run(session, call.rest());
  }

  private String doing() {
    return ifconfig ? "changing a device" : "changing a route";
  }

  private int run(Session session, List<String> words) {
    return ifconfig ? new Ifconfig(session).run(words) : new RouteCommand(session).run(words);
  }

  /** One line of a batch. */
  public Operation operation(NetAlias netAlias, List<String> words) {
    return new Operation() {
      @Override
      public String doing() {
        return LookCommand.this.doing();
      }

      @Override
      public void apply(Draft draft) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
        boolean[] changed = new boolean[1];
        Session session =
            new Session(
                ifconfig ? "ifconfig" : "route",
                netAlias,
                new PrintStream(PrintStream.nullOutputStream()),
                err,
                operations -> {
                  changed[0] = true;
                  operations.accept(draft);
                });
        if (run(session, words) != 0) {
          String why = said.toString(StandardCharsets.UTF_8).strip().replace("\n", "; ");
          throw AliasException.conflict(why, "");
        }
        if (!changed[0]) {
          throw AliasException.usage("it changes nothing, and a batch is of changes", "");
        }
      }
    };
  }
}
