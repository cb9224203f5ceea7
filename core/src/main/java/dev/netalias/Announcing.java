package dev.netalias;

import dev.netalias.alias.AliasException;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Link;
import dev.netalias.probe.Announcement;
import dev.netalias.probe.Conversation;
import dev.netalias.probe.Links;
import dev.netalias.probe.Openings;
import dev.netalias.probe.Target;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells the neighbours of the addresses that a plan has opened, so that none of them keeps the
 * link-layer address of whoever had them before.
 */
public final class Announcing implements Step {
  private final Kernel kernel;
  private final Announcement how;
  private final Talk talk;
  private final Predicate<Target> spared;
  private List<Target> opened = List.of();
  private String leftOut = "";

  /** Tells of all. */
  public Announcing(Kernel kernel, Announcement how, Talk talk) {
    this(kernel, how, talk, target -> false);
  }

  /**
   * Tells of some.
   *
   * @param spared those that are not told of
   */
  public Announcing(Kernel kernel, Announcement how, Talk talk, Predicate<Target> spared) {
    this.kernel = kernel;
    this.how = how;
    this.talk = talk;
    this.spared = spared;
  }

  @Override
  public Optional<Runnable> before(Plan plan, Snapshot now) {
    Openings openings = Openings.of(plan, now, Probing.MOST);
    opened = openings.told().stream().filter(spared.negate()).toList();
    leftOut = openings.leftOut().orElse("");
    return Optional.empty();
  }

  @Override
  public void done(Plan plan) {
    if (!leftOut.isEmpty()) {
      talk.note().accept("neighbours are neither asked nor told of " + leftOut);
    }
    if (!opened.isEmpty()) {
      tell(opened);
    }
  }

  /** Tells of addresses, on those of their devices on which there is somebody to hear it. */
  public void tell(List<Target> targets) {
    Snapshot now = kernel.snapshot(EnumSet.noneOf(Part.class));
    List<Target> heard = targets.stream().filter(t -> isHeard(t, now)).toList();
    try {
      new Conversation(kernel, talk.random(), talk.check()).tell(heard, how);
    } catch (KernelException refused) {
      if (refused.isPermission()) {
        talk.note().accept("neighbours were not told: that needs CAP_NET_RAW");
      } else if (refused.errno() != KernelException.EOPNOTSUPP) {
        talk.note().accept("neighbours were not told: " + refused.getMessage());
      }
    } catch (AliasException ended) {
      if (ended.kind() != AliasException.Kind.INTERRUPTED) {
        throw ended;
      }
    }
  }

  private static boolean isHeard(Target target, Snapshot now) {
    Optional<Link> link = now.link(target.device().index());
    return link.filter(Links::hasNeighbours).filter(Links::carries).isPresent();
  }
}
