package dev.netalias.wire.nl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;

/**
 * How the payload of an attribute is read, written and printed. {@code encode} after {@code decode}
 * gives the same bytes back, whatever they mean.
 *
 * @param <T> the payload as a value
 */
public interface Codec<T> {
  /**
   * Reads all that remains of the cursor.
   *
   * @throws dev.netalias.wire.WireException where its length can't be that of such a payload
   */
  T decode(Cursor in);

  /** Writes the payload. */
  void encode(Emitter out, T value);

  /** The value for people: names where it has any, else numbers. */
  default String print(T value) {
    return value.toString();
  }

  /** The codec to use beside these attributes: another one where a sibling decides. */
  default Codec<T> within(Attributes siblings) {
    return this;
  }
}
