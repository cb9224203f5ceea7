package dev.netalias;

import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * How a change is conducted: what is done about it besides committing it.
 *
 * @param progress told now and then how far the commit has come
 * @param steps what goes before and after the commit, in this order
 */
public record Conduct(Kernel.Progress progress, List<Step> steps) {
  /** The commit, and nothing besides. */
  public static final Conduct PLAIN = new Conduct(Kernel.Progress.NONE, List.of());

  /** Copies the list. */
  public Conduct {
    steps = List.copyOf(steps);
  }

  /** The same with somebody who is told of the progress. */
  public Conduct telling(Kernel.Progress told) {
    return new Conduct(told, steps);
  }

  /** The same with a step more, behind the others. */
  public Conduct with(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Conduct(progress, more);
  }

  /** What the steps make of a plan. */
  Plan shaped(Plan plan) {
    Plan shaped = plan;
    for (Step step : steps) {
      shaped = step.shaped(shaped);
    }
    return shaped;
  }
}
