package dev.netalias.cli.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code route} shows is what the system's {@code route} shows, byte for byte. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ifconfig", "route", "ip", "sysctl"})
class RouteShowsTest {
  private static final String DEVICES =
      """
      ip link add eth0 type veth peer name peer0
      ip link set peer0 up
      ip link set eth0 up
      ip link set lo up
      ip link add interface10 type veth peer name peer10
      ip link set peer10 up
      ip link set interface10 up
      ifconfig eth0 172.16.3.1 netmask 255.255.255.0
      ifconfig interface10 192.168.7.1 netmask 255.255.255.0
      """;

  @Test
  void aNetworkWithoutRoutes() {
    try (TestNetwork network = new TestNetwork()) {
      same(network, "route -n", "route -6n", "route", "route -e");
    }
  }

  @Test
  void routesOfAllSortsByNumber() {
    try (TestNetwork network = new TestNetwork()) {
      network.shell(DEVICES);
      network.shell(
          """
          route add -net 172.16.3.0 netmask 255.255.255.0 dev eth0
          route add default gw 172.16.3.200
          route add default gw 172.16.3.201
          route add -net 10.0.0.0/8 dev eth0
          route add -host 10.0.0.1 reject
          route add -net 11.0.0.0 netmask 255.0.0.0 reject
          ip route add prohibit 11.1.0.0/16
          ip route add blackhole 11.2.0.0/16
          ip route add throw 11.3.0.0/16
          ip route add 11.4.0.0/16 nexthop via 172.16.3.5 nexthop via 192.168.7.4
          ip route add 11.5.0.0/16 via inet6 fe80::1 dev eth0
          ip route add 11.6.0.0/16 dev eth0 metric 4294967295
          ip route add 11.7.0.0/16 dev eth0 table 77
          ip route add 11.8.0.0/16 dev eth0 mtu 1300
          ip route add local 11.9.0.0/16 dev eth0 table main
          ip route add broadcast 11.10.0.0/16 dev eth0 table main
          ip route add 11.11.0.0/16 via 172.16.3.77 tos 0x10
          route add -net 12.0.0.0/8 metric 5 mss 1400 window 1000 irtt 300 dev eth0
          route add -net 15.0.0.0/8 gw 192.168.7.9
          """);
      same(
          network,
          "route -n",
          "route -en",
          "route -een",
          "route -nee",
          "route -eeen",
          "route -N",
          "route -Fn",
          "route -FCn",
          "route -C",
          "route -Ce",
          "route -Cee",
          "route -vn",
          "route -A inet -n",
          "route --numeric --extend",
          "route --num --ine");
    }
  }

  @Test
  void namesOfNetworksAndHosts() {
    try (TestNetwork network = new TestNetwork()) {
      network.shell(DEVICES);
      network.shell(
          """
          route add -net loopback netmask 255.0.0.0 lo
          route add -net link-local netmask 255.255.0.0 eth0
          route add -host 127.0.0.1 lo
          route add default eth0
          route add -net 128.0.0.0/1 eth0
          """);
      same(network, "route", "route -e", "route -ee", "route -eee", "route -F");
      assertThat(network.ours("route").out()).contains("loopback ", "link-local ", "localhost ");
    }
  }

  @Test
  void routesOfInet6() {
    try (TestNetwork network = new TestNetwork()) {
      network.shell(DEVICES);
      network.shell(
          """
          ip -6 addr add 2001:db8:8::1/64 dev eth0 nodad
          route -A inet6 add 2001:db8::/32 dev eth0
          route -A inet6 add 2001:db8:1::/48 gw fe80::1 dev eth0
          route -A inet6 add default gw fe80::2 dev eth0
          route -A inet6 add 2001:db8:4::1 dev eth0 metric 7
          ip -6 route add unreachable 2001:db8:5::/48
          ip -6 route add 2001:db8:6::/48 table 99 dev eth0
          ip -6 route add 2001:db8:7::/48 expires 100 dev eth0
          until ! ip -6 -o addr show tentative | grep -q .; do sleep 0.02; done
          """);
      same(
          network,
          "route -6n",
          "route -n -A inet6",
          "route --inet6 -n",
          "route -6nee",
          "route -6C",
          "route -6FCn",
          "route -46n",
          "route -n -A inet,inet6");
    }
  }

  @Test
  void usageAndWrongOptions() {
    try (TestNetwork network = new TestNetwork()) {
      network.shell(DEVICES);
      for (String words :
          List.of(
              "-h",
              "-n -h",
              "-6 -h",
              "-h -A inet",
              "-V",
              "--ver",
              "-x",
              "-nx",
              "--foo",
              "-A",
              "-A foo",
              "-A unix",
              "-nA inet,unix",
              "foo",
              "add",
              "-6 add",
              "flush",
              "-6 flush",
              "-C add 1.2.3.4",
              "-46 add 1.2.3.4",
              "--e=1")) {
        same(network, "route " + words);
      }
    }
  }

  private static void same(TestNetwork network, String... lines) {
    for (String line : lines) {
      network.showsTheSame(line);
    }
  }
}
