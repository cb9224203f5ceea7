package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.Conduct;
import dev.netalias.NetAlias;
import dev.netalias.alias.Alias;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** netalias beside other programs, and beside itself. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "ifconfig"})
class OthersTest {
  private final NamespaceHost host = new NamespaceHost();
  private final NetAlias net = host.net();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void aliasesOfIfconfigAndIpAreAliasesToo() {
    host.run("ifconfig eth0 172.16.3.1; ifconfig eth0:3 172.16.3.10");
    host.run("ip addr add 10.0.0.1/24 dev eth0 label eth0:web");
    host.run("ip addr add 10.0.0.2/24 dev eth0");
    assertThat(net.list()).extracting(Alias::name).containsExactly("eth0:web", "eth0:3");
    assertThat(net.list()).noneMatch(Alias::isManaged);
    net.close("eth0:3");
    net.remove("eth0:web");
    assertThat(host.run("ip -4 addr show dev eth0"))
        .contains("172.16.3.1/16", "10.0.0.2/24")
        .doesNotContain("eth0:3", "eth0:web");
    net.open("eth0:3");
    assertThat(host.run("ip -4 addr show dev eth0"))
        .contains("inet 172.16.3.10/16 brd 172.16.255.255 scope global secondary");
  }

  @Test
  void oddLabelsAreListedAsTheyAreAndDeletedByNameAndAddress() {
    for (String label : List.of("eth0:007", "eth0:0-", "eth0:x", "eth0:x", "web")) {
      host.run(
          "ip addr add 10.0.0.%d/32 dev eth0 label %s".formatted(net.list().size() + 1, label));
    }
    assertThat(net.list())
        .extracting(Alias::name)
        .containsExactly("eth0:007", "eth0:0-", "eth0:x", "eth0:x", "web");
    net.run(d -> d.delete(d.alias("eth0:x", Address.parse("10.0.0.4"))));
    net.run(d -> d.delete(d.alias("eth0:0-", Address.parse("10.0.0.2"))));
    net.remove("eth0:7");
    net.remove("web");
    assertThat(net.list()).extracting(a -> a.address().toString()).containsExactly("10.0.0.3");
  }

  @Test
  void whatNobodyAskedAboutIsNotTouched() {
    host.run(
        """
        set -e
        ip addr add 172.16.3.1/24 dev eth0
        ip addr add 172.16.3.2/24 dev eth0 label eth0:other valid_lft 1000 preferred_lft 900
        ip addr add 10.9.0.1/24 dev eth0
        ip route add default via 172.16.3.200
        ip route add 192.0.2.0/24 dev eth0 src 172.16.3.2 metric 7
        ip route add 198.51.100.0/24 via 172.16.3.7 table 100 proto 99
        ip route add 203.0.113.0/24 nexthop via 172.16.3.8 weight 2 nexthop via 10.9.0.8
        ip neigh add 172.16.3.7 lladdr 02:00:00:00:00:07 dev eth0
        ip rule add from 172.16.3.2 table 100
        ip -6 addr add 2001:db8::1/64 dev eth0
        """);
    String before = everything();
    net.add("eth0:0", "172.16.3.10/24");
    net.add("eth0:1", "10.5.0.1/24");
    net.close("eth0:0");
    net.open("eth0:0");
    net.set("eth0:1", "10.6.0.1/24");
    net.set("eth0:0", "10.9.0.77/24");
    net.run(d -> d.deleteAll(List.of(d.alias("eth0:0"), d.alias("eth0:1"))));
    assertThat(everything()).isEqualTo(before);
  }

  private String everything() {
    return host.run(
            "ip addr; ip route show table all; ip -6 route show table all; ip neigh show nud permanent; ip rule")
        .replaceAll("(valid|preferred)_lft [0-9]+sec", "$1_lft some")
        .replaceAll("expires [0-9]+sec", "");
  }

  @Test
  void anAddressThatIsPutBackKeepsItsMetric() {
    host.run(
        """
        ip addr add 10.0.0.1/24 dev eth0 label eth0:a metric 77
        ip addr add 10.0.0.2/24 dev eth0 label eth0:b metric 77
        ip addr add 172.16.3.1/24 dev eth0
        """);
    InterfaceAddress own = net.show("eth0:b").owned().withPrefix(Prefix.parse("10.0.0.9/24"));
    net.run(d -> d.readdressMain("eth0", own.withLabel("eth0").withFlags(0).withMetric(0)));
    net.close("eth0:a");
    net.open("eth0:a");
    assertThat(net.list()).hasSize(2).allMatch(a -> a.owned().metric() == 77);
    assertThat(host.run("ip -4 addr show dev eth0")).contains("inet 10.0.0.1/24 metric 77");
  }

  @Test
  void manyAtOnceGetDifferentSlotsAndLoseNothing() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Callable<String>> adders = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String address = "10.0." + i % 7 + "." + i + "/24";
        adders.add(() -> net.add("eth0", address));
        String address6 = "2001:db8::" + (i + 1) + "/64";
        adders.add(() -> net.add("eth1", address6));
      }
      List<String> names = new ArrayList<>();
      for (Future<String> added : threads.invokeAll(adders)) {
        names.add(added.get());
      }
      assertThat(names).doesNotHaveDuplicates().hasSize(120);
    }
    assertThat(net.list()).hasSize(120);
    assertThat(net.view().drift()).isEmpty();
  }

  @Test
  void aMainThatIsGoneWhileACommandRunsIsSaidAndLeavesNothing() {
    net.add("eth0:0", "10.0.0.1/24");
    Plan plan = net.plan(d -> d.close(d.alias("eth0:0")));
    host.unregister("eth0");
    assertThatThrownBy(() -> net.kernel().commit(plan))
        .isInstanceOfSatisfying(
            KernelException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(KernelException.ENODEV);
              assertThat(e.change()).isIn(plan.changes());
            });
    assertThat(net.view().chain()).containsExactly("lo", "eth1");
    assertThat(net.view().drift()).isEmpty();
  }

  @Test
  void aMainThatAnotherClosedShowsItsAliasesAsClosed() {
    net.add("eth0:0", "10.0.0.1/24");
    host.run("ip link set eth0 down");
    assertThat(net.show("eth0:0").state()).isEqualTo(Alias.State.MAIN_CLOSED);
    assertThatThrownBy(() -> net.open("eth0:0")).hasMessageContaining("eth0 is down");
    host.run("ip link set eth0 up");
    assertThat(net.show("eth0:0").isOpen()).isTrue();
  }

  @Test
  void anAddressThatAnotherTookAwayIsGone() {
    net.add("eth0:0", "10.0.0.1/24");
    net.add("eth0:1", "2001:db8::1/64");
    host.run("ip addr flush dev eth0");
    assertThat(net.list()).isEmpty();
    assertThat(net.view().drift()).isEmpty();
    net.add("eth0:1", "2001:db8::1/64");
    assertThat(net.show("eth0:1").isOpen()).isTrue();
  }

  @Test
  void labelsOfOneNameAreAllDeletedAndEachIsItself() {
    host.run(
        """
        ip addr add 10.0.0.1/24 dev eth0 label eth0:0
        ip addr add 10.0.1.1/24 dev eth0 label eth0:0
        ip addr add 10.0.0.1/32 dev eth0 label eth0:0
        ip addr add 10.0.2.1/24 dev eth0 label eth0:00
        """);
    assertThat(net.add("eth0", "10.0.3.1/24")).isEqualTo("eth0:1");
    assertThat(net.list()).hasSize(5);
    net.run(d -> d.closeMain("eth0"));
    assertThat(net.list()).isEmpty();
    assertThat(host.run("ip -4 addr show dev eth0")).doesNotContain("inet ");
  }

  @Test
  void theLastAddressGoesWithoutWhatOthersMadeOnTheDevice() {
    net.add("eth0:0", "10.0.0.1/24");
    host.run(
        """
        ip route add local 10.9.0.0/16 dev eth0 table local
        ip neigh add 10.77.0.1 lladdr 02:00:00:00:00:77 dev eth0
        ip neigh add proxy 10.78.0.1 dev eth0
        """);
    net.remove("eth0:0");
    assertThat(host.run("ip route show table local")).contains("local 10.9.0.0/16 dev eth0");
    assertThat(host.run("ip neigh show nud permanent; ip neigh show proxy"))
        .contains("10.77.0.1", "10.78.0.1");
  }

  @Test
  void whatAnotherTookAwayMeanwhileIsNotPutBack() {
    net.add("eth0:0", "10.0.0.1/24");
    net.add("eth1:0", "10.1.0.1/24");
    net.run(
        d -> d.delete(d.alias("eth0:0")),
        Conduct.PLAIN.telling((done, total) -> {
          if (done == 1) { // counters go after it
            host.run("ip addr del 10.1.0.1/24 dev eth1");
          }
        }));
    assertThat(net.list()).isEmpty();
  }

  @Test
  void anMtuThatIpv6CannotLiveWithIsRefusedAndNothingIsLost() {
    net.add("eth0:6", "2001:db8::1/64");
    assertThatThrownBy(() -> net.run(d -> d.change("eth0", d.mainState("eth0").withMtu(1000))))
        .hasMessageContaining("an MTU of 1000 is refused: eth0:6 is IPv6");
    assertThat(net.show("eth0:6").isOpen()).isTrue();
    net.remove("eth0:6");
    net.run(d -> d.change("eth0", d.mainState("eth0").withMtu(1000)));
  }

  @Test
  void anotherBroadcastAddressLeavesThePrimaryInItsPlace() {
    net.add("eth0:0", "10.5.0.1/24");
    net.add("eth0:1", "10.5.0.2/24");
    net.run(d ->
        d.readdress(d.alias("eth0:0"), Prefix.parse("10.5.0.1/24"), Address.parse("10.5.0.7")));
    assertThat(host.run("ip -4 route show dev eth0")).contains("10.5.0.0/24", "src 10.5.0.1");
    assertThat(net.show("eth0:0").owned().broadcast()).hasToString("10.5.0.7");
  }
}
