package dev.netalias.alias;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The life of main devices, as far as aliases depend on it. */
final class MainLife {
  private final List<Change> changes;
  private final Releases releases;
  private final RouteLife routes;

  MainLife(List<Change> changes, Releases releases, RouteLife routes) {
    this.changes = changes;
    this.releases = releases;
    this.routes = routes;
  }

  void close(MainDraft main, Consumer<Alias> delete) {
    List<Alias> inOrder = new ArrayList<>(main.aliases());
    inOrder.addAll(main.contradicted());
    routes.deleteAll(main);
    routes.flush();
    List<Alias> heads =
        inOrder.stream().filter(a -> !main.inet().dependents(a.owned()).isEmpty()).toList();
    inOrder.removeAll(Set.copyOf(heads));
    inOrder.forEach(delete);
    heads.forEach(delete); // a primary after its secondaries, or each would be promoted
    if (main.isUp()) {
      releases.releaseRoutesThrough(main);
    }
    change(main, main.state().withFlag(Link.UP, false));
  }

  void change(MainDraft main, LinkState wanted) {
    Checks.mtu(main, wanted);
    if (!main.state().equals(wanted)) {
      routes.flush();
      changes.add(new LinkChange(main.device(), main.state(), wanted));
      main.become(wanted);
    }
  }

  void readdress(MainDraft main, InterfaceAddress after) {
    Optional<InterfaceAddress> own = main.own();
    if (own.isPresent() && own.get().isAllSameAs(after)) {
      return;
    }
    if (own.isEmpty() || !own.get().local().equals(after.local())) {
      Checks.duplicate(main, after, false);
    } else if (!own.get().isSameAs(after)) {
      Checks.held(main, after);
    }
    routes.flush();
    releases.replacePrimary(main, own.orElse(null), after);
  }

  void boundSlots(MainDraft main, int slots) {
    Entry.OfSlotBound before = main.bound().orElse(null);
    Entry.OfSlotBound after = slots < 0 ? null : new Entry.OfSlotBound(main.device(), slots);
    if (!Objects.equals(before, after)) {
      changes.add(new EntryChange(before, after));
      main.bound(after);
    }
  }
}
