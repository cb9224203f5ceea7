package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.NetAlias;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Counting;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.net.Prefix;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted of aliases in the running kernel, with packets of a neighbour. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "nft", "ping"})
class CountersTest {
  private static final int PING = 84; // IP header, ICMP header, 56 bytes

  private NamespaceHost host;
  private NetAlias net;

  @BeforeEach
  void connect() {
    host = new NamespaceHost();
    net = host.net();
    host.run("ip addr add 10.0.0.1/24 dev eth0; ip addr add 2001:db8::1/64 dev eth0 nodad");
    peer("ip addr add 10.0.0.2/24 dev peer0; ip addr add 2001:db8::2/64 dev peer0 nodad");
    peer("ip route add 10.9.0.0/16 via 10.0.0.1; ip -6 route add 2001:db8:9::/48 via 2001:db8::1");
  }

  @AfterEach
  void disconnect() {
    host.close();
  }

  private String peer(String commands) {
    return Ran.of("ip", "netns", "exec", host.name() + "-peer", "sh", "-ec", commands)
        .orFail()
        .out();
  }

  private void ping(String address, int times) {
    peer("ping -q -n -i 0.01 -W 30 -c %d %s".formatted(times, address));
  }

  private static Creation wanted(String name, String address) {
    return Creation.parse(AliasTypes.known(), name, address);
  }

  private void route(String name, String prefix) {
    net.run(d -> d.create(wanted(name, prefix).as(Realisation.ROUTE)));
  }

  private @Nullable Counters of(String name) {
    return net.show(name).counters();
  }

  private static Counters pings(int count) {
    return new Counters(count, (long) PING * count, count, (long) PING * count);
  }

  private String ruleset() {
    return host.run("nft list ruleset");
  }

  @Test
  void labelsAndRoutesOfBothFamiliesAndWholePrefixesAreCountedExactly() {
    net.add("eth0:0", "10.0.0.10/24");
    net.add("eth0:6", "2001:db8::10/64");
    route("eth0:7", "10.9.0.7");
    route("eth0:8", "10.9.1.0/24");
    route("eth0:9", "2001:db8:9::/64");
    ping("10.0.0.10", 3);
    ping("2001:db8::10", 1);
    Counters discovery = of("eth0:6");
    ping("2001:db8::10", 3);
    ping("10.9.0.7", 5);
    ping("10.9.1.77", 2);
    ping("10.9.1.78", 1);
    ping("2001:db8:9::99", 2);

    assertThat(of("eth0:0")).isEqualTo(pings(3));
    assertThat(of("eth0:7")).isEqualTo(pings(5));
    assertThat(of("eth0:8")).isEqualTo(pings(3));
    assertThat(of("eth0:9")).isEqualTo(new Counters(2, 2 * 104, 2, 2 * 104));
    Counters six = of("eth0:6");
    assertThat(discovery).isNotNull();
    assertThat(six).isNotNull();
    assertThat(six.rxPackets() - discovery.rxPackets()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void anAliasWithinAWholePrefixIsCountedForItselfAlone() {
    route("eth0:1", "10.9.0.0/16");
    route("eth0:2", "10.9.1.0/24");
    route("eth0:3", "10.9.1.3");
    ping("10.9.1.3", 3);
    ping("10.9.1.4", 2);
    ping("10.9.2.4", 1);

    assertThat(List.of(of("eth0:1"), of("eth0:2"), of("eth0:3")))
        .containsExactly(pings(1), pings(2), pings(3));
  }

  @Test
  void countersOutliveReaddressingClosingOpeningAndARestart() {
    net.add("eth0:0", "10.0.0.10/24");
    ping("10.0.0.10", 3);
    net.set("eth0:0", "10.0.0.11/24");
    assertThat(of("eth0:0")).isEqualTo(pings(3));
    net.close("eth0:0");
    assertThat(of("eth0:0")).isEqualTo(pings(3));
    net.open("eth0:0");
    ping("10.0.0.11", 1);
    try (NetAlias restarted = NetAlias.inNamespace(host.name())) {
      assertThat(restarted.show("eth0:0").counters()).isEqualTo(pings(4));
    }
    net.set("eth0:0", "2001:db8::11/64");
    Counters moved = of("eth0:0");
    assertThat(moved).isNotNull();
    assertThat(moved.rxPackets()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void aRouteAliasTakesItsCountersAlongToAPrefix() {
    route("eth0:4", "10.9.0.4");
    ping("10.9.0.4", 2);
    net.set("eth0:4", "10.9.4.0/24");
    net.close("eth0:4");
    net.open("eth0:4");
    ping("10.9.4.9", 1);

    assertThat(of("eth0:4")).isEqualTo(pings(3));
  }

  @Test
  void theyGoWithTheAliasAndBeginAtZeroAndNothingOfOursIsLeft() {
    net.add("eth0:0", "10.0.0.10/24");
    net.add("eth0:1", "10.0.0.11/24");
    ping("10.0.0.10", 2);
    net.remove("eth0:0");
    assertThat(ruleset()).doesNotContain("10.0.0.10");
    net.add("eth0:0", "10.0.0.10/24");
    assertThat(of("eth0:0")).isEqualTo(Counters.ZERO);
    net.run(d -> d.deleteAll("eth0"));

    assertThat(ruleset()).isEmpty();
  }

  @Test
  void whatAnotherProgramsDeletionLeftIsNotCountedOn() {
    net.add("eth0:0", "10.0.0.10/24");
    ping("10.0.0.10", 2);
    host.run("ip addr del 10.0.0.10/24 dev eth0");
    net.add("eth0:0", "10.0.0.10/24");

    assertThat(of("eth0:0")).isEqualTo(Counters.ZERO);
  }

  @Test
  void anAliasGoesWithAllItsCountersThoughAnotherProgramRemovedSome() {
    net.add("eth0:0", "10.0.0.10/24");
    net.add("eth0:1", "10.0.0.11/24");
    ping("10.0.0.10", 2);
    ping("10.0.0.11", 2);
    host.run("nft delete element inet netalias tx_ip '{ 10.0.0.10 }'");
    host.run("nft delete element inet netalias rx_ip '{ 10.0.0.11 }'");
    assertThat(of("eth0:1")).isEqualTo(new Counters(0, 0, 2, 2 * PING));
    net.remove("eth0:0");
    net.remove("eth0:1");

    assertThat(ruleset()).isEmpty();
  }

  @Test
  void twoThatChangePlacesChangeNoCounters() {
    net.add("eth0:0", "10.0.0.10/24");
    net.add("eth0:1", "10.0.0.11/24");
    ping("10.0.0.10", 1);
    ping("10.0.0.11", 2);
    net.run(d -> {
      d.readdress(d.alias("eth0:0"), Prefix.parse("10.0.0.12/24"), null);
      d.readdress(d.alias("eth0:1"), Prefix.parse("10.0.0.10/24"), null);
      d.readdress(d.alias("eth0:0"), Prefix.parse("10.0.0.11/24"), null);
    });

    assertThat(of("eth0:0")).isEqualTo(pings(1));
    assertThat(of("eth0:1")).isEqualTo(pings(2));
  }

  @Test
  void theInverseOfAPlanBringsCountersBack() {
    net.add("eth0:0", "10.0.0.10/24");
    ping("10.0.0.10", 2);
    String before = ruleset();
    Plan deleted = net.run(d -> d.delete(d.alias("eth0:0")));
    assertThat(ruleset()).isEmpty();
    net.kernel().commit(deleted.inverse());
    assertThat(ruleset()).isEqualTo(before);
    net.kernel().commit(deleted);
    assertThat(ruleset()).isEmpty();
  }

  @Test
  void aCommitThatFailsLeavesTheTableAsItWas() {
    InterfaceAddress nowhere =
        InterfaceAddress.of(
            net.kernel().snapshot(EnumSet.noneOf(Part.class)).link("eth0").orElseThrow().device(),
            Prefix.parse("10.0.0.1/24"),
            "");
    for (Plan plan :
        List.of(
            net.plan(d -> d.create(wanted("eth0:0", "10.0.0.10/24"))),
            net.plan(d -> d.create(wanted("eth0:8", "10.9.1.0/24").as(Realisation.ROUTE))))) {
      List<Change> changes = new ArrayList<>(plan.changes());
      changes.add(AddressChange.add(nowhere)); // it is there
      assertThatThrownBy(() -> net.kernel().commit(new Plan(changes)))
          .isInstanceOf(KernelException.class);
      assertThat(ruleset()).isEmpty();
    }
  }

  @Test
  void theCommandsThatADryRunPrintsDoTheSame() {
    Consumer<Draft> all =
        d -> {
          d.create(wanted("eth0:0", "10.0.0.10/24"));
          d.create(wanted("eth0:8", "10.9.1.0/24").as(Realisation.ROUTE));
          d.create(wanted("eth0:9", "2001:db8:9::/64").as(Realisation.ROUTE));
          d.create(wanted("eth0:6", "2001:db8::10/64"));
        };
    Plan plan = net.plan(all);
    net.run(all);
    String ours = ruleset();
    host.run("nft flush ruleset");
    host.run(
        String.join("\n", plan.commands().stream().filter(c -> c.startsWith("nft ")).toList()));

    assertThat(ruleset()).isEqualTo(ours);
  }

  @Test
  void anotherProgramsFlushIsSeenAndTheNextChangeMakesTheTableAnew() {
    net.add("eth0:0", "10.0.0.10/24");
    host.run("nft flush ruleset");
    Alias alias = net.show("eth0:0");
    assertThat(alias.counters()).isNull();
    assertThat(net.view().uncounted(alias))
        .isEqualTo("not counted; netalias stats eth0:0 --on counts it");
    net.add("eth0:1", "10.0.0.11/24");
    net.run(d -> d.counting().count(d.alias("eth0:0")));
    ping("10.0.0.10", 1);

    assertThat(of("eth0:0")).isEqualTo(pings(1));
    assertThat(of("eth0:1")).isEqualTo(Counters.ZERO);
  }

  @Test
  void aTableOfOurNameThatIsNotOursIsLeftAlone() {
    host.run("nft add table inet netalias; nft add chain inet netalias theirs");
    String before = ruleset();
    net.run(d -> {
      d.create(wanted("eth0:0", "10.0.0.10/24"));
      assertThat(d.plan().commands()).noneMatch(c -> c.startsWith("nft "));
      assertThat(d.counting().note()).contains("not counted", "is another program's");
    });

    assertThat(ruleset()).isEqualTo(before);
    assertThat(of("eth0:0")).isNull();
  }

  @Test
  void whatOthersMadeIsCountedWhereThatIsAskedFor() {
    host.run("ip addr add 10.0.0.20/24 dev eth0 label eth0:x");
    assertThat(of("eth0:x")).isNull();
    net.run(d -> d.counting().count(d.alias("eth0:x")));
    ping("10.0.0.20", 2);
    assertThat(of("eth0:x")).isEqualTo(pings(2));
    net.run(d -> d.counting().countNoMore(d.alias("eth0:x")));
    assertThat(of("eth0:x")).isNull();
    assertThat(ruleset()).isEmpty();
  }

  @Test
  void manyAreCountedWhereThatIsAskedForAndReadByKeys() {
    int count = 20_001;
    net.run(d -> {
      d.create(wanted("eth0", "10.9.0.0").as(Realisation.ROUTE), count);
      assertThat(d.plan().commands()).noneMatch(c -> c.startsWith("nft "));
      assertThat(d.counting().note()).contains("20001 aliases are not counted");
      assertThat(d.counting().hint()).contains("--counters");
    });
    net.run(d -> d.deleteAll("eth0"));
    net.run(d -> {
      d.counting().wish(Counting.Wish.ALWAYS);
      d.create(wanted("eth0", "10.9.0.0").as(Realisation.ROUTE), count);
    });
    ping("10.9.78.32", 2);
    List<Alias> all = net.list();

    assertThat(all).hasSize(count).allMatch(a -> a.counters() != null);
    assertThat(all.getLast().counters()).isEqualTo(pings(2));
    Counted few = Counted.of(List.of(Prefix.parse("10.9.78.32/32"), Prefix.parse("10.9.255.1/32")));
    assertThat(net.kernel().traffic(few).counted().size()).isEqualTo(1);
    net.run(d -> d.deleteAll("eth0"));
    assertThat(ruleset()).isEmpty();
  }
}
