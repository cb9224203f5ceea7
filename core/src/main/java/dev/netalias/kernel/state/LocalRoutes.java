package dev.netalias.kernel.state;

import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The aliases of one main device that are local routes: {@code ip route show table local proto 78},
 * and the closed ones in {@link #CLOSED_TABLE}. They stand in the order of their slots, those whose
 * tag is a word last. It never changes.
 */
public final class LocalRoutes extends RouteColumns {
  private LocalRoutes(RouteColumns columns) {
    super(columns.device, 0);
    size = columns.size;
    metrics = columns.metrics;
    shapes = columns.shapes;
    lows = columns.lows;
    middles = columns.middles;
    highs = columns.highs;
    inet6 = columns.inet6;
  }

  /** A device without such aliases. */
  public static LocalRoutes none(Device device) {
    return new Builder(device).build();
  }

  @Override
  boolean isInOrder() {
    return true;
  }

  /** The rows as routes, each made when it is asked for. */
  public List<Route> routes() {
    return new Rows();
  }

  private final class Rows extends AbstractList<Route> implements RandomAccess {
    @Override
    public Route get(int row) {
      return route(row);
    }

    @Override
    public int size() {
      return size;
    }
  }

  /** The rows of some numbers. */
  public LocalRoutes only(IntPredicate wanted) {
    Builder left = new Builder(device);
    for (int row = 0; row < size; row++) {
      if (wanted.test(row)) {
        left.add(this, row);
      }
    }
    return left.build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LocalRoutes that
        && device.equals(that.device)
        && routes().equals(that.routes());
  }

  @Override
  public int hashCode() {
    return 31 * device.hashCode() + size;
  }

  @Override
  public String toString() {
    return size + " local routes of " + device;
  }

  /** Columns that grow. */
  public static final class Builder extends RouteColumns {
    private static final int FIRST_CAPACITY = 16;
    private boolean sorted = true;

    @Override
    boolean isInOrder() {
      return sorted;
    }

    /** No rows of a device. */
    public Builder(Device device) {
      super(device, FIRST_CAPACITY);
    }

    /** Adds a row. */
    public void add(Prefix prefix, long metric, boolean open) {
      Address address = prefix.address();
      int shape = shape(address.family(), prefix.length(), open);
      add(shape, address.high(), address.low(), (int) metric);
    }

    /** Adds a row of an IPv4 address. */
    public void addInet(int address, int length, long metric, boolean open) {
      add(shape(Address.INET, length, open), 0, address, (int) metric);
    }

    /** Adds a row of other columns. */
    public void add(RouteColumns from, int row) {
      add(from.shapes[row], from.high(row), from.low(row), from.metrics[row]);
    }

    private void add(int shape, long high, long low, int metric) {
      if (size == metrics.length) {
        resize(size + (size >> 1));
      }
      sorted &= size == 0 || Integer.compareUnsigned(metrics[size - 1], metric) <= 0;
      metrics[size] = metric;
      shapes[size] = (short) shape;
      lows[size] = (int) low;
      if (family(size) == Address.INET6) {
        if (highs.length == 0) {
          widen(metrics.length);
        }
        middles[size] = (int) (low >>> 32);
        highs[size] = high;
        inet6++;
      }
      size++;
    }

    /** The rows in order; this builder may grow further, and what was built stays. */
    public LocalRoutes build() {
      if (sorted) {
        Builder copy = new Builder(this);
        copy.resize(size);
        return new LocalRoutes(copy);
      }
      long[] order = new long[size];
      for (int row = 0; row < size; row++) {
        order[row] = ((long) metrics[row] << 32 | row) ^ Long.MIN_VALUE; // unsigned
      }
      Arrays.sort(order);
      Builder inOrder = new Builder(device);
      for (long key : order) {
        inOrder.add(this, (int) key);
      }
      inOrder.resize(size);
      return new LocalRoutes(inOrder);
    }

    private Builder(Builder other) {
      this(other.device);
      size = other.size;
      metrics = other.metrics;
      shapes = other.shapes;
      lows = other.lows;
      middles = other.middles;
      highs = other.highs;
      inet6 = other.inet6;
    }
  }
}
