package dev.netalias.cli.print;

import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Prefix;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ifconfig} shows as one block, as JSON.
 *
 * @param name the device or alias
 * @param main the main device, itself or an alias's
 * @param flags the words of its flags
 * @param mtu largest payload
 * @param mac link-layer address, null where it has none
 * @param txQueueLength length of the transmit queue
 * @param inet its IPv4 address, null where it has none
 * @param inet6 its IPv6 addresses
 * @param traffic its counters, null where nothing counts for it
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record FaceJson(
    String name,
    String main,
    List<String> flags,
    int mtu,
    @Nullable String mac,
    int txQueueLength,
    @Nullable Inet inet,
    List<Inet6> inet6,
    @Nullable TrafficJson traffic) {

  /**
   * An IPv4 address.
   *
   * @param address the address
   * @param netmask its mask
   * @param broadcast broadcast address, null where none
   * @param destination the far end, null where none
   */
  @Json
  public record Inet(
      String address, String netmask, @Nullable String broadcast, @Nullable String destination) {
    /** What one address is. */
    public static Inet of(InterfaceAddress a) {
      return new Inet(
          a.local().toString(),
          a.prefix().mask().toString(),
          a.broadcast() == null ? null : a.broadcast().toString(),
          a.peer() == null ? null : a.peer().toString());
    }
  }

  /**
   * An IPv6 address.
   *
   * @param address the address
   * @param prefixLength length of its prefix
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Inet6(String address, int prefixLength) {
    /** What one prefix is. */
    public static Inet6 of(Prefix prefix) {
      return new Inet6(prefix.address().toString(), prefix.length());
    }
  }
}
