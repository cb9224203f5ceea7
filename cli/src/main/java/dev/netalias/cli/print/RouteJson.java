package dev.netalias.cli.print;

import dev.netalias.kernel.state.Route;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * One route as JSON.
 *
 * @param family address family
 * @param destination where to
 * @param prefixLength length of its prefix
 * @param gateway through whom, null where through none
 * @param iface the device or the alias that it leaves through
 * @param metric the lowest wins
 * @param source the preferred source address, null where none
 * @param reject whether it leads nowhere
 * @param mss advertised maximal segment size, 0 where none
 * @param window window of TCP, 0 where none
 * @param irtt initial round trip time in milliseconds, 0 where none
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record RouteJson(
    int family,
    String destination,
    int prefixLength,
    @Nullable String gateway,
    String iface,
    long metric,
    @Nullable String source,
    boolean reject,
    long mss,
    long window,
    long irtt) {

  /** What one route is, through the device or alias of a name. */
  public static RouteJson of(Route route, String iface) {
    long mss = route.metrics().getOrDefault(Route.METRIC_MSS, 0L);
    return new RouteJson(
        route.destination().address().family(),
        route.destination().address().toString(),
        route.destination().length(),
        route.gateway() == null ? null : route.gateway().toString(),
        iface,
        route.metric(),
        route.preferredSource() == null ? null : route.preferredSource().toString(),
        route.type() == Route.UNREACHABLE,
        mss == 0 ? 0 : mss + 40,
        route.metrics().getOrDefault(Route.METRIC_WINDOW, 0L),
        route.metrics().getOrDefault(Route.METRIC_RTT, 0L) >> 3);
  }
}
