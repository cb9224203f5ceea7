package dev.netalias.alias;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.TrafficChange;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.kernel.traffic.Policed;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.kernel.traffic.Shape;
import dev.netalias.kernel.traffic.TrafficReading;
import dev.netalias.kernel.traffic.TrafficTable;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a draft does to the counters of aliases, where the kernel has none of its own for them. They
 * belong to addresses: an alias that gets another address takes them along, one that is closed
 * keeps them, and with one that is deleted they go. Which are counted is asked of the kernel when
 * the plan is made, for the addresses that the plan is about.
 */
public final class Counting {
  /** More new aliases than this are counted only where that is asked for. */
  public static final int MOST_UNASKED = 10_000;

  /** Whether new aliases are counted. */
  public enum Wish {
    /** Where there are not too many. */
    USUAL,
    /** However many there are. */
    ALWAYS,
    /** None. */
    NEVER
  }

  private final Kernel kernel;
  private final Collection<MainDraft> mains;
  private Wish wish = Wish.USUAL;

  /** Those that come, in their order. */
  private final Set<Prefix> fresh = new LinkedHashSet<>();

  /** Those that were there, and are to be counted now. */
  private final Set<Prefix> wanted = new LinkedHashSet<>();

  /** Where each is now that was elsewhere, and where it was. */
  private final Map<Prefix, Prefix> moved = new LinkedHashMap<>();

  private final Set<Prefix> gone = new LinkedHashSet<>();

  /** Those of {@link #gone} whose alias stays. */
  private final Set<Prefix> dropped = new HashSet<>();

  /** Local routes that went last: as they may be a million, looked at only where it matters. */
  private final List<LocalRoutes> unseen = new ArrayList<>();

  private final Policies policies = new Policies();
  private int left;
  private String note = "";

  Counting(Kernel kernel, Collection<MainDraft> mains) {
    this.kernel = kernel;
    this.mains = mains;
  }

  /** Whether those are counted that come from now on. */
  public void wish(Wish wished) {
    wish = wished;
  }

  private static boolean isCountable(Prefix prefix) {
    int family = prefix.address().family();
    return family == Address.INET || family == Address.INET6;
  }

  /** The prefix that an alias is counted by: a label's prefix is that of its subnet. */
  public static Prefix of(Alias alias) {
    return alias.isRoute() ? alias.owned().prefix() : of(alias.address());
  }

  static Prefix of(Address address) {
    return new Prefix(address, address.bits());
  }

  // What happens to aliases

  /** Aliases of consecutive addresses come. */
  void come(Prefix first, int count) {
    look();
    if (wish == Wish.NEVER || !isCountable(first)) {
      uncounted(first, count);
      return;
    }
    if (wish == Wish.USUAL && left + fresh.size() + count > MOST_UNASKED) {
      left += fresh.size() + count;
      fresh.clear();
      return;
    }
    for (int i = 0; i < count; i++) {
      fresh.add(i == 0 ? first : new Prefix(first.address().plus(i), first.length()));
    }
  }

  private void uncounted(Prefix first, int count) {
    if (isCountable(first) && count == 1) {
      policies.come(first);
    }
  }

  /** One goes for good. */
  void go(Prefix prefix) {
    look();
    policies.set.remove(prefix);
    uncount(prefix);
  }

  private void uncount(Prefix prefix) {
    if (isCountable(prefix) && !fresh.remove(prefix)) {
      Prefix origin = moved.remove(prefix);
      gone.add(origin == null ? prefix : origin);
    }
    wanted.remove(prefix);
  }

  /** One gets another address. */
  void move(Prefix before, Prefix after) {
    if (before.equals(after)) {
      return;
    }
    look();
    policies.move(before, after);
    if (fresh.remove(before)) {
      come(after, 1);
    } else if (isCountable(before) && isCountable(after)) {
      Prefix origin = moved.remove(before);
      moved.put(after, origin == null ? before : origin);
    } else {
      go(before);
      come(after, 1);
    }
  }

  /**
   * An alias is another now. One that has a device to itself has the device's counters, and its
   * policy goes by its address all the same; local routes tell of themselves.
   */
  void change(@Nullable Alias before, @Nullable Alias after) {
    if (isRoute(before) || isRoute(after)) {
      return;
    }
    if (before == null && after != null) {
      if (after.device() == null) {
        come(of(after), 1);
      } else {
        uncounted(of(after), 1);
      }
    } else if (before != null && after == null) {
      go(of(before));
    } else if (before != null && after != null) {
      move(of(before), of(after));
    }
  }

  private static boolean isRoute(@Nullable Alias alias) {
    return alias != null && alias.isRoute();
  }

  /** Aliases that are local routes go for good. */
  void go(LocalRoutes routes) {
    unseen.add(routes);
  }

  private void look() {
    List<LocalRoutes> all = List.copyOf(unseen);
    unseen.clear();
    all.forEach(routes -> prefixes(routes).forEach(this::go));
  }

  private static Stream<Prefix> prefixes(LocalRoutes routes) {
    return IntStream.range(0, routes.size()).mapToObj(routes::prefix);
  }

  /** Of those that went last only those matter that are counted or have a policy. */
  private void lookAtThoseThatMatter() {
    if (unseen.isEmpty() || kernel.traffic(Counted.NONE).table() == null) {
      return;
    }
    Counted.Builder asked = new Counted.Builder();
    unseen.forEach(routes -> prefixes(routes).forEach(p -> asked.add(p, Counters.ZERO)));
    unseen.clear();
    TrafficReading there = kernel.traffic(asked.build());
    for (int row = 0; row < there.counted().size(); row++) {
      go(there.counted().prefix(row));
    }
    there.policed().forEach(policed -> go(policed.prefix()));
  }

  /** One that is there is counted from now on, whoever made it. */
  public void count(Alias alias) {
    checkShared(alias);
    look();
    gone.remove(of(alias));
    wanted.add(of(alias));
  }

  /** One that is there is counted no more. */
  public void countNoMore(Alias alias) {
    checkShared(alias);
    look();
    uncount(of(alias));
    dropped.add(of(alias));
  }

  /** It lets in what a policy says, and nothing else; null for all. */
  public void police(Alias alias, @Nullable Policy policy) {
    Prefix at = of(alias);
    if (!isCountable(at)) {
      throw AliasException.conflict(
          "%s is neither IPv4 nor IPv6: it can have no policy".formatted(alias.name()), "");
    }
    look();
    policies.set.put(at, Optional.ofNullable(policy).map(p -> new Policed(at, alias.name(), p)));
  }

  private static void checkShared(Alias alias) {
    if (alias.device() != null || !isCountable(of(alias))) {
      throw AliasException.conflict(
          "the counters of %s are those of its own device".formatted(alias.name()), "");
    }
  }

  // What comes of it

  /** What is to be said of what is not counted, once the plan is made; empty where nothing is. */
  public String note() {
    return note;
  }

  /** What to do about that, empty where there is nothing to be done. */
  public String hint() {
    return left == 0 ? "" : "--counters counts them";
  }

  /** The changes of aliases, and around them those of their counters. */
  List<Change> around(List<Change> changes) {
    note = left == 0 ? "" : tooMany();
    lookAtThoseThatMatter();
    List<Change> all = new ArrayList<>();
    List<Change> last = new ArrayList<>();
    boolean nothing = asked().isEmpty();
    if (!nothing) {
      TrafficReading reading = kernel.traffic(asked());
      if (reading.isUsable()) {
        changes(reading, all, last);
      } else {
        unusable(reading);
      }
    }
    all.addAll(changes);
    all.addAll(last);
    return all;
  }

  private void unusable(TrafficReading reading) {
    if (!wanted.isEmpty() || !dropped.isEmpty()) {
      throw AliasException.conflict(
          reading.able() ? reading.refusal() : "this kernel counts every alias by itself", "");
    }
    if (!policies.set.isEmpty()) {
      throw AliasException.conflict(
          reading.able()
              ? reading.refusal()
              : "policies are nftables' work, and this kernel has none",
          "");
    }
    if (!fresh.isEmpty() && reading.able()) {
      note = "not counted: " + reading.refusal();
    }
  }

  private String tooMany() {
    return "%d aliases are not counted, as they are more than %d in one command"
        .formatted(left, MOST_UNASKED);
  }

  private Counted asked() {
    Set<Prefix> asked = new LinkedHashSet<>(fresh);
    asked.addAll(wanted);
    asked.addAll(gone);
    asked.addAll(moved.values());
    asked.addAll(moved.keySet());
    asked.addAll(policies.strangers);
    asked.addAll(policies.set.keySet());
    return Counted.of(List.copyOf(asked));
  }

  private void changes(TrafficReading reading, List<Change> first, List<Change> last) {
    Map<Prefix, Counters> counted = new HashMap<>();
    for (int row = 0; row < reading.counted().size(); row++) {
      counted.put(reading.counted().prefix(row), reading.counted().counters(row));
    }
    Set<Prefix> freed = new HashSet<>();
    Counted.Builder removed = new Counted.Builder();
    for (Prefix p : gone) {
      boolean goes = dropped.contains(p) || mains.stream().noneMatch(m -> m.has(p.address()));
      if (goes && counted.containsKey(p) && freed.add(p)) {
        removed.add(p, counted.get(p));
      }
    }
    Counted.Builder from = new Counted.Builder();
    Counted.Builder to = new Counted.Builder();
    Set<Prefix> taken = new HashSet<>();
    moved.values().stream()
        .filter(p -> counted.containsKey(p) && freed.add(p))
        .forEach(p -> from.add(p, Objects.requireNonNull(counted.get(p))));
    moved.forEach((now, origin) -> {
      if (counted.containsKey(origin)) {
        if (counted.containsKey(now) && freed.add(now)) {
          from.add(now, counted.get(now)); // of an alias that others took away
        }
        to.add(now, counted.get(origin));
        taken.add(now);
      }
    });
    Counted.Builder stale = new Counted.Builder();
    Counted.Builder zeros = new Counted.Builder();
    for (Prefix p : fresh) {
      if (!taken.contains(p)) {
        if (counted.containsKey(p) && freed.add(p)) {
          stale.add(p, counted.get(p));
        }
        zeros.add(p, Counters.ZERO);
      }
    }
    wanted.stream()
        .filter(p -> !taken.contains(p) && (!counted.containsKey(p) || freed.contains(p)))
        .forEach(p -> zeros.add(p, Counters.ZERO));
    policies.settle(reading.policed());
    TrafficTable frame = frame(reading.table(), zeros.build(), to.build());
    if (frame != null && !frame.equals(reading.table())) {
      first.add(new TrafficChange.OfTable(reading.table(), frame));
    }
    add(first, policies.kept(), List.copyOf(policies.after.values()));
    boolean moves = from.size() > 0;
    add(last, removed.build(), Counted.NONE);
    add(last, from.build(), to.build());
    add(moves ? last : first, stale.build(), zeros.build());
    add(last, policies.lost(), List.of());
    int more = zeros.size() - stale.size() + to.size() - from.size() - removed.size();
    if (frame != null) {
      smaller(frame, reading.elements(), more).ifPresent(last::add);
    }
  }

  /** The table as it has to be, null where there is to be none. */
  private @Nullable TrafficTable frame(@Nullable TrafficTable table, Counted zeros, Counted to) {
    if (zeros.isEmpty() && to.isEmpty() && policies.after.isEmpty()) {
      return table;
    }
    TrafficTable now = table == null ? TrafficTable.EMPTY : table;
    return now.counting(zeros.shapes()).counting(to.shapes()).policing(policies.shapes());
  }

  /** What is to become of a table in which nothing is left. */
  private Optional<Change> smaller(TrafficTable frame, TrafficReading.Elements were, int more) {
    boolean counts = were.counters() < 0 || were.counters() + 2L * more > 0;
    long policed = were.policies() + 2L * (policies.after.size() - policies.before.size());
    boolean polices = were.policies() < 0 || policed > 0;
    boolean lost = more < 0 || !policies.before.isEmpty();
    if (!lost || polices || counts && frame.policed().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new TrafficChange.OfTable(frame, counts ? frame.withoutPolicies() : null));
  }

  private static void add(List<Change> into, List<Policed> before, List<Policed> after) {
    if (!before.isEmpty() || !after.isEmpty()) {
      into.add(new TrafficChange.OfPolicies(before, after));
    }
  }

  private static void add(List<Change> into, Counted before, Counted after) {
    if (!before.isEmpty() || !after.isEmpty()) {
      into.add(new TrafficChange.OfCounters(before, after));
    }
  }

  /** What becomes of policies: they follow their alias, and go with it. */
  private final class Policies {
    /** New aliases that are not counted. */
    private final Set<Prefix> strangers = new HashSet<>();

    /** What was asked for: a policy, or none. */
    private final Map<Prefix, Optional<Policed>> set = new LinkedHashMap<>();

    private final Map<Prefix, Policed> before = new LinkedHashMap<>();
    private final Map<Prefix, Policed> after = new LinkedHashMap<>();

    void come(Prefix prefix) {
      strangers.add(prefix);
    }

    void move(Prefix from, Prefix to) {
      Optional<Policed> wished = set.remove(from);
      if (wished != null) {
        set.put(to, wished.map(p -> p.at(to)));
      }
      if (strangers.remove(from)) {
        strangers.add(to);
      }
    }

    /** Finds what is to change of those that are there. */
    void settle(List<Policed> there) {
      before.clear();
      after.clear();
      Map<Prefix, Policed> was = new HashMap<>();
      there.forEach(p -> was.put(p.prefix(), p));
      Set<Prefix> ends = new LinkedHashSet<>(gone);
      ends.removeIf(p -> dropped.contains(p) || mains.stream().anyMatch(m -> m.has(p.address())));
      ends.addAll(fresh);
      ends.addAll(strangers);
      ends.addAll(moved.values());
      ends.addAll(moved.keySet());
      ends.addAll(set.keySet());
      ends.stream().filter(was::containsKey).forEach(p -> before.put(p, take(was, p)));
      moved.forEach((now, origin) -> {
        Policed had = before.get(origin);
        if (had != null) {
          after.put(now, had.at(now));
        }
      });
      set.forEach((prefix, wished) ->
          wished.ifPresentOrElse(p -> after.put(prefix, p), () -> after.remove(prefix)));
      List<Prefix> same = after.keySet().stream().filter(p -> stays(p)).toList();
      same.forEach(before::remove);
      same.forEach(after::remove);
    }

    private Policed take(Map<Prefix, Policed> was, Prefix prefix) {
      return Objects.requireNonNull(was.get(prefix));
    }

    private boolean stays(Prefix prefix) {
      return Objects.equals(before.get(prefix), after.get(prefix));
    }

    /** Those that there were where there are others now. */
    List<Policed> kept() {
      return before.values().stream().filter(p -> after.containsKey(p.prefix())).toList();
    }

    /** Those that there were where there are none now. */
    List<Policed> lost() {
      return before.values().stream().filter(p -> !after.containsKey(p.prefix())).toList();
    }

    List<Shape> shapes() {
      return after.keySet().stream().map(Shape::of).distinct().toList();
    }
  }
}
