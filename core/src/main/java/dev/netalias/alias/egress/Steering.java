package dev.netalias.alias.egress;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RuleChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Rule;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the packets of aliases leave, as a draft has it so far: a rule and a table for each that has
 * a gateway of its own, a route for each that is preferred as source. All of it is read back from
 * the kernel; only of closed aliases the registry tells.
 */
public final class Steering {
  /** The first table of those that netalias makes; each takes the lowest that nobody uses. */
  public static final int FIRST_TABLE = 78_001;

  private final Map<Prefix, List<Rule>> rules = new LinkedHashMap<>();
  private final Map<Integer, List<Route>> tables = new HashMap<>();
  private final Map<Address, List<Route>> preferences = new HashMap<>();
  private final Map<String, Entry.OfEgress> entries = new HashMap<>();
  private final Set<Integer> taken = new HashSet<>();

  /**
   * What a snapshot tells.
   *
   * @param snapshot with rules
   */
  public Steering(Snapshot snapshot) {
    for (Rule rule : snapshot.rules().all()) {
      taken.add(rule.table());
      if (rule.isManaged()) {
        rules.computeIfAbsent(rule.source(), s -> new ArrayList<>(1)).add(rule);
      }
    }
    snapshot.rules().routes().forEach(this::add);
    snapshot
        .registry()
        .all(Entry.OfEgress.class)
        .forEach(e -> entries.put(Entry.OfEgress.key(e.main(), e.tag()), e));
  }

  private void add(Route route) {
    taken.add(route.table());
    Address source = route.preferredSource();
    if (route.table() != Route.MAIN_TABLE) {
      tables.computeIfAbsent(route.table(), t -> new ArrayList<>()).add(route);
    } else if (source != null && Preference.isPreference(route)) {
      preferences.computeIfAbsent(source, s -> new ArrayList<>(1)).add(route);
    }
  }

  // Looking

  /** Whether packets of all aliases leave as all others: the answer for most hosts. */
  public boolean isUsual() {
    return rules.isEmpty() && preferences.isEmpty() && entries.isEmpty();
  }

  /** How the packets of an alias leave; of a closed one, how they will. */
  public Egress of(Leaving alias) {
    if (alias.closed()) {
      Entry.OfEgress entry = entries.get(Entry.OfEgress.key(alias.main(), alias.tag()));
      return entry == null ? Egress.USUAL : entry.egress();
    }
    Egress egress = Egress.USUAL.preferring(!preferencesOf(alias).isEmpty());
    Rule rule = ruleOf(alias);
    Hop hop = rule == null ? null : gateway(rule.table(), alias.device());
    return hop == null ? egress : egress.through(hop.gateway(), (hop.flags() & Hop.ONLINK) != 0);
  }

  /** The table that the packets of an alias are routed by, empty where it has none of its own. */
  public OptionalInt table(Leaving alias) {
    Rule rule = alias.closed() ? null : ruleOf(alias);
    return rule == null ? OptionalInt.empty() : OptionalInt.of(rule.table());
  }

  /** What makes them leave so, as it was made. */
  public List<Change> made(Leaving alias) {
    List<Change> changes = new ArrayList<>();
    Rule rule = alias.closed() ? null : ruleOf(alias);
    if (!alias.closed()) {
      preferencesOf(alias).forEach(route -> changes.add(RouteChange.prepend(route)));
    }
    if (rule != null) {
      inOrder(tables.getOrDefault(rule.table(), List.of()))
          .forEach(r -> changes.add(RouteChange.add(r)));
      changes.add(RuleChange.add(rule));
    }
    return changes;
  }

  /** Another address that is the source of packets that an alias would be preferred for. */
  public @Nullable Address preferredInstead(Leaving alias, Around around) {
    for (Route wanted : Preference.routes(alias, around)) {
      for (List<Route> others : preferences.values()) {
        for (Route other : others) {
          if (other.destination().equals(wanted.destination())
              && other.leavesThrough(alias.device())
              && !alias.address().equals(other.preferredSource())) {
            return other.preferredSource();
          }
        }
      }
    }
    return null;
  }

  /** Rules whose table leads nowhere: others closed the device, and with it went the routes. */
  public List<Rule> astray() {
    return rules.values().stream()
        .flatMap(List::stream)
        .filter(r ->
            tables.getOrDefault(r.table(), List.of()).stream()
                .noneMatch(route -> route.destination().length() == 0))
        .toList();
  }

  /** The address ranges that have a table of their own which leads out by a device. */
  public List<Prefix> sourcesBy(Device device) {
    return rules.entrySet().stream()
        .filter(e -> e.getValue().stream().anyMatch(r -> gateway(r.table(), device) != null))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Two devices can have the same address: the one that the table leads to is meant. */
  private @Nullable Rule ruleOf(Leaving alias) {
    Rule lost = null;
    for (Rule rule : rules.getOrDefault(alias.source(), List.of())) {
      if (gateway(rule.table(), alias.device()) != null) {
        return rule;
      }
      boolean others =
          tables.getOrDefault(rule.table(), List.of()).stream()
              .anyMatch(route -> !route.leavesThrough(alias.device()));
      lost = others ? lost : rule;
    }
    return lost;
  }

  private @Nullable Hop gateway(int table, Device device) {
    for (Route route : tables.getOrDefault(table, List.of())) {
      if (route.destination().length() == 0
          && route.gateway() != null
          && route.leavesThrough(device)) {
        return route.hops().getFirst();
      }
    }
    return null;
  }

  private List<Route> preferencesOf(Leaving alias) {
    return preferences.getOrDefault(alias.address(), List.of()).stream()
        .filter(r -> Preference.isOf(alias, r))
        .toList();
  }

  // Changing

  /** The changes after which packets of an alias leave as all others. */
  public List<Change> release(Leaving alias) {
    List<Change> changes = new ArrayList<>();
    for (Route route : alias.closed() ? List.<Route>of() : preferencesOf(alias)) {
      changes.add(RouteChange.remove(route));
      preferences.computeIfPresent(alias.address(), (a, all) -> without(all, route));
    }
    Rule rule = alias.closed() ? null : ruleOf(alias);
    if (rule != null) {
      changes.add(RuleChange.remove(rule));
      rules.computeIfPresent(alias.source(), (s, all) -> without(all, rule));
      List<Route> routes = tables.remove(rule.table());
      if (routes != null) {
        inOrder(routes).reversed().forEach(r -> changes.add(RouteChange.remove(r)));
      }
      taken.remove(rule.table());
    }
    Entry.OfEgress entry = entries.remove(Entry.OfEgress.key(alias.main(), alias.tag()));
    if (entry != null) {
      changes.add(EntryChange.remove(entry));
    }
    return changes;
  }

  /** Those to a gateway behind those that lead to it. */
  private static List<Route> inOrder(List<Route> routes) {
    return routes.stream()
        .sorted((a, b) -> Integer.compare(b.destination().length(), a.destination().length()))
        .toList();
  }

  private static <T> @Nullable List<T> without(List<T> all, T one) {
    all.remove(one);
    return all.isEmpty() ? null : all;
  }

  /** The change that remembers how the packets of a closed alias will leave. */
  public List<Change> remember(Leaving alias, Egress egress) {
    if (egress.isUsual()) {
      return List.of();
    }
    Entry.OfEgress entry = new Entry.OfEgress(alias.main(), alias.tag(), egress);
    entries.put(Entry.OfEgress.key(alias.main(), alias.tag()), entry);
    return List.of(EntryChange.add(entry));
  }

  /** The changes after which packets of an open alias leave in another way than all others. */
  public List<Change> make(Leaving alias, Egress egress, Around around) {
    List<Change> changes = new ArrayList<>();
    if (egress.preferred()) {
      for (Route route : Preference.routes(alias, around)) {
        add(route);
        changes.add(RouteChange.prepend(route));
      }
    }
    if (egress.gateway() != null) {
      int table = freeTable(around);
      for (Prefix subnet : subnets(alias, egress.gateway(), around)) {
        changes.add(own(table, Route.to(subnet, Hop.through(alias.device(), null))));
      }
      Prefix all = new Prefix(alias.address().masked(0), 0);
      int flags = egress.onlink() ? Hop.ONLINK : 0;
      changes.add(own(table, Route.to(all, new Hop(alias.device(), egress.gateway(), 1, flags))));
      Rule rule = Rule.from(alias.source(), table);
      rules.computeIfAbsent(rule.source(), s -> new ArrayList<>(1)).add(rule);
      changes.add(RuleChange.add(rule));
    }
    return changes;
  }

  private RouteChange own(int table, Route route) {
    Route own = route.ownIn(table);
    add(own);
    return RouteChange.add(own);
  }

  private int freeTable(Around around) {
    around.routes().forEach(r -> taken.add(r.table()));
    int table = FIRST_TABLE;
    while (!taken.add(table)) {
      table++;
    }
    return table;
  }

  /** The subnets that are reached without the gateway: the alias's, and the gateway's. */
  private static Set<Prefix> subnets(Leaving alias, Address gateway, Around around) {
    Set<Prefix> subnets = new LinkedHashSet<>();
    if (!alias.subnet().isHost() && !alias.whole()) {
      subnets.add(alias.subnet());
    }
    if (!alias.subnet().contains(gateway)) {
      around.addresses().stream()
          .map(InterfaceAddress::subnet)
          .filter(s -> s.contains(gateway) && !s.isHost() && !isLinkLocal(gateway))
          .findFirst()
          .ifPresent(subnets::add);
    }
    return subnets;
  }

  /** Whether an address is one of {@code fe80::/10}, which every link has. */
  public static boolean isLinkLocal(Address address) {
    return address.family() == Address.INET6 && address.high() >>> 54 == 0xfe80 >>> 6;
  }
}
