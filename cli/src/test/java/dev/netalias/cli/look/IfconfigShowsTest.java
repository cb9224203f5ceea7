package dev.netalias.cli.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code ifconfig} shows is what the system's {@code ifconfig} shows, byte for byte. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ifconfig", "ip", "ping", "sysctl"})
class IfconfigShowsTest {
  @Test
  void aNetworkWithNothingButAClosedLo() {
    try (TestNetwork network = new TestNetwork()) {
      for (String line : List.of("ifconfig", "ifconfig -a", "ifconfig -s", "ifconfig -a -s")) {
        network.showsTheSame(line);
      }
    }
  }

  @Test
  void devicesOfAllSortsWithAddressesOfAllSorts() {
    try (TestNetwork network = new TestNetwork()) {
      network.shell(
          """
          ip link add eth0 type veth peer name peer0
          ip link set peer0 up
          ip link set eth0 up
          ip link set lo up
          ip link add br0 type bridge
          ip link add link eth0 mv0 type macvlan
          ip link add eth10 type veth peer name peer10
          ip link add eth9 type veth peer name peer9
          ip link add eth01 type veth peer name a-long-name-123
          ip tuntap add t1 mode tun && ip link set t1 up
          ip addr add 172.16.3.1/24 brd + dev eth0
          ip addr add 172.16.3.10/24 brd + dev eth0 label eth0:0
          ip addr add 172.16.3.11/24 dev eth0 label eth0:10
          ip addr add 172.16.3.12/32 dev eth0 label eth0:2
          ip addr add 172.16.3.13/32 dev eth0 label eth0:web
          ip addr add 172.16.3.14/32 dev eth0
          ip addr add 10.0.0.1 peer 10.0.0.2/32 dev t1
          ip addr add 10.3.0.1 peer 10.3.0.2/24 dev br0
          ip addr add 10.4.0.1/24 dev eth9 label eth9:1
          ip addr add 127.0.0.2/8 dev lo label lo:1
          for a in 2001:db8::1/64 2001:db8:2::5/64 fec0::1/64 ::1.2.3.4/96 ::ffff:1.2.3.4/128 \
              ::0.0.3.4/128 fd00::1:0:0:1/64; do
            ip addr add $a dev eth0 nodad
          done
          ping -q -c 200 -i 0.002 -s 60000 127.0.0.1
          """);
      List<String> names =
          List.of("eth0", "eth0:0", "eth0:web", "lo", "lo:1", "t1", "br0", "mv0", "eth9", "eth9:1");
      for (String option : List.of("", " -a", " -s", " -a -s", " -v")) {
        network.showsTheSame("ifconfig" + option);
        for (String name : names) {
          network.showsTheSame("ifconfig" + option + " " + name);
        }
      }
      assertThat(network.ours("ifconfig lo").out()).contains(" MiB)");
    }
  }

  @Test
  void everyFlagThatCanBeSet() {
    try (TestNetwork network = TestNetwork.withEth0()) {
      network.shell("ip tuntap add t1 mode tun");
      for (String flag :
          "-arp promisc allmulti -multicast -trailers dynamic up arp -promisc down".split(" ")) {
        network.shell("ifconfig eth0 " + flag + "; ifconfig t1 " + flag);
        network.showsTheSame("ifconfig -a");
        network.showsTheSame("ifconfig -a -s");
      }
    }
  }

  @Test
  void aDeviceThatIsNotThere() {
    try (TestNetwork network = TestNetwork.withEth0()) {
      network.showsTheSame("ifconfig nope");
      network.showsTheSame("ifconfig -s nope");
      network.showsTheSame("ifconfig a-name-that-is-cut-off");
    }
  }
}
