package dev.netalias.wire.frame;

/** What can be wrong with a frame: each a reason to drop it, and to count it under. */
public enum Flaw {
  /** Ends within the Ethernet header. */
  ETHERNET_SHORT("shorter than an Ethernet header"),
  /** Ends within the ARP packet. */
  ARP_SHORT("shorter than an ARP packet"),
  /** ARP for something else than IPv4 on Ethernet. */
  ARP_KIND("ARP, but not for IPv4 on Ethernet"),
  /** Ends within the IPv4 header. */
  IPV4_SHORT("shorter than an IPv4 header"),
  /** The version in an IPv4 frame is not 4. */
  IPV4_VERSION("IPv4 of another version"),
  /** The IPv4 header length is under 20 or more than there is. */
  IPV4_HEADER_LENGTH("IPv4 header length"),
  /** The IPv4 total length is under the header's or more than there is. */
  IPV4_TOTAL_LENGTH("IPv4 total length"),
  /** The IPv4 header's sum is wrong. */
  IPV4_CHECKSUM("IPv4 header checksum"),
  /** A fragment that ends past 65,535 bytes, or that is not the last and no multiple of 8. */
  IPV4_FRAGMENT("IPv4 fragment length"),
  /** Ends within the ICMP header. */
  ICMP_SHORT("shorter than an ICMP header"),
  /** The ICMP sum is wrong. */
  ICMP_CHECKSUM("ICMP checksum"),
  /** Ends within the UDP header. */
  UDP_SHORT("shorter than a UDP header"),
  /** The UDP length is under 8 or more than there is. */
  UDP_LENGTH("UDP length"),
  /** The UDP sum is wrong, or missing on IPv6. */
  UDP_CHECKSUM("UDP checksum"),
  /** Ends within the IPv6 header. */
  IPV6_SHORT("shorter than an IPv6 header"),
  /** The version in an IPv6 frame is not 6. */
  IPV6_VERSION("IPv6 of another version"),
  /** The IPv6 payload length is more than there is. */
  IPV6_LENGTH("IPv6 payload length"),
  /** An IPv6 extension header runs past the end. */
  IPV6_EXTENSION("IPv6 extension header length"),
  /** The ICMPv6 sum is wrong. */
  ICMP6_CHECKSUM("ICMPv6 checksum"),
  /** Ends within an ICMPv6 header. */
  ICMP6_SHORT("shorter than an ICMPv6 header"),
  /** Neighbour discovery that came through a router, or with another code than 0. */
  ND_FOREIGN("neighbour discovery from beyond the link"),
  /** Ends within a neighbour discovery message. */
  ND_SHORT("shorter than a neighbour discovery message"),
  /** An option of neighbour discovery of length 0 or past the end. */
  ND_OPTION("neighbour discovery option length"),
  /** Neighbour discovery for a multicast address. */
  ND_TARGET("neighbour discovery of a multicast address");

  private final String text;

  Flaw(String text) {
    this.text = text;
  }

  /** The reason in words. */
  public String text() {
    return text;
  }
}
