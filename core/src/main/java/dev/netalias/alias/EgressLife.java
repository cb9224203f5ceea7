package dev.netalias.alias;

import dev.netalias.alias.egress.Around;
import dev.netalias.alias.egress.Leaving;
import dev.netalias.alias.egress.Steering;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How packets of aliases leave, in a draft: rules, tables and routes of netalias's own go with an
 * alias that goes, and come back with one that is opened.
 */
final class EgressLife {
  private final Kernel kernel;
  private final AliasView view;
  private final Snapshot snapshot;
  private final Releases releases;
  private final Collection<MainDraft> holders;
  private @Nullable Steering steering;

  EgressLife(Kernel kernel, AliasView view, Releases releases, Collection<MainDraft> holders) {
    this.kernel = kernel;
    this.view = view;
    this.snapshot = view.snapshot();
    this.releases = releases;
    this.holders = holders;
  }

  private Steering steering() {
    Steering all = steering == null ? new Steering(snapshot) : steering;
    steering = all;
    return all;
  }

  /** How the packets of an alias leave; of a closed one, how they will. */
  Egress of(Alias alias) {
    boolean untold = alias.isKept() && steering == null; // mostly nothing is remembered of any
    return untold && snapshot.registry().all(Entry.OfEgress.class).isEmpty()
        ? Egress.USUAL
        : steering().of(alias.leaving());
  }

  // Letting go

  /** Lets go of what makes packets of an alias leave in another way than all others. */
  Egress letGo(Alias alias) {
    Egress was = of(alias);
    if (steering == null) {
      return was;
    }
    for (Change change : steering.release(alias.leaving())) {
      boolean gone =
          change instanceof RouteChange(Route route, var after, boolean beside)
              && route != null
              && !releases.routes().contains(route);
      if (!gone) {
        releases.add(change);
      }
    }
    return was;
  }

  /** Lets go of it for all aliases of a device that are local routes. */
  void letGoOfRoutes(MainDraft main) {
    List<Prefix> sources = steering().sourcesBy(main.device());
    LocalRoutes routes =
        sources.isEmpty() ? LocalRoutes.none(main.device()) : main.routes().columns();
    for (Prefix source : sources) {
      int row = routes.find(source.address());
      if (row >= 0) {
        InterfaceAddress owned = InterfaceAddress.of(main.device(), routes.prefix(row), "");
        letGo(Alias.routed(main.link(), Long.toString(routes.metric(row) - 1), owned, true));
      }
    }
  }

  /** An alias is to be closed: lets go, and remembers how its packets will leave. */
  void keep(Alias alias) {
    Egress was = letGo(alias);
    if (!was.isUsual()) {
      steering().remember(alias.leaving(), was).forEach(releases::add);
    }
  }

  // Making

  /** Looks at what is wanted of an alias's packets, before anything is made of the alias. */
  void check(MainDraft main, AliasType type, Creation wanted, Prefix prefix) {
    if (wanted.egress().isUsual()) {
      return;
    }
    boolean whole = wanted.realisation() == Realisation.ROUTE && !prefix.isHost();
    Device by = wanted.device() == null ? main.device() : new Device(0, "the alias");
    check(
        type, new Leaving(main.device(), "", by, prefix, whole, wanted.closed()), wanted.egress());
  }

  private void check(AliasType type, Leaving alias, Egress wanted) {
    Checks.egress(kernel, type, alias, wanted);
    Checks.reachable(alias, wanted, addresses(alias).stream());
    Address other =
        wanted.preferred() && !alias.closed()
            ? steering().preferredInstead(alias, around(alias))
            : null;
    if (other != null) {
      throw AliasException.conflict(
          "%s is preferred as source on %s already".formatted(other, alias.device()),
          "netalias set NAME --no-prefer-source, for its alias, takes that back");
    }
  }

  /** Makes the packets of an alias leave as is wanted; of a closed one, once it is open. */
  void steer(MainDraft main, Alias alias, Egress wanted) {
    if (!wanted.isUsual() && of(alias).equals(wanted)) {
      return;
    }
    if (!wanted.isUsual() && !alias.isKept()) {
      Checks.up(main);
    }
    check(alias, wanted); // before anything is let go
    follow(alias, alias, wanted);
  }

  /** What made packets of an alias leave in another way does so for what the alias has become. */
  void follow(Alias before, Alias after, Egress egress) {
    letGo(before);
    check(after, egress);
    if (!egress.isUsual()) {
      make(after.leaving(), egress);
    }
  }

  private void check(Alias alias, Egress wanted) {
    if (!wanted.isUsual()) {
      check(Checks.type(kernel, view.types(), alias.address()), alias.leaving(), wanted);
    }
  }

  private void make(Leaving alias, Egress wanted) {
    releases.flush(); // a source must be there to be preferred
    List<Change> made =
        alias.closed()
            ? steering().remember(alias, wanted)
            : steering().make(alias, wanted, around(alias));
    made.forEach(releases::add);
  }

  private List<InterfaceAddress> addresses(Leaving alias) {
    return holders.stream()
        .filter(m -> m.device().index() == alias.device().index())
        .flatMap(MainDraft::addresses)
        .toList();
  }

  private Around around(Leaving alias) {
    List<Route> routes = new ArrayList<>(releases.routes());
    snapshot.routes().stream().filter(Route::isKernels).forEach(routes::add);
    return new Around(addresses(alias), routes);
  }
}
