package dev.netalias.cli.look;

import dev.netalias.net.Address;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code route add} or {@code route del} asks for.
 *
 * @param add whether a route is to come, else it is to go
 * @param destination where to
 * @param length of its prefix, -1 where none is given: of a network it is found
 * @param gateway through whom, null where through none
 * @param device through which device or alias, null where it is to be found
 * @param metric the metric, empty where any will do
 * @param metrics {@code RTAX_*} values
 * @param reject whether it leads nowhere
 */
record RouteWish(
    boolean add,
    Address destination,
    int length,
    @Nullable Address gateway,
    @Nullable String device,
    OptionalLong metric,
    Map<Integer, Long> metrics,
    boolean reject) {
  boolean isInet6() {
    return destination.family() == Address.INET6;
  }
}
