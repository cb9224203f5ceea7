package dev.netalias.cli.state;

import dev.netalias.Step;
import dev.netalias.alias.AliasException;
import dev.netalias.cli.run.Invocation;
import dev.netalias.formats.yaml.AliasFiles;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Paper;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.kernel.Snapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is done for a state that has to be confirmed: before anything changes, what there was is on
 * the disk, and a process waits that goes back to it.
 */
final class Confirmation implements Step {
  private static final long MOST_SECONDS = 7 * 24 * 3600;

  private final Invocation call;
  private final AliasFiles said;
  private final History history;
  private final long seconds;
  private final String token = Long.toHexString(ThreadLocalRandom.current().nextLong() | 1L << 60);
  private @Nullable Paper waiting;

  private Confirmation(Invocation call, AliasFiles said, History history, long seconds) {
    this.call = call;
    this.said = said;
    this.history = history;
    this.seconds = seconds;
  }

  /** What an option asks for; null where it is not given. */
  static @Nullable Confirmation of(Invocation call, AliasFiles said) {
    String seconds = call.words().matchedOptionValue("--confirm", null);
    if (seconds == null) {
      return null;
    }
    if (!seconds.matches("[1-9]\\d{0,5}") || Long.parseLong(seconds) > MOST_SECONDS) {
      throw AliasException.usage(
          "'" + seconds + "' is no time to confirm in", "--confirm takes seconds, as in 60");
    }
    History history =
        History.of(call)
            .orElseThrow(() ->
                AliasException.usage("a host of the lab keeps no states", "leave --confirm out"));
    Pending.of(history); // one that nobody can read may still wait
    return new Confirmation(call, said, history, Long.parseLong(seconds));
  }

  /**
   * Refuses to go on while another state waits.
   *
   * @param told of one that nobody can read, which is in nobody's way
   */
  static void refuseWhileOneWaits(Invocation call, Consumer<AliasException> told) {
    Optional<History> history = History.of(call);
    if (history.isPresent()) {
      Optional<Pending> waits = Pending.ifReadable(history.get(), told);
      if (waits.filter(Pending::isOfThisBoot).isPresent()) {
        throw AliasException.conflict(
            "the state that was applied last waits to be confirmed, until " + waits.get().until(),
            "netalias confirm keeps it, netalias rollback takes it back");
      }
    }
  }

  /** The same as a step: another can have been applied while neighbours were asked. */
  static Step refusingWhileOneWaits(Invocation call) {
    return new Step() {
      @Override
      public Optional<Runnable> before(Plan plan, Snapshot now) {
        refuseWhileOneWaits(call, damaged -> {});
        return Optional.empty();
      }
    };
  }

  @Override
  public Optional<Runnable> before(Plan plan, Snapshot now) {
    if (waiting == null) {
      Instant until = Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
      waiting =
          new Pending(
                  token,
                  Pending.thisBoot(),
                  history.last(),
                  until,
                  Rejected.digest(said),
                  Pending.journal(commit(plan, now)))
              .paper(history);
      Pending.write(waiting);
      Watchdog.start(call, token, seconds);
    }
    return Optional.empty();
  }

  /** Whoever undoes the commit has it wait no more. */
  @Override
  public List<Paper> papers(Plan plan) {
    return waiting == null ? List.of() : List.of(waiting);
  }

  /** Local routes can be a million: they count only where the plan needed them. */
  private Unfinished commit(Plan plan, Snapshot now) {
    Set<Part> parts = EnumSet.of(Part.ADDRESSES, Part.ROUTES, Part.NEIGHBOURS);
    if (now.parts().contains(Part.LOCAL_ROUTES)) {
      parts.add(Part.LOCAL_ROUTES);
    }
    Unfinished.Origin origin =
        new Unfinished.Origin(
            Applying.what(call), History.who(), ProcessHandle.current().pid(), Instant.now());
    return new Unfinished(origin, plan, call.netAlias().kernel().snapshot(parts));
  }

  /** Nothing was changed: nothing is to be taken back. */
  void isOff() {
    if (waiting != null) {
      Pending.end(history);
    }
  }

  /** What is to be said where it was applied. */
  String note() {
    return "netalias confirm keeps it; without that it is taken back in " + seconds + " s";
  }
}
