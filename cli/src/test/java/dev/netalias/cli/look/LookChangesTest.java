package dev.netalias.cli.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same lines leave two networks in the same state: in one the system's tools, in one ours. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ifconfig", "route", "ip", "sysctl"})
class LookChangesTest {
  private static void sameState(String lines, String setup) {
    sameState(lines, network -> network.shell(setup));
  }

  private static void sameState(String lines, Consumer<TestNetwork> setup) {
    try (TestNetwork system = TestNetwork.withEth0();
        TestNetwork ours = TestNetwork.withEth0()) {
      setup.accept(system);
      setup.accept(ours);
      for (String line : lines.split("; ")) {
        assertThat(ours.ours(line)).as(line).isEqualTo(system.system(line));
      }
      ours.isSoon(system::state);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ifconfig lo 127.0.0.1",
        "ifconfig lo up",
        "ifconfig eth0 172.16.3.1",
        "ifconfig eth0 172.16.3.1 netmask 255.255.255.0 broadcast 172.16.3.255 up",
        "ifconfig eth0 172.16.3.1/24 broadcast 10.0.0.1",
        "ifconfig eth0 172.16.3.1/24; ifconfig eth0 netmask 255.255.0.0",
        "ifconfig eth0 172.16.3.1/24 broadcast 10.0.0.1; ifconfig eth0 netmask 255.255.0.0",
        "ifconfig eth0 172.16.3.1/24; ifconfig eth0 10.0.0.1",
        "ifconfig eth0 172.16.3.1/24; ifconfig eth0 172.16.3.1",
        "ifconfig eth0 172.16.3.1/24; ifconfig eth0 172.16.3.1 netmask 255.0.0.0",
        "ifconfig eth0 172.16.3.1/24; ifconfig eth0 0",
        "ifconfig eth0 172.16.3.1/24; ifconfig eth0 0.0.0.0 down",
        "ifconfig eth0 172.16.3.1/24; ifconfig eth0 down; ifconfig eth0 up",
        "ifconfig eth0 172.16.3.1/24; ifconfig eth0 pointopoint 172.16.3.2",
        "ifconfig eth0 172.16.3.1/24; ifconfig eth0 dstaddr 10.0.0.2 netmask 255.255.255.255",
        "ifconfig eth0 172.16.3.1 pointopoint 172.16.9.9 netmask 255.255.255.255 up",
        "ifconfig eth0 10.1/16",
        "ifconfig eth0 default",
        "ifconfig eth0 0x0a000001 netmask 0xffffff00",
        "ifconfig eth0 loopback",
        "ifconfig eth0 localhost netmask 255.0.0.0",
        "ifconfig eth0 10.0.0.1 mtu 1400 txqueuelen 0x4d hw ether 2:0:0:0:0:77 promisc -arp",
        "ifconfig eth0 10.0.0.1 allmulti dynamic -multicast; ifconfig eth0 -dynamic -allmulti",
        "ifconfig eth0 -trailers; ifconfig eth0 trailers pointopoint; ifconfig eth0 inet broadcast",
        "ifconfig eth0 inet up; ifconfig eth0 -broadcast -pointopoint -promisc",
        "ifconfig eth0 172.16.3.1/24; ifconfig eth0 down hw ether 020000000009 up 10.0.0.1 down"
      })
  void ofAMainDevice(String lines) {
    sameState(lines, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ifconfig eth0:0 172.16.3.10 netmask 255.255.255.0",
        "ifconfig eth0:0 172.16.3.10 netmask 255.255.255.0 broadcast 172.16.3.77 up",
        "ifconfig eth0:0 10.0.0.1",
        "ifconfig eth0:0 10.0.0.1/30",
        "ifconfig eth0:0 10.0.0.1; ifconfig eth0:0 10.0.0.2",
        "ifconfig eth0:0 10.0.0.1; ifconfig eth0:0 netmask 255.255.0.0 broadcast 10.0.0.9",
        "ifconfig eth0:0 10.0.0.1; ifconfig eth0:0 0",
        "ifconfig eth0:0 10.0.0.1 pointopoint 10.0.0.9 netmask 255.255.255.255",
        "ifconfig eth0:0 10.0.0.1; ifconfig eth0:0 dstaddr 10.0.0.9",
        "ifconfig eth0:0 10.0.0.1 broadcast 0.0.0.0",
        "ifconfig eth0:web 10.0.0.1; ifconfig eth0:web arp multicast broadcast",
        "ifconfig eth0 add 172.16.3.9",
        "ifconfig eth0 add 172.16.3.9; ifconfig eth0 add 172.16.3.8; ifconfig eth0 del 172.16.3.9;"
            + " ifconfig eth0 add 172.16.3.7"
      })
  void ofAnAlias(String lines) {
    sameState(lines, "ifconfig eth0 172.16.3.1/24");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "route add -net 172.16.3.0 netmask 255.255.255.0 dev eth0; route add default gw"
            + " 172.16.3.200; route add default gw 172.16.3.201; route add default gw 172.16.3.1;"
            + " route del default",
        "route add -host 172.16.3.10 dev eth0:0; route add -net 10.0.0.0/8 dev eth0:0; route add"
            + " -net 11.0.0.0/8 gw 172.16.3.7 dev eth0:0; route add -host 172.16.3.11 eth0",
        "route add -net 12.0.0.0/8 mss 1400 window 1000 irtt 300 metric 4 dev eth0",
        "route add -host 1.2.3.4 reject; route add -net 13.0.0.0/8 reject metric 3; route del"
            + " -host 1.2.3.4 reject",
        "route add -net 12.0.0.0/8 metric 4 eth0; route add -net 12.0.0.0/8 metric 5 eth0; route"
            + " add -net 12.0.0.0/8 metric 3 eth0; route del -net 12.0.0.0/8 metric 4; route del"
            + " -net 12.0.0.0/8",
        "route add -net 12.0.0.0/8 eth0; route add -net 12.0.0.0/8 gw 172.16.3.4; route del -net"
            + " 12.0.0.0/8 dev eth0",
        "route add -net 12.0.0.0/8 eth0; route add -net 12.0.0.0/8 gw 172.16.3.4; route del -net"
            + " 12.0.0.0/8 gw 172.16.3.4",
        "route add -net 12.0.0.0/8 mod dyn reinstate eth0; route delete -net 172.16.3.0/24",
        "route add -net loopback netmask 255.0.0.0 lo; route add -net link-local netmask"
            + " 255.255.0.0 eth0; route add localhost eth0",
        "route add 1.2.3.4 gw 172.16.3.4; route add -net 9.0.0.0/8 gw 1.2.3.4; route del 1.2.3.4"
      })
  void ofRoutes(String lines) {
    sameState(
        lines,
        """
        ifconfig lo up
        ifconfig eth0 172.16.3.1/24
        ifconfig eth0:0 172.16.3.10/24
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ifconfig eth0 add 2001:db8::1/64",
        "ifconfig eth0 inet6 add 2001:db8::2 up; ifconfig eth0 inet6 del 2001:db8::2",
        "route -6 add 2001:db8::/32 dev eth0; route -6 add 2001:db8:1::/48 gw fe80::1 dev eth0;"
            + " route -6 add default gw fe80::2 eth0 metric 5; route -6 add 2001:db8:4::1 dev eth0",
        "route -6 add 2001:db8:9::1 dev eth0; route -6 add 2001:db8:9::/64 dev eth0 metric 9;"
            + " route -6 del 2001:db8:9::1; route -6 del 2001:db8:9::/64 metric 9"
      })
  void ofInet6(String lines) {
    sameState(lines, TestNetwork::withInet6);
  }
}
