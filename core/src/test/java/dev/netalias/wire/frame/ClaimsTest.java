package dev.netalias.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.net.Address;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static final long MAC = 0x0200_0000_0001L;
  private static final Address FOUR = Address.parse("10.0.0.5");
  private static final Address SIX = Address.parse("2001:db8::5");

  private final Frame frame = new Frame();

  @Test
  void aQuestionIsTheOneOfOneWhoHasNoAddress() {
    Claims.probe(frame, MAC, FOUR);
    assertThat(FrameText.of(frame)).startsWith("ARP, Request who-has 10.0.0.5 tell 0.0.0.0");
    Claims.probe(frame, MAC, SIX);
    assertThat(FrameText.of(frame))
        .startsWith("IP6 :: > ff02::1:ff00:5: ICMP6, neighbor solicitation, who has 2001:db8::5");
  }

  @Test
  void anAnnouncementIsAQuestionAndAnAnswerToEverybody() {
    Claims.announce(frame, MAC, FOUR, false);
    assertThat(FrameText.of(frame)).startsWith("ARP, Request who-has 10.0.0.5 tell 10.0.0.5");
    Claims.announce(frame, MAC, FOUR, true);
    assertThat(FrameText.of(frame)).startsWith("ARP, Reply 10.0.0.5 is-at 02:00:00:00:00:01");
    assertThat(Ethernet.destination(frame)).isEqualTo(Ethernet.BROADCAST);
    Claims.announce(frame, MAC, SIX, true);
    assertThat(FrameText.of(frame)).contains("> ff02::1", "advertisement", "2001:db8::5");
    assertThat(Discovery.parse(frame, 54, frame.length()).flags()).isEqualTo(Discovery.OVERRIDE);
  }

  @Test
  void eachOfThemIsAClaim() {
    for (Address address : new Address[] {FOUR, SIX}) {
      Claims.probe(frame, MAC, address);
      assertThat(Claims.of(frame)).isEqualTo(new Claims.Claim(address, MAC));
      Claims.announce(frame, MAC, address, false);
      assertThat(Claims.of(frame)).isEqualTo(new Claims.Claim(address, MAC));
      Claims.announce(frame, MAC, address, true);
      assertThat(Claims.of(frame)).isEqualTo(new Claims.Claim(address, MAC));
    }
  }

  @Test
  void whoAsksForANeighbourClaimsHisOwnAddressAlone() {
    frame.resize(Ethernet.SIZE + Arp.SIZE);
    new Ethernet(Ethernet.BROADCAST, MAC, Ethernet.ARP).emit(frame);
    new Arp(Arp.REQUEST, MAC, (int) FOUR.low(), 0, 0x0a000009).emit(frame, Ethernet.SIZE);
    assertThat(Claims.of(frame)).isEqualTo(new Claims.Claim(FOUR, MAC));
  }

  @Test
  void whatIsCutOffOrOfAnotherKindClaimsNothing() {
    Claims.probe(frame, MAC, SIX);
    for (int length = 0; length < frame.length(); length++) {
      assertThat(Claims.of(Frame.of(frame.bytes(0, length)))).isNull();
    }
    Claims.announce(frame, MAC, SIX, true);
    frame.put8(Ethernet.SIZE + 7, 64); // it came through a router
    assertThat(Claims.of(frame)).isNull();
  }
}
