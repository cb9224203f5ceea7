package dev.netalias.probe;

import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.link.Neighbourhood;
import dev.netalias.kernel.link.Neighbourhood.Claim;
import dev.netalias.net.Mac;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Lets a prober and an announcer work in a kernel's neighbourhood, by its clock, until they are
 * done.
 */
public final class Conversation {
  /** So much is sent before it is heard what came: no buffer on the way is that small. */
  private static final int AT_ONCE = 64;

  private static final int MOST_HEARD = 10_000;
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Kernel kernel;
  private final RandomGenerator random;
  private final Runnable check;

  /**
   * What conversations are held with.
   *
   * @param random chance
   * @param check called often; what it throws ends the conversation
   */
  public Conversation(Kernel kernel, RandomGenerator random, Runnable check) {
    this.kernel = kernel;
    this.random = random;
    this.check = check;
  }

  /**
   * Asks for addresses, all together.
   *
   * @param own link-layer addresses of this host
   * @throws dev.netalias.kernel.KernelException where there is no permission
   */
  public Findings ask(Collection<Target> targets, Timing timing, Set<Mac> own) {
    if (targets.isEmpty()) {
      return Findings.NONE;
    }
    try (Neighbourhood around = kernel.neighbourhood()) {
      Prober.Ground ground = new Prober.Ground(timing, kernel::nanos, random, own);
      Prober prober = new Prober(ground, t -> around.ask(t.device(), t.address()));
      targets.forEach(prober::add);
      long heard = kernel.nanos();
      while (!prober.isDone()) {
        check.run();
        long now = kernel.nanos();
        heard = hearAll(around, prober) ? now : heard;
        if (prober.work(AT_ONCE, heard) == 0) {
          around.hear(untilDue(prober.next())).ifPresent(prober::heard);
        }
      }
      return new Findings(prober.conflicts(), prober.unasked());
    }
  }

  /** Hears what has come; false where there was more than should hold up the questions. */
  private static boolean hearAll(Neighbourhood around, Prober prober) {
    for (int i = 0; i < MOST_HEARD; i++) {
      Optional<Claim> claim = around.hear(Duration.ZERO);
      if (claim.isEmpty()) {
        return true;
      }
      prober.heard(claim.get());
    }
    return false;
  }

  private Duration untilDue(OptionalLong next) {
    long left = next.isPresent() ? next.getAsLong() - kernel.nanos() : 0;
    return Duration.ofNanos(Math.clamp(left, 0, LOOK.toNanos()));
  }

  /**
   * Tells of addresses, all together.
   *
   * @return those that could not be told of
   * @throws dev.netalias.kernel.KernelException where there is no permission
   */
  public List<Target> tell(Collection<Target> targets, Announcement how) {
    if (targets.isEmpty()) {
      return List.of();
    }
    try (Neighbourhood around = kernel.neighbourhood()) {
      Announcer announcer =
          new Announcer(how, kernel::nanos, t -> around.tell(t.device(), t.address()));
      new HashSet<>(targets).forEach(announcer::add);
      while (announcer.next().isPresent()) {
        check.run();
        if (announcer.work(AT_ONCE) == 0) {
          around.hear(untilDue(announcer.next()));
        }
      }
      return announcer.untold();
    }
  }
}
