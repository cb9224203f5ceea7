package dev.netalias.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real kernel sent is read, judged, printed and written again as it was. */
class CapturedFramesTest {
  private static final int IP = Ethernet.SIZE;

  static List<Captured> all() {
    return Captured.all();
  }

  @Test
  void theFixturesAreThere() {
    assertThat(all()).hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @MethodSource("all")
  void printsWhatTcpdumpPrints(Captured captured) {
    assertThat(FrameText.of(captured.frame())).isEqualTo(captured.text());
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasNoFlawAndIsWrittenAgainAsItWas(Captured captured) {
    Frame frame = captured.frame();
    assertThat(Ethernet.flaw(frame)).isNull();
    Frame copy = new Frame().resize(frame.length());
    copy.fill(0, frame.length(), 0xa5);
    Ethernet.parse(frame).emit(copy);
    switch (Ethernet.type(frame)) {
      case Ethernet.ARP -> {
        assertThat(Arp.flaw(frame, IP)).isNull();
        Arp.parse(frame, IP).emit(copy, IP);
      }
      case Ethernet.IPV4 -> rewriteIpv4(frame, copy);
      default -> rewriteIpv6(frame, copy);
    }
    assertThat(copy).hasToString(frame.toString());
  }

  private static void rewriteIpv4(Frame frame, Frame copy) {
    assertThat(Ipv4.flaw(frame, IP)).isNull();
    Ipv4 ip = Ipv4.parse(frame, IP);
    ip.emit(copy, IP);
    int at = IP + ip.headerLength();
    int end = IP + ip.totalLength();
    if (Ipv4.isFragment(frame, IP)) {
      copy.copy(at, frame, at, end - at);
    } else if (ip.protocol() == Ipv4.ICMP) {
      assertThat(Icmp.flaw(frame, at, end)).isNull();
      copy.copy(at + Icmp.SIZE, frame, at + Icmp.SIZE, end - at - Icmp.SIZE);
      Icmp.parse(frame, at).emit(copy, at, end);
    } else {
      assertThat(Udp.flaw(frame, at, end, Ipv4.pseudoSum(frame, IP))).isNull();
      assertThat(Udp.isSummed(frame, at)).isTrue();
      copy.copy(at + Udp.SIZE, frame, at + Udp.SIZE, end - at - Udp.SIZE);
      Udp.parse(frame, at).emit(copy, at, Ipv4.pseudoSum(copy, IP));
    }
  }

  private static void rewriteIpv6(Frame frame, Frame copy) {
    assertThat(Ipv6.flaw(frame, IP)).isNull();
    Ipv6.parse(frame, IP).emit(copy, IP);
    Ipv6.Payload payload = Ipv6.payloadOf(frame, IP);
    int at = payload.at();
    int size = payload.end() - at;
    long pseudo = Ipv6.pseudoSum(frame, IP, payload.protocol());
    assertThat(payload.flaw()).isNull();
    if (payload.protocol() == Ipv6.UDP) {
      assertThat(Udp.flaw(frame, at, payload.end(), pseudo)).isNull();
      copy.copy(at + Udp.SIZE, frame, at + Udp.SIZE, size - Udp.SIZE);
      Udp.parse(frame, at).emit(copy, at, pseudo);
      return;
    }
    assertThat(Icmp6.flaw(frame, at, payload.end(), pseudo)).isNull();
    if (Discovery.is(frame.u8(at))) {
      int hops = Ipv6.hopLimit(frame, IP);
      assertThat(Discovery.flaw(frame, at, payload.end(), hops)).isNull();
      Discovery discovery = Discovery.parse(frame, at, payload.end());
      assertThat(discovery.size()).isEqualTo(size);
      discovery.emit(copy, at, pseudo + size);
    } else {
      copy.copy(at + Icmp.SIZE, frame, at + Icmp.SIZE, size - Icmp.SIZE);
      Icmp.parse(frame, at).emit(copy, at, payload.end(), pseudo + size);
    }
  }
}
