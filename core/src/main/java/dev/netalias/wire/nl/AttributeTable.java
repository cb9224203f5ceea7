package dev.netalias.wire.nl;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one kind of message, or of one nest, by number. A class of constants owns each
 * table and adds a row for each constant while it is initialised; nothing is added later.
 */
public final class AttributeTable {
  private @Nullable Attribute<?>[] rows = new Attribute<?>[64];
  private int size;

  /** A table without rows. */
  public AttributeTable() {}

  /** Adds a row. */
  public <T> Attribute<T> row(String name, int number, Codec<T> codec) {
    Attribute<T> row = new Attribute<>(name, number, codec);
    if (number >= rows.length) {
      rows = Arrays.copyOf(rows, number + 1);
    }
    rows[number] = row;
    size = Math.max(size, number + 1);
    return row;
  }

  /** One more than the highest number that has a row. */
  int size() {
    return size;
  }

  /** The row of a number; one that knows only the number where the table has none. */
  public Attribute<?> at(int number) {
    Attribute<?> row = number < size ? rows[number] : null;
    return row == null ? Attribute.unknown(number) : row;
  }
}
