package dev.netalias.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * An ordered list of changes: what a command will do, before it does it.
 *
 * @param changes in the order in which they are made
 */
public record Plan(List<Change> changes) {
  /** Nothing to do. */
  public static final Plan EMPTY = new Plan(List.of());

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
   * its secondaries, with a closed device much else. What only comes takes nothing along.
   */
  public boolean mayTakeAlong() {
    for (Change change : changes) {
      boolean harmless = change.isAddition() || change instanceof EntryChange;
      if (!harmless) {
        return true;
      }
    }
    return false;
  }

  /** This plan, then the other. */
  public Plan then(Plan next) {
    List<Change> all = new ArrayList<>(changes);
    all.addAll(next.changes);
    return new Plan(all);
  }

  /** The plan that takes this one back: each change's inverse, the last first. */
  public Plan inverse() {
    return new Plan(changes.reversed().stream().map(Change::inverse).toList());
  }

  /** The shell commands that do the same, one a change. */
  public List<String> commands() {
    return changes.stream().map(Change::command).toList();
  }
}
