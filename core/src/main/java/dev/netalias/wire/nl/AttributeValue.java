package dev.netalias.wire.nl;

import dev.netalias.wire.Emitter;

/**
 * An attribute with its value.
 *
 * @param row the row of its table, or one made for an unknown number
 * @param flags {@link Attribute#NLA_F_NESTED}, {@link Attribute#NLA_F_NET_BYTEORDER}
 * @param value the payload
 * @param <T> the payload's type
 */
public record AttributeValue<T>(Attribute<T> row, int flags, T value) {
  void emit(Emitter out) {
    row.emit(out, flags, value);
  }

  @Override
  public String toString() {
    return row.name() + " " + row.codec().print(value);
  }
}
