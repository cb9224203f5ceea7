package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.NetAlias;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.Setting;
import dev.netalias.kernel.state.StackedDevice.Type;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.util.ArrayList;
import java.util.List;
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

  /** Devices and addresses, settings of the alias device, and routes. */
  private String everything() {
    return host.run(
        """
        ip -o -d link show type macvlan | sed 's/ state .* mode DEFAULT/ mode/'
        ip -o -4 addr show
        ip route show
        ip link show type macvlan | sed -n 's/^[0-9]*: \\([^@]*\\)@.*/\\1/p' | while read d; do
          grep -H . /proc/sys/net/ipv4/conf/$d/arp_* /proc/sys/net/ipv4/conf/$d/rp_filter
        done
        """);
  }

  @Test
  void anAliasDeviceIsAnAliasUnderItsMainAndNoMainDevice() {
    net.add("eth0:1", "10.9.0.11/24");
    add("eth0:0", "10.9.0.2/24");
    assertThat(net.view().chain()).containsExactly("lo", "eth0", "eth0:1", "eth0:0", "eth1");
    Alias alias = net.show("eth0:0");
    assertThat(alias.realisation()).isEqualTo(Realisation.DEVICE);
    assertThat(alias.isOpen()).isTrue();
    assertThat(alias.isManaged()).isTrue();
    assertThat(alias.owned().prefix()).hasToString("10.9.0.2/24");
    assertThat(alias.owned().broadcast()).hasToString("10.9.0.255");
    assertThat(alias.link().state().mac()).hasToString(MAC);
    assertThat(alias.counters()).isNotNull();
    assertThat(host.run("ip -br link show eth0-0")).contains("eth0-0@eth0", MAC);
    assertThat(net.view().snapshot().registry().entries()).isEmpty();
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
  void closedItKeepsNameAddressAndCountersAndAnswersNoMore() {
    add("eth0:0", "10.9.0.2/24");
    host.run("ip route add 10.77.0.0/16 via 10.9.0.9 dev eth0-0");
    net.close("eth0:0");
    Alias closed = net.show("eth0:0");
    assertThat(closed.state()).isEqualTo(Alias.State.CLOSED);
    assertThat(closed.owned().prefix()).hasToString("10.9.0.2/24");
    assertThat(closed.counters()).isNotNull();
    assertThat(host.run("ip route")).doesNotContain("eth0-0");
    net.open("eth0:0");
    assertThat(net.show("eth0:0").isOpen()).isTrue();
    assertThat(host.run("ip route")).contains("10.9.0.0/24 dev eth0-0");
  }

  @Test
  void anIpv6OneThatIsClosedIsRememberedAndComesBack() {
    add("eth0:6", "2001:db8::2/64");
    net.close("eth0:6");
    assertThat(net.show("eth0:6").state()).isEqualTo(Alias.State.CLOSED);
    assertThat(net.show("eth0:6").owned().prefix()).hasToString("2001:db8::2/64");
    net.open("eth0:6");
    assertThat(net.show("eth0:6").isOpen()).isTrue();
    assertThat(net.view().snapshot().registry().entries()).isEmpty();
  }

  @Test
  void aNewAddressTakesThePlaceOfTheOld() {
    add("eth0:0", "10.9.0.2/24");
    net.set("eth0:0", "10.9.0.3/24");
    assertThat(net.show("eth0:0").owned().prefix()).hasToString("10.9.0.3/24");
    assertThat(host.run("ip -br -4 addr show eth0-0"))
        .contains("10.9.0.3/24")
        .doesNotContain("0.2");
    net.close("eth0:0");
    net.set("eth0:0", "10.9.0.4/24");
    assertThat(net.show("eth0:0").state()).isEqualTo(Alias.State.CLOSED);
    assertThat(net.show("eth0:0").owned().prefix()).hasToString("10.9.0.4/24");
  }

  @Test
  void deletedItIsGoneWithItsRoutesAndTheInverseOfThePlanBringsAllBack() {
    add("eth0:0", "10.9.0.2/24");
    host.run("ip route add 10.77.0.0/16 via 10.9.0.9 dev eth0-0");
    String before = everything();
    Plan deleted = net.run(d -> d.delete(d.alias("eth0:0")));
    assertThat(deleted.commands()).contains("ip route del 10.77.0.0/16 via 10.9.0.9 dev eth0-0");
    assertThat(deleted.commands()).last().isEqualTo("ip link del dev eth0-0");
    assertThat(host.run("ip link")).doesNotContain("eth0-0");
    net.kernel().commit(deleted.inverse());
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aRefusalAfterwardsTakesTheDeviceBack() {
    add("eth0:0", "10.9.0.2/24");
    String before = everything();
    InterfaceAddress there =
        net.view()
            .snapshot()
            .addressesOf(net.view().block("eth0").orElseThrow().main().device())
            .getFirst();
    for (Plan plan :
        List.of(
            net.plan(d -> d.delete(d.alias("eth0:0"))),
            net.plan(d -> d.create(wanted("eth0:1", "10.9.1.2/24"))))) {
      List<Change> changes = new ArrayList<>(plan.changes());
      changes.add(AddressChange.add(there));
      assertThatThrownBy(() -> net.kernel().commit(new Plan(changes)))
          .isInstanceOf(KernelException.class);
      assertThat(everything()).isEqualTo(before);
    }
  }

  @Test
  void closingTheMainDeviceFreesItAndAMainThatGoesTakesItAlong() {
    add("eth0:0", "10.9.0.2/24");
    net.run(d -> d.closeMain("eth0"));
    assertThat(net.view().chain()).containsExactly("lo", "eth0", "eth1");
    assertThat(host.run("ip link")).doesNotContain("eth0-0");
    net.run(d -> d.openMain("eth0"));
    add("eth0:0", "10.9.0.2/24");
    host.unregister("eth0");
    assertThat(net.view().chain()).containsExactly("lo", "eth1");
  }

  @Test
  void aMacvlanOfAnotherProgramIsAMainDeviceAndItsNameIsNotTaken() {
    host.run("ip link add link eth0 name eth0-0 type macvlan mode bridge");
    add("eth0:0", "10.9.0.2/24");
    assertThat(net.view().chain()).containsExactly("lo", "eth0", "eth0:0", "eth1", "eth0-0");
    assertThat(net.show("eth0:0").link().name()).startsWith("alias");
    net.remove("eth0:0");
    assertThat(host.run("ip link")).contains("eth0-0@eth0").doesNotContain(": alias");
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

  @Test
  void theAddressOfAnAliasDeviceIsInUseOnItsMain() {
    add("eth0:0", "10.9.0.2/24");
    assertThatThrownBy(() -> net.add("eth0:1", "10.9.0.2/24"))
        .hasMessage("10.9.0.2 is on eth0 already, as eth0:0");
    Prefix own = Prefix.parse("10.9.0.2/24");
    assertThat(net.view().owner(own.address()).orElseThrow().name()).isEqualTo("eth0:0");
  }
}
