package dev.netalias;

import static java.util.stream.Collectors.toMap;

import dev.netalias.alias.AliasException;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.Events;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.net.Mac;
import dev.netalias.probe.Conflict;
import dev.netalias.probe.Conversation;
import dev.netalias.probe.Findings;
import dev.netalias.probe.Links;
import dev.netalias.probe.Openings;
import dev.netalias.probe.Target;
import dev.netalias.probe.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Asks the neighbours before an address opens whether somebody has it, all addresses of a plan
 * together, and refuses the plan where that is so (RFC 5227). Addresses of IPv6 the kernel asks for
 * itself, once they are there (RFC 4862 section 5.4): the result is awaited, and takes the plan
 * back. What was found out is remembered for the plans that follow.
 */
public final class Probing implements Step {
  /** Of more addresses in one plan than a class B network has, nobody is asked. */
  public static final int MOST = 1 << 16;

  private static final Duration LOOK = Duration.ofMillis(100);

  private final Kernel kernel;
  private final Timing timing;
  private final Talk talk;
  private final Predicate<Target> spared;
  private final Conversation conversation;
  private final Set<Target> asked = new HashSet<>();
  private final Map<Target, Conflict> inUse = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private List<Target> detected = List.of();

  /** Asks for all. */
  public Probing(Kernel kernel, Timing timing, Talk talk) {
    this(kernel, timing, talk, target -> false);
  }

  /**
   * Asks for some.
   *
   * @param spared those that are not asked for
   */
  public Probing(Kernel kernel, Timing timing, Talk talk, Predicate<Target> spared) {
    this.kernel = kernel;
    this.timing = timing;
    this.talk = talk;
    this.spared = spared;
    conversation = new Conversation(kernel, talk.random(), talk.check());
  }

  @Override
  public Optional<Runnable> before(Plan plan, Snapshot now) {
    Openings openings = Openings.of(plan, now, MOST);
    detected = openings.detected().stream().filter(spared.negate()).toList();
    openings.leftOut().ifPresent(what -> note("neighbours are neither asked nor told of " + what));
    List<Target> open = new ArrayList<>();
    List<Conflict> conflicts = new ArrayList<>();
    for (Target target : openings.asked()) {
      if (inUse.containsKey(target)) {
        conflicts.add(inUse.get(target));
      } else if (!asked.contains(target) && !spared.test(target) && canAsk(target, now)) {
        open.add(target);
      }
    }
    if (!open.isEmpty()) {
      Set<Mac> own = Links.own(now);
      return Optional.of(() -> ask(open, own));
    }
    if (!conflicts.isEmpty()) {
      throw new InUseException(new Findings(conflicts, List.of()).conflicts());
    }
    return Optional.empty();
  }

  private boolean canAsk(Target target, Snapshot now) {
    Optional<Link> link = now.link(target.device().index()).filter(Links::hasNeighbours);
    if (link.isPresent() && link.get().isUp() && !Links.carries(link.get())) {
      note(
          "%s has no carrier: nobody could be asked whether an address is in use"
              .formatted(link.get().name()));
    }
    return link.filter(Links::carries).isPresent();
  }

  private void note(String text) {
    if (told.add(text)) {
      talk.note().accept(text);
    }
  }

  private void ask(List<Target> targets, Set<Mac> own) {
    try {
      Findings findings = conversation.ask(targets, timing, own);
      findings.conflicts().forEach(c -> inUse.put(c.target(), c));
      if (!findings.unasked().isEmpty()) {
        note("nobody could be asked whether %s is in use".formatted(some(findings.unasked())));
      }
    } catch (KernelException refused) {
      if (refused.isPermission()) {
        note(
            "nobody was asked whether %s is in use: that needs CAP_NET_RAW"
                .formatted(some(targets)));
      } else if (refused.errno() != KernelException.EOPNOTSUPP) {
        throw refused;
      }
    }
    asked.addAll(targets);
  }

  private static String some(List<Target> targets) {
    int more = targets.size() - 1;
    return targets.getFirst().address() + (more > 0 ? " (and " + more + " more)" : "");
  }

  // What the kernel itself asks for

  @Override
  public void after(Plan plan) {
    if (detected.isEmpty()) {
      return;
    }
    try (Events events = kernel.events()) {
      long start = kernel.nanos();
      Snapshot now = kernel.snapshot(EnumSet.of(Part.ADDRESSES));
      long end = start + patience(now).toNanos();
      while (!tentative(now).isEmpty()) {
        long left = end - kernel.nanos();
        if (left <= 0) {
          note("whether %s is in use is not known yet".formatted(some(tentative(now))));
          break;
        }
        talk.check().run();
        awaitNews(events, Duration.ofNanos(Math.min(left, LOOK.toNanos())));
        now = kernel.snapshot(EnumSet.of(Part.ADDRESSES));
      }
      refuseDuplicates(now);
    }
  }

  private static void awaitNews(Events events, Duration most) {
    Optional<Event> next = events.next(most);
    while (next.isPresent()) {
      next = events.next(Duration.ZERO);
    }
  }

  private Duration patience(Snapshot now) {
    return tentative(now).stream()
        .map(Target::device)
        .distinct()
        .map(kernel::detection)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** Those of which it is still open whether somebody has them, where somebody can be asked. */
  private List<Target> tentative(Snapshot now) {
    Map<Integer, Boolean> carries =
        now.links().stream().collect(toMap(l -> l.device().index(), Links::carries));
    return having(now, InterfaceAddress.TENTATIVE)
        .filter(a -> (a.flags() & InterfaceAddress.DAD_FAILED) == 0)
        .filter(a -> carries.getOrDefault(a.device().index(), false))
        .map(Probing::target)
        .toList();
  }

  private Stream<InterfaceAddress> having(Snapshot now, int flag) {
    Set<Target> ours = new HashSet<>(detected);
    return now.addresses().stream()
        .filter(a -> (a.flags() & flag) != 0 && ours.contains(target(a)));
  }

  private static Target target(InterfaceAddress address) {
    return new Target(address.device(), address.local());
  }

  private void refuseDuplicates(Snapshot now) {
    List<Target> failed = having(now, InterfaceAddress.DAD_FAILED).map(Probing::target).toList();
    if (failed.isEmpty()) {
      return;
    }
    Map<Target, Conflict> known = holders(failed, Links.own(now));
    throw new InUseException(
        failed.stream().map(t -> known.getOrDefault(t, new Conflict(t, null))).toList());
  }

  /** The kernel tells that somebody has an address, but not who: that is asked for. */
  private Map<Target, Conflict> holders(List<Target> failed, Set<Mac> own) {
    try {
      return conversation.ask(failed, Timing.QUICK, own).conflicts().stream()
          .collect(toMap(Conflict::target, c -> c));
    } catch (KernelException | AliasException notToldWho) {
      return Map.of();
    }
  }
}
