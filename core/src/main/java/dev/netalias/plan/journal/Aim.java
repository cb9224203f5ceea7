package dev.netalias.plan.journal;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.RuleChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.TrafficChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Rule;
import dev.netalias.kernel.state.Setting;
import dev.netalias.kernel.state.StackedDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be there when changes are made: for each thing that they are about, in their order.
 */
final class Aim {
  private record DeviceKey(int index) {}

  private record LinkKey(Device device) {}

  private record MoveKey(Device device) {}

  private record SettingKey(Device device, Setting setting) {}

  /**
   * How one thing is to be.
   *
   * @param like the thing
   * @param wanted whether it is to be there
   */
  private record Goal(Object like, boolean wanted) {}

  private final Map<Object, Goal> goals = new LinkedHashMap<>();
  private final List<RoutesChange> columns = new ArrayList<>();
  private final Map<String, List<Change>> elsewhere = new LinkedHashMap<>();

  /** Where these changes lead. */
  Aim(List<Change> changes) {
    for (Change change : changes) {
      switch (change) {
        case RoutesChange routes -> columns.add(routes);
        case Change.Many many -> {
          for (int row = 0; row < many.count(); row++) {
            put(many.single(row).before(), false);
            put(many.single(row).after(), true);
          }
        }
        case ElsewhereChange there ->
            elsewhere
                .computeIfAbsent(there.namespace(), n -> new ArrayList<>())
                .add(there.change());
        case TrafficChange traffic -> {} // no thing that is there or not
        case MoveChange move -> put(new MoveKey(move.before().device()), move, true);
        case LinkChange link -> wish(link);
        case SettingChange s -> put(new SettingKey(s.device(), s.setting()), s.after(), true);
        default -> {
          put(change.before(), false);
          put(change.after(), true);
        }
      }
    }
  }

  private void wish(LinkChange change) {
    LinkKey key = new LinkKey(change.device());
    LinkWish wish = LinkWish.between(change.before(), change.after());
    Goal earlier = goals.get(key);
    put(key, earlier == null ? wish : ((LinkWish) earlier.like).then(wish), true);
  }

  private void put(@Nullable Object thing, boolean wanted) {
    if (thing != null) {
      put(key(thing), thing, wanted);
    }
  }

  /** The last word on a thing counts, and its place. */
  private void put(Object key, Object like, boolean wanted) {
    goals.remove(key);
    goals.put(key, new Goal(like, wanted));
  }

  /** What a thing is known by. */
  static Object key(Object thing) {
    return switch (thing) {
      case Route r -> Restoration.plain(r);
      case InterfaceAddress a -> a.key();
      case Neighbour n -> Standing.NeighbourKey.of(n);
      case StackedDevice s -> new DeviceKey(s.device().index());
      default -> thing;
    };
  }

  /** Whether a thing is one of those. */
  boolean isAbout(Object thing) {
    return goals.containsKey(key(thing));
  }

  /** The changes that lead there from what is there now. */
  List<Change> missing(Standing now) {
    List<Change> missing = new ArrayList<>();
    goals.forEach((key, goal) -> {
      switch (key) {
        case LinkKey link -> link(missing, now, link.device, (LinkWish) goal.like);
        case MoveKey move -> move(missing, now, (MoveChange) goal.like);
        case SettingKey setting -> setting(missing, now, setting, (Integer) goal.like);
        default -> thing(missing, now, goal);
      }
    });
    for (int i = 0; i < columns.size(); i++) {
      columns(missing, now, i);
    }
    elsewhere.forEach((namespace, changes) ->
        new Aim(changes)
            .missing(now.at(namespace))
            .forEach(change -> missing.add(new ElsewhereChange(namespace, change))));
    return missing;
  }

  private static void move(List<Change> missing, Standing now, MoveChange move) {
    if (!now.isAt(move.after()) && now.isAt(move.before())) {
      missing.addAll(move.steps());
    }
  }

  private static void link(List<Change> missing, Standing now, Device device, LinkWish wish) {
    Link there = now.link(device.index());
    if (there != null && !wish.isMet(there.state())) {
      missing.add(new LinkChange(device, there.state(), wish.in(there.state())));
    }
  }

  private static void setting(List<Change> missing, Standing now, SettingKey key, Integer value) {
    Link there = now.link(key.device.index());
    Integer is = there == null ? null : there.setting(key.setting);
    if (is != null && !is.equals(value)) {
      missing.add(new SettingChange(key.device, key.setting, is, value));
    }
  }

  private static void thing(List<Change> missing, Standing now, Goal goal) {
    switch (goal.like) {
      case InterfaceAddress a -> {
        InterfaceAddress there = now.address(a);
        boolean asWanted = goal.wanted && now.has(a);
        if (there != null && !asWanted) {
          missing.add(AddressChange.remove(there));
        }
        if (goal.wanted && !asWanted) {
          missing.add(AddressChange.add(a));
        }
      }
      case Route r when goal.wanted != now.has(r) -> {
        if (goal.wanted) {
          missing.add(RouteChange.add(r));
        } else if (now.same(r).isEmpty()) {
          missing.add(RouteChange.remove(r)); // an alias, which is in columns
        } else {
          now.same(r).forEach(there -> missing.add(RouteChange.remove(there)));
        }
      }
      case Rule r when goal.wanted != now.has(r) ->
          missing.add(goal.wanted ? RuleChange.add(r) : RuleChange.remove(r));
      case Neighbour n when n.isSet() && goal.wanted != now.has(n) ->
          missing.add(
              goal.wanted
                  ? new NeighbourChange(now.neighbour(n), n)
                  : NeighbourChange.remove(Objects.requireNonNull(now.neighbour(n))));
      case StackedDevice s -> device(missing, now, s, goal.wanted);
      default -> {}
    }
  }

  private static void device(
      List<Change> missing, Standing now, StackedDevice like, boolean wanted) {
    Link there = now.link(like.device().index());
    if (there == null && wanted) {
      missing.addAll(DeviceChange.add(like).steps());
    } else if (there != null && !wanted) {
      missing.add(DeviceChange.remove(like));
    } else if (there != null && !there.aliasText().equals(like.text())) {
      missing.add(new DeviceChange(like.withText(there.aliasText()), like));
    }
  }

  /** What a later change says of the same rows goes before. */
  private void columns(List<Change> missing, Standing now, int place) {
    RoutesChange change = now.rest(columns.get(place));
    List<RoutesChange> later = columns.subList(place + 1, columns.size());
    var rows = change.subject().only(row -> later.stream().noneMatch(l -> isIn(change, row, l)));
    if (!rows.isEmpty()) {
      missing.add(change.isAddition() ? RoutesChange.add(rows) : RoutesChange.remove(rows));
    }
  }

  private static boolean isIn(RoutesChange change, int row, RoutesChange other) {
    var all = other.subject();
    if (all.device().index() != change.subject().device().index()) {
      return false;
    }
    long metric = change.subject().metric(row);
    for (int i = all.withMetric(metric, 0); i >= 0; i = all.withMetric(metric, i + 1)) {
      if (Standing.isSame(all, i, change.subject(), row)) {
        return true;
      }
    }
    return false;
  }
}
