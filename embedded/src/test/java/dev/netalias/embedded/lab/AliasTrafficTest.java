package dev.netalias.embedded.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.embedded.state.NeighbourEntry;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Aliases on a wire: who answers, for whom, and who counts it. */
class AliasTrafficTest extends LabTesting {
  private static final int PING = 84;

  private static Counters counters(LabHost host, String alias) {
    return Objects.requireNonNull(host.net().show(alias).counters());
  }

  @Test
  void twoHostsOfOneSubnetReachEachOther() {
    LabHost a = host("a", "10.0.0.1/24");
    host("b", "10.0.0.2/24");
    List<String> seen = watch(wire);
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    assertThat(seen)
        .containsExactly(
            "ARP, Request who-has 10.0.0.2 tell 10.0.0.1, length 28",
            seen.get(1),
            "IP 10.0.0.1 > 10.0.0.2: ICMP echo request, id 1, seq 1, length 64",
            "IP 10.0.0.2 > 10.0.0.1: ICMP echo reply, id 1, seq 1, length 64");
    assertThat(seen.get(1)).startsWith("ARP, Reply 10.0.0.2 is-at 02:00:5e:");
    assertThat(neighbour(a, "10.0.0.2").state()).isEqualTo(NeighbourEntry.REACHABLE);
    assertThat(a.drops()).isEmpty();
  }

  @Test
  void whatComesForAnAliasIsCountedThereAndOnMain() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    b.net().add("eth0:0", "10.0.0.3/24");
    b.net().add("eth0:1", "10.0.0.4/24");
    assertThat(reaches(a, "10.0.0.3")).isTrue();
    assertThat(reaches(a, "10.0.0.3")).isTrue();
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    assertThat(counters(b, "eth0:0")).isEqualTo(new Counters(2, 2 * PING, 2, 2 * PING));
    assertThat(counters(b, "eth0:1")).isEqualTo(Counters.ZERO);
    Link main = link(b, "eth0");
    assertThat(main.traffic().rxPackets()).isEqualTo(5); // two of them ARP
    assertThat(main.traffic().txPackets()).isEqualTo(5);
    assertThat(main.traffic().rxBytes()).isEqualTo(3 * (PING + 14) + 2 * 42);
  }

  @Test
  void aClosedAliasAnswersNoMoreAndKeepsItsCounters() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    b.net().add("eth0:0", "10.0.0.3/24");
    assertThat(reaches(a, "10.0.0.3")).isTrue();
    b.net().close("eth0:0");
    assertThat(reaches(a, "10.0.0.3")).isFalse();
    assertThat(counters(b, "eth0:0")).isEqualTo(new Counters(1, PING, 1, PING));
    b.net().open("eth0:0");
    assertThat(reaches(a, "10.0.0.3")).isTrue();
    assertThat(counters(b, "eth0:0")).isEqualTo(new Counters(2, 2 * PING, 2, 2 * PING));
    b.net().remove("eth0:0");
    b.net().add("eth0:0", "10.0.0.3/24");
    assertThat(counters(b, "eth0:0")).isEqualTo(Counters.ZERO);
  }

  @Test
  void aReAddressedAliasAnswersAtItsNewAddressAloneAndCountsOn() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    b.net().add("eth0:0", "10.0.0.3/24");
    assertThat(reaches(a, "10.0.0.3")).isTrue();
    b.net().set("eth0:0", "10.0.0.33/24");
    assertThat(reaches(a, "10.0.0.33")).isTrue();
    assertThat(reaches(a, "10.0.0.3")).isFalse();
    assertThat(counters(b, "eth0:0").rxPackets()).isEqualTo(2);
  }

  @Test
  void aPacketForNobodyBelongsToTheAliasThatLeadsToItsSource() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    b.net().add("eth0:0", "192.168.7.1/24");
    own(a, "eth0", "192.168.7.9/24");
    route(a, "10.99.0.0/16", "10.0.0.2");
    Ping fromBehind =
        ping(a, Ping.Options.of(Address.parse("10.99.0.1"), 1).from(Address.parse("192.168.7.9")));
    assertThat(fromBehind.received()).isZero();
    assertThat(counters(b, "eth0:0").rxPackets()).isEqualTo(1);
    ping(a, Ping.Options.of(Address.parse("10.99.0.1"), 1));
    assertThat(counters(b, "eth0:0").rxPackets()).isEqualTo(1);
    assertThat(b.drops()).containsEntry("for another host", 2L);
  }

  @Test
  void whatIsRoutedThroughAnAliasIsCountedThereAndHasItsAddressAsSource() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    a.net().add("eth0:0", "10.0.0.11/24");
    own(b, "eth0", "172.16.0.1/24");
    route(a, "172.16.0.0/24", "10.0.0.2", "10.0.0.11");
    List<String> seen = watch(wire);
    assertThat(reaches(a, "172.16.0.1")).isTrue();
    assertThat(seen).anyMatch(l -> l.startsWith("IP 10.0.0.11 > 172.16.0.1: ICMP echo request"));
    assertThat(seen).contains("ARP, Request who-has 10.0.0.2 tell 10.0.0.11, length 28");
    assertThat(counters(a, "eth0:0")).isEqualTo(new Counters(1, PING, 1, PING));
  }

  @Test
  void aDeviceOnAnotherSubnetIsReachedThroughTheAliasAndNotBefore() {
    LabHost host = host("host", "192.168.1.1/24");
    LabHost printer = host("printer", "192.168.0.5/24");
    assertThat(reaches(host, "192.168.0.5")).isFalse();
    assertThat(reaches(printer, "192.168.0.1")).isFalse();
    host.net().add("eth0:0", "192.168.0.1/24");
    assertThat(reaches(host, "192.168.0.5")).isTrue();
    assertThat(reaches(printer, "192.168.0.1")).isTrue();
    assertThat(counters(host, "eth0:0")).isEqualTo(new Counters(2, 2 * PING, 2, 2 * PING));
  }

  @Test
  void onlyTheChosenDeviceAnswersArpForItsOwnAddress() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    b.addLink("eth1", lab.addWire("other"));
    up(b, "eth1");
    own(b, "eth1", "10.5.0.1/24");
    b.net().add("eth1:0", "10.5.0.2/24");
    b.net().add("eth0:0", "10.0.0.3/24");
    route(a, "10.5.0.0/24", "dev");
    assertThat(reaches(a, "10.5.0.1")).isFalse();
    assertThat(reaches(a, "10.5.0.2")).isFalse();
    assertThat(b.drops()).containsEntry("ARP for another's address", 6L);
    assertThat(reaches(a, "10.0.0.3")).isTrue();
  }

  @Test
  void aBroadcastFromBehindAnAliasIsTheAliass() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    b.net().add("eth0:0", "192.168.7.1/24");
    own(a, "eth0", "192.168.7.9/24");
    ping(a, Ping.Options.of(Address.parse("192.168.7.255"), 1).from(Address.parse("192.168.7.9")));
    assertThat(counters(b, "eth0:0").rxPackets()).isEqualTo(1);
    assertThat(b.drops()).containsEntry("echo to a group", 1L);
  }

  @Test
  void aHostReachesItsOwnAddressesThroughItsLoopback() {
    LabHost a = host("a", "10.0.0.1/24");
    a.net().add("eth0:0", "10.0.0.3/24");
    List<String> seen = watch(wire);
    assertThat(reaches(a, "10.0.0.1")).isTrue();
    assertThat(reaches(a, "10.0.0.3")).isTrue();
    assertThat(reaches(a, "127.0.0.1")).isTrue();
    assertThat(reaches(a, "::1")).isTrue();
    assertThat(seen).isEmpty();
    assertThat(link(a, "lo").traffic().rxPackets()).isEqualTo(8);
  }

  @Test
  void oneAddressOnTwoAliasesIsTheNewestOpenOnesAndTheOtherTakesOver() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    b.net().run(d -> d.create(wanted("eth0:0", "10.0.0.3/24")));
    b.net().run(d -> d.create(wanted("eth0:1", "10.0.0.3/25").withDuplicate(true)));
    assertThat(reaches(a, "10.0.0.3")).isTrue();
    var aliases = b.kernel().stack().state().find("eth0").aliases().of(Address.parse("10.0.0.3"));
    assertThat(aliases.get(0).counters().rxPackets()).isZero();
    assertThat(aliases.get(1).counters().rxPackets()).isEqualTo(1);
    b.net().close("eth0:1");
    assertThat(reaches(a, "10.0.0.3")).isTrue();
    assertThat(aliases.get(0).counters().rxPackets()).isEqualTo(1);
  }

  @Test
  void mainWinsOverAnAliasOfItsAddress() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    b.net().run(d -> d.create(wanted("eth0:1", "10.0.0.2/25").withDuplicate(true)));
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    assertThat(counters(b, "eth0:1").rxPackets()).isZero();
  }

  @Test
  void ipv6AliasesAnswerNeighbourSolicitationsOnceTheyAreKnownToBeUnique() {
    LabHost a = host("a", "2001:db8::1/64");
    LabHost b = host("b");
    b.net().add("eth0:0", "2001:db8::2/64");
    List<String> seen = watch(wire);
    lab.run(Duration.ofSeconds(2));
    assertThat(seen)
        .contains(
            "IP6 :: > ff02::1:ff00:2: ICMP6, neighbor solicitation, who has 2001:db8::2,"
                + " length 24");
    assertThat(reaches(a, "2001:db8::2")).isTrue();
    assertThat(counters(b, "eth0:0"))
        .isEqualTo(new Counters(1, 104, 2, 72 + 104)); // the question was for a group
    b.net().close("eth0:0");
    assertThat(reaches(a, "2001:db8::2")).isFalse();
  }

  @Test
  void anIpv6AddressThatSomebodyElseHasIsNotUsed() {
    LabHost a = host("a", "2001:db8::1/64");
    lab.run(Duration.ofSeconds(2));
    LabHost b = host("b");
    b.net().add("eth0:0", "2001:db8::1/64");
    lab.run(Duration.ofSeconds(2));
    int flags = snapshot(b).owner(Address.parse("2001:db8::1")).orElseThrow().flags();
    assertThat(flags & InterfaceAddress.DAD_FAILED).isNotZero();
    assertThat(reaches(a, "2001:db8::1")).isTrue();
    assertThat(link(b, "eth0").traffic().txPackets()).isEqualTo(1);
  }

  @Test
  void aWholePrefixThatIsRoutedToAHostIsAnswered() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    Route local =
        new Route(
            Prefix.parse("10.0.0.128/25"),
            Route.LOCAL_TABLE,
            Route.LOCAL,
            Protocol.NETALIAS,
            254,
            0,
            0,
            null,
            List.of(Hop.through(device(b, "eth0"), null)),
            Map.of(),
            "");
    b.kernel().commit(Plan.of(RouteChange.add(local)));
    assertThat(reaches(a, "10.0.0.200")).isTrue();
    assertThat(reaches(a, "10.0.0.3")).isFalse();
  }
}
