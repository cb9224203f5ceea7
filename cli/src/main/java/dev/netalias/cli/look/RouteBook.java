package dev.netalias.cli.look;

import dev.netalias.alias.Draft;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The routes as a draft leaves them, found by their destination. It follows the draft: each change
 * is read once, so that a batch of many lines costs the same for each.
 */
public final class RouteBook {
  /**
   * A route with its place: those that come later stand before those that were there.
   *
   * @param place lower is earlier in the kernel's list
   */
  private record Placed(Route route, long place) {}

  private final Map<Prefix, List<Placed>> byDestination = new HashMap<>();
  private @Nullable Draft draft;
  private int seen;
  private long first;

  /** An empty one, that a draft is yet to fill. */
  public RouteBook() {}

  /** Brings it to where a draft is. */
  RouteBook at(Draft now) {
    if (draft != now) {
      draft = now;
      byDestination.clear();
      seen = 0;
      first = 0;
      long place = 0;
      for (Route route : now.view().snapshot().routes()) {
        list(route).add(new Placed(route, place++));
      }
    }
    List<Change> changes = now.changes();
    for (; seen < changes.size(); seen++) {
      if (changes.get(seen) instanceof RouteChange route) {
        follow(route);
      }
    }
    return this;
  }

  private void follow(RouteChange change) {
    Route before = change.before();
    if (before != null) {
      List<Placed> there = list(before);
      for (int i = 0; i < there.size(); i++) {
        if (there.get(i).route.equals(before)) {
          there.remove(i);
          break;
        }
      }
    }
    if (change.after() != null) {
      list(change.after()).addFirst(new Placed(change.after(), --first));
    }
  }

  private List<Placed> list(Route route) {
    return byDestination.computeIfAbsent(route.destination(), d -> new ArrayList<>());
  }

  /** The routes to a destination, in their order. */
  List<Route> to(Prefix destination) {
    return byDestination.getOrDefault(destination, List.of()).stream().map(Placed::route).toList();
  }

  /** The routes to a network, whatever the length of its prefix, but to no host; in their order. */
  List<Route> toNetwork(Address network) {
    List<Placed> found = new ArrayList<>();
    for (int length = 0; length < network.bits(); length++) {
      if (network.masked(length).equals(network)) {
        found.addAll(
            Objects.requireNonNullElse(byDestination.get(new Prefix(network, length)), List.of()));
      }
    }
    found.sort(Comparator.comparingLong(Placed::place));
    return found.stream().map(Placed::route).toList();
  }
}
