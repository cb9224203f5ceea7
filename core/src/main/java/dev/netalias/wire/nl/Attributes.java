package dev.netalias.wire.nl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a message, read from where they lie: setting it to a message finds where each
 * one begins, and a value is decoded when it is asked for. One object serves a whole dump.
 *
 * <p>It is good for as long as the bytes are. {@link AttributeList} is the copy that stays.
 */
public final class Attributes {
  private final AttributeTable table;
  private final Cursor cursor;

  /** By number: where the attribute begins, times 65536, and its length; 0 where it is not. */
  private final long[] places;

  private long from;
  private long to;

  private Attributes(AttributeTable table, Cursor in) {
    this.table = table;
    this.cursor = new Cursor(in.what(), in.segment());
    this.places = new long[table.size()];
  }

  /** The attributes that fill the rest of a cursor, which steps over them. */
  public static Attributes read(AttributeTable table, Cursor in) {
    Attributes attributes = new Attributes(table, in);
    attributes.reset(in);
    return attributes;
  }

  /**
   * Sets this to the attributes that fill the rest of a cursor over the same segment.
   *
   * @throws WireException where a length is broken
   */
  public void reset(Cursor in) {
    if (!in.segment().equals(cursor.segment())) {
      throw new IllegalArgumentException("attributes are bound to their segment");
    }
    from = in.position();
    to = from + in.remaining();
    Arrays.fill(places, 0);
    cursor.reset(in.what(), from, to - from);
    while (cursor.hasRemaining()) {
      step();
    }
    in.skip(to - from);
  }

  /** Steps over the attribute at the cursor, checks its length and notes where it is. */
  private void step() {
    long start = cursor.position();
    long left = cursor.remaining();
    if (left < Attribute.HEADER) {
      throw new WireException(cursor.what(), start, left + " bytes are no attribute");
    }
    int word = cursor.i32();
    int length = word & 0xffff;
    int number = word >>> 16 & ~Attribute.FLAGS;
    if (length < Attribute.HEADER || length > left) {
      throw new WireException(
          table.at(number).name(),
          start,
          "its length is " + length + " where " + left + " are left");
    }
    cursor.skip(Math.min(Attribute.aligned(length), left) - Attribute.HEADER);
    if (number < places.length) {
      places[number] = start << Short.SIZE | length;
    }
  }

  /** Whether the attribute is there. */
  public boolean has(Attribute<?> row) {
    return places[row.number()] != 0;
  }

  /** The value of an attribute; null where it is not there. */
  public <T> @Nullable T get(Attribute<T> row) {
    if (places[row.number()] == 0) {
      return null;
    }
    Codec<T> codec = row.codec().within(this);
    return codec.decode(payload(row));
  }

  /** The value of a numeric attribute, without an object for it. */
  public int intOf(Attribute<Integer> row, int absent) {
    if (places[row.number()] == 0) {
      return absent;
    }
    Cursor in = payload(row);
    return row.codec() instanceof IntCodec codec ? codec.decodeInt(in) : row.codec().decode(in);
  }

  /** The bytes of an attribute that is there, until something else is asked for. */
  public Cursor bytesOf(Attribute<?> row) {
    return payload(row);
  }

  /** The attributes within an attribute, read from where they lie; null where it is not there. */
  public @Nullable Attributes nest(Attribute<AttributeList> row) {
    if (places[row.number()] == 0 || !(row.codec().within(this) instanceof NestCodec nest)) {
      return null;
    }
    return read(nest.table(), payload(row));
  }

  /** This cursor, set to the payload of an attribute that is there. */
  private Cursor payload(Attribute<?> row) {
    long place = places[row.number()];
    return payload(row, place >>> Short.SIZE, (int) place & 0xffff);
  }

  private Cursor payload(Attribute<?> row, long start, int length) {
    return cursor.reset(row.name(), start, length).skip(Attribute.HEADER);
  }

  /**
   * What else is there: the attributes of other numbers than these, decoded.
   *
   * @param known bit n for number n, {@link #bits}
   */
  public AttributeList others(long known) {
    List<AttributeValue<?>> others = new ArrayList<>(0);
    long next = from;
    while (next < to) {
      int word = cursor.reset("attribute", next, Attribute.HEADER).i32();
      int number = word >>> 16 & ~Attribute.FLAGS;
      if (number >= Long.SIZE || (known & 1L << number) == 0) {
        visit(others::add, table.at(number), next, word);
      }
      next += Attribute.aligned(word & 0xffff);
    }
    return others.isEmpty() ? AttributeList.EMPTY : new AttributeList(others);
  }

  /** The numbers of attributes, all below 64, as bits. */
  public static long bits(Attribute<?>... rows) {
    long bits = 0;
    for (Attribute<?> row : rows) {
      bits |= 1L << row.number();
    }
    return bits;
  }

  private <T> void visit(
      Consumer<AttributeValue<?>> visitor, Attribute<T> row, long start, int word) {
    Codec<T> codec = row.codec().within(this);
    T value = codec.decode(payload(row, start, word & 0xffff));
    Attribute<T> own =
        codec.equals(row.codec()) ? row : new Attribute<>(row.name(), row.number(), codec);
    visitor.accept(new AttributeValue<>(own, word >>> 16 & Attribute.FLAGS, value));
  }
}
