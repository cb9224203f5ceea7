package dev.netalias.alias.table;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** The names of aliases that were given slots in runs, each made when it is asked for. */
public final class SlotNames extends AbstractList<String> implements RandomAccess {
  /**
   * Consecutive slots.
   *
   * @param first the first
   * @param count how many
   */
  public record Run(int first, int count) {}

  private final String main;
  private final List<Run> runs;
  private final int size;

  /** Names of runs, one behind the other. */
  public SlotNames(String main, List<Run> runs) {
    this.main = main;
    this.runs = List.copyOf(runs);
    size = runs.stream().mapToInt(Run::count).sum();
  }

  @Override
  public String get(int index) {
    int left = Objects.checkIndex(index, size);
    int run = 0;
    while (left >= runs.get(run).count()) {
      left -= runs.get(run++).count();
    }
    return main + ":" + (runs.get(run).first() + left);
  }

  @Override
  public int size() {
    return size;
  }
}
