package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.NetAlias;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A host on the networks of two providers, eth0 and eth1, with the default route through the first,
 * and a client behind both: which gateway forwards what an alias answers.
 */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "ping"})
class GatewayTest {
  private NamespaceHost host;
  private NetAlias net;

  @BeforeEach
  void twoProviders() {
    host = new NamespaceHost();
    net = host.net();
    outside(
        """
        for n in a b client; do ip netns add NAME-$n; ip -n NAME-$n link set lo up; done
        ip -n NAME-peer link set peer0 netns NAME-a
        ip -n NAME-peer link set peer1 netns NAME-b
        ip -n NAME-a -b - <<END
        link set peer0 up
        addr add 192.0.2.1/24 dev peer0
        addr add 2001:db8:a::1/64 dev peer0 nodad
        link add out type veth peer name in-a netns NAME-client
        link set out up
        addr add 10.1.0.1/24 dev out
        addr add 2001:db8:1::1/64 dev out nodad
        END
        ip -n NAME-b -b - <<END
        link set peer1 up
        addr add 198.51.100.1/24 dev peer1
        addr add 2001:db8:b::1/64 dev peer1 nodad
        link add out type veth peer name in-b netns NAME-client
        link set out up
        addr add 10.2.0.1/24 dev out
        addr add 2001:db8:2::1/64 dev out nodad
        END
        ip -n NAME-client -b - <<END
        link set in-a up
        link set in-b up
        addr add 10.1.0.9/24 dev in-a
        addr add 10.2.0.9/24 dev in-b
        addr add 203.0.113.9/32 dev lo
        addr add 2001:db8:1::9/64 dev in-a nodad
        addr add 2001:db8:2::9/64 dev in-b nodad
        addr add 2001:db8:c::9/128 dev lo nodad
        route add 192.0.2.0/24 via 10.1.0.1 src 203.0.113.9
        route add 198.51.100.0/24 via 10.2.0.1 src 203.0.113.9
        route add 2001:db8:a::/64 via 2001:db8:1::1 src 2001:db8:c::9
        route add 2001:db8:b::/64 via 2001:db8:2::1 src 2001:db8:c::9
        END
        ip -n NAME-a route add 203.0.113.9/32 via 10.1.0.9
        ip -n NAME-b route add 203.0.113.9/32 via 10.2.0.9
        ip -n NAME-a route add 2001:db8:c::9/128 via 2001:db8:1::9
        ip -n NAME-b route add 2001:db8:c::9/128 via 2001:db8:2::9
        for n in a b client; do ip netns exec NAME-$n sh -ec '
          cd /proc/sys/net; echo 1 >ipv4/ip_forward; echo 1 >ipv6/conf/all/forwarding
          for f in ipv4/conf/*/rp_filter; do echo 0 >$f; done'; done
        """);
    host.run(
        """
        ip addr add 192.0.2.2/24 dev eth0
        ip addr add 2001:db8:a::2/64 dev eth0 nodad
        ip addr add 198.51.100.2/24 dev eth1
        ip route add default via 192.0.2.1
        ip -6 route add default via 2001:db8:a::1
        """);
  }

  @AfterEach
  void close() {
    outside("for n in a b client; do ip netns del NAME-$n; done");
    host.close();
  }

  private String outside(String commands) {
    return Ran.of("sh", "-ec", commands.replace("NAME", host.name())).orFail().out();
  }

  private static Creation wanted(String name, String address, String gateway) {
    return Creation.parse(AliasTypes.known(), name, address)
        .withEgress(Egress.USUAL.through(Address.parse(gateway), false));
  }

  /** How many packets of the client's side a provider has forwarded to the client. */
  private long forwarded(String provider) {
    return Long.parseLong(
        outside("ip netns exec NAME-" + provider + " cat /sys/class/net/out/statistics/tx_packets")
            .strip());
  }

  /** Which providers forward the answers to some pings, a letter each. */
  private String answersThrough(String address) {
    long a = forwarded("a");
    long b = forwarded("b");
    outside("ip netns exec NAME-client ping -q -c 20 -i 0.01 -w 20 -W 20 " + address);
    String through = "";
    through += forwarded("a") - a >= 20 ? "a" : "";
    through += forwarded("b") - b >= 20 ? "b" : "";
    return through;
  }

  private void strict(int reversePath) {
    host.run("for f in /proc/sys/net/ipv4/conf/*/rp_filter; do echo " + reversePath + " >$f; done");
  }

  private String everything() {
    return host.run(
        "ip rule; ip -6 rule; ip route show table all; ip -6 route show table all; ip -o -d addr"
            + " | sed 's/valid_lft.*//'");
  }

  @Test
  void repliesOfAnAliasLeaveThroughItsOwnGatewayAndNotWithoutOne() {
    strict(0);
    net.add("eth1:0", "198.51.100.7/24");
    assertThat(answersThrough("198.51.100.7")).isEqualTo("a");
    net.run(d ->
        d.steer(d.alias("eth1:0"), Egress.USUAL.through(Address.parse("198.51.100.1"), false)));
    assertThat(answersThrough("198.51.100.7")).isEqualTo("b");
    assertThat(answersThrough("192.0.2.2")).isEqualTo("a");
    net.run(d -> d.steer(d.alias("eth1:0"), Egress.USUAL));
    assertThat(answersThrough("198.51.100.7")).isEqualTo("a");
  }

  @Test
  void theReversePathIsRightTooSoStrictFiltersLetThePacketsIn() {
    strict(1);
    net.run(d -> d.create(wanted("eth1:0", "198.51.100.7/24", "198.51.100.1")));
    assertThat(answersThrough("198.51.100.7")).isEqualTo("b");
  }

  @Test
  void aLocalRouteHasAGatewayToo() {
    strict(1);
    net.run(
        d -> d.create(wanted("eth1:0", "198.51.100.64/26", "198.51.100.1").as(Realisation.ROUTE)));
    assertThat(answersThrough("198.51.100.99")).isEqualTo("b");
    net.close("eth1:0");
    assertThat(everything()).doesNotContain("lookup 78001");
    net.open("eth1:0");
    assertThat(answersThrough("198.51.100.99")).isEqualTo("b");
  }

  @Test
  void anAliasDeviceHasAGatewayToo() {
    strict(2);
    net.run(d ->
        d.create(
            wanted("eth1:0", "198.51.100.7/24", "198.51.100.1")
                .withDevice(Creation.OwnDevice.USUAL)));
    assertThat(answersThrough("198.51.100.7")).isEqualTo("b");
    net.close("eth1:0");
    net.open("eth1:0");
    assertThat(answersThrough("198.51.100.7")).isEqualTo("b");
    assertThat(host.run("ip route show table 78001")).contains("dev eth1-0");
    net.remove("eth1:0");
    assertThat(everything()).doesNotContain("78001");
  }

  @Test
  void anIpv6AliasHasAGatewayToo() {
    host.run("sysctl -qw net.ipv6.conf.eth1.accept_dad=0");
    net.add("eth1:0", "2001:db8:b::7/64");
    assertThat(answersThrough("2001:db8:b::7")).isEqualTo("a");
    net.run(d ->
        d.steer(d.alias("eth1:0"), Egress.USUAL.through(Address.parse("2001:db8:b::1"), false)));
    assertThat(answersThrough("2001:db8:b::7")).isEqualTo("b");
  }

  private InterfaceAddress address(String device, String prefix) {
    return InterfaceAddress.of(
        net.view().snapshot().link(device).orElseThrow().device(), Prefix.parse(prefix), "");
  }

  @Test
  void allOfItIsTakenBackWhereAChangeOfThePlanFails() {
    net.run(d -> d.create(wanted("eth1:0", "198.51.100.7/24", "198.51.100.1")));
    String before = everything();
    List<Change> changes = new ArrayList<>();
    changes.addAll(net.plan(d -> d.deleteAll("eth1")).changes());
    changes.add(AddressChange.remove(address("eth1", "203.0.113.99/32")));
    Plan plan = new Plan(changes);
    assertThatThrownBy(() -> net.kernel().commit(plan)).isInstanceOf(KernelException.class);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void theLastAddressOfADeviceTakesNoTableOfAnotherAliasAlong() {
    host.run("ip addr del 198.51.100.2/24 dev eth1");
    net.add("eth1:0", "198.51.100.5/24");
    net.run(d -> {
      Egress egress = Egress.USUAL.through(Address.parse("198.51.100.1"), true);
      Creation whole =
          Creation.parse(AliasTypes.known(), "eth1:1", "198.51.100.64/26")
              .withEgress(egress)
              .as(Realisation.ROUTE);
      d.create(whole);
    });
    net.remove("eth1:0");
    assertThat(host.run("ip route show table 78001")).contains("default via 198.51.100.1 dev eth1");
  }

  @Test
  void ipTakesTheCommandsOfADryRun() {
    Plan plan = net.plan(d -> d.create(wanted("eth1:0", "198.51.100.7/24", "198.51.100.1")));
    host.run(String.join("\n", plan.commands()));
    assertThat(net.view().egress(net.show("eth1:0")).gateway()).hasToString("198.51.100.1");
    host.run(String.join("\n", net.plan(d -> d.deleteAll("eth1")).commands()));
    assertThat(everything()).doesNotContain("78001");
  }

  @Test
  void anIpv6AliasIsPreferredOnceItsAddressIsFoundToBeItsOwn() {
    net.run(d ->
        d.create(
            Creation.parse(AliasTypes.known(), "eth0:0", "2001:db8:a::7/64")
                .withEgress(Egress.USUAL.preferring(true))));
    assertThat(host.run("ip route get 2001:db8:c::9")).contains("src 2001:db8:a::7");
    net.close("eth0:0");
    assertThat(host.run("ip route get 2001:db8:c::9")).contains("src 2001:db8:a::2");
    net.open("eth0:0");
    assertThat(host.run("ip route get 2001:db8:a::1")).contains("src 2001:db8:a::7");
  }

  @Test
  void packetsOfThisHostAreSentFromThePreferredAliasAndAgainFromMainAfterIt() {
    strict(0);
    String before = everything();
    net.run(d ->
        d.create(
            Creation.parse(AliasTypes.known(), "eth0:0", "192.0.2.7/24")
                .withEgress(Egress.USUAL.preferring(true))));
    assertThat(host.run("ip route get 203.0.113.9; ip route get 192.0.2.1"))
        .containsSubsequence("src 192.0.2.7", "src 192.0.2.7");
    net.close("eth0:0");
    assertThat(everything()).isEqualTo(before);
    net.open("eth0:0");
    assertThat(host.run("ip route get 203.0.113.9")).contains("src 192.0.2.7");
    net.remove("eth0:0");
    assertThat(everything()).isEqualTo(before);
  }
}
