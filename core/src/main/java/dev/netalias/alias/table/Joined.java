package dev.netalias.alias.table;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Lists one behind the other, none of them copied. */
public final class Joined<T> extends AbstractList<T> implements RandomAccess {
  private final List<? extends List<? extends T>> parts;
  private final int[] ends;

  /** Joins lists in their order. */
  public Joined(List<? extends List<? extends T>> parts) {
    this.parts = parts;
    ends = new int[parts.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += parts.get(i).size();
      ends[i] = end;
    }
  }

  @Override
  public T get(int index) {
    for (int i = 0; i < ends.length; i++) {
      if (index < ends[i]) {
        int start = i == 0 ? 0 : ends[i - 1];
        return parts.get(i).get(index - start);
      }
    }
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public int size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }
}
