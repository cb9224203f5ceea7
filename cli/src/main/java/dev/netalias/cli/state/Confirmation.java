package dev.netalias.cli.state;

import dev.netalias.Step;
import dev.netalias.alias.AliasException;
import dev.netalias.cli.run.Invocation;
import dev.netalias.formats.yaml.AliasFiles;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Paper;
import dev.netalias.kernel.Snapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
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
    return new Confirmation(call, said, history, Long.parseLong(seconds));
  }

  /** Refuses to go on while another state waits. */
  static void refuseWhileOneWaits(Invocation call) {
    Optional<History> history = History.of(call);
    if (history.isPresent()) {
      Optional<Pending> waits = Pending.of(history.get(), Wanted.types(call));
      if (waits.filter(Pending::isOfThisBoot).isPresent()) {
        throw AliasException.conflict(
            "the state that was applied last waits to be confirmed, until " + waits.get().until(),
            "netalias confirm keeps it, netalias rollback takes it back");
      }
    }
  }

  @Override
  public Optional<Runnable> before(Plan plan, Snapshot now) {
    if (waiting == null) {
      String token = Long.toHexString(ThreadLocalRandom.current().nextLong() | 1L << 60);
      Instant until = Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
      waiting =
          new Pending(
                  token,
                  Pending.thisBoot(),
                  history.last(),
                  until,
                  Rejected.digest(said),
                  Pending.there(call.netAlias().view()))
              .paper(history, Wanted.types(call));
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
