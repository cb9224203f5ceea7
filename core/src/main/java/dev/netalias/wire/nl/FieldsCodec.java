package dev.netalias.wire.nl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;

/**
 * A C struct, or array, of numbers of one size, the fields of which an enum names in their order.
 * The kernel lengthens such structs from release to release: what has no name yet is kept.
 *
 * @param <E> the names of the fields
 */
public final class FieldsCodec<E extends Enum<E>> implements Codec<Fields<E>> {
  private final E[] names;
  private final int size;

  private FieldsCodec(E[] names, int size) {
    this.names = names;
    this.size = size;
  }

  /** 32-bit fields, named by all constants of an enum in their order. */
  public static <E extends Enum<E>> FieldsCodec<E> u32(E[] names) {
    return new FieldsCodec<>(names.clone(), Integer.BYTES);
  }

  /** 64-bit fields, named by all constants of an enum in their order. */
  public static <E extends Enum<E>> FieldsCodec<E> u64(E[] names) {
    return new FieldsCodec<>(names.clone(), Long.BYTES);
  }

  @Override
  public Fields<E> decode(Cursor in) {
    if (in.remaining() % size != 0) {
      throw in.broken("has " + in.remaining() + " bytes, not a multiple of " + size);
    }
    long[] values = new long[(int) (in.remaining() / size)];
    for (int i = 0; i < values.length; i++) {
      values[i] = size == Integer.BYTES ? in.u32() : in.i64();
    }
    return new Fields<>(names, values);
  }

  @Override
  public void encode(Emitter out, Fields<E> value) {
    for (int i = 0; i < value.size(); i++) {
      if (size == Integer.BYTES) {
        out.i32((int) value.at(i));
      } else {
        out.i64(value.at(i));
      }
    }
  }
}
