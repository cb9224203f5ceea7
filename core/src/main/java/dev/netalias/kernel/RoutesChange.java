package dev.netalias.kernel;

import dev.netalias.kernel.state.LocalRoutes;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Many local routes of one device come, or go: {@code ip route add|del local PREFIX dev MAIN table
 * local proto 78 metric SLOT+1} for each. It is one change, so that a plan of a million routes is a
 * few columns; a kernel that refuses one of them tells of that one, {@link #single}.
 *
 * @param before what was there, null where they come
 * @param after what is to be there, null where they go
 */
public record RoutesChange(@Nullable LocalRoutes before, @Nullable LocalRoutes after)
    implements Change {
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

  /** The change of one of them. */
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
  public String command() {
    int more = count() - 1;
    String first = count() == 0 ? "#" : single(0).command();
    return more <= 0 ? first : first + " # and " + more + " more";
  }

  @Override
  public Stream<String> commands() {
    return IntStream.range(0, count()).mapToObj(row -> single(row).command());
  }
}
