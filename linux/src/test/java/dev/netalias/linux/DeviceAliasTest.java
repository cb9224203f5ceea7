package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.NetAlias;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.Setting;
import dev.netalias.kernel.state.StackedDevice.Type;
import dev.netalias.net.Mac;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Aliases that are devices of their own, on the running kernel with a neighbour on the wire. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "ping"})
class DeviceAliasTest {
  private static final String MAC = "02:00:00:00:00:42";

  private NamespaceHost host;
  private NetAlias net;

  @BeforeEach
  void freshHost() {
    host = new NamespaceHost();
    net = host.net();
    host.run("ip addr add 10.9.0.1/24 dev eth0");
    peer("ip addr add 10.9.0.9/24 dev peer0");
  }

  @AfterEach
  void closeHost() {
    host.close();
  }

  private String peer(String commands) {
    return Ran.of("ip", "netns", "exec", host.name() + "-peer", "sh", "-ec", commands)
        .orFail()
        .out();
  }

  private static Creation wanted(String name, String address) {
    Type bridge = new Type(Type.MACVLAN, "bridge");
    return Creation.parse(AliasTypes.known(), name, address)
        .withDevice(new Creation.OwnDevice(bridge, Mac.parse(MAC)));
  }

  private Plan add(String name, String address) {
    return net.run(d -> d.create(wanted(name, address)));
  }

  @Test
  void itsSettingsAreSetOnItAndNowhereElse() {
    String settings = "cd /proc/sys/net/ipv4/conf; grep . all/*_* default/*_* eth0/*_*";
    String before = host.run(settings);
    add("eth0:0", "10.9.0.2/24");
    assertThat(host.run(settings)).isEqualTo(before);
    Alias alias = net.show("eth0:0");
    assertThat(alias.link().settings())
        .containsEntry(Setting.ARP_IGNORE, 1)
        .containsEntry(Setting.ARP_ANNOUNCE, 2)
        .containsEntry(Setting.RP_FILTER, 2);
  }

  @Test
  void aNeighbourReachesItByItsOwnMacAndItCounts() {
    host.run(
        "cd /proc/sys/net/ipv4/conf/eth0; echo 1 >arp_ignore; echo 2 >arp_announce; cat arp_ignore");
    add("eth0:0", "10.9.0.2/24");
    peer("ping -q -c 3 -i 0.2 -w 20 10.9.0.2; ping -q -c 1 -w 20 10.9.0.1");
    assertThat(peer("ip neigh show 10.9.0.2")).contains(MAC);
    assertThat(peer("ip neigh show 10.9.0.1")).doesNotContain(MAC);
    Alias alias = net.show("eth0:0");
    assertThat(alias.counters()).isNotNull();
    assertThat(alias.counters().rxPackets()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void itIsReachedOverIpv6ByItsOwnMac() {
    peer("ip addr add 2001:db8::9/64 dev peer0 nodad");
    add("eth0:six", "2001:db8::2/64");
    peer("ping -q -c 1 -w 30 2001:db8::2");
    assertThat(peer("ip neigh show 2001:db8::2")).contains(MAC);
  }

  @Test
  void aDeviceThatWasMovedByAnotherProgramIsFoundWhereItIs() {
    add("eth0:vm", "10.9.0.2/24");
    host.run("ip link set eth0-vm netns " + host.name() + "-peer");
    peer("ip addr add 10.9.0.2/24 dev eth0-vm; ip link set eth0-vm up");
    assertThat(net.view().chain()).doesNotContain("eth0:vm");
    try (NetAlias there = NetAlias.inNamespace(host.name() + "-peer")) {
      assertThat(there.view().chain()).contains("eth0:vm").doesNotContain("eth0-vm");
      assertThat(there.show("eth0:vm").isMoved()).isTrue();
    }
  }
}
