package dev.netalias.kernel.state;

import dev.netalias.net.Mac;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device as it is: {@code ip -s link show}, {@code ip netconf show}.
 *
 * @param device index and name
 * @param hardware link type, {@code ARPHRD_ETHER} 1, {@code ARPHRD_LOOPBACK} 772 ({@code
 *     linux/if_arp.h})
 * @param kind {@code IFLA_INFO_KIND}: {@code veth}, {@code macvlan}; empty for a plain device
 * @param state what can be set on it
 * @param broadcast link-layer broadcast address
 * @param metric the metric that {@code ifconfig} shows, 0 unless set
 * @param aliasText {@code IFLA_IFALIAS}, empty where none
 * @param traffic counters
 * @param settings IPv4 settings of this device, {@code net.ipv4.conf.NAME.*}
 * @param resources what of the machine it occupies
 * @param stacking how it is stacked on another device, null where it is on none
 */
public record Link(
    Device device,
    int hardware,
    String kind,
    LinkState state,
    Mac broadcast,
    int metric,
    String aliasText,
    Traffic traffic,
    Map<Setting, Integer> settings,
    Resources resources,
    @Nullable Stacking stacking) {

  /** {@code IFF_UP}: the device is open. */
  public static final int UP = 0x1;

  /** {@code IFF_BROADCAST}: it has a broadcast address. */
  public static final int BROADCAST = 0x2;

  /** {@code IFF_LOOPBACK}. */
  public static final int LOOPBACK = 0x8;

  /** {@code IFF_POINTOPOINT}. */
  public static final int POINT_TO_POINT = 0x10;

  /** {@code IFF_NOTRAILERS}, of no effect today. */
  public static final int NO_TRAILERS = 0x20;

  /** {@code IFF_RUNNING}: operational. */
  public static final int RUNNING = 0x40;

  /** {@code IFF_NOARP}. */
  public static final int NO_ARP = 0x80;

  /** {@code IFF_PROMISC}. */
  public static final int PROMISCUOUS = 0x100;

  /** {@code IFF_ALLMULTI}. */
  public static final int ALL_MULTICAST = 0x200;

  /** {@code IFF_MULTICAST}. */
  public static final int MULTICAST = 0x1000;

  /** {@code IFF_DYNAMIC}. */
  public static final int DYNAMIC = 0x8000;

  /** The name. */
  public String name() {
    return device.name();
  }

  /** Whether the device is open ({@code IFF_UP}). */
  public boolean isUp() {
    return has(UP);
  }

  /** Whether a flag, one of the constants here, is set. */
  public boolean has(int flag) {
    return (state.flags() & flag) != 0;
  }

  /** The value of a setting, where the kernel told it. */
  public @Nullable Integer setting(Setting setting) {
    return settings.get(setting);
  }
}
