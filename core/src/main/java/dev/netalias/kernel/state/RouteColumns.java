package dev.netalias.kernel.state;

import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Local routes of one main device in columns of primitives: 10 bytes each for IPv4, 22 where one of
 * them is IPv6. An object for a row is made only when one is asked for.
 */
public abstract sealed class RouteColumns permits LocalRoutes, LocalRoutes.Builder {
  /**
   * The routing table of closed aliases: no rule of a system consults it ({@code ip route show
   * table 7878}).
   */
  public static final int CLOSED_TABLE = 7878;

  /** The metric of an alias whose tag is a word, not a slot: the greatest. */
  public static final long WORD_METRIC = 0xffff_ffffL;

  private static final int SIX = 0x100;
  private static final int CLOSED = 0x200;
  private static final int LENGTH = 0xff;

  final Device device;
  int size;
  int[] metrics;
  short[] shapes;
  int[] lows;

  /** Bits 32 to 63 and 64 to 127 of addresses; empty where there is no IPv6. */
  int[] middles = {};

  long[] highs = {};
  int inet6;

  RouteColumns(Device device, int capacity) {
    this.device = device;
    metrics = new int[capacity];
    shapes = new short[capacity];
    lows = new int[capacity];
  }

  static int shape(int family, int length, boolean open) {
    return length | (family == Address.INET6 ? SIX : 0) | (open ? 0 : CLOSED);
  }

  /** The device. */
  public final Device device() {
    return device;
  }

  /** How many rows there are. */
  public final int size() {
    return size;
  }

  /** Whether there is none. */
  public final boolean isEmpty() {
    return size == 0;
  }

  /** The metric of a row: its slot and 1, or {@link #WORD_METRIC}. */
  public final long metric(int row) {
    return Integer.toUnsignedLong(metrics[row]);
  }

  /** The address family of a row. */
  public final int family(int row) {
    return (shapes[row] & SIX) == 0 ? Address.INET : Address.INET6;
  }

  /** The prefix length of a row. */
  public final int length(int row) {
    return shapes[row] & LENGTH;
  }

  /** Whether a row is an open alias: in table local. */
  public final boolean isOpen(int row) {
    return (shapes[row] & CLOSED) == 0;
  }

  /** The upper 64 bits of a row's address, 0 for IPv4. */
  public final long high(int row) {
    return family(row) == Address.INET ? 0 : highs[row];
  }

  /** The lower 64 bits of a row's address. */
  public final long low(int row) {
    long low = Integer.toUnsignedLong(lows[row]);
    return family(row) == Address.INET ? low : (long) middles[row] << 32 | low;
  }

  /** The address of a row. */
  public final Address address(int row) {
    boolean four = family(row) == Address.INET;
    return new Address(family(row), four ? 4 : 16, high(row), low(row));
  }

  /** The prefix of a row. */
  public final Prefix prefix(int row) {
    return new Prefix(address(row), length(row));
  }

  /** The route that a row is. */
  public final Route route(int row) {
    int family = family(row);
    return new Route(
        prefix(row),
        isOpen(row) ? Route.LOCAL_TABLE : CLOSED_TABLE,
        Route.LOCAL,
        Protocol.NETALIAS,
        family == Address.INET ? InterfaceAddress.SCOPE_HOST : InterfaceAddress.SCOPE_GLOBAL,
        0,
        metric(row),
        null,
        List.of(Hop.through(device, null)),
        Map.of(),
        "");
  }

  /** Whether a route is netalias's own alias, and so belongs in columns. */
  public static boolean isAlias(Route route) {
    return route.protocol() == Protocol.NETALIAS
        && route.type() == Route.LOCAL
        && isMetric(route.metric())
        && (route.table() == Route.LOCAL_TABLE || route.table() == CLOSED_TABLE)
        && route.device() != null;
  }

  /** Whether a metric is that of a slot, or of a tag that is a word. */
  public static boolean isMetric(long metric) {
    return metric > 0 && metric <= 1L << 31 || metric == WORD_METRIC;
  }

  /** How many rows are of a family. */
  public final int count(int family) {
    return family == Address.INET6 ? inet6 : family == Address.INET ? size - inet6 : 0;
  }

  /** The first row whose address is one of {@code count} from an address on; -1 where none is. */
  public final int findAny(Address first, int count) {
    int family = first.family();
    if (count(family) == 0) {
      return -1;
    }
    long high = first.high();
    long low = first.low();
    for (int row = 0; row < size; row++) {
      boolean near = Long.compareUnsigned(low(row) - low, count) < 0;
      if (near && family(row) == family && isUpper(high(row), high, low(row), low)) {
        return row;
      }
    }
    return -1;
  }

  /** Whether the upper half fits, where counting may have gone over from the lower one. */
  private static boolean isUpper(long high, long first, long low, long firstLow) {
    return high == first + (Long.compareUnsigned(low, firstLow) < 0 ? 1 : 0);
  }

  /** The row of an address, an open one first; -1 where there is none. */
  public final int find(Address address) {
    int found = -1;
    for (int row = 0; row < size; row++) {
      if (lows[row] == (int) address.low() && address(row).equals(address)) {
        if (isOpen(row)) {
          return row;
        }
        found = row;
      }
    }
    return found;
  }

  /** Whether metrics only rise. */
  abstract boolean isInOrder();

  /**
   * The first row from one on that has a metric; -1 where there is none. Quick where the rows came
   * in order.
   */
  public final int withMetric(long metric, int from) {
    if (isInOrder()) {
      int row = Math.max(from, from(metric));
      return row < size && metric(row) == metric ? row : -1;
    }
    for (int row = from; row < size; row++) {
      if (metric(row) == metric) {
        return row;
      }
    }
    return -1;
  }

  /** In rows that are in order: the first whose metric is not below this one. */
  public final int from(long metric) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = low + high >>> 1;
      if (metric(middle) < metric) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first row from one on that has this prefix and metric; -1 where there is none. */
  public final int find(Prefix prefix, long metric, int from) {
    int row = withMetric(metric, from);
    while (row >= 0) {
      if (length(row) == prefix.length() && address(row).equals(prefix.address())) {
        return row;
      }
      row = withMetric(metric, row + 1);
    }
    return -1;
  }

  /** Room for so many rows. */
  final void resize(int capacity) {
    metrics = Arrays.copyOf(metrics, capacity);
    shapes = Arrays.copyOf(shapes, capacity);
    lows = Arrays.copyOf(lows, capacity);
    if (highs.length > 0) {
      widen(capacity);
    }
  }

  final void widen(int capacity) {
    middles = Arrays.copyOf(middles, capacity);
    highs = Arrays.copyOf(highs, capacity);
  }
}
