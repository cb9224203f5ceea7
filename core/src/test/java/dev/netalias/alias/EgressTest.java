package dev.netalias.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.NetAlias;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.MemoryKernel;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RuleChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Rule;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EgressTest {
  private final MemoryKernel kernel = new MemoryKernel(false);
  private final NetAlias net = NetAlias.over(kernel);
  private Device eth0 = new Device(0, "");

  @BeforeEach
  void ethernet() {
    eth0 = kernel.ethernet("eth0");
  }

  private static Creation wanted(String name, String address, Egress egress) {
    return Creation.parse(AliasTypes.known(), name, address).withEgress(egress);
  }

  private static Egress through(String gateway) {
    return Egress.USUAL.through(Address.parse(gateway), false);
  }

  private Plan add(String name, String address, Egress egress) {
    return net.run(d -> d.create(wanted(name, address, egress)));
  }

  private Egress egress(String name) {
    return net.view().egress(net.show(name));
  }

  private List<Rule> rules() {
    return kernel.snapshot(EnumSet.of(Part.RULES)).rules().all();
  }

  private List<String> routes() {
    return kernel.snapshot(EnumSet.allOf(Part.class)).routes().stream()
        .map(route -> RouteChange.add(route).command())
        .toList();
  }

  private void refused(String reason, String name, String address, Egress egress) {
    var before = kernel.snapshot(EnumSet.allOf(Part.class));
    assertThatThrownBy(() -> add(name, address, egress))
        .isInstanceOf(AliasException.class)
        .hasMessageContaining(reason);
    assertThat(kernel.snapshot(EnumSet.allOf(Part.class))).isEqualTo(before);
  }

  @Test
  void aGatewayIsATableARuleAndNothingElse() {
    Plan plan = add("eth0:0", "198.51.100.7/24", through("198.51.100.1"));
    assertThat(plan.commands())
        .containsExactly(
            "ip addr add 198.51.100.7/24 brd 198.51.100.255 dev eth0 label eth0:0",
            "ip route add 198.51.100.0/24 dev eth0 table 78001 proto 78",
            "ip route add default via 198.51.100.1 dev eth0 table 78001 proto 78",
            "ip rule add from 198.51.100.7 lookup 78001 priority 7878 proto 78");
    assertThat(egress("eth0:0")).isEqualTo(through("198.51.100.1"));
    assertThat(net.view().tableOf(net.show("eth0:0"))).hasValue(78_001);
    assertThat(kernel.snapshot(EnumSet.allOf(Part.class)).registry().entries()).isEmpty();
    assertThat(net.view().egressOf(net.show("eth0:0")).commands())
        .isEqualTo(plan.commands().subList(1, 4));
  }

  @Test
  void theInverseTakesAllOfItBack() {
    var before = kernel.snapshot(EnumSet.allOf(Part.class));
    Plan plan = add("eth0:0", "198.51.100.7/24", through("198.51.100.1"));
    kernel.commit(plan.inverse());
    assertThat(kernel.snapshot(EnumSet.allOf(Part.class))).isEqualTo(before);
  }

  @Test
  void eachAliasTakesTheLowestTableThatNobodyUses() {
    Route others =
        Route.to(Prefix.parse("10.0.0.0/8"), Hop.through(eth0, null)).ownIn(78_002).withMetric(9);
    kernel.commit(Plan.of(RouteChange.add(others)));
    kernel.commit(Plan.of(RuleChange.add(Rule.from(Prefix.parse("10.1.0.0/16"), 78_003))));
    add("eth0:0", "198.51.100.7/24", through("198.51.100.1"));
    add("eth0:1", "198.51.100.8/24", through("198.51.100.1"));
    assertThat(rules()).extracting(Rule::table).containsExactly(78_003, 78_001, 78_004);
    net.remove("eth0:0");
    add("eth0:2", "2001:db8::2/64", through("fe80::1"));
    assertThat(rules()).extracting(Rule::table).containsExactly(78_003, 78_004, 78_001);
  }

  @Test
  void itGoesWithTheAliasAndComesBackWithIt() {
    add("eth0:0", "198.51.100.7/24", through("198.51.100.1"));
    List<String> routes = routes();
    List<Rule> rules = rules();
    net.close("eth0:0");
    assertThat(rules()).isEmpty();
    assertThat(routes()).isEmpty();
    assertThat(egress("eth0:0")).isEqualTo(through("198.51.100.1"));
    assertThat(net.view().tableOf(net.show("eth0:0"))).isEmpty();
    net.open("eth0:0");
    assertThat(rules()).isEqualTo(rules);
    assertThat(routes()).isEqualTo(routes);
    net.remove("eth0:0");
    assertThat(rules()).isEmpty();
    assertThat(routes()).isEmpty();
    assertThat(kernel.snapshot(EnumSet.allOf(Part.class)).registry().all(Entry.OfEgress.class))
        .isEmpty();
  }

  @Test
  void aClosedAliasRemembersItAndIsForgottenWithIt() {
    net.run(d ->
        d.create(wanted("eth0:0", "198.51.100.7/24", through("198.51.100.1")).withClosed(true)));
    assertThat(rules()).isEmpty();
    assertThat(egress("eth0:0")).isEqualTo(through("198.51.100.1"));
    net.set("eth0:0", "198.51.100.9/24");
    assertThat(egress("eth0:0")).isEqualTo(through("198.51.100.1"));
    net.remove("eth0:0");
    assertThat(kernel.snapshot(EnumSet.allOf(Part.class)).registry().entries()).isEmpty();
  }

  @Test
  void itFollowsTheAliasToAnotherAddress() {
    add("eth0:0", "198.51.100.7/24", through("198.51.100.1"));
    net.set("eth0:0", "198.51.100.9/24");
    assertThat(rules())
        .containsExactly(Rule.from(new Prefix(Address.parse("198.51.100.9"), 32), 78_001));
    assertThatThrownBy(() -> net.set("eth0:0", "203.0.113.9/24"))
        .hasMessageContaining("the gateway 198.51.100.1 is in no subnet of eth0");
    assertThat(net.show("eth0:0").owned().prefix()).hasToString("198.51.100.9/24");
  }

  @Test
  void aLocalRouteOfAWholePrefixHasOneRuleForAllOfIt() {
    net.add("eth0:0", "192.0.2.2/30");
    net.run(d ->
        d.create(wanted("eth0:1", "198.51.100.0/24", through("192.0.2.1")).as(Realisation.ROUTE)));
    assertThat(rules()).containsExactly(Rule.from(Prefix.parse("198.51.100.0/24"), 78_001));
    assertThat(routes())
        .containsExactly(
            "ip route add 192.0.2.0/30 dev eth0 table 78001 proto 78",
            "ip route add default via 192.0.2.1 dev eth0 table 78001 proto 78");
    net.run(d -> d.deleteAll("eth0"));
    assertThat(rules()).isEmpty();
    assertThat(routes()).isEmpty();
  }

  @Test
  void aDeviceThatIsClosedLeavesNoRuleBehind() {
    add("eth0:0", "198.51.100.7/24", through("198.51.100.1"));
    net.run(d ->
        d.create(wanted("eth0:1", "203.0.113.1", through("198.51.100.1")).as(Realisation.ROUTE)));
    net.run(d -> d.closeMain("eth0"));
    assertThat(rules()).isEmpty();
    assertThat(routes()).isEmpty();
  }

  @Test
  void anAliasIsPreferredByACopyOfTheRouteBeforeIt() {
    net.add("eth0:0", "10.0.0.2/24");
    Route usual = Route.to(Prefix.parse("0.0.0.0/0"), Hop.through(eth0, Address.parse("10.0.0.1")));
    Route others = usual.withMetric(100);
    Route notOurs =
        new Route(
            others.destination(),
            Route.MAIN_TABLE,
            Route.UNICAST,
            4,
            0,
            0,
            100,
            null,
            others.hops(),
            others.metrics(),
            "");
    kernel.commit(Plan.of(RouteChange.add(notOurs)));
    Plan plan = add("eth0:1", "10.0.0.5/24", Egress.USUAL.preferring(true));
    assertThat(plan.commands().subList(1, 3))
        .containsExactly(
            "ip route prepend default via 10.0.0.1 dev eth0 src 10.0.0.5 metric 100",
            "ip route prepend 10.0.0.0/24 dev eth0 src 10.0.0.5");
    assertThat(egress("eth0:1")).isEqualTo(Egress.USUAL.preferring(true));
    net.close("eth0:1");
    assertThat(routes()).containsExactly("ip route add default via 10.0.0.1 dev eth0 metric 100");
    net.open("eth0:1");
    assertThat(egress("eth0:1").preferred()).isTrue();
    net.set("eth0:1", "10.0.0.6/24");
    assertThat(routes())
        .contains("ip route add 10.0.0.0/24 dev eth0 src 10.0.0.6")
        .noneMatch(r -> r.contains("10.0.0.5"));
    net.remove("eth0:1");
    assertThat(routes()).containsExactly("ip route add default via 10.0.0.1 dev eth0 metric 100");
  }

  @Test
  void aLocalRouteIsPreferredAndStaysSoAtAnotherAddress() {
    net.add("eth0:0", "10.0.0.2/24");
    net.run(d ->
        d.create(
            wanted("eth0:1", "10.0.0.5", Egress.USUAL.preferring(true)).as(Realisation.ROUTE)));
    assertThat(routes()).containsExactly("ip route add 10.0.0.0/24 dev eth0 src 10.0.0.5");
    net.set("eth0:1", "10.0.0.6");
    assertThat(routes()).containsExactly("ip route add 10.0.0.0/24 dev eth0 src 10.0.0.6");
    assertThat(egress("eth0:1").preferred()).isTrue();
    net.remove("eth0:1");
    assertThat(routes()).isEmpty();
  }

  @Test
  void onlyOneAddressIsPreferredForAPlace() {
    net.add("eth0:0", "10.0.0.2/24");
    add("eth0:1", "10.0.0.5/24", Egress.USUAL.preferring(true));
    refused(
        "10.0.0.5 is preferred as source on eth0 already",
        "eth0:2",
        "10.0.0.6/24",
        Egress.USUAL.preferring(true));
  }

  @Test
  void gatewaysThatCantBeAreRefusedAndNothingIsMade() {
    refused("in no subnet of eth0", "eth0:0", "198.51.100.7", through("198.51.100.1"));
    refused("of another family", "eth0:0", "198.51.100.7/24", through("2001:db8::1"));
    refused("the alias's address", "eth0:0", "198.51.100.7/24", through("198.51.100.7"));
    refused("multicast", "eth0:0", "198.51.100.7/24", through("224.0.0.1"));
    add("eth0:0", "198.51.100.7", Egress.USUAL.through(Address.parse("192.0.2.1"), true));
    assertThat(routes())
        .containsExactly("ip route add default via 192.0.2.1 dev eth0 onlink table 78001 proto 78");
  }

  @Test
  void aRuleWhoseTableIsEmptyIsToldOfAndGoesWithTheAlias() {
    add("eth0:0", "198.51.100.7/24", through("198.51.100.1"));
    kernel.commit(
        new Plan(
            kernel.snapshot(EnumSet.allOf(Part.class)).routes().stream()
                .<Change>map(RouteChange::remove)
                .toList()));
    assertThat(net.view().drift())
        .containsExactly(
            "packets from 198.51.100.7 are looked up in table 78001, where no route is any more;"
                + " netalias set eth0:0 --gateway G|none");
    net.run(d -> d.steer(d.alias("eth0:0"), through("198.51.100.1")));
    assertThat(net.view().drift()).isEmpty();
    assertThat(rules()).hasSize(1);
  }
}
