package dev.netalias.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.alias.Alias;
import dev.netalias.alias.Creation;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Setting;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.kernel.state.StackedDevice.Type;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of aliases that are devices of their own; extended once for each kernel. */
public abstract class DeviceContract extends Contract {
  private static final String MAC = "02:00:00:00:00:42";
  private static final String OTHER_MAC = "02:00:00:00:00:43";

  @BeforeEach
  void mainHasAnAddress() {
    main("eth0", "10.9.0.1/24");
  }

  private static Creation device(String name, String address, String mode, String mac) {
    Type type = new Type(Type.MACVLAN, mode);
    return wanted(name, address).withDevice(new Creation.OwnDevice(type, Mac.parse(mac)));
  }

  private Plan add(String name, String address) {
    return net.run(d -> d.create(device(name, address, "bridge", MAC)));
  }

  private Link link(String name) {
    return snapshot().link(name).orElseThrow();
  }

  private String mac(String device) {
    return link(device).state().mac().toString();
  }

  private void set(String device, Setting setting, int value) {
    Link link = link(device);
    int now = Objects.requireNonNull(link.setting(setting), "the kernel tells it");
    if (now != value) {
      net.kernel().commit(Plan.of(new SettingChange(link.device(), setting, now, value)));
    }
  }

  /** Devices but for their counters, addresses and routes. */
  private List<String> all() {
    List<String> all = new ArrayList<>();
    Snapshot snapshot = snapshot();
    for (Link link : snapshot.links()) {
      all.add(
          "%s %s %s %s %s %s"
              .formatted(
                  link.device(),
                  link.kind(),
                  link.state(),
                  link.aliasText(),
                  link.settings(),
                  link.stacking()));
      snapshot.addressesOf(link.device()).stream()
          .filter(a -> a.local().family() == Address.INET)
          .forEach(a -> all.add("  " + a.prefix() + " " + a.label()));
    }
    snapshot.routes().stream()
        .filter(r -> r.destination().address().family() == Address.INET)
        .map(r -> r.destination() + " dev " + r.device() + " via " + r.gateway())
        .sorted()
        .forEach(all::add);
    return all;
  }

  // What it is

  @Test
  void itIsAnAliasUnderItsMainAndNoMainDevice() {
    net.add("eth0:1", "10.9.0.11/24");
    add("eth0:0", "10.9.0.2/24");
    assertThat(chain()).containsExactly("lo", "eth0", "eth0:1", "eth0:0", "eth1");
    Alias alias = net.show("eth0:0");
    assertThat(alias.realisation()).isEqualTo(Realisation.DEVICE);
    assertThat(alias.isOpen()).isTrue();
    assertThat(alias.isManaged()).isTrue();
    assertThat(alias.owned().prefix()).hasToString("10.9.0.2/24");
    assertThat(alias.owned().broadcast()).hasToString("10.9.0.255");
    assertThat(alias.link().state().mac()).hasToString(MAC);
    assertThat(alias.counters()).isNotNull();
    assertThat(link("eth0-0").kind()).isEqualTo(Type.MACVLAN);
    assertThat(snapshot().registry().entries()).isEmpty();
  }

  @Test
  void itsSettingsAreSetOnItAndNowhereElse() {
    var before = link("eth0").settings();
    add("eth0:0", "10.9.0.2/24");
    assertThat(link("eth0").settings()).isEqualTo(before);
    assertThat(net.show("eth0:0").link().settings())
        .containsEntry(Setting.ARP_IGNORE, 1)
        .containsEntry(Setting.ARP_ANNOUNCE, 2)
        .containsEntry(Setting.RP_FILTER, 2);
  }

  @Test
  void whoGivesItNoMacGetsOneThatIsNobodyElses() {
    net.run(d -> {
      d.create(wanted("eth0:0", "10.9.0.2/24").withDevice(Creation.OwnDevice.USUAL));
      d.create(wanted("eth0:1", "10.9.0.3/24").withDevice(Creation.OwnDevice.USUAL));
    });
    assertThat(List.of(mac("eth0"), mac("eth0-0"), mac("eth0-1"))).doesNotHaveDuplicates();
  }

  @Test
  void eachModeOfADeviceIsHad() {
    for (String mode : List.of("bridge", "private", "vepa", "passthru")) {
      net.run(d -> d.create(device("eth0:m", "10.9.0.2/24", mode, MAC)));
      assertThat(Objects.requireNonNull(link("eth0-m").stacking()).mode()).isEqualTo(mode);
      assertThat(net.show("eth0:m").isOpen()).isTrue();
      net.remove("eth0:m");
    }
  }

  // What it answers

  @Test
  void aNeighbourIsAnsweredByItsOwnMacAndByMainTooUnlessThatIsToldNotTo() {
    add("eth0:0", "10.9.0.2/24");
    set("eth0", Setting.ARP_IGNORE, 0);
    assertThat(host.answering("10.9.0.2")).containsExactlyInAnyOrder(MAC, mac("eth0"));
    assertThat(host.answering("10.9.0.1")).containsExactly(mac("eth0"));
    set("eth0", Setting.ARP_IGNORE, 1);
    assertThat(host.answering("10.9.0.2")).containsExactly(MAC);
    assertThat(host.answering("10.9.0.1")).containsExactly(mac("eth0"));
  }

  @Test
  void withoutItsSettingsItAnswersForMainToo() {
    add("eth0:0", "10.9.0.2/24");
    set("eth0-0", Setting.ARP_IGNORE, 0);
    assertThat(host.answering("10.9.0.1")).containsExactlyInAnyOrder(MAC, mac("eth0"));
    set("eth0-0", Setting.ARP_IGNORE, 8);
    assertThat(host.answering("10.9.0.2")).containsExactly(mac("eth0"));
  }

  @Test
  void itCountsWhatIsForItAndMainCountsEverything() {
    set("eth0", Setting.ARP_IGNORE, 1);
    add("eth0:0", "10.9.0.2/24");
    long before = link("eth0").traffic().counters().rxPackets();
    assertThat(host.isReached("10.9.0.2")).isTrue();
    Alias alias = net.show("eth0:0");
    long own = Objects.requireNonNull(alias.counters()).rxPackets();
    assertThat(own).isPositive();
    assertThat(link("eth0").traffic().counters().rxPackets() - before)
        .isGreaterThanOrEqualTo(own > 2 ? 2 : own);
    long counted = link("eth0-0").traffic().counters().rxPackets();
    assertThat(host.isReached("10.9.0.1")).isTrue();
    assertThat(link("eth0-0").traffic().counters().rxPackets() - counted)
        .isLessThanOrEqualTo(1); // who asks for main asks everybody
  }

  @Test
  void theTwoOfOneMainAnswerEachForItself() {
    set("eth0", Setting.ARP_IGNORE, 1);
    add("eth0:0", "10.9.0.2/24");
    net.run(d -> d.create(device("eth0:1", "10.9.0.3/24", "bridge", OTHER_MAC)));
    assertThat(host.answering("10.9.0.2")).containsExactly(MAC);
    assertThat(host.answering("10.9.0.3")).containsExactly(OTHER_MAC);
    assertThat(host.isReached("10.9.0.3")).isTrue();
  }

  // Its life

  @Test
  void closedItKeepsNameAddressAndCountersAndNobodyAnswersForIt() {
    add("eth0:0", "10.9.0.2/24");
    net.run(d ->
        d.add(
            RouteChange.add(
                Route.to(
                    Prefix.parse("10.77.0.0/16"),
                    Hop.through(link("eth0-0").device(), Address.parse("10.9.0.9"))))));
    net.close("eth0:0");
    Alias closed = net.show("eth0:0");
    assertThat(closed.state()).isEqualTo(Alias.State.CLOSED);
    assertThat(closed.owned().prefix()).hasToString("10.9.0.2/24");
    assertThat(closed.counters()).isNotNull();
    assertThat(routes()).isEmpty();
    assertThat(host.answering("10.9.0.2")).isEmpty();
    net.open("eth0:0");
    assertThat(net.show("eth0:0").isOpen()).isTrue();
    assertThat(net.view().snapshot().registry().entries()).isEmpty();
    assertThat(connectedRoutes()).contains("10.9.0.0/24 10.9.0.2");
    assertThat(host.answering("10.9.0.2")).contains(MAC);
  }

  @Test
  void oneThatIsCreatedClosedIsNoAddressOfTheHostUntilItIsOpened() {
    net.run(d -> d.create(device("eth0:0", "10.9.0.2/24", "bridge", MAC).withClosed(true)));
    assertThat(net.show("eth0:0").state()).isEqualTo(Alias.State.CLOSED);
    assertThat(snapshot().owner(Address.parse("10.9.0.2"))).isEmpty();
    refused("10.9.0.2 is on eth0 already, as eth0:0", d -> d.create(wanted("eth0", "10.9.0.2/24")));
    net.open("eth0:0");
    assertThat(host.answering("10.9.0.2")).contains(MAC);
  }

  @Test
  void anIpv6OneLivesTheSameLife() {
    add("eth0:6", "2001:db8::2/64");
    net.close("eth0:6");
    assertThat(net.show("eth0:6").state()).isEqualTo(Alias.State.CLOSED);
    assertThat(net.show("eth0:6").owned().prefix()).hasToString("2001:db8::2/64");
    net.open("eth0:6");
    assertThat(net.show("eth0:6").isOpen()).isTrue();
    assertThat(net.view().snapshot().registry().entries()).isEmpty();
    net.remove("eth0:6");
    assertThat(chain()).containsExactly("lo", "eth0", "eth1");
  }

  @Test
  void aNewAddressTakesThePlaceOfTheOld() {
    add("eth0:0", "10.9.0.2/24");
    net.set("eth0:0", "10.9.0.3/24");
    assertThat(net.show("eth0:0").owned().prefix()).hasToString("10.9.0.3/24");
    assertThat(addresses("eth0-0")).containsExactly("10.9.0.3/24 eth0-0");
    assertThat(host.answering("10.9.0.2")).isEmpty();
    net.close("eth0:0");
    net.set("eth0:0", "10.9.0.4/24");
    assertThat(net.show("eth0:0").state()).isEqualTo(Alias.State.CLOSED);
    assertThat(net.show("eth0:0").owned().prefix()).hasToString("10.9.0.4/24");
    net.open("eth0:0");
    assertThat(addresses("eth0-0")).containsExactly("10.9.0.4/24 eth0-0");
  }

  @Test
  void deletedItIsGoneWithItsRoutesAndTheInverseOfThePlanBringsAllBack() {
    add("eth0:0", "10.9.0.2/24");
    Device own = link("eth0-0").device();
    net.run(d ->
        d.add(
            RouteChange.add(
                Route.to(
                    Prefix.parse("10.77.0.0/16"), Hop.through(own, Address.parse("10.9.0.9"))))));
    List<String> before = all();
    Plan deleted = net.run(d -> d.delete(d.alias("eth0:0")));
    assertThat(deleted.commands()).contains("ip route del 10.77.0.0/16 via 10.9.0.9 dev eth0-0");
    assertThat(deleted.commands()).last().isEqualTo("ip link del dev eth0-0");
    assertThat(snapshot().link("eth0-0")).isEmpty();
    net.kernel().commit(deleted.inverse());
    assertThat(all()).isEqualTo(before);
    assertThat(host.answering("10.9.0.2")).contains(MAC);
  }

  @Test
  void aRefusalAfterwardsTakesTheDeviceBack() {
    add("eth0:0", "10.9.0.2/24");
    List<String> before = all();
    InterfaceAddress there = snapshot().addressesOf(link("eth0").device()).getFirst();
    for (Plan plan :
        List.of(
            net.plan(d -> d.delete(d.alias("eth0:0"))),
            net.plan(d -> d.close(d.alias("eth0:0"))),
            net.plan(d -> d.create(device("eth0:1", "10.9.1.2/24", "bridge", OTHER_MAC))))) {
      List<Change> changes = new ArrayList<>(plan.changes());
      changes.add(AddressChange.add(there));
      assertThatThrownBy(() -> net.kernel().commit(new Plan(changes)))
          .isInstanceOf(KernelException.class);
      assertThat(all()).isEqualTo(before);
      assertThat(net.show("eth0:0").isOpen()).isTrue();
    }
    assertThat(host.answering("10.9.0.2")).contains(MAC);
  }

  @Test
  void closingTheMainDeviceFreesItAndAMainThatGoesTakesItAlong() {
    add("eth0:0", "10.9.0.2/24");
    net.run(d -> d.closeMain("eth0"));
    assertThat(chain()).containsExactly("lo", "eth0", "eth1");
    assertThat(snapshot().link("eth0-0")).isEmpty();
    net.run(d -> d.openMain("eth0"));
    add("eth0:0", "10.9.0.2/24");
    host.unregister("eth0");
    assertThat(chain()).containsExactly("lo", "eth1");
    assertThat(snapshot().links()).hasSize(2);
  }

  @Test
  void whereAnotherProgramClosesMainItIsThereAndClosed() {
    add("eth0:0", "10.9.0.2/24");
    Link eth0 = link("eth0");
    LinkState closed = eth0.state().withFlag(Link.UP, false);
    net.kernel().commit(Plan.of(new LinkChange(eth0.device(), eth0.state(), closed)));
    assertThat(net.show("eth0:0").state()).isEqualTo(Alias.State.MAIN_CLOSED);
    assertThat(link("eth0-0").isUp()).isTrue();
    net.run(d -> d.openMain("eth0"));
    assertThat(net.show("eth0:0").isOpen()).isTrue();
  }

  @Test
  void aDeviceOfAnotherProgramIsAMainDeviceAndItsNameIsNotTaken() {
    int index = 1 + snapshot().links().stream().mapToInt(l -> l.device().index()).max().orElse(0);
    StackedDevice theirs =
        StackedDevice.plain(
            new Device(index, "eth0-0"),
            link("eth0").device(),
            new Type(Type.MACVLAN, "bridge"),
            Mac.NONE);
    net.kernel().commit(Plan.of(DeviceChange.add(theirs)));
    add("eth0:0", "10.9.0.2/24");
    assertThat(chain()).containsExactly("lo", "eth0", "eth0:0", "eth1", "eth0-0");
    assertThat(net.show("eth0:0").link().name()).startsWith("alias");
    net.remove("eth0:0");
    assertThat(chain()).containsExactly("lo", "eth0", "eth1", "eth0-0");
  }

  @Test
  void itsAddressIsInUseOnItsMain() {
    add("eth0:0", "10.9.0.2/24");
    refused(
        "10.9.0.2 is on eth0 already, as eth0:0", d -> d.create(wanted("eth0:1", "10.9.0.2/24")));
    assertThat(net.view().owner(Address.parse("10.9.0.2")).orElseThrow().name())
        .isEqualTo("eth0:0");
  }

  // What a kernel refuses

  private void refusedWith(int errno, String name, String mode, String mac) {
    List<String> before = all();
    assertThatThrownBy(() -> net.run(d -> d.create(device(name, "10.9.0.7/24", mode, mac))))
        .isInstanceOfSatisfying(KernelException.class, e -> assertThat(e.errno()).isEqualTo(errno));
    assertThat(all()).isEqualTo(before);
  }

  @Test
  void twoOpenOnesOfOneMainHaveNotOneMac() {
    add("eth0:0", "10.9.0.2/24");
    refusedWith(98, "eth0:1", "bridge", MAC);
    refusedWith(98, "eth0:1", "bridge", mac("eth0"));
    net.close("eth0:0");
    net.run(d -> d.create(device("eth0:1", "10.9.0.3/24", "bridge", MAC)));
    assertThatThrownBy(() -> net.open("eth0:0")).isInstanceOf(KernelException.class);
    assertThat(net.show("eth0:0").state()).isEqualTo(Alias.State.CLOSED);
  }

  @Test
  void oneThatPassesAllThroughIsAlone() {
    add("eth0:0", "10.9.0.2/24");
    refusedWith(KernelException.EINVAL, "eth0:1", "passthru", OTHER_MAC);
    net.remove("eth0:0");
    net.run(d -> d.create(device("eth0:1", "10.9.0.3/24", "passthru", MAC)));
    refusedWith(KernelException.EINVAL, "eth0:2", "bridge", OTHER_MAC);
    refused(
        "it is no Ethernet device", d -> d.create(device("lo:1", "10.9.0.9/24", "bridge", MAC)));
  }

  @Test
  void itsMtuIsAtMostMains() {
    add("eth0:0", "10.9.0.2/24");
    Link own = link("eth0-0");
    assertThatThrownBy(() ->
            net.kernel()
                .commit(
                    Plan.of(new LinkChange(own.device(), own.state(), own.state().withMtu(1600)))))
        .isInstanceOf(KernelException.class);
    Link eth0 = link("eth0");
    net.run(d -> d.change("eth0", eth0.state().withMtu(1300)));
    assertThat(link("eth0-0").state().mtu()).isEqualTo(1300);
  }
}
