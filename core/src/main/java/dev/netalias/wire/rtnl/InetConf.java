package dev.netalias.wire.rtnl;

/**
 * The IPv4 settings of a device, in the order of {@code IPV4_DEVCONF_*} from 1 on. Each is also a
 * file below {@code /proc/sys/net/ipv4/conf/DEVICE/}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/ip.h">ip.h</a>
 */
public enum InetConf {
  FORWARDING,
  MC_FORWARDING,
  PROXY_ARP,
  ACCEPT_REDIRECTS,
  SECURE_REDIRECTS,
  SEND_REDIRECTS,
  SHARED_MEDIA,
  RP_FILTER,
  ACCEPT_SOURCE_ROUTE,
  BOOTP_RELAY,
  LOG_MARTIANS,
  TAG,
  ARPFILTER,
  MEDIUM_ID,
  NOXFRM,
  NOPOLICY,
  FORCE_IGMP_VERSION,
  ARP_ANNOUNCE,
  ARP_IGNORE,
  PROMOTE_SECONDARIES,
  ARP_ACCEPT,
  ARP_NOTIFY,
  ACCEPT_LOCAL,
  SRC_VMARK,
  PROXY_ARP_PVLAN,
  ROUTE_LOCALNET,
  IGMPV2_UNSOLICITED_REPORT_INTERVAL,
  IGMPV3_UNSOLICITED_REPORT_INTERVAL,
  IGNORE_ROUTES_WITH_LINKDOWN,
  DROP_UNICAST_IN_L2_MULTICAST,
  DROP_GRATUITOUS_ARP,
  BC_FORWARDING,
  ARP_EVICT_NOCARRIER;

  /** The kernel's number of the setting. */
  @SuppressWarnings("EnumOrdinal") // the order is the kernel's
  public int number() {
    return ordinal() + 1;
  }

  /**
   * The setting of a number.
   *
   * @throws IllegalArgumentException where it has no name here
   */
  public static InetConf of(int number) {
    for (InetConf setting : values()) {
      if (setting.number() == number) {
        return setting;
      }
    }
    throw new IllegalArgumentException("no IPv4 setting has number " + number);
  }
}
