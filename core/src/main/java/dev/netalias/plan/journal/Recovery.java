package dev.netalias.plan.journal;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.kernel.Registry;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.RuleChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.TrafficChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.kernel.state.Rules;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings an unfinished commit to one of its two ends. How far it came is not written down: it is
 * seen by what is there. Changes are made one after the other, so it is the place in the plan that
 * what is there agrees with best; what is not as that end has it even then is mended.
 */
public final class Recovery {
  /** An end that a commit can come to. */
  public enum End {
    /** As if it had never been begun. */
    UNDONE,
    /** As if nothing had come between. */
    FINISHED
  }

  /** What is mended can take something else along, which is then mended. */
  private static final int MOST_MENDINGS = 6;

  private final Unfinished it;
  private final List<Change> steps;
  private final Set<Integer> made = new HashSet<>();
  private final boolean stood;
  private @Nullable Meanwhile meanwhile;

  /** The recovery of a commit that was cut off. */
  public Recovery(Unfinished it) {
    this(it, false);
  }

  /** The taking back of one that stood for a while: what others did meanwhile stays. */
  public static Recovery ofStanding(Unfinished it) {
    return new Recovery(it, true);
  }

  private Recovery(Unfinished it, boolean stood) {
    this.it = it;
    this.stood = stood;
    this.steps = it.plan().steps();
    for (Change change : steps) {
      switch (change) {
        case DeviceChange device -> made.add(device.subject().device().index());
        case MoveChange move -> {
          made.add(move.before().device().index());
          made.add(move.after().device().index());
        }
        default -> {}
      }
    }
  }

  /**
   * What is there.
   *
   * @param own in the commit's own network namespace
   * @param others in others that it is about
   */
  private record Now(Snapshot own, Map<String, Snapshot> others) {
    Standing standing() {
      return new Standing(own, others);
    }
  }

  private Now read(Kernel kernel) {
    Map<String, Snapshot> others = new HashMap<>();
    for (Change change : it.plan().changes()) {
      for (String namespace : elsewhere(change)) {
        others.computeIfAbsent(namespace, n -> kernel.elsewhere(n).snapshot(parts()));
      }
    }
    return new Now(kernel.snapshot(parts()), others);
  }

  private static List<String> elsewhere(Change change) {
    return switch (change) {
      case ElsewhereChange there -> List.of(there.namespace());
      case MoveChange move ->
          Stream.of(move.before().namespace(), move.after().namespace())
              .filter(Objects::nonNull)
              .toList();
      default -> List.of();
    };
  }

  /** What has to be read to see how far it came. */
  private Set<Part> parts() {
    Set<Part> parts = EnumSet.of(Part.ADDRESSES, Part.ROUTES, Part.NEIGHBOURS);
    parts.addAll(it.before().parts());
    for (Change step : steps) {
      Change change = step instanceof ElsewhereChange there ? there.change() : step;
      if (change instanceof RoutesChange
          || change instanceof RouteChange route && RouteColumns.isAlias(route.subject())) {
        parts.add(Part.ALIAS_ROUTES);
      } else if (change instanceof RouteChange) {
        parts.add(Part.LOCAL_ROUTES);
      } else if (change instanceof RuleChange) {
        parts.add(Part.RULES);
      }
    }
    return parts;
  }

  /** How many things the commit is about. */
  public int total() {
    return it.plan().entries().size() + steps.stream().mapToInt(Change::count).sum();
  }

  /** How many of them are done. */
  public int done(Kernel kernel) {
    Now now = read(kernel);
    int missing = now.own.registry().to(remembered(End.FINISHED, now.own)).size();
    int entries = Math.max(0, it.plan().entries().size() - missing);
    return entries + place(now.standing()).things;
  }

  /**
   * A place in the plan.
   *
   * @param index how many changes stand before it
   * @param things how many things are done
   */
  private record Place(int index, int things) {}

  /** The place that agrees best with what is there. */
  private Place place(Standing now) {
    int[] done = new int[steps.size()];
    int[] undone = new int[steps.size()];
    int agreeing = 0; // with the place before everything
    for (int i = 0; i < done.length; i++) {
      Change change = steps.get(i);
      if (change instanceof Change.Many many) {
        undone[i] = now.rest(many).stream().mapToInt(Change::count).sum();
        done[i] = many.count() - undone[i];
      } else if (!isPassing(change)) {
        undone[i] = now.isUndone(change) ? 1 : 0;
        done[i] = now.isDone(change) ? 1 : 0;
      }
      agreeing += undone[i];
    }
    int best = agreeing;
    int index = 0;
    for (int i = 0; i < done.length; i++) {
      agreeing += done[i] - undone[i];
      if (agreeing > best) {
        best = agreeing;
        index = i + 1;
      }
    }
    return new Place(index, things(index, done));
  }

  private int things(int place, int[] done) {
    int things = 0;
    for (int i = 0; i < steps.size(); i++) {
      boolean inParts = steps.get(i) instanceof Change.Many;
      things += inParts ? done[i] : i < place ? steps.get(i).count() : 0;
    }
    return things;
  }

  /**
   * Whether it is not looked at whether a change is made: neighbour entries that nobody set come
   * and go by themselves, and to count, or to count no more, does no harm twice.
   */
  private static boolean isPassing(Change change) {
    return switch (change) {
      case NeighbourChange n -> !n.subject().isSet();
      case ElsewhereChange there -> isPassing(there.change());
      case TrafficChange traffic -> true;
      default -> false;
    };
  }

  /** The plan that leads to an end from what is there, as far as it can be foreseen. */
  public Plan plan(Kernel kernel, End end) {
    Now now = begin(kernel);
    List<Change> changes = new ArrayList<>(first(end, now));
    if (changes.isEmpty()) {
      changes.addAll(mending(end, now));
    }
    changes.addAll(entries(end, now.own));
    return new Plan(changes);
  }

  private Now begin(Kernel kernel) {
    Now now = read(kernel);
    if (stood) {
      meanwhile = new Meanwhile(it.before(), new Aim(backwards()), now.own);
    }
    return now;
  }

  private List<EntryChange> entries(End end, Snapshot now) {
    return now.registry().to(remembered(end, now));
  }

  /** What is to be remembered at an end. */
  private Registry remembered(End end, Snapshot now) {
    Registry before = it.before().registry();
    if (it.plan().entries().isEmpty()) {
      return now.registry();
    }
    if (stood) {
      return Meanwhile.remembered(it.plan(), now.registry());
    }
    return end == End.UNDONE ? before : before.after(it.plan().entries());
  }

  /** What was made, the last first, is taken back; or what was not is made. */
  private List<Change> first(End end, Now there) {
    Standing now = there.standing();
    int place = place(now).index;
    List<Change> changes = new ArrayList<>();
    if (end == End.UNDONE) {
      int last = isMany(place) ? place : place - 1;
      while (last + 1 < steps.size() && isPassing(steps.get(last + 1))) {
        last++;
      }
      for (int i = last; i >= 0; i--) {
        Plan.steps(steps.get(i).inverse()).forEach(back -> addRest(changes, back, now));
      }
    } else {
      int next = isMany(place - 1) ? place - 1 : place;
      while (next > 0 && isPassing(steps.get(next - 1))) {
        next--;
      }
      for (Change change : steps.subList(next, steps.size())) {
        addRest(changes, change, now);
      }
    }
    return changes;
  }

  private void addRest(List<Change> changes, Change change, Standing now) {
    if (!isGone(device(change), now)) {
      changes.addAll(change instanceof Change.Many many ? now.rest(many) : List.of(change));
    }
  }

  /** A change of many can be made in part. */
  private boolean isMany(int place) {
    return place >= 0 && place < steps.size() && steps.get(place) instanceof Change.Many;
  }

  /** A device that is gone took all that was on it along, for good. */
  private boolean isGone(@Nullable Device device, Standing now) {
    return device != null && !made.contains(device.index()) && now.link(device.index()) == null;
  }

  private static @Nullable Device device(Change change) {
    return switch (change) {
      case AddressChange a -> a.subject().device();
      case RouteChange r -> r.subject().device();
      case AddressesChange a -> a.subject().device();
      case RoutesChange r -> r.subject().device();
      case NeighbourChange n -> n.subject().device();
      case LinkChange l -> l.device();
      case SettingChange s -> s.device();
      case DeviceChange d -> d.subject().lower();
      case EntryChange e -> null;
      case ElsewhereChange e -> null;
      case MoveChange m -> null;
      case RuleChange r -> null;
      case TrafficChange t -> null;
    };
  }

  /** What still is not as an end has it. */
  private List<Change> mending(End end, Now there) {
    Standing now = there.standing();
    Aim aim = new Aim(end == End.FINISHED ? steps : backwards());
    List<Change> missing =
        aim.missing(now).stream().filter(change -> !isGone(device(change), now)).toList();
    if (!missing.isEmpty() || !it.before().parts().contains(Part.ADDRESSES)) {
      return missing;
    }
    return end == End.UNDONE
        ? new Restoration(present(was(), now), there.own).changes()
        : takenAlong(aim, now);
  }

  private Snapshot was() {
    return meanwhile == null ? it.before() : meanwhile.wanted();
  }

  private List<Change> backwards() {
    return steps.reversed().stream().map(Change::inverse).flatMap(Plan::steps).toList();
  }

  /** Without what was on devices that are gone. */
  private Snapshot present(Snapshot before, Standing now) {
    return new Snapshot(
        before.parts(),
        before.links(),
        before.addresses().stream().filter(a -> now.link(a.device().index()) != null).toList(),
        before.routes().stream().filter(r -> !isGone(r.device(), now)).toList(),
        before.neighbours().stream().filter(n -> now.link(n.device().index()) != null).toList(),
        Rules.NONE,
        before.aliasRoutes(),
        before.counters(),
        before.registry());
  }

  /** Addresses that the plan is not about, and that went with others all the same. */
  private List<Change> takenAlong(Aim aim, Standing now) {
    Set<Integer> closed = new HashSet<>();
    for (Change change : steps) {
      if (change instanceof LinkChange link && (link.after().flags() & Link.UP) == 0) {
        closed.add(link.device().index());
      }
    }
    return it.before().addresses().stream()
        .filter(a -> a.lifetime().equals(Lifetime.FOREVER) && !aim.isAbout(a))
        .filter(a -> !closed.contains(a.device().index()) && now.address(a) == null)
        .filter(a -> (a.flags() & InterfaceAddress.DAD_FAILED) == 0)
        .filter(a -> now.link(a.device().index()) != null)
        .<Change>map(AddressChange::add)
        .toList();
  }

  /**
   * What came of a recovery.
   *
   * @param made the changes that led to the end
   * @param left what is not as that end has it; empty where it is reached
   * @param refusals what the kernel refused, the last of them
   */
  public record Outcome(Plan made, List<Change> left, List<KernelException> refusals) {
    /** Of one that did nothing. */
    public static final Outcome NONE = new Outcome(Plan.of(), List.of(), List.of());
  }

  /** Leads to an end, reads back, mends, and forgets the commit where the end is reached. */
  public Outcome run(Kernel kernel, Unfinished.Held held, End end, Kernel.Progress progress) {
    Now now = begin(kernel);
    if (end == End.FINISHED && !it.plan().entries().isEmpty()) {
      held.remember(null, it.before().registry().after(growing()));
    }
    List<Change> all = new ArrayList<>();
    List<Change> next = first(end, now);
    List<KernelException> refusals = List.of();
    for (int i = 0; i < MOST_MENDINGS; i++) {
      refusals = held.make(next, progress);
      all.addAll(next);
      now = read(kernel);
      next = mending(end, now);
      if (next.isEmpty()) {
        break;
      }
    }
    if (meanwhile != null) {
      next = next.stream().filter(change -> !meanwhile.isOthers(change)).toList();
    }
    all.addAll(entries(end, now.own));
    if (next.isEmpty()) {
      remember(held, end, now);
      (end == End.FINISHED ? it.plan() : it.plan().inverse()).papers().forEach(held::write);
      held.forget();
    }
    return new Outcome(new Plan(all), next, refusals);
  }

  private List<EntryChange> growing() {
    return it.plan().entries().stream().filter(entry -> !entry.isRemoval()).toList();
  }

  private void remember(Unfinished.Held held, End end, Now now) {
    if (!it.plan().entries().isEmpty()) {
      held.remember(null, remembered(end, now.own));
    }
    now.others.forEach((namespace, there) -> {
      List<Change> own = new ArrayList<>();
      for (Change change : it.plan().changes()) {
        if (change instanceof ElsewhereChange(var where, EntryChange entry)
            && where.equals(namespace)) {
          own.add(end == End.FINISHED ? entry : entry.inverse());
        }
      }
      if (!own.isEmpty()) {
        held.remember(
            namespace, there.registry().after(end == End.FINISHED ? own : own.reversed()));
      }
    });
  }
}
