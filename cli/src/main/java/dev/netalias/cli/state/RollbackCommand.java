package dev.netalias.cli.state;

import dev.netalias.NetAlias;
import dev.netalias.Step;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Draft;
import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.words.Cutting;
import dev.netalias.cli.words.Model;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.kernel.Snapshot;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredDevice;
import dev.netalias.plan.MistakeException;
import dev.netalias.plan.Reconciliation;
import dev.netalias.plan.Reconciliation.Choice;
import dev.netalias.plan.journal.Recovery;
import dev.netalias.probe.Announcement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias rollback}: a state that was applied before, made again. */
public final class RollbackCommand implements Command {
  private static final String UNCONFIRMED = "--unconfirmed";

  /** Addresses that come back are told of, and nobody is asked: they were there already. */
  private static final Manners TELLING = new Manners(null, Announcement.ONCE, true);

  /** The command. */
  public RollbackCommand() {}

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Goes back to a state that was applied before.",
        "To the one before the last, or to the one of a number that netalias history shows; 0 is"
            + " before the first. A state that waits to be confirmed is taken back at once: what"
            + " there was before it comes back, routes and addresses of other programs too; what"
            + " others did meanwhile stays. The files of the desired state stay as they are.",
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
    String token = call.words().matchedOptionValue(UNCONFIRMED, null);
    String number = Model.word(call.words(), 0);
    Optional<Pending> waits = number.isEmpty() ? waiting(history) : Optional.empty();
    if (token == null) {
      return waits.map(pending -> back(call, history, pending)).orElseGet(() -> to(call, history));
    }
    if (!isWaiting(history, token)) {
      return 0;
    }
    try {
      return over(call, history, waits.orElseThrow());
    } catch (AliasException refused) {
      if (isWaiting(history, token)) {
        throw refused;
      }
      return 0; // somebody was faster
    }
  }

  private static Optional<Pending> waiting(History history) {
    return Pending.of(history).filter(Pending::isOfThisBoot);
  }

  private static boolean isWaiting(History history, String token) {
    return waiting(history).filter(pending -> pending.token().equals(token)).isPresent();
  }

  /** The time of a state is over; the command that applied it may have been killed meanwhile. */
  private static int over(Invocation call, History history, Pending pending) {
    NetAlias net = call.netAlias();
    if (net.unfinished().isPresent()) {
      net.recover(Recovery.End.UNDONE, Kernel.Progress.NONE);
      if (Pending.of(history).isEmpty()) {
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

  private static int to(Invocation call, History history) {
    String number = Model.word(call.words(), 0);
    int last = history.last();
    if (last == 0) {
      throw AliasException.notFound("no state was applied yet", "netalias apply makes one");
    }
    int to = number.isEmpty() ? history.before(last) : number(number);
    AliasTypes types = Wanted.types(call);
    Desired all = history.desired(types, to);
    Desired wanted = present(call, all);
    Applying.Aim aim =
        new Applying.Aim(
            types,
            applied -> new Reconciliation(wanted, applied, Choice.USUAL),
            all,
            "rollback " + to,
            TELLING);
    Step ending = Applying.writing(() -> Pending.ending(history));
    Applying applying = new Applying(aim, Optional.of(history), List.of(ending), false);
    Changer changer = new Changer(call);
    if (call.globals().dryRun()) {
      changer.print(call.netAlias().plan(applying::apply));
      return 0;
    }
    Plan plan = applying.commit(call, changer);
    ApplyCommand.tell(call, changer, plan);
    return 0;
  }

  /** A device that is closed is not passed over; on one that is gone nothing can be made. */
  private static Desired present(Invocation call, Desired all) {
    Snapshot now = call.netAlias().kernel().snapshot(EnumSet.noneOf(Part.class));
    List<DesiredDevice> there = new ArrayList<>();
    for (DesiredDevice device : all.devices()) {
      if (now.link(device.name()).isPresent()) {
        there.add(device);
      } else {
        call.output().warn("note", device.name() + " is not there: its aliases are left out");
      }
    }
    return new Desired(there);
  }

  /** What there was before a state comes back, as it does after a command that was cut off. */
  private static int back(Invocation call, History history, Pending pending) {
    Snapshot now = call.netAlias().kernel().snapshot(EnumSet.noneOf(Part.class));
    Unfinished commit = pending.commit(history, now);
    Changer changer = new Changer(call);
    if (call.globals().dryRun()) {
      changer.print(call.netAlias().takingBack(commit));
      return 0;
    }
    boolean alone = call.words().hasMatchedOption(UNCONFIRMED);
    Plan plan = changer.takeBack(commit, new TakingBack(history, pending, alone));
    ApplyCommand.tell(call, changer, plan);
    return 0;
  }

  /**
   * What goes around the taking back: it waits still, and when all is as before, no more.
   *
   * @param history where it is told
   * @param pending what is taken back
   * @param alone whether nobody is there to be asked
   */
  private record TakingBack(History history, Pending pending, boolean alone) implements Operation {
    @Override
    public String doing() {
      return "taking a state back";
    }

    @Override
    public void apply(Draft draft) {} // the plan is that of the commit, backwards

    @Override
    public Manners manners() {
      return TELLING;
    }

    @Override
    public boolean mayCut() {
      return alone;
    }

    @Override
    public List<Step> steps(Invocation call) {
      return List.of(
          new Step() {
            @Override
            public Optional<Runnable> before(Plan plan, Snapshot now) {
              if (!isWaiting(history, pending.token())) {
                throw AliasException.conflict("the state does not wait any more", "");
              }
              return Optional.empty();
            }

            @Override
            public void after(Plan plan) {
              tell(call, plan);
              Pending.reject(history);
            }
          });
    }

    /** That it does not stand any more can be told without room on the disk, too. */
    private void tell(Invocation call, Plan plan) {
      if (!isTold(call, plan)) {
        history.forgetAfter(pending.before());
      }
    }

    private boolean isTold(Invocation call, Plan plan) {
      AliasTypes types = Wanted.types(call);
      try {
        Desired before = history.desired(types, pending.before());
        if (plan.isEmpty() && history.isLast(types, before)) {
          return true;
        }
        History.Applied told = history.next("rollback: not confirmed", plan);
        return Applying.writeAnyway(List.of(history.paper(types, before, told)), call.output());
      } catch (MistakeException | AliasException unreadable) {
        call.output().warn("warning", String.valueOf(unreadable.getMessage()));
        return false;
      }
    }
  }
}
