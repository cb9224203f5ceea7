package dev.netalias.kernel;

import dev.netalias.kernel.state.Rule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One routing rule comes, or goes: {@code ip rule add|del}. No kernel changes one in place.
 *
 * @param before what was there, null where it comes
 * @param after what is to be there, null where it goes
 */
public record RuleChange(@Nullable Rule before, @Nullable Rule after) implements Change {
  /** Refuses what neither comes nor goes. */
  public RuleChange {
    if ((before == null) == (after == null)) {
      throw new IllegalArgumentException("a rule either comes or goes");
    }
  }

  /** The routing rule is to come. */
  public static RuleChange add(Rule added) {
    return new RuleChange(null, added);
  }

  /** The routing rule is to go. */
  public static RuleChange remove(Rule removed) {
    return new RuleChange(removed, null);
  }

  /** The rule that it is about. */
  public Rule subject() {
    return after != null ? after : Objects.requireNonNull(before);
  }

  @Override
  public RuleChange inverse() {
    return new RuleChange(after, before);
  }

  @Override
  public String command() {
    return Commands.of(this);
  }
}
