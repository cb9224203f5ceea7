package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a commit does to the running kernel, and what it leaves behind where it fails. */
@Needs(value = Need.NETNS, tools = "ip")
@InNewNetwork
class CommitTest {
  /** Something of everything; {@code ip} shows all of it. */
  private static final String ZOO =
      """
      ip addr add 172.16.3.1/24 brd + dev v0
      ip addr add 10.20.0.1/16 dev v0
      ip addr add 172.16.3.10/24 brd + dev v0 label v0:0
      ip addr add 10.20.0.2/16 dev v0 label v0:b
      ip addr add 172.16.3.11/24 brd + dev v0 label v0:1
      ip addr add 10.9.0.1 peer 10.9.0.2/32 dev v0 label v0:ptp
      ip addr add 10.8.0.1/32 dev v0 scope link noprefixroute
      ip -6 addr add 2001:db8::1/64 dev v0 nodad
      ip -6 addr add 2001:db8::2 peer 2001:db8::3/128 dev v0 nodad noprefixroute
      ip route add 10.1.0.0/16 via 172.16.3.200 src 172.16.3.10 metric 7 mtu 1400 advmss 1300
      ip route append 10.1.0.0/16 via 172.16.3.201 metric 7
      ip route append 10.1.0.0/16 via 172.16.3.202 metric 7
      ip route add 10.2.0.0/16 nexthop via 172.16.3.201 weight 2 nexthop dev v1
      ip route add unreachable 10.3.0.0/16 proto static table 1000
      ip route add local 10.4.0.0/16 dev v0 table local
      ip route add 10.5.0.0/16 via inet6 2001:db8::9 dev v0
      ip route add 10.6.0.0/16 via 10.200.0.1 dev v0 onlink rtt 80ms window 9000 congctl reno
      ip route add blackhole 10.7.0.0/16 tos 0x10
      ip route add default via 172.16.3.254
      ip -6 route add 2001:db8:1::/48 via 2001:db8::9 pref high
      ip -6 route add 2001:db8:2::/48 nexthop via 2001:db8::8 nexthop via 2001:db8::9
      ip -6 route add unreachable 2001:db8:3::/48
      ip neigh add 172.16.3.200 lladdr 02:00:00:00:00:c8 dev v0
      ip neigh add proxy 172.16.3.99 dev v0
      """;

  /** All that {@code ip} shows, lifetimes and counters left out. */
  private static String everything() {
    return Shell.run(
        """
        ip -d addr show | grep -v link/ | sed 's/ promiscuity .*//'
        ip -d route show table all proto 3
        ip -d route show table all proto 4
        ip -d -6 route show table all
        ip neigh show nud permanent; ip neigh show proxy
        cat /proc/sys/net/ipv4/conf/v0/promote_secondaries
        """);
  }

  private static LinuxKernel zoo() {
    Shell.veth();
    Shell.run(ZOO);
    awaitLocalRoutes();
    return LinuxKernel.open(null);
  }

  /** Those of IPv6 addresses the kernel makes in the background. */
  private static void awaitLocalRoutes() {
    Shell.run(
        """
        for a in 2001:db8::1 2001:db8::2; do
          until ip -6 route show table local | grep -q "local $a "; do sleep 0.02; done
        done
        """);
  }

  private static Snapshot snapshot(LinuxKernel kernel) {
    return kernel.snapshot(
        EnumSet.of(Part.ADDRESSES, Part.ROUTES, Part.LOCAL_ROUTES, Part.NEIGHBOURS));
  }

  private static Device v0(LinuxKernel kernel) {
    return kernel.snapshot(EnumSet.noneOf(Part.class)).link("v0").orElseThrow().device();
  }

  /** An addition that the kernel refuses, last in a plan. */
  private static AddressChange impossible(LinuxKernel kernel) {
    return AddressChange.add(
        InterfaceAddress.of(v0(kernel), Prefix.parse("10.99.0.1/24"), "far-too-long-a-label"));
  }

  private static KernelException refused(LinuxKernel kernel, Change... changes) {
    List<Change> all = new ArrayList<>(List.of(changes));
    all.add(impossible(kernel));
    KernelException[] refusal = new KernelException[1];
    assertThatThrownBy(() -> kernel.commit(new Plan(all)))
        .isInstanceOfSatisfying(KernelException.class, e -> refusal[0] = e);
    return refusal[0];
  }

  private static InterfaceAddress address(LinuxKernel kernel, String prefix) {
    return snapshot(kernel).addresses().stream()
        .filter(a -> a.prefix().toString().equals(prefix))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyRouteThatIsRemovedCanBePutBackAsItWas() {
    try (LinuxKernel kernel = zoo()) {
      String before = everything();
      List<Route> routes = snapshot(kernel).routes().stream().filter(r -> !r.isKernels()).toList();
      assertThat(routes).hasSize(13);
      for (Route route : routes) {
        kernel.commit(Plan.of(RouteChange.remove(route)));
        assertThat(snapshot(kernel).routes()).as("%s", route).doesNotContain(route);
      }
      for (Route route : routes.reversed()) {
        kernel.commit(Plan.of(RouteChange.prepend(route)));
        assertThat(snapshot(kernel).routes()).contains(route);
      }
      assertThat(everything()).isEqualTo(before);
    }
  }

  @Test
  void everyAddressThatIsRemovedCanBePutBackAsItWas() {
    Shell.veth();
    Shell.run(ZOO.lines().filter(l -> l.contains("addr add")).reduce("", (a, b) -> a + b + "\n"));
    awaitLocalRoutes();
    try (LinuxKernel kernel = LinuxKernel.open(null)) {
      String before = everything();
      List<InterfaceAddress> all =
          snapshot(kernel).addresses().stream()
              .filter(a -> a.device().name().equals("v0") && a.scope() == 0)
              .toList();
      assertThat(all).hasSize(8);
      List<Change> changes = new ArrayList<>();
      all.reversed().forEach(a -> changes.add(AddressChange.remove(a)));
      kernel.commit(new Plan(changes));
      assertThat(everything()).doesNotContain("172.16.3");
      kernel.commit(new Plan(changes).inverse());
      awaitLocalRoutes();
      assertThat(everything().lines().sorted())
          .containsExactlyElementsOf(before.lines().sorted().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aFailureAfterAPrimaryWentBringsBackAllThatWentWithItInItsOrder(int promote) {
    try (LinuxKernel kernel = zoo()) {
      Shell.run("echo " + promote + " > /proc/sys/net/ipv4/conf/v0/promote_secondaries");
      String before = everything();
      KernelException refusal =
          refused(kernel, AddressChange.remove(address(kernel, "172.16.3.1/24")));
      assertThat(refusal.operation()).isEqualTo("RTM_NEWADDR");
      assertThat(refusal.reason()).isEqualTo("Attribute failed policy validation");
      assertThat(refusal.change()).isEqualTo(impossible(kernel));
      assertThat(refusal.getSuppressed()).isEmpty();
      assertThat(everything()).isEqualTo(before);
    }
  }

  @Test
  void aFailureAfterTheDeviceWasClosedBringsBackItsRoutes() {
    try (LinuxKernel kernel = zoo()) {
      Shell.run("sysctl -qw net.ipv6.conf.v0.keep_addr_on_down=0");
      String before = everything();
      Link link = snapshot(kernel).link("v0").orElseThrow();
      KernelException refusal =
          refused(
              kernel,
              new LinkChange(link.device(), link.state(), link.state().withFlag(Link.UP, false)));
      assertThat(refusal.getSuppressed()).isEmpty();
      Shell.awaitUp();
      assertThat(everything().lines().sorted())
          .containsExactlyElementsOf(before.lines().sorted().toList());
    }
  }

  @Test
  void aFailureAfterTheLastAddressWentBringsBackTheLocalRoutes() {
    Shell.veth();
    Shell.run("ip addr add 10.0.0.1/24 dev v0; ip route add local 10.4.0.0/16 dev v0 table local");
    try (LinuxKernel kernel = LinuxKernel.open(null)) {
      String before = everything();
      refused(kernel, AddressChange.remove(address(kernel, "10.0.0.1/24")));
      assertThat(everything()).isEqualTo(before);
      assertThat(before).contains("local 10.4.0.0/16");
    }
  }

  @Test
  void whatAnotherProgramMadeMeanwhileStays() {
    try (LinuxKernel kernel = zoo()) {
      InterfaceAddress primary = address(kernel, "172.16.3.1/24");
      assertThatThrownBy(() ->
              kernel.commit(
                  Plan.of(AddressChange.remove(primary), impossible(kernel)),
                  (done, total) -> Shell.run("ip addr add 10.77.0.1/24 dev v0")))
          .isInstanceOf(KernelException.class);
      assertThat(everything()).contains("10.77.0.1/24", "172.16.3.1/24", "172.16.3.11/24");
    }
  }

  @Test
  void manyAdditionsOfWhichOneFailsLeaveNothing() {
    Shell.veth();
    Shell.run("ip addr add 10.0.1.200/32 dev v0");
    try (LinuxKernel kernel = LinuxKernel.open(null)) {
      String before = everything();
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        Prefix prefix = Prefix.parse("10.0.%d.%d/32".formatted(i / 250, i % 250));
        changes.add(AddressChange.add(InterfaceAddress.of(v0(kernel), prefix, "v0:" + i)));
      }
      assertThatThrownBy(() -> kernel.commit(new Plan(changes)))
          .isInstanceOfSatisfying(
              KernelException.class,
              e -> {
                assertThat(e.errno()).isEqualTo(KernelException.EEXIST);
                assertThat(e.change()).isEqualTo(changes.get(450));
              });
      assertThat(everything()).isEqualTo(before);
    }
  }

  @Test
  void whatProgressThrowsStopsTheCommitAndTakesItBack() {
    Shell.veth();
    try (LinuxKernel kernel = LinuxKernel.open(null)) {
      String before = everything();
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        Prefix prefix = Prefix.parse("10.0.%d.%d/32".formatted(i / 250, i % 250));
        changes.add(AddressChange.add(InterfaceAddress.of(v0(kernel), prefix, "")));
      }
      List<Integer> told = new ArrayList<>();
      assertThatThrownBy(() ->
              kernel.commit(
                  new Plan(changes),
                  (done, total) -> {
                    told.add(done);
                    if (done > 300) {
                      throw new IllegalStateException("interrupted");
                    }
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("interrupted");
      assertThat(told).containsExactly(256, 512);
      assertThat(everything()).isEqualTo(before);
    }
  }

  @Test
  void aDeviceAndItsSettingsChange() {
    Shell.veth();
    try (LinuxKernel kernel = LinuxKernel.open(null)) {
      Link link = snapshot(kernel).link("v0").orElseThrow();
      Mac mac = Mac.parse("02:00:00:00:00:99");
      LinkChange change =
          new LinkChange(
              link.device(),
              link.state(),
              link.state()
                  .withMtu(1400)
                  .withQueueLength(77)
                  .withMac(mac)
                  .withFlag(Link.ALL_MULTICAST, true));
      Integer before = link.setting(Setting.ARP_IGNORE);
      assertThat(before).isEqualTo(0);
      SettingChange setting = new SettingChange(link.device(), Setting.ARP_IGNORE, 0, 2);
      kernel.commit(Plan.of(change, setting));
      assertThat(Shell.run("ip link show v0; cat /proc/sys/net/ipv4/conf/v0/arp_ignore"))
          .contains("mtu 1400", "qlen 77", "02:00:00:00:00:99", "ALLMULTI", "\n2\n");
      assertThat(snapshot(kernel).link("v0").orElseThrow().setting(Setting.ARP_IGNORE))
          .isEqualTo(2);
      kernel.commit(Plan.of(change, setting).inverse());
      assertThat(snapshot(kernel).link("v0").orElseThrow().state()).isEqualTo(link.state());
    }
  }

  @Test
  void anAddressIsChangedInPlace() {
    Shell.veth();
    Shell.run("ip addr add 10.0.0.1/24 dev v0 label v0:x");
    try (LinuxKernel kernel = LinuxKernel.open(null)) {
      InterfaceAddress before = address(kernel, "10.0.0.1/24");
      InterfaceAddress after =
          new InterfaceAddress(
              before.device(),
              before.local(),
              before.prefixLength(),
              null,
              null,
              before.label(),
              before.scope(),
              before.flags(),
              78,
              new Lifetime(600, 300),
              0);
      kernel.commit(Plan.of(new AddressChange(before, after)));
      InterfaceAddress now = address(kernel, "10.0.0.1/24");
      assertThat(now.protocol()).isEqualTo(78);
      assertThat(now.label()).isEqualTo("v0:x");
      assertThat(now.lifetime().valid()).isBetween(590L, 600L);
      assertThat(now.lifetime().preferred()).isBetween(290L, 300L);
    }
  }

  @Test
  void aNeighbourThatIsGoneAlreadyIsNoReasonToFail() {
    Shell.veth();
    Shell.run("ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev v0 nud stale");
    try (LinuxKernel kernel = LinuxKernel.open(null)) {
      Neighbour there =
          snapshot(kernel).neighbours().stream()
              .filter(n -> n.address().toString().equals("10.0.0.9"))
              .findFirst()
              .orElseThrow();
      assertThat(there.mac()).hasToString("02:00:00:00:00:09");
      Neighbour gone =
          new Neighbour(there.device(), there.address().plus(1), there.mac(), there.state(), 0);
      kernel.commit(Plan.of(NeighbourChange.remove(gone), NeighbourChange.remove(there)));
      assertThat(Shell.run("ip neigh show nud stale")).doesNotContain("10.0.0.9");
    }
  }

  @Test
  void aLabelOfAnyBytesIsReadAndDeleted() {
    Shell.veth();
    Shell.run("ip addr add 10.0.0.1/24 dev v0 label \"$(printf 'v0:a b\\303\\266\\377')\"");
    try (LinuxKernel kernel = LinuxKernel.open(null)) {
      InterfaceAddress odd = address(kernel, "10.0.0.1/24");
      assertThat(odd.label()).startsWith("v0:a b").hasSize(9);
      kernel.commit(Plan.of(AddressChange.remove(odd)));
      assertThat(everything()).doesNotContain("10.0.0.1");
      kernel.commit(Plan.of(AddressChange.add(odd)));
      assertThat(address(kernel, "10.0.0.1/24").label()).isEqualTo(odd.label());
    }
  }

  @Test
  void anAddressThatGotAnotherLabelMeanwhileIsNotRemoved() {
    Shell.veth();
    Shell.run("ip addr add 10.0.0.1/24 dev v0 label v0:mine");
    try (LinuxKernel kernel = LinuxKernel.open(null)) {
      InterfaceAddress mine = address(kernel, "10.0.0.1/24");
      Shell.run("ip addr del 10.0.0.1/24 dev v0; ip addr add 10.0.0.1/24 dev v0 label v0:theirs");
      assertThatThrownBy(() -> kernel.commit(Plan.of(AddressChange.remove(mine))))
          .isInstanceOfSatisfying(
              KernelException.class,
              e -> assertThat(e.errno()).isEqualTo(KernelException.EADDRNOTAVAIL));
      assertThat(everything()).contains("v0:theirs");
    }
  }

  private static Entry.OfAlias closed(LinuxKernel kernel, String tag) {
    InterfaceAddress address =
        InterfaceAddress.of(v0(kernel), Prefix.parse("10.0.0.1/24"), "v0:" + tag);
    return new Entry.OfAlias(tag, address, Realisation.LABEL, false);
  }

  @Test
  void entriesAreRememberedWithTheCommitAndForgottenWithItsFailure() {
    Shell.veth();
    try (LinuxKernel kernel = LinuxKernel.open(null);
        LinuxKernel other = LinuxKernel.open(null)) {
      Entry zero = closed(kernel, "0");
      Entry one = closed(kernel, "1");
      kernel.commit(Plan.of(EntryChange.add(zero)));
      assertThat(snapshot(other).registry().entries()).containsExactly(zero);
      refused(kernel, EntryChange.add(one), EntryChange.remove(zero));
      assertThat(snapshot(other).registry().entries()).containsExactly(zero);
      kernel.commit(Plan.of(EntryChange.remove(zero), EntryChange.add(one)));
      assertThat(snapshot(other).registry().entries()).containsExactly(one);
      kernel.commit(Plan.of(EntryChange.remove(one)));
      assertThat(snapshot(other).registry().entries()).isEmpty();
    }
  }

  @Test
  void entriesFollowTheirDeviceToItsNewNameAndGoWithIt() {
    Shell.veth();
    try (LinuxKernel kernel = LinuxKernel.open(null)) {
      kernel.commit(Plan.of(EntryChange.add(closed(kernel, "0"))));
      Shell.run("ip link set v0 down; ip link set v0 name w0");
      Entry.OfAlias renamed = snapshot(kernel).registry().all(Entry.OfAlias.class).getFirst();
      assertThat(renamed.name()).isEqualTo("w0:0");
      assertThat(renamed.address().label()).isEqualTo("w0:0");
      Shell.run("ip link del w0");
      assertThat(snapshot(kernel).registry().entries()).isEmpty();
      kernel.commit(Plan.of(EntryChange.add(new Entry.OfType(99, "x", ""))));
      kernel.commit(Plan.of(EntryChange.remove(new Entry.OfType(99, "x", ""))));
    }
  }
}
