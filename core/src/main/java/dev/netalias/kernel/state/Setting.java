package dev.netalias.kernel.state;

/** IPv4 settings of one device, {@code net.ipv4.conf.DEVICE.NAME} ({@code linux/ip.h}). */
public enum Setting {
  /** Forward packets that arrive on it. */
  FORWARDING("forwarding", 1),
  /** Reverse path filter. */
  RP_FILTER("rp_filter", 8),
  /** Which of the host's own addresses ARP requests name as source. */
  ARP_ANNOUNCE("arp_announce", 18),
  /** Which ARP requests are answered. */
  ARP_IGNORE("arp_ignore", 19),
  /** Whether a secondary address takes over when the primary of its subnet goes. */
  PROMOTE_SECONDARIES("promote_secondaries", 20);

  private final String text;
  private final int number;

  Setting(String text, int number) {
    this.text = text;
    this.number = number;
  }

  /** Its file name below {@code /proc/sys/net/ipv4/conf/DEVICE}. */
  public String text() {
    return text;
  }

  /** Its {@code IPV4_DEVCONF_*} number. */
  public int number() {
    return number;
  }
}
