package dev.netalias.cli.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.KernelException;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Errors are the system's, on standard error and as exit code, and nothing is changed. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ifconfig", "route", "ip", "sysctl"})
class LookErrorsTest {
  private final TestNetwork network = TestNetwork.withEth0();

  @BeforeEach
  void setUp() {
    network.withInet6();
    network.shell(
        """
        ip tuntap add t1 mode tun
        ip addr add 172.16.3.1/24 brd + dev eth0
        ip addr add 172.16.3.10/24 dev eth0 label eth0:0
        ip addr add 2001:db8::1/64 dev eth0 nodad
        route add -net 172.16.3.0 netmask 255.255.255.0 dev eth0
        route add -net 12.0.0.0/8 gw 172.16.3.9
        route -A inet6 add 2001:db8:1::/48 dev eth0
        """);
  }

  @AfterEach
  void close() {
    network.close();
  }

  private void same(String command, List<String> lines) {
    String before = network.state();
    for (String line : lines) {
      assertThat(network.ours(command + line))
          .as(command + line)
          .isEqualTo(network.system(command + line));
    }
    network.isSoon(() -> before);
  }

  @Test
  void ofADeviceThatIsNotThere() {
    same(
        "ifconfig nope ",
        List.of(
            "up",
            "down",
            "1.2.3.4",
            "1.2.3.4/24 arp",
            "1.2.3.4 netmask 255.0.0.0 broadcast 1.2.3.4 mtu 3 up",
            "hw ether 02:00:00:00:00:01",
            "txqueuelen 3",
            "pointopoint 1.2.3.4",
            "-promisc -broadcast -multicast -allmulti -dynamic -pointopoint",
            "dstaddr 1.2.3.4",
            "irq 3",
            "add fd00::1/64",
            "del fd00::1/64"));
    same("ifconfig -v nope ", List.of("up", "mtu 3"));
  }

  @Test
  void ofIfconfig() {
    same("ifconfig ", List.of("-x", "-a -x", "-V", "-version", "--help"));
    same(
        "ifconfig eth0 ",
        List.of(
            "netmask",
            "mtu",
            "mtu 5",
            "mtu 70000",
            "netmask 255.0.255.0",
            "224.0.0.1",
            "mem_start 3",
            "io_addr 3",
            "irq 3",
            "keepalive 3",
            "outfill 3",
            "hw",
            "hw ether",
            "hw ether zz",
            "hw ether 01:00:00:00:00:01",
            "hw loop 02:00",
            "hw foo 02:00",
            "hw fddi 02:00:00:00:00:01",
            "txqueuelen -1",
            "1.2.3.4/x",
            "netmask 255.255.255.0 netmask 255.255.255.0",
            "-broadcast"));
    same("ifconfig t1 ", List.of("-pointopoint", "netmask 255.0.0.0", "broadcast 1.1.1.1"));
    same("ifconfig t1 ", List.of("pointopoint 1.1.1.1", "dstaddr 1.1.1.1"));
  }

  @Test
  void ofIfconfigAndInet6() {
    same(
        "ifconfig eth0 ",
        List.of(
            "del fd00::1/64",
            "del 2001:db8::1/65",
            "add 2001:db8::1/64",
            "add fd00::zz/64",
            "add fd00::1/129",
            "inet6 fd00::3"));
  }

  @Test
  void ofInet6WhereItIsSwitchedOff() {
    network.shell("sysctl -q net.ipv6.conf.eth0.disable_ipv6=1");
    same("ifconfig eth0 ", List.of("add fd00::1/64"));
  }

  @Test
  @Needs(tools = "setpriv")
  void withoutPermission() {
    Session.Changer forbidden =
        operations -> {
          throw new KernelException("RTM_NEWADDR", KernelException.EPERM, "no", null);
        };
    for (String line :
        List.of(
            "ifconfig nope up",
            "ifconfig nope 1.2.3.4",
            "ifconfig eth0:0 1.2.3.4",
            "ifconfig eth0:0 1.2.3.4 netmask 255.255.255.0 broadcast 1.2.3.255 up",
            "ifconfig -v eth0 down",
            "ifconfig eth0 mtu 1400",
            "ifconfig eth0:0- 0",
            "ifconfig eth0 hw ether 02:00:00:00:00:01",
            "ifconfig eth0 add fd00::1/64",
            "ifconfig eth0 del fd00::1/64",
            "ifconfig eth0 -arp promisc",
            "ifconfig eth0 txqueuelen 10",
            "ifconfig eth0 pointopoint 10.0.0.2",
            "ifconfig eth0 netmask 255.0.0.0",
            "route add -host 10.0.0.9 dev eth0",
            "route add -host 10.0.0.9 dev nope",
            "route del default",
            "route -A inet6 add 2001:db8::/64 dev eth0")) {
      assertThat(network.ours(line, forbidden)).as(line).isEqualTo(network.systemForbidden(line));
    }
  }

  @Test
  void ofFamiliesThatKernelsHaveNoTablesFor() {
    same(
        "route -A ", List.of("ipx", "x25", "ax25", "netrom", "rose", "ddp", "unix", "ipx add 1 2"));
    same("route -A ", List.of("netrom del 1", "ax25 add 1 2", "rose del 1"));
  }

  @Test
  void ofNumbersThatAreTooLarge() {
    same("ifconfig eth0 ", List.of("10.0.0.256", "netmask 10.0.0.256", "add 10.0.0.7/33"));
    same("route add ", List.of("-host 10.0.0.256 dev eth0", "-net 10.0.0.0/33 dev eth0"));
    same("route add ", List.of("-host 10.0.0.0/33 dev eth0", "-net 10.0.0.0/0 dev eth0"));
    assertThat(network.ours("ifconfig eth0 10.0.0.1/33").err())
        .isEqualTo("netalias: the prefix length 33 of 10.0.0.1 is not 0 to 32\n");
  }

  @Test
  void theNameThatTheToolWasCalledByStandsBeforeTheErrorsOfOptions() {
    same("", List.of("/sbin/route -z", "/sbin/route --nope", "/sbin/ifconfig -z"));
  }

  @Test
  void ofRoute() {
    same(
        "route add ",
        List.of(
            "-net 172.16.3.0 netmask 255.255.255.0 dev eth0",
            "-net 12.0.0.0/8 gw 172.16.3.9",
            "-host 172.16.3.10 dev eth0:9",
            "-host 1.2.3.4 gw 0.0.0.0",
            "10.0.0.0/8 dev eth0",
            "-net 10.0.0.1/8 dev eth0",
            "-net 10.0.0.0 netmask 255.0.255.0 dev eth0",
            "-host 10.0.0.1 netmask 255.255.255.255 dev eth0",
            "-net 14.0.0.0/8 mss 12 eth0",
            "-net 14.0.0.0/8 mss",
            "-net 14.0.0.0/8 window 12 eth0",
            "-net 14.0.0.0/8 metric x eth0",
            "-net 14.0.0.0/8 metric",
            "-net 14.0.0.0/8 gw default eth0",
            "-net 14.0.0.0/8 gw 1.1.1.1 gw 1.1.1.1",
            "-net 14.0.0.0/8 netmask 255.0.0.0",
            "-net 14.0.0.0/8 nope",
            "-net 14.0.0.0/8 dev",
            "-net 14.0.0.0/8 dev eth0 eth0",
            "-net 14.0.0.0/8",
            "-net 14.0.0.0/x eth0",
            "-net 14.0.0.0/8 gw 77.1.1.1 eth0",
            "-net 14.0.0.0/8 eth0 foo",
            "-net 14.0.0.0/8 eth0 metric 2",
            "-net",
            "-host"));
    same(
        "route del ",
        List.of(
            "-net 77.0.0.0/8",
            "-net 77.0.0.0/8 nope",
            "-host 77.0.0.1 eth0",
            "-net 12.0.0.0/8 gw 172.16.3.8",
            "-net 12.0.0.0/8 metric 4",
            "-net 12.0.0.0/8 lo",
            "default"));
  }

  @Test
  void ofRouteAndInet6() {
    same(
        "route -6 add ",
        List.of(
            "2001:db8:1::/48 dev eth0",
            "2001:db8:3::/48",
            "2001:db8:3::/48 dev nope",
            "2001:db8:3::/48 nope",
            "2001:db8:3::/48 nope foo",
            "2001:db8:3::/48 metric x",
            "2001::/129 dev eth0",
            "2001::/64 gw zz dev eth0",
            "2001:db8:3::/48 gw 2001:db9::1"));
    same("route -6 del ", List.of("2001:db8:77::/48", "fe80::/64", "2001:db8:1::/48 metric 2"));
  }
}
