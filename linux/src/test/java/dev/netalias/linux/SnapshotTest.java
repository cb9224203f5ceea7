package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.KernelProvider;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Part.UnreadException;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read from the running kernel. */
@Needs(value = Need.NETNS, tools = "ip")
@InNewNetwork
class SnapshotTest {
  private static Snapshot snapshot(Part... parts) {
    EnumSet<Part> wanted = EnumSet.noneOf(Part.class);
    wanted.addAll(List.of(parts));
    try (LinuxKernel kernel = LinuxKernel.open(null)) {
      return kernel.snapshot(wanted);
    }
  }

  @Test
  void devicesComeByIndexWithAllThatIpShows() {
    Shell.veth();
    Shell.run(
        "ip link set v0 mtu 1400 txqueuelen 77 alias 'the main one';"
            + " ip link add m0 link v0 type macvlan mode bridge");
    List<Link> links = snapshot().links();
    assertThat(links).extracting(Link::name).containsExactly("lo", "v1", "v0", "m0");
    Link v0 = links.get(2);
    assertThat(v0.kind()).isEqualTo("veth");
    assertThat(v0.hardware()).isEqualTo(1);
    assertThat(v0.state().mtu()).isEqualTo(1400);
    assertThat(v0.state().queueLength()).isEqualTo(77);
    assertThat(v0.state().mac()).hasToString("02:00:00:00:00:01");
    assertThat(v0.broadcast()).hasToString("ff:ff:ff:ff:ff:ff");
    assertThat(v0.aliasText()).isEqualTo("the main one");
    assertThat(v0.isUp()).isTrue();
    assertThat(links.getFirst().has(Link.LOOPBACK)).isTrue();
    assertThat(links.getLast().kind()).isEqualTo("macvlan");
    assertThat(links.getLast().isUp()).isFalse();
  }

  @Test
  void countersAreThoseOfProcNetDev() {
    Shell.veth();
    Shell.run("ip addr add 10.0.0.1/24 dev v0; ping -qc 3 127.0.0.1 >/dev/null");
    Link lo = snapshot().links().getFirst();
    String line = Shell.run("grep lo: /proc/thread-self/net/dev").strip();
    List<String> columns = List.of(line.substring(3).strip().split(" +"));
    assertThat(lo.traffic().rxPackets()).isEqualTo(6);
    assertThat(columns.getFirst()).isEqualTo(Long.toString(lo.traffic().rxBytes()));
    assertThat(columns.get(8)).isEqualTo(Long.toString(lo.traffic().txBytes()));
  }

  @Test
  void addressesComeInTheKernelsOrder() {
    Shell.veth();
    Shell.run(
        """
        ip addr add 10.0.0.1/24 brd + dev v0
        ip addr add 10.0.0.2/24 dev v0 label v0:0
        ip addr add 10.1.0.1/24 dev v0 valid_lft 600 preferred_lft 300
        ip addr add 10.2.0.1 peer 10.2.0.2/32 dev v0 label v0:p
        ip addr add 2001:db8::1/64 dev v0 nodad
        ip addr add 2001:db8::2 peer 2001:db8::3/128 dev v0 nodad
        """);
    List<InterfaceAddress> all =
        snapshot(Part.ADDRESSES).addresses().stream()
            .filter(a -> a.device().name().equals("v0"))
            .toList();
    assertThat(all)
        .extracting(a -> a.prefix() + " " + a.peer() + " " + a.broadcast() + " " + a.label())
        .containsExactly(
            "10.0.0.1/24 null 10.0.0.255 v0",
            "10.1.0.1/24 null null v0",
            "10.2.0.1/32 10.2.0.2 null v0:p",
            "10.0.0.2/24 null null v0:0",
            "2001:db8::2/128 2001:db8::3 null ",
            "2001:db8::1/64 null null ");
    assertThat(all.getFirst().lifetime()).isEqualTo(Lifetime.FOREVER);
    assertThat(all.get(1).lifetime().valid()).isBetween(590L, 600L);
    assertThat(all.get(1).lifetime().preferred()).isBetween(290L, 300L);
    assertThat(all.get(3).isSecondary()).isTrue();
    assertThat(all.get(5).flags() & InterfaceAddress.NO_DAD).isNotZero();
  }

  @Test
  void onlyTheTablesThatAreAskedForAreRead() {
    Shell.veth();
    Shell.run(
        """
        ip addr add 10.0.0.1/24 dev v0
        ip route add 10.4.0.0/16 via 10.0.0.9 table 1000
        ip route add local 10.5.0.0/16 dev v0 table local
        """);
    assertThatThrownBy(() -> snapshot().routes())
        .isInstanceOfSatisfying(
            UnreadException.class, e -> assertThat(e.parts()).contains(Part.ROUTES));
    assertThat(snapshot(Part.ROUTES).routes())
        .extracting(r -> r.destination() + " " + r.table())
        .contains("10.0.0.0/24 254", "10.4.0.0/16 1000")
        .doesNotContain("10.5.0.0/16 255");
    assertThat(snapshot(Part.LOCAL_ROUTES).routes())
        .allMatch(r -> r.table() == Route.LOCAL_TABLE)
        .extracting(r -> r.destination().toString())
        .contains("10.5.0.0/16", "10.0.0.1/32");
    assertThat(snapshot(Part.ROUTES, Part.LOCAL_ROUTES).routes())
        .extracting(r -> r.destination().toString())
        .contains("10.0.0.0/24", "10.4.0.0/16", "10.5.0.0/16");
  }

  @Test
  void neighboursAreThoseOfIpNeighAndTheProxies() {
    Shell.veth();
    Shell.run(
        """
        ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev v0
        ip neigh add proxy 10.0.0.8 dev v0
        ip neigh add 10.0.0.7 lladdr 02:00:00:00:00:07 dev v0 nud noarp
        """);
    assertThat(snapshot(Part.NEIGHBOURS).neighbours())
        .extracting(n -> n.address() + " " + n.mac() + " " + n.state() + " " + n.flags())
        .containsExactlyInAnyOrder(
            "10.0.0.9 02:00:00:00:00:09 " + Neighbour.PERMANENT + " 0",
            "10.0.0.8  0 " + Neighbour.PROXY);
  }

  @Test
  void filesOfProcNetAreThoseOfTheNamespace() {
    Shell.veth();
    Shell.run("ip addr add 2001:db8::1/64 dev v0 nodad");
    try (LinuxKernel kernel = LinuxKernel.open(null)) {
      assertThat(kernel.procNet("if_inet6").orElseThrow())
          .isEqualTo(Shell.run("cat /proc/thread-self/net/if_inet6"))
          .contains("20010db8000000000000000000000001");
      assertThat(kernel.procNet("no_such_file")).isEmpty();
      assertThat(kernel.procNet("../../version")).isEmpty();
      assertThat(kernel.procNet("sys/net/../kernel/hostname")).isEmpty();
      assertThat(kernel.procNet("sys/net/ipv4/conf/lo/arp_ignore")).contains("0\n");
    }
  }

  @Test
  void itsProviderOpensItAndItHoldsTheFamiliesOfIp() {
    KernelProvider provider = new LinuxKernelProvider();
    assertThat(provider.name()).isEqualTo("linux");
    assertThat(provider.isAvailable()).isTrue();
    try (Kernel kernel = provider.open(null)) {
      assertThat(kernel.holds(2)).isTrue();
      assertThat(kernel.holds(10)).isTrue();
      assertThat(kernel.holds(5)).isFalse();
      assertThat(kernel.keepsLabels(2)).isTrue();
      assertThat(kernel.keepsLabels(10)).isFalse();
    }
    assertThatThrownBy(() -> provider.open("netalias-no-such"))
        .isInstanceOfSatisfying(
            KernelException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(KernelException.ENOENT);
              assertThat(e).hasMessageContaining("there is no such network namespace");
            });
  }
}
