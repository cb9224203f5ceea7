package dev.netalias.cli.state;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.run.Invocation;
import dev.netalias.plan.Reconciliation.Choice;
import java.util.Optional;

/** Which state a boot brings back: the saved one, unless nobody confirmed it. */
final class Boot {
  /** Devices that are not there get theirs when they come. */
  static final Choice CHOICE = new Choice(false, true);

  private Boot() {}

  /** What is to be there after a boot. */
  static Wanted wanted(Invocation call) {
    Wanted saved = Wanted.of(call, "");
    Optional<History> kept = History.of(call);
    if (kept.isEmpty()) {
      return saved;
    }
    History history = kept.get();
    Optional<Pending> left = waiting(call, history).filter(pending -> !pending.isOfThisBoot());
    left.ifPresent(pending -> end(call, history, pending));
    boolean unconfirmed =
        left.filter(pending -> pending.digest().equals(Rejected.digest(saved.said()))).isPresent();
    if (unconfirmed || Rejected.is(history, saved.said())) {
      call.output()
          .warn(
              "warning",
              "the saved state was taken back as nobody confirmed it: the one before is made",
              "netalias apply makes the saved one");
      return saved.saying(
          history.desired(saved.types(), left.map(Pending::before).orElseGet(history::last)));
    }
    return saved;
  }

  private static Optional<Pending> waiting(Invocation call, History history) {
    try {
      return Pending.of(history);
    } catch (AliasException damaged) {
      call.output().warn("warning", damaged.getMessage() + "; it is set aside");
      anyway(call, () -> Pending.setAside(history));
      return Optional.empty();
    }
  }

  /** A boot has ended the waiting: the state was not confirmed. */
  private static void end(Invocation call, History history, Pending pending) {
    anyway(
        call,
        () -> {
          history.forgetAfter(pending.before());
          Pending.reject(history);
        });
  }

  /** A disk on which nothing can be changed keeps no machine from its addresses. */
  private static void anyway(Invocation call, Runnable change) {
    try {
      if (!call.globals().dryRun()) {
        change.run();
      }
    } catch (AliasException unwritable) {
      call.output().warn("warning", String.valueOf(unwritable.getMessage()));
    }
  }
}
