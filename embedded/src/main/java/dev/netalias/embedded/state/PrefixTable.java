package dev.netalias.embedded.state;

import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One routing table: a longest prefix match as a hash table for each length that occurs, which is a
 * handful. Routes of one prefix stand in the order in which they are tried.
 */
final class PrefixTable {
  private static final RouteEntry[] NONE = {};

  private final @Nullable AddressMap<RouteEntry[]>[] byLength;
  private final int family;
  private final int bits;
  private int[] lengths = {};

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
  PrefixTable(Address sample) {
    family = sample.family();
    bits = sample.bits();
    byLength = new AddressMap[bits + 1];
  }

  /** The first route of the longest prefix that holds an address. */
  @Nullable RouteEntry find(long high, long low, int tos) {
    return findLonger(-1, high, low, tos);
  }

  /** The same, of prefixes longer than this alone. */
  @Nullable RouteEntry findLonger(int than, long high, long low, int tos) {
    for (int length : lengths) {
      if (length <= than) {
        return null;
      }
      RouteEntry[] chain = chain(length, high & maskHigh(length), low & maskLow(length));
      for (RouteEntry entry : chain) {
        if (entry.route().tos() == 0 || entry.route().tos() == tos) {
          return entry;
        }
      }
    }
    return null;
  }

  /** The routes of one prefix. */
  RouteEntry[] chain(Prefix prefix) {
    Address network = prefix.network().address();
    return chain(prefix.length(), network.high(), network.low());
  }

  private RouteEntry[] chain(int length, long high, long low) {
    AddressMap<RouteEntry[]> map = byLength[length];
    RouteEntry[] chain = map == null ? null : map.get(family, high, low);
    return chain == null ? NONE : chain;
  }

  /** Replaces the routes of one prefix. */
  void chain(Prefix prefix, RouteEntry[] entries) {
    Address network = prefix.network().address();
    AddressMap<RouteEntry[]> map = byLength[prefix.length()];
    if (map == null) {
      map = new AddressMap<>();
      byLength[prefix.length()] = map;
    }
    if (entries.length == 0) {
      map.remove(family, network.high(), network.low());
    } else {
      map.put(family, network.high(), network.low(), entries);
    }
    boolean listed = Arrays.stream(lengths).anyMatch(l -> l == prefix.length());
    if (listed != map.size() > 0) {
      lengths = lengthsThatOccur();
    }
  }

  private int[] lengthsThatOccur() {
    int[] found = new int[bits + 1];
    int n = 0;
    for (int length = bits; length >= 0; length--) {
      AddressMap<RouteEntry[]> map = byLength[length];
      if (map != null && map.size() > 0) {
        found[n++] = length;
      }
    }
    return Arrays.copyOf(found, n);
  }

  void forEach(Consumer<RouteEntry> action) {
    for (int length : lengths) {
      AddressMap<RouteEntry[]> map = byLength[length];
      if (map != null) {
        map.forEach(chain -> Arrays.asList(chain).forEach(action));
      }
    }
  }

  private long maskHigh(int length) {
    int host = bits - length;
    return host <= 64 ? -1L : host >= 128 ? 0 : -1L << host - 64;
  }

  private long maskLow(int length) {
    int host = bits - length;
    return host >= 64 ? 0 : -1L << host;
  }
}
