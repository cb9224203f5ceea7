package dev.netalias.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Broken lengths and sums are told by reason; nothing throws, whatever the bytes. */
class FlawTest {
  private static final int IP = Ethernet.SIZE;

  private static Frame ping() {
    return Captured.with("ICMP echo request").frame();
  }

  private static Frame datagram() {
    return Captured.with("10.0.0.254.5000: UDP").frame();
  }

  private static Frame solicitation() {
    return Captured.with("neighbor solicitation").frame();
  }

  private static Frame repaired(Frame frame) {
    frame.put16(IP + 10, 0);
    frame.put16(IP + 10, Checksum.of(Checksum.sum(frame, IP, 20, 0)));
    return frame;
  }

  @Test
  void aFrameWithoutAWholeEthernetHeaderIsShort() {
    assertThat(Ethernet.flaw(Frame.of(new byte[13]))).isEqualTo(Flaw.ETHERNET_SHORT);
    assertThat(Ethernet.flaw(Frame.of(new byte[14]))).isNull();
  }

  @Test
  void arpIsRefusedWhenShortOrForAnotherNetwork() {
    Frame frame = Captured.with("ARP, Request").frame();
    frame.put16(IP + 2, Ethernet.IPV6);
    assertThat(Arp.flaw(frame, IP)).isEqualTo(Flaw.ARP_KIND);
    assertThat(Arp.flaw(frame.resize(IP + Arp.SIZE - 1), IP)).isEqualTo(Flaw.ARP_SHORT);
  }

  @Test
  void anIpv4HeaderIsRefusedForEachLengthThatLies() {
    assertThat(Ipv4.flaw(ping().resize(IP + 19), IP)).isEqualTo(Flaw.IPV4_SHORT);
    Frame version = ping();
    version.put8(IP, 0x55);
    assertThat(Ipv4.flaw(version, IP)).isEqualTo(Flaw.IPV4_VERSION);
    Frame shortHeader = ping();
    shortHeader.put8(IP, 0x44);
    assertThat(Ipv4.flaw(shortHeader, IP)).isEqualTo(Flaw.IPV4_HEADER_LENGTH);
    Frame longHeader = ping().resize(IP + 24);
    longHeader.put8(IP, 0x4f);
    assertThat(Ipv4.flaw(longHeader, IP)).isEqualTo(Flaw.IPV4_HEADER_LENGTH);
    Frame longTotal = ping();
    longTotal.put16(IP + 2, longTotal.length());
    assertThat(Ipv4.flaw(longTotal, IP)).isEqualTo(Flaw.IPV4_TOTAL_LENGTH);
    Frame shortTotal = ping();
    shortTotal.put16(IP + 2, 19);
    assertThat(Ipv4.flaw(shortTotal, IP)).isEqualTo(Flaw.IPV4_TOTAL_LENGTH);
    Frame sum = ping();
    sum.put8(IP + 8, 1);
    assertThat(Ipv4.flaw(sum, IP)).isEqualTo(Flaw.IPV4_CHECKSUM);
  }

  @Test
  void aFragmentMustBeOfWholeEightsAndEndWithinADatagram() {
    Frame odd = datagram();
    odd.put16(IP + 6, Ipv4.MORE_FRAGMENTS);
    assertThat(Ipv4.flaw(repaired(odd), IP)).isEqualTo(Flaw.IPV4_FRAGMENT);
    Frame far = ping();
    far.put16(IP + 6, Ipv4.OFFSET_BITS);
    assertThat(Ipv4.flaw(repaired(far), IP)).isEqualTo(Flaw.IPV4_FRAGMENT);
  }

  @Test
  void icmpAndUdpAreRefusedForLengthAndSum() {
    Frame ping = ping();
    int at = IP + Ipv4.SIZE;
    assertThat(Icmp.flaw(ping, at, at + 7)).isEqualTo(Flaw.ICMP_SHORT);
    ping.put8(ping.length() - 1, 0x5a);
    assertThat(Icmp.flaw(ping, at, ping.length())).isEqualTo(Flaw.ICMP_CHECKSUM);
    Frame udp = datagram();
    int end = IP + Ipv4.totalLength(udp, IP);
    long pseudo = Ipv4.pseudoSum(udp, IP);
    assertThat(Udp.flaw(udp, at, at + 7, pseudo)).isEqualTo(Flaw.UDP_SHORT);
    udp.put16(at + 4, 7);
    assertThat(Udp.flaw(udp, at, end, pseudo)).isEqualTo(Flaw.UDP_LENGTH);
    udp.put16(at + 4, end - at + 1);
    assertThat(Udp.flaw(udp, at, end, pseudo)).isEqualTo(Flaw.UDP_LENGTH);
    udp.put16(at + 4, end - at - 1);
    assertThat(Udp.flaw(udp, at, end, pseudo)).isEqualTo(Flaw.UDP_CHECKSUM);
    udp.put16(at + 6, 0);
    assertThat(Udp.flaw(udp, at, end, pseudo)).isNull();
    assertThat(Udp.isSummed(udp, at)).isFalse();
  }

  @Test
  void ipv6_is_refused_for_length_version_and_extension_headers_that_run_past_the_end() {
    assertThat(Ipv6.flaw(solicitation().resize(IP + 39), IP)).isEqualTo(Flaw.IPV6_SHORT);
    Frame version = solicitation();
    version.put8(IP, 0x45);
    assertThat(Ipv6.flaw(version, IP)).isEqualTo(Flaw.IPV6_VERSION);
    Frame length = solicitation();
    length.put16(IP + 4, 33);
    assertThat(Ipv6.flaw(length, IP)).isEqualTo(Flaw.IPV6_LENGTH);
    Frame extension = solicitation();
    extension.put8(IP + 6, 0);
    extension.put8(IP + 41, 4);
    assertThat(Ipv6.payloadOf(extension, IP).flaw()).isEqualTo(Flaw.IPV6_EXTENSION);
    extension.put8(IP + 40, Ipv6.ICMP);
    extension.put8(IP + 41, 0);
    Ipv6.Payload payload = Ipv6.payloadOf(extension, IP);
    assertThat(payload.flaw()).isNull();
    assertThat(payload.at()).isEqualTo(IP + 48);
    assertThat(payload.protocol()).isEqualTo(Ipv6.ICMP);
  }

  @Test
  void neighbourDiscoveryIsRefusedFromAfarAndWithOptionsThatNeverEnd() {
    int at = IP + Ipv6.SIZE;
    Frame frame = solicitation();
    int end = frame.length();
    assertThat(Discovery.flaw(frame, at, end, 254)).isEqualTo(Flaw.ND_FOREIGN);
    assertThat(Discovery.flaw(frame, at, at + 23, 255)).isEqualTo(Flaw.ND_SHORT);
    frame.put8(at + 25, 0);
    assertThat(Discovery.flaw(frame, at, end, 255)).isEqualTo(Flaw.ND_OPTION);
    frame.put8(at + 25, 2);
    assertThat(Discovery.flaw(frame, at, end, 255)).isEqualTo(Flaw.ND_OPTION);
    frame.put8(at + 8, 0xff);
    assertThat(Discovery.flaw(frame, at, end, 255)).isEqualTo(Flaw.ND_TARGET);
    long pseudo = Ipv6.pseudoSum(frame, IP, Ipv6.ICMP);
    assertThat(Icmp6.flaw(frame, at, at + 7, pseudo)).isEqualTo(Flaw.ICMP6_SHORT);
    assertThat(Icmp6.flaw(frame, at, end, pseudo)).isEqualTo(Flaw.ICMP6_CHECKSUM);
  }

  @Test
  void aHeaderWhoseTtlWasLoweredInPlaceStillAddsUp() {
    Frame frame = ping();
    for (int ttl = Ipv4.ttl(frame, IP); ttl > 0; ttl--) {
      assertThat(Ipv4.flaw(frame, IP)).isNull();
      Ipv4.age(frame, IP);
      assertThat(Ipv4.ttl(frame, IP)).isEqualTo(ttl - 1);
    }
  }

  @Test
  void noMutationOfAFrameMakesReadingOrPrintingItThrow() {
    Random random = new Random(3);
    List<Captured> all = Captured.all();
    Set<Flaw> seen = EnumSet.noneOf(Flaw.class);
    for (int i = 0; i < 200_000; i++) {
      Frame frame = all.get(random.nextInt(all.size())).frame();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        frame.put8(random.nextInt(frame.length()), random.nextInt());
      }
      frame.resize(random.nextInt(4) == 0 ? random.nextInt(frame.length()) : frame.length());
      Flaw flaw = judged(frame);
      assertThat(FrameText.of(frame)).isNotEmpty();
      if (flaw != null) {
        seen.add(flaw);
      }
    }
    assertThat(seen).hasSizeGreaterThan(18);
  }

  private static @Nullable Flaw judged(Frame frame) {
    Flaw flaw = Ethernet.flaw(frame);
    if (flaw != null) {
      return flaw;
    }
    return switch (Ethernet.type(frame)) {
      case Ethernet.ARP -> Arp.flaw(frame, IP);
      case Ethernet.IPV4 -> {
        flaw = Ipv4.flaw(frame, IP);
        yield flaw != null ? flaw : payloadFlaw(frame);
      }
      case Ethernet.IPV6 -> {
        flaw = Ipv6.flaw(frame, IP);
        yield flaw != null ? flaw : payloadFlaw6(frame);
      }
      default -> null;
    };
  }

  private static @Nullable Flaw payloadFlaw(Frame frame) {
    int at = IP + Ipv4.headerLength(frame, IP);
    int end = IP + Ipv4.totalLength(frame, IP);
    return Ipv4.protocol(frame, IP) == Ipv4.UDP
        ? Udp.flaw(frame, at, end, Ipv4.pseudoSum(frame, IP))
        : Icmp.flaw(frame, at, end);
  }

  private static @Nullable Flaw payloadFlaw6(Frame frame) {
    Ipv6.Payload payload = Ipv6.payloadOf(frame, IP);
    if (payload.flaw() != null || payload.end() - payload.at() < Icmp.SIZE) {
      return payload.flaw();
    }
    Flaw sum = Icmp6.flaw(frame, payload.at(), payload.end(), 0);
    Flaw flaw = Discovery.flaw(frame, payload.at(), payload.end(), Ipv6.hopLimit(frame, IP));
    if (flaw == null) {
      assertThat(Discovery.parse(frame, payload.at(), payload.end()).target()).isNotNull();
    }
    return flaw != null ? flaw : sum;
  }
}
