package dev.netalias.cli.run;

import dev.netalias.cli.print.Failure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lines of a batch that are refused: noted, so that the others go on, or thrown. */
public final class Refusals {
  private final boolean keepGoing;
  private final Map<Integer, Failure> failures = new TreeMap<>();

  /**
   * None so far.
   *
   * @param keepGoing whether the others go on
   */
  public Refusals(boolean keepGoing) {
    this.keepGoing = keepGoing;
  }

  /** Notes it, or throws it. */
  public void add(LineException line) {
    if (!keepGoing) {
      throw line;
    }
    failures.put(line.line(), Failures.of(line));
  }

  /** Those that were noted, in their order. */
  public List<Failure> all() {
    return List.copyOf(failures.values());
  }
}
