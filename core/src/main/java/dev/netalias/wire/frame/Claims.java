package dev.netalias.wire.frame;

import dev.netalias.net.Address;
import org.jspecify.annotations.Nullable;

/**
 * Frames by which hosts of a link claim addresses, and ask for them as one who is about to take
 * them: ARP as in RFC 5227, neighbour discovery as in RFC 4861 section 7.2.6 and RFC 4862 section
 * 5.4.
 */
public final class Claims {
  private static final int AT = Ethernet.SIZE;
  private static final int ND = AT + Ipv6.SIZE;
  private static final int NOBODY = 0;
  private static final Address UNSPECIFIED = new Address(Address.INET6, 16, 0, 0);
  private static final Address ALL_NODES = new Address(Address.INET6, 16, 0xff02L << 48, 1);

  private Claims() {}

  /**
   * That somebody has an address, or is about to take it.
   *
   * @param address the address
   * @param mac whose claim it is
   */
  public record Claim(Address address, long mac) {}

  /** Who has the address? Asked by one who has none yet. */
  public static void probe(Frame frame, long mac, Address address) {
    if (address.family() == Address.INET) {
      arp(frame, new Arp(Arp.REQUEST, mac, NOBODY, 0, (int) address.low()));
      return;
    }
    Discovery question =
        new Discovery(Discovery.SOLICITATION, 0, address, Discovery.NO_MAC); // RFC 4861 section 4.3
    discovery(frame, mac, question, to(question, UNSPECIFIED, Discovery.solicitedGroup(address)));
  }

  /**
   * The address is here.
   *
   * @param answer whether in the form of an answer, which some hosts believe rather than the other;
   *     there is one form in IPv6
   */
  public static void announce(Frame frame, long mac, Address address, boolean answer) {
    if (address.family() == Address.INET) {
      int number = (int) address.low();
      arp(
          frame,
          answer
              ? new Arp(Arp.REPLY, mac, number, Ethernet.BROADCAST, number)
              : new Arp(Arp.REQUEST, mac, number, 0, number));
      return;
    }
    Discovery told = new Discovery(Discovery.ADVERTISEMENT, Discovery.OVERRIDE, address, mac);
    discovery(frame, mac, told, to(told, address, ALL_NODES));
  }

  private static void arp(Frame frame, Arp arp) {
    frame.resize(AT + Arp.SIZE);
    new Ethernet(Ethernet.BROADCAST, arp.senderMac(), Ethernet.ARP).emit(frame);
    arp.emit(frame, AT);
  }

  private static Ipv6 to(Discovery discovery, Address source, Address group) {
    return new Ipv6(0, discovery.size(), Ipv6.ICMP, Discovery.HOP_LIMIT, source, group);
  }

  private static void discovery(Frame frame, long mac, Discovery discovery, Ipv6 header) {
    int size = discovery.size();
    frame.resize(ND + size);
    long group = Ethernet.ofIpv6Group(header.destination().low());
    new Ethernet(group, mac, Ethernet.IPV6).emit(frame);
    header.emit(frame, AT);
    discovery.emit(frame, ND, Ipv6.pseudoSum(frame, AT, Ipv6.ICMP) + size);
  }

  /** What a frame claims, null where nothing. */
  public static @Nullable Claim of(Frame frame) {
    if (Ethernet.flaw(frame) != null) {
      return null;
    }
    return switch (Ethernet.type(frame)) {
      case Ethernet.ARP -> Arp.flaw(frame, AT) == null ? of(Arp.parse(frame, AT)) : null;
      case Ethernet.IPV6 -> Ipv6.flaw(frame, AT) == null ? ofIpv6(frame) : null;
      default -> null;
    };
  }

  private static @Nullable Claim of(Arp arp) {
    if (arp.sender() != NOBODY) {
      return new Claim(Address.ofIpv4(arp.sender()), arp.senderMac());
    }
    boolean probe = arp.operation() == Arp.REQUEST && arp.target() != NOBODY;
    return probe ? new Claim(Address.ofIpv4(arp.target()), arp.senderMac()) : null;
  }

  private static @Nullable Claim ofIpv6(Frame frame) {
    Ipv6.Payload payload = Ipv6.payloadOf(frame, AT);
    int at = payload.at();
    int end = payload.end();
    if (payload.flaw() != null || payload.protocol() != Ipv6.ICMP) {
      return null;
    }
    boolean sound =
        Icmp6.flaw(frame, at, end, Ipv6.pseudoSum(frame, AT, Ipv6.ICMP)) == null
            && Discovery.is(frame.u8(at))
            && Discovery.flaw(frame, at, end, Ipv6.hopLimit(frame, AT)) == null;
    if (!sound) {
      return null;
    }
    Discovery discovery = Discovery.parse(frame, at, end);
    boolean tells = discovery.type() == Discovery.ADVERTISEMENT;
    boolean asksAsNobody = Ipv6.address(frame, AT + 8).isZero();
    if (!tells && !asksAsNobody) {
      return null;
    }
    long mac = tells ? discovery.mac() : Discovery.NO_MAC;
    return new Claim(discovery.target(), mac == Discovery.NO_MAC ? Ethernet.source(frame) : mac);
  }
}
