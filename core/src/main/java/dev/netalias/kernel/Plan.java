package dev.netalias.kernel;

import java.util.List;

/**
 * An ordered list of changes: what a command will do, before it does it.
 *
 * @param changes in the order in which they are made
 */
public record Plan(List<Change> changes) {
  /** Copies the list. */
  public Plan {
    changes = List.copyOf(changes);
  }

  /** A plan of some changes. */
  public static Plan of(Change... changes) {
    return new Plan(List.of(changes));
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /**
   * Whether a kernel may do more than it is asked: with an address go its routes, with a primary
   * its secondaries, with a closed device much else. What only comes takes nothing along, nor does
   * a route.
   */
  public boolean mayTakeAlong() {
    return changes.stream()
        .anyMatch(c -> c instanceof LinkChange || (isOfAddresses(c) && !c.isAddition()));
  }

  private static boolean isOfAddresses(Change change) {
    return change instanceof AddressChange || change instanceof AddressesChange;
  }

  /** The plan that takes this one back: each change's inverse, the last first. */
  public Plan inverse() {
    return new Plan(changes.reversed().stream().map(Change::inverse).toList());
  }

  /** The shell commands that do the same, in their order. */
  public List<String> commands() {
    return changes.stream().flatMap(Change::commands).toList();
  }
}
