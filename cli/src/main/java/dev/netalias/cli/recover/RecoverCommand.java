package dev.netalias.cli.recover;

import dev.netalias.NetAlias;
import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.Format;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.PlanJson;
import dev.netalias.cli.print.PlanJson.RecoveryJson;
import dev.netalias.cli.print.Visible;
import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.CutOff;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.plan.journal.Recovery.End;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias recover}: brings a command that was cut off to one of its two ends. */
public final class RecoverCommand implements Command {
  /**
   * What is to be done.
   *
   * @param end where to, null where all is left as it is
   * @param word what that command is then
   */
  private record Wish(@Nullable End end, String word) {
    static final Wish UNDO = new Wish(End.UNDONE, "undone");
    static final Wish FINISH = new Wish(End.FINISHED, "finished");
    static final Wish KEEP = new Wish(null, "kept");
  }

  /** What was cut off, and how much of it was done. */
  private record Found(Unfinished it, int done) {}

  /** Made by the table of commands. */
  public RecoverCommand() {}

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Undoes or finishes a command that was cut off in the middle.",
        "A command whose process was killed leaves things half done, and no other can change"
            + " anything then. Without an option it is undone: all is as before it, as after"
            + " every command that fails. What is reached is read back. With --dry-run it says"
            + " what it would do.",
        "netalias recover --dry-run",
        "netalias recover",
        "netalias recover --finish");
    spec.addOption(Model.flag("--undo", "has all as it was before that command; the default"))
        .addOption(Model.flag("--finish", "makes what that command did not come to"))
        .addOption(Model.flag("--keep", "leaves all as it is now, and forgets that command"));
  }

  private static Wish wish(ParseResult words) {
    boolean finish = Model.has(words, "--finish");
    boolean keep = Model.has(words, "--keep");
    boolean undo = Model.has(words, "--undo");
    if ((finish ? 1 : 0) + (keep ? 1 : 0) + (undo ? 1 : 0) > 1) {
      throw AliasException.usage(
          "--undo, --finish and --keep lead to different ends", "name one of them");
    }
    return finish ? Wish.FINISH : keep ? Wish.KEEP : Wish.UNDO;
  }

  @Override
  public int run(Invocation call) {
    Wish wish = wish(call.words());
    NetAlias net = call.netAlias();
    Optional<Unfinished> found = net.unfinished();
    if (found.isEmpty()) {
      nothing(call, wish);
      return 0;
    }
    Unfinished it = found.get();
    int done = net.done(it);
    boolean dry = call.globals().dryRun();
    Plan plan = dry ? foreseen(net, wish, it) : recovered(call, wish);
    Output output = call.output();
    if (output.isJson()) {
      print(output, json(call, wish, new Found(it, done), plan));
    } else if (dry || output.format() == Format.COMMANDS) {
      new Changer(call).print(plan);
      if (dry && wish.end != null) {
        int count = plan.steps().stream().mapToInt(Change::count).sum();
        String text = "by these %d changes the command that was cut off would be %s";
        output.warn("note", text.formatted(count, wish.word));
      }
    } else if (!output.quiet()) {
      output
          .out()
          .println(
              Visible.of(
                  "%s: %s %d of %d changes had been made"
                      .formatted(wish.word, CutOff.who(it), done, net.total(it))));
    }
    return 0;
  }

  private static void nothing(Invocation call, Wish wish) {
    Output output = call.output();
    if (output.isJson()) {
      boolean dry = call.globals().dryRun();
      print(
          output, new RecoveryJson(false, dry, wish.word, null, null, null, null, 0, 0, List.of()));
    } else if (!output.quiet()) {
      output.out().println("nothing to recover: no command was cut off");
    }
  }

  private static Plan foreseen(NetAlias net, Wish wish, Unfinished it) {
    return wish.end == null ? Plan.of() : net.recoveryPlan(it, wish.end);
  }

  private static Plan recovered(Invocation call, Wish wish) {
    NetAlias net = call.netAlias();
    try {
      if (wish.end == null) {
        net.keepUnfinished();
        return Plan.of();
      }
      return new Changer(call).showing(progress -> net.recover(wish.end, progress));
    } catch (KernelException refused) {
      throw refused.isPermission() ? Changer.forbidden("recovering", refused) : refused;
    }
  }

  private static RecoveryJson json(Invocation call, Wish wish, Found found, Plan plan) {
    Unfinished.Origin origin = found.it.origin();
    boolean dry = call.globals().dryRun();
    return new RecoveryJson(
        true,
        dry,
        wish.word,
        origin.command(),
        origin.user(),
        origin.process(),
        origin.begun().toString(),
        call.netAlias().total(found.it),
        found.done,
        PlanJson.of(plan, dry).changes());
  }

  private static void print(Output output, RecoveryJson json) {
    Json.print(output.out(), RecoveryJson.class, json);
  }
}
