package dev.netalias.kernel;

import dev.netalias.kernel.state.Neighbour;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of one neighbour entry.
 *
 * @param before what was there, null where nothing was
 * @param after what is to be there, null where nothing is
 */
public record NeighbourChange(@Nullable Neighbour before, @Nullable Neighbour after)
    implements Change {
  /** Refuses a change of nothing into nothing. */
  public NeighbourChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change of nothing");
    }
  }

  /** The neighbour entry is to come. */
  public static NeighbourChange add(Neighbour added) {
    return new NeighbourChange(null, added);
  }

  /** The neighbour entry is to go. */
  public static NeighbourChange remove(Neighbour removed) {
    return new NeighbourChange(removed, null);
  }

  /** What it is about: what is to be there, or else what was. */
  public Neighbour subject() {
    return after != null ? after : Objects.requireNonNull(before);
  }

  @Override
  public NeighbourChange inverse() {
    return new NeighbourChange(after, before);
  }

  @Override
  public String command() {
    return Commands.of(this);
  }
}
