package dev.netalias.wire.nl;

import java.util.Arrays;
import java.util.Locale;

/**
 * The numbers of a C struct, by the names of its fields. It has as many as the kernel sent, which
 * can be more or fewer than there are names.
 *
 * @param <E> the names of the fields
 */
@SuppressWarnings("EnumOrdinal") // the order of the names is the order of the C struct
public final class Fields<E extends Enum<E>> {
  private final E[] names;
  private final long[] values;

  Fields(E[] names, long[] values) {
    this.names = names;
    this.values = values;
  }

  /** Fields with these values, in the order of the names. */
  public static <E extends Enum<E>> Fields<E> of(Class<E> names, long... values) {
    return new Fields<>(names.getEnumConstants(), values.clone());
  }

  /** The value of a field, 0 where this kernel doesn't have it. */
  public long get(E field) {
    return field.ordinal() < values.length ? values[field.ordinal()] : 0;
  }

  /** How many fields the kernel sent. */
  public int size() {
    return values.length;
  }

  /** The value at a place, named or not. */
  public long at(int index) {
    return values[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fields<?> fields && Arrays.equals(values, fields.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Name and value of each field that is not 0. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        String name = i < names.length ? names[i].name().toLowerCase(Locale.ROOT) : "#" + i;
        text.append(text.length() > 1 ? " " : "").append(name).append(' ');
        text.append(Long.toUnsignedString(values[i]));
      }
    }
    return text.append(']').toString();
  }
}
