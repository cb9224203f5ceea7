package dev.netalias.embedded.state;

import dev.netalias.alias.table.AliasTable;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Addresses to objects, in which a lookup allocates nothing.
 *
 * @param <V> the objects
 */
public final class AddressMap<V> {
  private final AliasTable numbers = new AliasTable();
  private @Nullable Object[] values = new Object[4];
  private int[] free = new int[4];
  private int freed;
  private int used;

  /** An empty map. */
  public AddressMap() {}

  /** How many there are. */
  public int size() {
    return numbers.size();
  }

  /** The value of an address given by its parts, null where it has none. */
  @SuppressWarnings("unchecked") // only put() stores here
  public @Nullable V get(int family, long high, long low) {
    int number = numbers.find(family, high, low);
    return number == AliasTable.NONE ? null : (V) values[number];
  }

  /** Gives an address a value. */
  public void put(int family, long high, long low, V value) {
    int number = numbers.find(family, high, low);
    if (number == AliasTable.NONE) {
      number = freed > 0 ? free[--freed] : used++;
      numbers.put(family, high, low, number);
    }
    if (number >= values.length) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
    values[number] = value;
  }

  /** Takes an address out. */
  public void remove(int family, long high, long low) {
    int number = numbers.remove(family, high, low);
    if (number != AliasTable.NONE) {
      values[number] = null;
      if (freed == free.length) {
        free = Arrays.copyOf(free, 2 * freed);
      }
      free[freed++] = number;
    }
  }

  /** All values, in no order that means anything; the map is not changed meanwhile. */
  @SuppressWarnings("unchecked")
  public void forEach(Consumer<? super V> action) {
    for (int i = 0; i < used; i++) {
      Object value = values[i];
      if (value != null) {
        action.accept((V) value);
      }
    }
  }
}
