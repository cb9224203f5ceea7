package dev.netalias.embedded.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.ip.Drop;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import dev.netalias.wire.frame.Icmp;
import dev.netalias.wire.frame.Icmp6;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Packets that pass a router, and what it tells of those that do not. */
class ForwardingTest extends LabTesting {
  private final Wire far = lab.addWire("far");

  private LabHost router(String near, String beyond) {
    LabHost router = host("router", near);
    router.addLink("eth1", far);
    up(router, "eth1");
    own(router, "eth1", beyond);
    forwards(router, "eth0", "eth1");
    return router;
  }

  private LabHost beyond(String prefix) {
    LabHost host = lab.addHost("far");
    host.removeLink("eth0");
    host.addLink("eth0", far);
    up(host, "lo");
    up(host, "eth0");
    own(host, "eth0", prefix);
    return host;
  }

  private static Ping.Event error(String from, int type, int code) {
    return new Ping.Event.Error(Address.parse(from), 1, type, code);
  }

  @Test
  void aRouterTakesOneFromTheTtlAndDropsWhatHasNoneLeft() {
    LabHost a = host("a", "10.0.0.1/24");
    router("10.0.0.254/24", "10.1.0.254/24");
    LabHost b = beyond("10.1.0.1/24");
    route(a, "0.0.0.0/0", "10.0.0.254");
    route(b, "0.0.0.0/0", "10.1.0.254");
    Ping through = ping(a, "10.1.0.1");
    assertThat(through.events())
        .singleElement()
        .isInstanceOfSatisfying(
            Ping.Event.Answer.class, answer -> assertThat(answer.ttl()).isEqualTo(63));
    Ping dropped = ping(a, Ping.Options.of(Address.parse("10.1.0.1"), 1).withTtl(1));
    assertThat(dropped.events()).containsExactly(error("10.0.0.254", Icmp.TIME_EXCEEDED, 0));
  }

  @Test
  void aHostThatDoesNotForwardDropsWhatIsForOthers() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost router = router("10.0.0.254/24", "10.1.0.254/24");
    beyond("10.1.0.1/24");
    route(a, "0.0.0.0/0", "10.0.0.254");
    set(router, "eth0", Setting.FORWARDING, 0);
    assertThat(ping(a, "10.1.0.1").events()).isEmpty();
    assertThat(router.drops()).containsEntry("for another host", 1L);
  }

  @Test
  void aRouterSaysWhyItCannotForward() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost router = router("10.0.0.254/24", "10.1.0.254/24");
    route(a, "0.0.0.0/0", "10.0.0.254");
    assertThat(ping(a, "172.16.0.1").events())
        .containsExactly(error("10.0.0.254", Icmp.UNREACHABLE, Icmp.NET));
    router.kernel().commit(Plan.of(RouteChange.add(Route.reject(Prefix.parse("172.16.0.0/16")))));
    assertThat(ping(a, "172.16.0.1").events())
        .containsExactly(error("10.0.0.254", Icmp.UNREACHABLE, Icmp.HOST));
    assertThat(ping(a, "10.1.0.99").events())
        .containsExactly(error("10.0.0.254", Icmp.UNREACHABLE, Icmp.HOST));
    assertThat(router.drops())
        .containsEntry("no route", 1L)
        .containsEntry("rejected by a route", 1L)
        .containsEntry("neighbour does not answer", 1L);
  }

  @Test
  void aNeighbourThatDoesNotAnswerIsToldToWhoAskedForIt() {
    LabHost a = host("a", "10.0.0.1/24");
    assertThat(ping(a, "10.0.0.99").events())
        .containsExactly(error("10.0.0.1", Icmp.UNREACHABLE, Icmp.HOST));
    assertThat(ping(a, "192.0.2.1").events())
        .containsExactly(new Ping.Event.Unsent(1, Drop.NO_ROUTE));
  }

  @Test
  void aRedirectIsSentWhereTheSourceCouldReachTheNextHopItself() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost router = host("router", "10.0.0.254/24");
    forwards(router, "eth0");
    LabHost other = host("other", "10.0.0.253/24");
    own(other, "lo", "172.16.0.1/32");
    route(a, "172.16.0.0/16", "10.0.0.254");
    route(router, "172.16.0.0/16", "10.0.0.253");
    List<String> seen = watch(wire);
    assertThat(reaches(a, "172.16.0.1")).isTrue();
    assertThat(seen)
        .contains(
            "IP 10.0.0.254 > 10.0.0.1: ICMP redirect 172.16.0.1 to host 10.0.0.253,"
                + " length 92");
  }

  @Test
  void noRedirectIsSentBetweenTwoLogicalNetworksOnOneWire() {
    LabHost a = host("a", "192.168.1.5/24");
    LabHost b = host("b", "192.168.0.5/24");
    LabHost router = host("router", "192.168.1.1/24");
    router.net().add("eth0:0", "192.168.0.1/24");
    forwards(router, "eth0");
    route(a, "0.0.0.0/0", "192.168.1.1");
    route(b, "0.0.0.0/0", "192.168.0.1");
    List<String> seen = watch(wire);
    assertThat(reaches(a, "192.168.0.5")).isTrue();
    assertThat(reaches(b, "192.168.1.5")).isTrue();
    assertThat(seen).noneMatch(l -> l.contains("redirect"));
    var counters = router.net().show("eth0:0").counters();
    assertThat(counters).isEqualTo(new Counters(2, 168, 2, 168));
  }

  @Test
  void theLongestPrefixWinsThenTheLowestMetric() {
    LabHost a = host("a", "10.0.0.1/24");
    host("b", "10.0.0.2/24");
    host("c", "10.0.0.3/24");
    List<String> seen = watch(wire);
    a.kernel()
        .commit(
            Plan.of(
                RouteChange.add(via(a, "10.9.0.0/16", "10.0.0.2").withMetric(20)),
                RouteChange.add(via(a, "10.9.0.0/16", "10.0.0.3").withMetric(10)),
                RouteChange.add(via(a, "10.9.9.0/24", "10.0.0.2").withMetric(99))));
    ping(a, "10.9.1.1");
    assertThat(seen).anyMatch(l -> l.contains("who-has 10.0.0.3")).hasSize(3);
    ping(a, "10.9.9.1");
    assertThat(seen).anyMatch(l -> l.contains("who-has 10.0.0.2"));
  }

  private static Route via(LabHost host, String destination, String gateway) {
    Hop hop = Hop.through(device(host, "eth0"), Address.parse(gateway));
    return Route.to(Prefix.parse(destination), hop);
  }

  @Test
  void aPacketThatIsTooBigIsCutUpUnlessThatIsForbidden() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost router = router("10.0.0.254/24", "10.1.0.254/24");
    LabHost b = beyond("10.1.0.1/24");
    route(a, "0.0.0.0/0", "10.0.0.254");
    route(b, "0.0.0.0/0", "10.1.0.254");
    Link eth1 = link(router, "eth1");
    router
        .kernel()
        .commit(Plan.of(new LinkChange(eth1.device(), eth1.state(), eth1.state().withMtu(600))));
    List<String> seen = watch(far);
    Ping big = ping(a, Ping.Options.of(Address.parse("10.1.0.1"), 1).withSize(1400));
    assertThat(big.received()).isEqualTo(1);
    assertThat(seen).filteredOn(l -> l.contains("10.0.0.1 > 10.1.0.1: ip-proto-1")).hasSize(2);
    Ping huge = ping(a, Ping.Options.of(Address.parse("10.1.0.1"), 1).withSize(40_000));
    assertThat(huge.received()).isEqualTo(1);
  }

  @Test
  void theReversePathFilterDropsWhatWouldGoBackAnotherWay() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost router = router("10.0.0.254/24", "10.1.0.254/24");
    own(a, "eth0", "10.1.0.9/32");
    Ping.Options spoofed =
        Ping.Options.of(Address.parse("10.0.0.254"), 1).from(Address.parse("10.1.0.9"));
    set(router, "eth0", Setting.RP_FILTER, 1);
    assertThat(ping(a, spoofed).received()).isZero();
    assertThat(router.drops()).containsEntry("reverse path filter", 1L);
    set(router, "eth0", Setting.RP_FILTER, 2);
    ping(a, spoofed);
    assertThat(router.drops()).containsEntry("reverse path filter", 1L);
  }

  @Test
  void ipv6IsForwardedTooAndToldOf() {
    LabHost a = host("a");
    LabHost router = router("10.0.0.254/24", "10.1.0.254/24");
    LabHost b = beyond("10.1.0.1/24");
    own(a, "eth0", "2001:db8:a::1/64");
    own(b, "eth0", "2001:db8:b::1/64");
    own(router, "eth0", "2001:db8:a::fe/64");
    own(router, "eth1", "2001:db8:b::fe/64");
    lab.run(Duration.ofSeconds(2));
    route6(a, "2001:db8:a::fe");
    route6(b, "2001:db8:b::fe");
    assertThat(reaches(a, "2001:db8:b::1")).isTrue();
    Address to = Address.parse("2001:db8:b::1");
    assertThat(ping(a, Ping.Options.of(to, 1).withTtl(1)).events())
        .containsExactly(error("2001:db8:a::fe", Icmp6.TIME_EXCEEDED, 0));
    assertThat(ping(a, "2001:db8:c::1").events())
        .containsExactly(error("2001:db8:a::fe", Icmp6.UNREACHABLE, Icmp6.NO_ROUTE));
    assertThat(ping(a, "2001:db8:b::99").events())
        .containsExactly(error("2001:db8:a::fe", Icmp6.UNREACHABLE, Icmp6.HOST));
    assertThat(ping(a, Ping.Options.of(to, 1).withSize(3000)).received()).isEqualTo(1);
  }

  private static void route6(LabHost host, String gateway) {
    Route route =
        new Route(
            Prefix.parse("::/0"),
            Route.MAIN_TABLE,
            Route.UNICAST,
            Protocol.NETALIAS,
            InterfaceAddress.SCOPE_GLOBAL,
            0,
            0,
            null,
            List.of(Hop.through(device(host, "eth0"), Address.parse(gateway))),
            Map.of(),
            "");
    host.kernel().commit(Plan.of(RouteChange.add(route)));
  }
}
