package dev.netalias.kernel;

import dev.netalias.kernel.state.Route;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of one route.
 *
 * @param before what was there, null where nothing was
 * @param after what is to be there, null where nothing is
 * @param beside whether a route that is to come may stand beside others of the same destination and
 *     metric, before them, and is refused only where the very same is there; else any of that
 *     destination and metric is in its way
 */
public record RouteChange(@Nullable Route before, @Nullable Route after, boolean beside)
    implements Change {
  /** Refuses a change of nothing into nothing. */
  public RouteChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change of nothing");
    }
  }

  /** A change that nothing stands beside. */
  public RouteChange(@Nullable Route before, @Nullable Route after) {
    this(before, after, false);
  }

  /** The route is to come, {@code ip route add}. */
  public static RouteChange add(Route added) {
    return new RouteChange(null, added, false);
  }

  /**
   * The route is to come, beside those of the same destination and metric: {@code ip route
   * prepend}, and what {@code route add} does ({@code SIOCADDRT}).
   */
  public static RouteChange prepend(Route added) {
    return new RouteChange(null, added, true);
  }

  /** The route is to go; its inverse puts it back beside others, as it may have stood. */
  public static RouteChange remove(Route removed) {
    return new RouteChange(removed, null, true);
  }

  /** What it is about: what is to be there, or else what was. */
  public Route subject() {
    return after != null ? after : Objects.requireNonNull(before);
  }

  @Override
  public RouteChange inverse() {
    return new RouteChange(after, before, beside);
  }

  @Override
  public String command() {
    return Commands.of(this);
  }
}
