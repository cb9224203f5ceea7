package dev.netalias.kernel;

import dev.netalias.kernel.state.LocalRoutes;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Many local routes of one device come, or go: {@code ip route add|del local PREFIX dev MAIN table
 * local proto 78 metric SLOT+1} for each.
 *
 * @param before what was there, null where they come
 * @param after what is to be there, null where they go
 */
public record RoutesChange(@Nullable LocalRoutes before, @Nullable LocalRoutes after)
    implements Change.Many {
  /** Refuses what neither comes nor goes. */
  public RoutesChange {
    if ((before == null) == (after == null)) {
      throw new IllegalArgumentException("routes either come or go");
    }
  }

  /** The routes are to come. */
  public static RoutesChange add(LocalRoutes added) {
    return new RoutesChange(null, added);
  }

  /** The routes are to go. */
  public static RoutesChange remove(LocalRoutes removed) {
    return new RoutesChange(removed, null);
  }

  /** The routes that it is about. */
  public LocalRoutes subject() {
    return after != null ? after : Objects.requireNonNull(before);
  }

  @Override
  public RouteChange single(int row) {
    return after == null
        ? RouteChange.remove(subject().route(row))
        : RouteChange.add(after.route(row));
  }

  @Override
  public int count() {
    return subject().size();
  }

  @Override
  public RoutesChange inverse() {
    return new RoutesChange(after, before);
  }

  @Override
  public List<RoutesChange> inverse(IntPredicate made) {
    LocalRoutes rows = subject().only(made);
    return List.of(isRemoval() ? add(rows) : remove(rows));
  }
}
