package dev.netalias.plan.journal;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Registry;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Rules;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be there once a commit is taken back that stood for a while: its own things as they
 * were before it, and all others as they are, come or gone since; in the order of before.
 */
final class Meanwhile {
  private final Aim aim;
  private final Set<Object> was = new HashSet<>();
  private final Snapshot wanted;

  /**
   * Compares.
   *
   * @param before what was there before the commit
   * @param aim where taking it back leads
   * @param now what is there before it is taken back
   */
  Meanwhile(Snapshot before, Aim aim, Snapshot now) {
    this.aim = aim;
    Stream.of(before.addresses(), plain(before.routes()), set(before.neighbours()))
        .flatMap(List::stream)
        .forEach(thing -> was.add(Aim.key(thing)));
    wanted =
        new Snapshot(
            before.parts(),
            now.links(),
            inLine(merged(before.addresses(), now.addresses())),
            merged(plain(before.routes()), plain(now.routes())),
            merged(set(before.neighbours()), set(now.neighbours())),
            Rules.NONE,
            before.aliasRoutes(),
            before.counters(),
            before.registry());
  }

  /** What is to be there. */
  Snapshot wanted() {
    return wanted;
  }

  /** Whether a change gives back what others made since: that it can't be made is not for us. */
  boolean isOthers(Change change) {
    boolean isOfThing =
        change instanceof AddressChange
            || change instanceof RouteChange
            || change instanceof NeighbourChange;
    Object thing = isOfThing ? change.after() : null;
    return thing != null && !was.contains(Aim.key(thing)) && !aim.isAbout(thing);
  }

  private static List<Route> plain(List<Route> routes) {
    return routes.stream().filter(r -> !r.isKernels()).map(Restoration::plain).toList();
  }

  private static List<Neighbour> set(List<Neighbour> all) {
    return all.stream().filter(Neighbour::isSet).toList();
  }

  private <T> List<T> merged(List<T> before, List<T> now) {
    Set<Object> there = new HashSet<>();
    now.forEach(thing -> there.add(Aim.key(thing)));
    return Stream.concat(
            before.stream().filter(t -> aim.isAbout(t) || there.contains(Aim.key(t))),
            now.stream().filter(t -> !aim.isAbout(t) && !was.contains(Aim.key(t))))
        .toList();
  }

  /** Whether an IPv4 address that came since is secondary is for those to say that stay. */
  private List<InterfaceAddress> inLine(List<InterfaceAddress> addresses) {
    record Subnet(int device, Prefix prefix) {}
    Set<Subnet> primaries = new HashSet<>();
    List<InterfaceAddress> all = new ArrayList<>();
    for (InterfaceAddress a : addresses) {
      Subnet subnet = new Subnet(a.device().index(), a.subnet());
      boolean isNew = a.local().family() == Address.INET && !was.contains(Aim.key(a));
      int flags = a.flags() & ~InterfaceAddress.SECONDARY;
      boolean second = primaries.contains(subnet);
      InterfaceAddress it =
          isNew ? a.withFlags(second ? flags | InterfaceAddress.SECONDARY : flags) : a;
      if (!it.isSecondary()) {
        primaries.add(subnet);
      }
      all.add(it);
    }
    return all;
  }

  /**
   * What is to be remembered: the commit's entries as before it. Where others have taken slots
   * since, it is not known any more which are taken, and they are read.
   */
  static Registry remembered(Plan committed, Registry now) {
    List<EntryChange> back = new ArrayList<>();
    for (EntryChange change : committed.inverse().entries()) {
      if (change.subject() instanceof Entry.OfSlots slots) {
        Entry is = now.find(Entry.OfSlots.class, e -> e.key().equals(slots.key())).orElse(null);
        if (!Objects.equals(is, change.before())) {
          if (is != null) {
            back.add(EntryChange.remove(is));
          }
          continue;
        }
      }
      back.add(change);
    }
    return now.after(back);
  }
}
