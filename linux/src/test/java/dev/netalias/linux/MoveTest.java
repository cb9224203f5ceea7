package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.netalias.NetAlias;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.Setting;
import dev.netalias.kernel.state.StackedDevice.Type;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Alias devices that change their network namespace, on the running kernel. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "ping"})
class MoveTest {
  private static final String MAC = "02:00:00:00:00:42";
  private static final Type BRIDGE = new Type(Type.MACVLAN, "bridge");

  private NamespaceHost host;
  private NetAlias net;
  private NetAlias there;
  private String box;

  @BeforeEach
  void freshHost() {
    host = new NamespaceHost();
    net = host.net();
    box = host.name() + "-peer";
    there = NetAlias.inNamespace(box);
    host.run("ip addr add 10.9.0.1/24 dev eth0");
    inBox("ip addr add 10.9.0.9/24 dev peer0");
  }

  @AfterEach
  void closeHost() {
    there.close();
    host.close();
  }

  private String inBox(String commands) {
    return Ran.of("ip", "netns", "exec", box, "sh", "-ec", commands).orFail().out();
  }

  private Plan add(String name, String address) {
    return add(name, address, MAC);
  }

  private Plan add(String name, String address, String mac) {
    Creation.OwnDevice own = new Creation.OwnDevice(BRIDGE, Mac.parse(mac));
    return net.run(
        d -> d.create(Creation.parse(AliasTypes.known(), name, address).withDevice(own)));
  }

  private Plan move(String name) {
    return net.run(d -> d.move(d.alias(name), box));
  }

  private static final String EVERYTHING =
      """
      ip -o -d link show type macvlan | sed 's/ state .* mode DEFAULT/ mode/'
      ip -o addr show scope global | sed 's/ tentative//'
      ip route show
      ip link show type macvlan | sed -n 's/^[0-9]*: \\([^@]*\\)@.*/\\1/p' | while read d; do
        grep -H . /proc/sys/net/ipv4/conf/$d/arp_* /proc/sys/net/ipv4/conf/$d/*forw*
      done
      """;

  private String everything() {
    return host.run(EVERYTHING) + "--- there ---\n" + inBox(EVERYTHING);
  }

  @Test
  void itIsThereWhatItWasHereAndComesBack() {
    add("eth0:vm", "10.9.0.2/24");
    host.run("ip link set eth0-vm mtu 1400; ip addr add 2001:db8::5/64 dev eth0-vm nodad");
    host.run("ip addr add 10.9.0.3/24 dev eth0-vm");
    String before = everything();
    move("eth0:vm");
    assertThat(net.view().chain()).containsExactly("lo", "eth0", "eth1");
    assertThat(there.view().chain()).contains("eth0:vm");
    Alias moved = there.show("eth0:vm");
    assertThat(moved.isMoved()).isTrue();
    assertThat(moved.isOpen()).isTrue();
    assertThat(moved.owned().prefix()).hasToString("10.9.0.2/24");
    assertThat(moved.owned().label()).isEqualTo("eth0-vm");
    assertThat(moved.link().state().mac()).hasToString(MAC);
    assertThat(moved.link().state().mtu()).isEqualTo(1400);
    assertThat(moved.link().settings())
        .containsEntry(Setting.ARP_IGNORE, 1)
        .containsEntry(Setting.ARP_ANNOUNCE, 2)
        .containsEntry(Setting.RP_FILTER, 2);
    assertThat(inBox("ip -o addr show dev eth0-vm")).contains("2001:db8::5/64", "10.9.0.3/24");
    there.run(d -> d.move(d.alias("eth0:vm"), host.name()));
    assertThat(everything()).isEqualTo(before);
    assertThat(net.show("eth0:vm").isMoved()).isFalse();
  }

  @Test
  void aNeighbourReachesItWhereItIs() {
    String third = host.name() + "-third";
    Ran.of("ip", "netns", "add", third).orFail();
    try {
      add("eth0:vm", "10.9.0.2/24");
      net.run(d -> d.move(d.alias("eth0:vm"), third));
      inBox("ping -q -c 1 -w 20 10.9.0.2");
      assertThat(inBox("ip neigh show 10.9.0.2")).contains(MAC);
    } finally {
      Ran.of("ip", "netns", "del", third).orFail();
    }
  }

  @Test
  void theRoutesThroughItGoAndTheInverseOfThePlanBringsAllBack() {
    add("eth0:vm", "10.9.0.2/24");
    host.run("ip route add 10.77.0.0/16 via 10.9.0.9 dev eth0-vm");
    host.run("sysctl -qw net.ipv4.conf.eth0-vm.forwarding=1");
    String before = everything();
    Plan moved = move("eth0:vm");
    assertThat(moved.commands())
        .contains("ip route del 10.77.0.0/16 via 10.9.0.9 dev eth0-vm")
        .contains("ip link set dev eth0-vm netns " + box)
        .contains("ip netns exec %s sysctl -q net.ipv4.conf.eth0-vm.arp_ignore=1".formatted(box))
        .contains("ip -n %s addr add 10.9.0.2/24 brd 10.9.0.255 dev eth0-vm".formatted(box));
    assertThat(inBox("cat /proc/sys/net/ipv4/conf/eth0-vm/forwarding")).isEqualTo("0\n");
    net.kernel().commit(moved.inverse());
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aRefusalThereTakesAllBackHere() {
    add("eth0:vm", "10.9.0.2/24");
    host.run("ip route add 10.77.0.0/16 via 10.9.0.9 dev eth0-vm");
    String before = everything();
    Plan plan = net.plan(d -> d.move(d.alias("eth0:vm"), box));
    Change refused =
        AddressChange.add(there.view().snapshot().owner(address("10.9.0.9")).orElseThrow());
    List<Change> changes = new ArrayList<>(plan.changes());
    changes.add(new ElsewhereChange(box, refused));
    assertThatThrownBy(() -> net.kernel().commit(new Plan(changes)))
        .isInstanceOfSatisfying(
            KernelException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(KernelException.EEXIST);
              assertThat(e.getSuppressed()).isEmpty();
            });
    assertThat(everything()).isEqualTo(before);
  }

  private static Address address(String text) {
    return Address.parse(text);
  }

  @Test
  void aClosedOneIsClosedThereAndWhatIsRememberedOfItGoesAlong() {
    add("eth0:4", "10.9.0.2/24");
    add("eth0:6", "2001:db8::2/64", "02:00:00:00:00:43");
    net.close("eth0:4");
    net.close("eth0:6");
    net.run(d -> {
      d.move(d.alias("eth0:4"), box);
      d.move(d.alias("eth0:6"), box);
    });
    assertThat(net.view().snapshot().registry().entries()).isEmpty();
    assertThat(there.view().snapshot().registry().all(Entry.OfAlias.class)).hasSize(2);
    assertThat(there.show("eth0:4").state()).isEqualTo(Alias.State.CLOSED);
    assertThat(there.show("eth0:6").state()).isEqualTo(Alias.State.CLOSED);
    there.open("eth0:4");
    there.open("eth0:6");
    assertThat(there.show("eth0:6").isOpen()).isTrue();
    assertThat(inBox("ip -o addr show dev eth0-6")).contains("2001:db8::2/64");
    assertThat(there.view().snapshot().registry().entries()).isEmpty();
  }

  @Test
  void whereItsIndexOrItsDevicesNameIsTakenItHasAnother() {
    add("eth0:vm", "10.9.0.2/24");
    int index = net.show("eth0:vm").link().device().index();
    inBox(
        "ip link add other index %d type veth peer name eth0-vm index %d"
            .formatted(index, index + 7));
    String before = everything();
    move("eth0:vm");
    assertThat(there.show("eth0:vm").link().device().name()).isEqualTo("alias" + (index + 8));
    there.run(d -> d.move(d.alias("eth0:vm"), host.name()));
    net.run(d -> d.move(d.alias("eth0:vm"), host.name()));
    assertThat(net.show("eth0:vm").owned().prefix()).hasToString("10.9.0.2/24");
    net.remove("eth0:vm");
    add("eth0:vm", "10.9.0.2/24");
    net.kernel().commit(move("eth0:vm").inverse());
    assertThat(everything().replaceAll("(?m)^\\d+: ", ""))
        .isEqualTo(before.replaceAll("(?m)^\\d+: ", ""));
  }

  @Test
  void itIsFoundAmongTheAliasesOfAllNamespaces() {
    add("eth0:vm", "10.9.0.2/24");
    move("eth0:vm");
    assertThat(net.kernel().namespaces().found()).first().isEqualTo(host.name());
    assertThat(net.kernel().namespaces().found()).contains(box);
    assertThat(net.viewElsewhere(box).aliases())
        .extracting(Alias::name, Alias::isMoved)
        .contains(tuple("eth0:vm", true));
  }

  @Test
  void itIsRefusedWhereItCantBe() {
    net.add("eth0:1", "10.9.0.11/24");
    add("eth0:vm", "10.9.0.2/24");
    inBox("ip link add eth0 type veth peer name far; ip link set eth0 up");
    there.add("eth0:vm", "10.8.0.1/24");
    assertThatThrownBy(() -> move("eth0:1"))
        .isInstanceOf(AliasException.class)
        .hasMessage("eth0:1 is a label of eth0, and only an alias that is a device can leave it");
    assertThatThrownBy(() -> move("eth0:vm"))
        .isInstanceOf(AliasException.class)
        .hasMessage("there is an alias eth0:vm in '%s' already", box);
    assertThatThrownBy(() -> net.run(d -> d.move(d.alias("eth0:vm"), "netalias-nowhere")))
        .isInstanceOfSatisfying(
            AliasException.class,
            e -> assertThat(e.kind()).isEqualTo(AliasException.Kind.NOT_FOUND));
    assertThatThrownBy(() -> net.run(d -> d.move(d.alias("eth0:vm"), "/etc/passwd")))
        .hasMessage("'/etc/passwd' can't be entered: that is no network namespace");
    assertThat(net.run(d -> d.move(d.alias("eth0:vm"), host.name())).isEmpty()).isTrue();
    assertThat(net.show("eth0:vm").isMoved()).isFalse();
  }

  @Test
  void whereItIsNoOtherGetsItsName() {
    add("eth0:0", "10.9.0.2/24");
    inBox("ip link add eth0 type veth peer name far; ip link set eth0 up");
    move("eth0:0");
    assertThat(there.add("eth0", "10.8.0.1/24")).isEqualTo("eth0:1");
    assertThatThrownBy(() -> there.add("eth0:0", "10.8.0.2/24"))
        .isInstanceOf(AliasException.class)
        .hasMessage("there is an alias eth0:0 that came from another network namespace");
    assertThat(there.show("eth0:0").isMoved()).isTrue();
    there.run(d -> d.deleteAll("eth0"));
    assertThat(there.list()).extracting(Alias::name).containsExactly("eth0:0");
  }

  @Test
  void whereItIsItLivesOnAndADeletionThatIsTakenBackBringsItBack() {
    add("eth0:vm", "10.9.0.2/24");
    move("eth0:vm");
    there.close("eth0:vm");
    there.open("eth0:vm");
    there.set("eth0:vm", "10.9.0.3/24");
    String before = everything();
    Plan deleted = there.run(d -> d.delete(d.alias("eth0:vm")));
    assertThat(inBox("ip link")).doesNotContain("eth0-vm");
    there.kernel().commit(deleted.inverse());
    assertThat(everything()).isEqualTo(before);
    there.remove("eth0:vm");
  }

  @Test
  @Timeout(60)
  void twoThatMoveBothWaysAtOnceDontWaitForEachOther() throws Exception {
    add("eth0:a", "10.9.0.2/24");
    add("eth0:b", "10.9.0.3/24", "02:00:00:00:00:43");
    move("eth0:b");
    try (ExecutorService pool = Executors.newFixedThreadPool(2);
        NetAlias one = NetAlias.inNamespace(host.name());
        NetAlias other = NetAlias.inNamespace(box)) {
      for (int i = 0; i < 10; i++) {
        List<Future<?>> both =
            List.of(
                pool.submit(() -> toAndFro(one, "eth0:a", box)),
                pool.submit(() -> toAndFro(other, "eth0:b", host.name())));
        for (Future<?> each : both) {
          each.get();
        }
      }
    }
    assertThat(net.show("eth0:a").isOpen()).isTrue();
    assertThat(there.show("eth0:b").isOpen()).isTrue();
  }

  /** Hands it over and brings it back; busy is what the other may be, and nothing else. */
  private static void toAndFro(NetAlias from, String alias, String to) {
    try {
      Plan gone = from.run(d -> d.move(d.alias(alias), to));
      boolean back = false;
      while (!back) {
        back = tried(from, gone.inverse());
      }
    } catch (KernelException busy) {
      assertThat(busy).hasMessageContaining("another netalias is at work");
    }
  }

  private static boolean tried(NetAlias net, Plan plan) {
    try {
      net.kernel().commit(plan);
      return true;
    } catch (KernelException busy) {
      assertThat(busy).hasMessageContaining("another netalias is at work");
      return false;
    }
  }
}
