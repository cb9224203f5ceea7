package dev.netalias.cli.state;

import dev.netalias.NetAlias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.words.Cutting;
import dev.netalias.cli.words.Model;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Paper;
import dev.netalias.plan.Desired;
import dev.netalias.plan.Reconciliation;
import dev.netalias.plan.Reconciliation.Choice;
import dev.netalias.plan.journal.Recovery;
import dev.netalias.probe.Announcement;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias rollback}: a state that was applied before, made again. */
public final class RollbackCommand implements Command {
  private static final String UNCONFIRMED = "--unconfirmed";

  /** Addresses that come back are told of, and nobody is asked: they were there already. */
  private static final Manners TELLING = new Manners(null, Announcement.ONCE, true);

  private static final Choice PRESENT = new Choice(false, true);

  /** The command. */
  public RollbackCommand() {}

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Goes back to a state that was applied before.",
        "To the one before the last, or to the one of a number that netalias history shows; 0 is"
            + " before the first. A state that waits to be confirmed is taken back at once: what"
            + " there was before it comes back. The files of the desired state stay as they are.",
        "netalias rollback",
        "netalias rollback 3 --dry-run");
    spec.addPositional(Model.optionalWord(0, "N", "the number of a state"))
        .addOption(
            Model.value(UNCONFIRMED, "TOKEN", "takes back the state that waits, if it is this one")
                .toBuilder()
                .hidden(true)
                .build());
    Cutting.describe(spec);
  }

  @Override
  public int run(Invocation call) {
    History history =
        History.of(call)
            .orElseThrow(() -> AliasException.usage("a host of the lab keeps no states", ""));
    AliasTypes types = Wanted.types(call);
    String token = call.words().matchedOptionValue(UNCONFIRMED, null);
    String number = Model.word(call.words(), 0);
    Optional<Pending> waits = Pending.of(history, types).filter(Pending::isOfThisBoot);
    if (token != null) {
      return waits.filter(p -> p.token().equals(token)).map(p -> over(call, history, p)).orElse(0);
    }
    if (number.isEmpty() && waits.isPresent()) {
      return back(call, history, waits.get());
    }
    int last = history.last();
    if (last == 0) {
      throw AliasException.notFound("no state was applied yet", "netalias apply makes one");
    }
    int to = number.isEmpty() ? history.before(last) : number(number);
    Desired wanted = history.desired(types, to);
    Reconciliation way = new Reconciliation(wanted, history.desired(types, last), PRESENT);
    Applying.Aim aim = new Applying.Aim(types, way, wanted, "rollback " + to, TELLING);
    make(call, history, aim, () -> Pending.ending(history));
    return 0;
  }

  /** The time of a state is over; the command that applied it may have been killed meanwhile. */
  private static int over(Invocation call, History history, Pending pending) {
    NetAlias net = call.netAlias();
    if (net.unfinished().isPresent()) {
      net.recover(Recovery.End.UNDONE, Kernel.Progress.NONE);
      if (Pending.of(history, Wanted.types(call)).isEmpty()) {
        Rejected.keep(history, pending.digest()); // it was that command
        return 0;
      }
    }
    return back(call, history, pending);
  }

  private static int number(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw AliasException.usage(
          "'" + text + "' is no number of a state", "netalias history shows them");
    }
    return Integer.parseInt(text);
  }

  /** What there was before a state comes back; what nobody kept of it goes with it. */
  private static int back(Invocation call, History history, Pending pending) {
    AliasTypes types = Wanted.types(call);
    boolean kept = history.last() > pending.before();
    Desired applied = kept ? history.desired(types, history.last()) : Desired.NOTHING;
    Reconciliation way = new Reconciliation(pending.there(), applied, new Choice(!kept, true));
    Desired before = history.desired(types, pending.before());
    Applying.Aim aim = new Applying.Aim(types, way, before, "rollback: not confirmed", TELLING);
    make(
        call,
        history,
        aim,
        () ->
            Stream.concat(
                    Pending.ending(history).stream(),
                    Rejected.keeping(history, pending.digest()).stream())
                .toList());
    return 0;
  }

  private static void make(
      Invocation call, History history, Applying.Aim aim, Supplier<List<Paper>> files) {
    boolean alone = call.words().hasMatchedOption(UNCONFIRMED);
    Applying applying =
        new Applying(aim, Optional.of(history), List.of(Applying.writing(files)), alone);
    Changer changer = new Changer(call);
    if (call.globals().dryRun()) {
      changer.print(call.netAlias().plan(applying::apply));
      return;
    }
    Plan plan = changer.commit(applying);
    if (plan.isEmpty()) {
      applying.stay(call);
    }
    ApplyCommand.tell(call, changer, plan);
  }
}
