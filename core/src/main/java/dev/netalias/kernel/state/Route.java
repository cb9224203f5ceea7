package dev.netalias.kernel.state;

import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One route, {@code ip route show table all} ({@code linux/rtnetlink.h}).
 *
 * @param destination the subnet; length 0 is the default route
 * @param table routing table, {@link #MAIN_TABLE}
 * @param type {@code RTN_*}: {@link #UNICAST}, {@link #LOCAL}, {@link #UNREACHABLE} …
 * @param protocol who made it, {@link Protocol}
 * @param scope {@code RT_SCOPE_*}
 * @param tos type of service that it is for, 0 for all
 * @param metric priority, the lowest wins
 * @param preferredSource source address of packets that this host sends, null where the kernel
 *     chooses
 * @param hops where to: one, several of a multipath route, or none of a reject route
 * @param metrics {@code RTAX_*} number to value: 2 mtu, 3 window, 4 rtt, 8 advmss
 * @param extra attributes that have no component here, as the hex of their bytes: kept so that a
 *     route can be put back as it was
 */
public record Route(
    Prefix destination,
    int table,
    int type,
    int protocol,
    int scope,
    int tos,
    long metric,
    @Nullable Address preferredSource,
    List<Hop> hops,
    Map<Integer, Long> metrics,
    String extra) {

  /** {@code RT_TABLE_MAIN}. */
  public static final int MAIN_TABLE = 254;

  /** {@code RT_TABLE_LOCAL}. */
  public static final int LOCAL_TABLE = 255;

  /** {@code RTN_UNICAST}. */
  public static final int UNICAST = 1;

  /** {@code RTN_LOCAL}. */
  public static final int LOCAL = 2;

  /** {@code RTN_BROADCAST}. */
  public static final int BROADCAST = 3;

  /** {@code RTN_UNREACHABLE}: what {@code route add … reject} makes. */
  public static final int UNREACHABLE = 7;

  /** {@code RTAX_MTU}. */
  public static final int METRIC_MTU = 2;

  /** {@code RTAX_WINDOW}. */
  public static final int METRIC_WINDOW = 3;

  /** {@code RTAX_RTT}, milliseconds times 8. */
  public static final int METRIC_RTT = 4;

  /** {@code RTAX_ADVMSS}. */
  public static final int METRIC_MSS = 8;

  /** Copies the collections. */
  public Route {
    hops = List.copyOf(hops);
    metrics = Map.copyOf(metrics);
  }

  /** A route of the main table made by netalias, {@code ip route add DESTINATION …}. */
  public static Route to(Prefix destination, Hop hop) {
    int scope =
        destination.address().family() == Address.INET && hop.gateway() == null
            ? InterfaceAddress.SCOPE_LINK
            : InterfaceAddress.SCOPE_GLOBAL;
    return new Route(
        destination,
        MAIN_TABLE,
        UNICAST,
        Protocol.NETALIAS,
        scope,
        0,
        0,
        null,
        List.of(hop),
        Map.of(),
        "");
  }

  /** The first hop's device, null where there is none. */
  public @Nullable Device device() {
    return hops.isEmpty() ? null : hops.getFirst().device();
  }

  /** The first hop's gateway, null where there is none. */
  public @Nullable Address gateway() {
    return hops.isEmpty() ? null : hops.getFirst().gateway();
  }

  /** Whether any hop leaves through the device. */
  public boolean leavesThrough(Device device) {
    return hops.stream().anyMatch(h -> h.device() != null && h.device().index() == device.index());
  }

  /** Whether the kernel itself made it, for an address or a device. */
  public boolean isKernels() {
    return protocol == Protocol.KERNEL;
  }

  /** The same with a preferred source. */
  public Route withPreferredSource(@Nullable Address source) {
    return new Route(
        destination, table, type, protocol, scope, tos, metric, source, hops, metrics, extra);
  }

  /** The same in another table, as netalias's own. */
  public Route ownIn(int otherTable) {
    return new Route(
        destination,
        otherTable,
        type,
        Protocol.NETALIAS,
        scope,
        tos,
        metric,
        preferredSource,
        hops,
        metrics,
        extra);
  }

  /** The same with another metric. */
  public Route withMetric(long newMetric) {
    return new Route(
        destination,
        table,
        type,
        protocol,
        scope,
        tos,
        newMetric,
        preferredSource,
        hops,
        metrics,
        extra);
  }

  /** The reject route to a destination, {@code ip route add unreachable DESTINATION}. */
  public static Route reject(Prefix destination) {
    return new Route(
        destination,
        MAIN_TABLE,
        UNREACHABLE,
        Protocol.NETALIAS,
        InterfaceAddress.SCOPE_GLOBAL,
        0,
        0,
        null,
        List.of(),
        Map.of(),
        "");
  }
}
