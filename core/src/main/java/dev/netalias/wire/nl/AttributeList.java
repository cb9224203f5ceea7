package dev.netalias.wire.nl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Attributes in their order, decoded, unknown ones kept as bytes: what was read can be written
 * again, byte for byte.
 *
 * @param values each attribute with its value
 */
public record AttributeList(List<AttributeValue<?>> values) {
  /** No attributes. */
  public static final AttributeList EMPTY = new AttributeList(List.of());

  /** Keeps a copy. */
  public AttributeList {
    values = List.copyOf(values);
  }

  /** A list of these. */
  public static AttributeList of(AttributeValue<?>... values) {
    return new AttributeList(List.of(values));
  }

  /** Decodes all that remains of a cursor. */
  public static AttributeList read(AttributeTable table, Cursor in) {
    return Attributes.read(table, in).others(0);
  }

  /** Writes each attribute. */
  public void emit(Emitter out) {
    values.forEach(value -> value.emit(out));
  }

  /** The value of an attribute, the last one where it is repeated; null where it is not there. */
  @SuppressWarnings("unchecked") // a value has the type of its row
  public <T> @Nullable T get(Attribute<T> row) {
    for (AttributeValue<?> value : values.reversed()) {
      if (value.row().number() == row.number()) {
        return (T) value.value();
      }
    }
    return null;
  }

  /** The attributes but those of one row. */
  public AttributeList without(Attribute<?> row) {
    return new AttributeList(
        values.stream().filter(value -> value.row().number() != row.number()).toList());
  }

  @Override
  public String toString() {
    return values.stream().map(AttributeValue::toString).collect(Collectors.joining(", "));
  }
}
