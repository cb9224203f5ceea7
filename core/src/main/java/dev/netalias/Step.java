package dev.netalias;

import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * What is done about a plan besides committing it: it is derived from the plan alone, so that every
 * operation has it without code of its own.
 */
public interface Step {
  /** What a plan is to be instead; the changes may be others, but not what they are about. */
  default Plan shaped(Plan plan) {
    return plan;
  }

  /**
   * Looks at a plan before it is committed; other netalias processes of the namespace wait
   * meanwhile, so it may not take long, nor ask anybody.
   *
   * @param now what the plan was made from
   * @return what has to be done first, while others need not wait; after it all is read and planned
   *     anew, and looked at again. Empty where the plan may be committed.
   * @throws dev.netalias.alias.AliasException where it may not be committed
   */
  default Optional<Runnable> before(Plan plan, Snapshot now) {
    return Optional.empty();
  }

  /**
   * Files that are written with the commit, or not at all.
   *
   * @param plan what is about to be committed
   */
  default List<Plan.Paper> papers(Plan plan) {
    return List.of();
  }

  /**
   * Sees to what a commit has to show before it stands; what it throws takes the plan back.
   *
   * @param plan what was committed
   */
  default void after(Plan plan) {}

  /**
   * Sees to what follows a commit that stands, while others need not wait any more.
   *
   * @param plan what was committed
   */
  default void done(Plan plan) {}
}
