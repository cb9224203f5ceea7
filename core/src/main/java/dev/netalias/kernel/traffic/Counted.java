package dev.netalias.kernel.traffic;

import dev.netalias.kernel.state.Counters;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Prefixes and what went to and from each, in columns: 18 bytes a row, 50 where something was
 * counted. It never changes.
 */
public final class Counted {
  /** No rows. */
  public static final Counted NONE = new Builder().build();

  private static final int NUMBERS = 4;

  private final int size;
  private final short[] shapes;
  private final long[] highs;
  private final long[] lows;

  /** Four a row; empty where nothing was counted. */
  private final long[] numbers;

  private Counted(Builder from) {
    size = from.size;
    shapes = Arrays.copyOf(from.shapes, size);
    highs = Arrays.copyOf(from.highs, size);
    lows = Arrays.copyOf(from.lows, size);
    numbers = from.numbers.length == 0 ? from.numbers : Arrays.copyOf(from.numbers, size * NUMBERS);
  }

  /** Rows for these prefixes, to and from which nothing has gone. */
  public static Counted of(List<Prefix> prefixes) {
    Builder rows = new Builder();
    prefixes.forEach(p -> rows.add(p, Counters.ZERO));
    return rows.build();
  }

  /** How many rows there are. */
  public int size() {
    return size;
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** What its prefix has in common with others. */
  public Shape shape(int row) {
    return new Shape(shapes[row] >>> 8, shapes[row] & 0xff);
  }

  /** Whether two rows are of one shape. */
  public boolean isAlike(int row, int other) {
    return shapes[row] == shapes[other];
  }

  /** Whether a row is about the same prefix as a row of others. */
  public boolean isSame(int row, Counted others, int other) {
    return lows[row] == others.lows[other]
        && highs[row] == others.highs[other]
        && shapes[row] == others.shapes[other];
  }

  /** The upper 64 bits of the address, 0 for IPv4. */
  public long high(int row) {
    return highs[row];
  }

  /** The lower 64 bits of the address. */
  public long low(int row) {
    return lows[row];
  }

  /** The prefix of a row. */
  public Prefix prefix(int row) {
    Shape shape = shape(row);
    Address address = new Address(shape.family(), shape.bits() / 8, highs[row], lows[row]);
    return new Prefix(address, shape.length());
  }

  /** What went to and from it. */
  public Counters counters(int row) {
    if (numbers.length == 0) {
      return Counters.ZERO;
    }
    int at = NUMBERS * row;
    return new Counters(numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]);
  }

  /** The shapes that there are, each once. */
  public List<Shape> shapes() {
    return IntStream.range(0, size)
        .map(row -> shapes[row])
        .distinct()
        .mapToObj(s -> new Shape(s >>> 8, s & 0xff))
        .sorted()
        .toList();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Counted that
        && size == that.size
        && Arrays.equals(shapes, that.shapes)
        && Arrays.equals(highs, that.highs)
        && Arrays.equals(lows, that.lows)
        && IntStream.range(0, size).allMatch(row -> counters(row).equals(that.counters(row)));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(lows) + size;
  }

  @Override
  public String toString() {
    String first =
        IntStream.range(0, Math.min(size, 3))
            .mapToObj(row -> prefix(row) + " " + counters(row))
            .collect(Collectors.joining(", "));
    return size > 3 ? first + " and " + (size - 3) + " more" : first;
  }

  /** Rows that grow. */
  public static final class Builder {
    private int size;
    private short[] shapes = new short[8];
    private long[] highs = new long[8];
    private long[] lows = new long[8];
    private long[] numbers = {};

    /** How many rows there are. */
    public int size() {
      return size;
    }

    /** Adds a prefix with what went to and from it. */
    public Builder add(Prefix prefix, Counters counters) {
      Address address = prefix.address();
      return add(Shape.of(prefix), address.high(), address.low(), counters);
    }

    /** Adds the prefix of a shape whose address has these halves. */
    public Builder add(Shape shape, long high, long low, Counters counters) {
      if (size == shapes.length) {
        grow(size * 2);
      }
      shapes[size] = (short) (shape.family() << 8 | shape.length());
      highs[size] = high;
      lows[size] = low;
      if (!counters.equals(Counters.ZERO)) {
        count(counters);
      }
      size++;
      return this;
    }

    /** Adds a row of others, with other counters. */
    public Builder add(Counted from, int row, Counters counters) {
      return add(from.shape(row), from.highs[row], from.lows[row], counters);
    }

    private void count(Counters c) {
      if (numbers.length == 0) {
        numbers = new long[shapes.length * NUMBERS];
      }
      int at = NUMBERS * size;
      numbers[at] = c.rxPackets();
      numbers[at + 1] = c.rxBytes();
      numbers[at + 2] = c.txPackets();
      numbers[at + 3] = c.txBytes();
    }

    private void grow(int capacity) {
      shapes = Arrays.copyOf(shapes, capacity);
      highs = Arrays.copyOf(highs, capacity);
      lows = Arrays.copyOf(lows, capacity);
      numbers = numbers.length == 0 ? numbers : Arrays.copyOf(numbers, capacity * NUMBERS);
    }

    /** The rows; this may grow further. */
    public Counted build() {
      return new Counted(this);
    }
  }
}
