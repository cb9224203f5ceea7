package dev.netalias.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.NetAlias;
import dev.netalias.alias.listing.Listings;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.MemoryKernel;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
  private final MemoryKernel kernel = new MemoryKernel(false);
  private final NetAlias net = NetAlias.over(kernel);
  private Device eth0 = new Device(0, "");

  @BeforeEach
  void ethernet() {
    eth0 = kernel.ethernet("eth0");
    kernel.ethernet("eth1");
  }

  private List<String> planned(Consumer<Draft> operations) {
    return net.plan(operations).commands();
  }

  private static Creation wanted(String name, String address) {
    return Creation.parse(AliasTypes.known(), name, address);
  }

  private void main(String prefix) {
    InterfaceAddress own = InterfaceAddress.of(eth0, Prefix.parse(prefix), "eth0");
    net.run(d -> d.readdressMain("eth0", own));
  }

  private void refused(AliasException.Kind kind, String reason, Consumer<Draft> operations) {
    var before = kernel.snapshot(EnumSet.allOf(Part.class));
    assertThatThrownBy(() -> net.run(operations))
        .isInstanceOfSatisfying(AliasException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(reason);
    assertThat(kernel.snapshot(EnumSet.allOf(Part.class))).isEqualTo(before);
  }

  @Test
  void anAliasIsALabelledAddressWithItsBroadcast() {
    assertThat(planned(d -> d.create(wanted("eth0:0", "200.1.1.1/24"))))
        .containsExactly("ip addr add 200.1.1.1/24 brd 200.1.1.255 dev eth0 label eth0:0");
  }

  @Test
  void withoutPrefixLengthItIsAHostPrefixAndWithoutTagTheLowestFreeSlot() {
    assertThat(net.add("eth0", "10.0.0.1")).isEqualTo("eth0:0");
    assertThat(net.add("eth0:2", "10.0.0.2")).isEqualTo("eth0:2");
    assertThat(net.add("eth0", "10.0.0.3")).isEqualTo("eth0:1");
    assertThat(net.add("eth0", "10.0.0.4")).isEqualTo("eth0:3");
    net.remove("eth0:1");
    assertThat(net.add("eth0", "10.0.0.5")).isEqualTo("eth0:1");
    assertThat(net.show("eth0:0").prefixLength()).isEqualTo(32);
  }

  @Test
  void theChainIsInOrderOfCreationWhateverTheKernelsOrderIs() {
    main("172.16.3.1/24");
    net.add("eth0:5", "172.16.3.10/24"); // secondary
    net.add("eth0:1", "10.0.0.1/24"); // primary: the kernel lists it before
    net.add("eth0:0", "172.16.3.11/24");
    assertThat(net.view().chain())
        .containsExactly("lo", "eth0", "eth0:5", "eth0:1", "eth0:0", "eth1");
    assertThat(Listings.chain(net.view())).isEqualTo("lo->eth0->eth0:5->eth0:1->eth0:0->eth1->0");
  }

  @Test
  void noOrderIsRememberedWhereTheKernelsIsTheChains() {
    main("172.16.3.1/24");
    net.add("eth0", "172.16.3.10/24");
    net.add("eth0", "172.16.3.11/24");
    assertThat(kernel.snapshot(EnumSet.allOf(Part.class)).registry().entries()).isEmpty();
  }

  @Test
  void anExistingAliasIsLeftAloneOrRefused() {
    net.add("eth0:0", "10.0.0.1/24");
    assertThat(planned(d -> d.create(wanted("eth0:00", "10.0.0.1/24")))).isEmpty();
    assertThat(planned(d -> d.create(wanted("eth0:0", "10.0.0.1")))).isEmpty();
    refused(
        AliasException.Kind.CONFLICT,
        "eth0:0 exists, with the address 10.0.0.1/24",
        d -> d.create(wanted("eth0:0", "10.0.0.2/24")));
  }

  @Test
  void wrongRequestsAreRefusedAndChangeNothing() {
    net.add("eth0:0", "10.0.0.1/24");
    refused(
        AliasException.Kind.NOT_FOUND,
        "no device 'nope'",
        d -> d.create(wanted("nope:0", "10.0.0.2")));
    refused(
        AliasException.Kind.CONFLICT,
        "10.0.0.1 is on eth0 already, as eth0:0",
        d -> d.create(wanted("eth0:1", "10.0.0.1")));
    refused(
        AliasException.Kind.USAGE,
        "'eth0:elevenlettrs' has 17 bytes, and the kernel keeps labels of at most 15",
        d -> d.create(wanted("eth0:elevenlettrs", "10.0.0.2")));
    refused(AliasException.Kind.USAGE, "multicast", d -> d.create(wanted("eth0:1", "224.0.0.1")));
    refused(
        AliasException.Kind.USAGE,
        "prefix length 33",
        d -> d.create(wanted("eth0:1", "10.0.0.2/33")));
    refused(
        AliasException.Kind.NOT_FOUND, "no alias 'eth0:9'", d -> d.delete(d.alias("eth0:9", null)));
    refused(
        AliasException.Kind.NOT_FOUND, "no device 'eth7'", d -> d.delete(d.alias("eth7:9", null)));
  }

  @Test
  void oneRefusedOperationOfManyLeavesNothing() {
    refused(
        AliasException.Kind.CONFLICT,
        "10.0.0.2 is on eth0 already",
        d -> {
          d.create(wanted("eth0:1", "10.0.0.1"));
          d.create(wanted("eth0:2", "10.0.0.2"));
          d.create(wanted("eth0:3", "10.0.0.2"));
        });
  }

  @Test
  void closingKeepsAndOpeningRestores() {
    main("172.16.3.1/24");
    net.add("eth0:0", "10.0.0.1/24");
    net.add("eth0:1", "10.0.1.1/24");
    net.close("eth0:0");
    Alias kept = net.show("eth0:0");
    assertThat(kept.isKept()).isTrue();
    assertThat(kept.owned().prefix()).hasToString("10.0.0.1/24");
    assertThat(net.view().chain()).containsExactly("lo", "eth0", "eth0:0", "eth0:1", "eth1");
    assertThat(kernel.snapshot(EnumSet.of(Part.ADDRESSES)).owner(Address.parse("10.0.0.1")))
        .isEmpty();
    refused(
        AliasException.Kind.CONFLICT,
        "10.0.0.1 is on eth0 already, as eth0:0",
        d -> d.create(wanted("eth0:7", "10.0.0.1/24")));
    net.open("eth0:0");
    assertThat(net.show("eth0:0").isOpen()).isTrue();
    assertThat(net.show("eth0:0").owned().broadcast()).hasToString("10.0.0.255");
    assertThat(net.view().chain()).containsExactly("lo", "eth0", "eth0:0", "eth0:1", "eth1");
  }

  @Test
  void anAliasMayBeCreatedClosedWhateverMainIs() {
    net.run(d -> d.closeMain("eth0"));
    refused(
        AliasException.Kind.CONFLICT,
        "eth0 is down",
        d -> d.create(wanted("eth0:0", "10.0.0.1/24")));
    net.run(d -> d.create(wanted("eth0:0", "10.0.0.1/24").withClosed(true)));
    refused(AliasException.Kind.CONFLICT, "eth0 is down", d -> d.open(d.alias("eth0:0", null)));
    net.run(d -> d.openMain("eth0"));
    net.open("eth0:0");
    assertThat(net.show("eth0:0").isOpen()).isTrue();
  }

  @Test
  void deletingAPrimaryAliasKeepsItsSecondaries() {
    net.add("eth0:0", "10.0.0.1/24");
    net.add("eth0:1", "10.0.0.2/24");
    net.add("eth0:2", "10.0.0.3/24");
    assertThat(planned(d -> d.delete(d.alias("eth0:0", null))))
        .containsExactly(
            "sysctl -q net.ipv4.conf.eth0.promote_secondaries=1",
            "ip addr del 10.0.0.1/24 dev eth0",
            "sysctl -q net.ipv4.conf.eth0.promote_secondaries=0");
    net.remove("eth0:0");
    assertThat(net.view().chain()).containsExactly("lo", "eth0", "eth0:1", "eth0:2", "eth1");
  }

  @Test
  void deletingManyGoesNewestFirstAndNeedsNoPromotion() {
    net.add("eth0:0", "10.0.0.1/24");
    net.add("eth0:1", "10.0.0.2/24");
    net.add("eth0:2", "10.0.0.3/24");
    assertThat(planned(d -> d.deleteAll(d.aliases())))
        .containsExactly(
            "ip addr del 10.0.0.3/24 dev eth0",
            "ip addr del 10.0.0.2/24 dev eth0",
            "ip addr del 10.0.0.1/24 dev eth0");
  }

  @Test
  void reAddressingMainKeepsAliasesOfTheOldAndTheNewSubnetAndMakesTheNewOnePrimary() {
    main("10.0.0.1/24");
    net.add("eth0:0", "10.0.0.2/24");
    net.add("eth0:1", "10.0.1.2/24");
    main("10.0.1.1/24");
    assertThat(net.view().chain()).containsExactly("lo", "eth0", "eth0:0", "eth0:1", "eth1");
    var addresses = kernel.snapshot(EnumSet.of(Part.ADDRESSES)).addressesOf(eth0);
    assertThat(addresses.stream().filter(a -> !a.isSecondary()).map(a -> a.prefix().toString()))
        .containsExactlyInAnyOrder("10.0.1.1/24", "10.0.0.2/24");
    main("10.0.1.9/24");
    assertThat(net.list()).hasSize(2).allMatch(Alias::isOpen);
  }

  @Test
  void reAddressingAnAliasKeepsNamePlaceAndState() {
    net.add("eth0:0", "10.0.0.1/24");
    net.add("eth0:1", "10.0.0.2/24");
    net.set("eth0:0", "10.9.0.1/16");
    assertThat(net.view().chain()).containsExactly("lo", "eth0", "eth0:0", "eth0:1", "eth1");
    assertThat(net.show("eth0:0").owned().prefix()).hasToString("10.9.0.1/16");
    assertThat(net.show("eth0:0").owned().broadcast()).hasToString("10.9.255.255");
    net.close("eth0:1");
    net.set("eth0:1", "10.0.0.7/24");
    assertThat(net.show("eth0:1").isKept()).isTrue();
    assertThat(net.show("eth0:1").address()).hasToString("10.0.0.7");
  }

  @Test
  void anAliasMayBecomeOneOfAnotherFamily() {
    net.add("eth0:0", "10.0.0.1/24");
    net.add("eth0:1", "10.0.0.2/24");
    net.set("eth0:0", "2001:db8::1/64");
    assertThat(net.view().attached(InetType.IP)).isEqualTo(1);
    assertThat(net.view().attached(InetType.IP6)).isEqualTo(1);
    assertThat(net.view().chain()).containsExactly("lo", "eth0", "eth0:0", "eth0:1", "eth1");
    net.set("eth0:0", "10.0.0.1/24");
    assertThat(net.view().attached(InetType.IP6)).isZero();
    assertThat(net.view().drift()).isEmpty();
  }

  @Test
  void closingMainFreesItsAliasesInOrderOfCreation() {
    main("10.0.0.1/24");
    net.add("eth0:3", "10.0.0.2/24");
    net.add("eth0:1", "10.0.5.2/24");
    net.close("eth0:3");
    assertThat(planned(d -> d.closeMain("eth0")))
        .containsExactly(
            "# forget: closed alias eth0:3 10.0.0.2/24",
            "ip addr del 10.0.5.2/24 dev eth0",
            "ip link set dev eth0 down",
            "# forget: order of the aliases of eth0: 3 1");
    net.run(d -> d.closeMain("eth0"));
    assertThat(net.view().chain()).containsExactly("lo", "eth0", "eth1");
    assertThat(kernel.snapshot(EnumSet.of(Part.ADDRESSES)).addressesOf(eth0)).hasSize(1);
  }

  @Test
  void deletionReleasesTheAliassRoutesAndNeighboursAndNothingElse() {
    main("172.16.3.1/24");
    net.add("eth0:0", "10.0.0.1/24");
    Route bound =
        Route.to(Prefix.parse("192.0.2.0/24"), Hop.through(eth0, null))
            .withPreferredSource(Address.parse("10.0.0.1"));
    Route mains =
        Route.to(Prefix.parse("0.0.0.0/0"), Hop.through(eth0, Address.parse("172.16.3.200")));
    Neighbour only =
        new Neighbour(eth0, Address.parse("10.0.0.9"), Mac.parse("02:00:00:00:00:99"), 2, 0);
    Neighbour other =
        new Neighbour(eth0, Address.parse("172.16.3.9"), Mac.parse("02:00:00:00:00:98"), 2, 0);
    kernel.commit(
        Plan.of(
            RouteChange.add(bound),
            RouteChange.add(mains),
            NeighbourChange.add(only),
            NeighbourChange.add(other)));
    net.remove("eth0:0");
    var after = kernel.snapshot(EnumSet.allOf(Part.class));
    assertThat(after.routes()).containsExactly(mains);
    assertThat(after.neighbours()).containsExactly(other);
  }

  @Test
  void theLastAddressGoesWithoutTheDevicesOtherRoutes() {
    net.add("eth0:0", "10.0.0.1/24");
    Route direct = Route.to(Prefix.parse("192.0.2.0/24"), Hop.through(eth0, null));
    kernel.commit(Plan.of(RouteChange.add(direct)));
    net.remove("eth0:0");
    assertThat(kernel.snapshot(EnumSet.allOf(Part.class)).routes()).containsExactly(direct);
  }

  @Test
  void theInverseOfAPlanPutsEverythingBack() {
    main("10.0.0.1/24");
    net.add("eth0:0", "10.0.0.2/24");
    net.add("eth0:1", "10.0.1.2/24");
    var before = kernel.snapshot(EnumSet.allOf(Part.class));
    Plan plan =
        net.run(d -> {
          d.close(d.alias("eth0:0", null));
          d.readdress(d.alias("eth0:1", null), Prefix.parse("10.0.7.1/24"), null);
          d.create(wanted("eth0:9", "10.0.9.9"));
        });
    kernel.commit(plan.inverse());
    assertThat(kernel.snapshot(EnumSet.allOf(Part.class))).isEqualTo(before);
  }

  @Test
  void aSlotBoundRefusesSlotsAtOrAboveIt() {
    net.run(d -> d.boundSlots("eth0", 2));
    net.add("eth0", "10.0.0.1");
    net.add("eth0", "10.0.0.2");
    refused(
        AliasException.Kind.CONFLICT,
        "slot 2 of eth0 is refused",
        d -> d.create(wanted("eth0", "10.0.0.3")));
    net.add("eth0:word", "10.0.0.3");
    net.run(d -> d.boundSlots("eth0", -1));
    net.add("eth0", "10.0.0.4");
  }

  @Test
  void labelsOfOthersAreListedAsTheyAreAndDeletedByNameAndAddress() {
    for (String text :
        List.of("10.0.0.1/32 eth0:007", "10.0.0.2/32 eth0:x", "10.0.0.3/32 eth0:x")) {
      String[] words = text.split(" ");
      InterfaceAddress foreign = InterfaceAddress.of(eth0, Prefix.parse(words[0]), words[1]);
      kernel.commit(Plan.of(AddressChange.add(foreign)));
    }
    assertThat(net.view().chain())
        .containsExactly("lo", "eth0", "eth0:007", "eth0:x", "eth0:x", "eth1");
    net.run(d -> d.delete(d.alias("eth0:x", Address.parse("10.0.0.3"))));
    assertThat(net.list())
        .extracting(a -> a.address().toString())
        .containsExactly("10.0.0.1", "10.0.0.2");
    net.remove("eth0:7");
    assertThat(net.list()).extracting(Alias::name).containsExactly("eth0:x");
  }

  @Test
  void ipv6AliasesHaveTheirNamesInTheRegistryAndLongOnesToo() {
    String name = "eth0:" + "w".repeat(40);
    net.add(name, "2001:db8::1/64");
    net.add("eth0:1", "10.0.0.1");
    assertThat(net.view().chain()).containsExactly("lo", "eth0", name, "eth0:1", "eth1");
    net.close(name);
    net.open(name);
    assertThat(net.view().chain()).containsExactly("lo", "eth0", name, "eth0:1", "eth1");
    net.remove(name);
    assertThat(net.view().drift()).isEmpty();
    assertThat(net.view().chain()).containsExactly("lo", "eth0", "eth0:1", "eth1");
  }

  @Test
  void whatTheKernelContradictsIsDriftAndNotBelieved() {
    net.add("eth0:0", "10.0.0.1/24");
    net.close("eth0:0");
    InterfaceAddress foreign = InterfaceAddress.of(eth0, Prefix.parse("10.0.0.7/24"), "eth0:0");
    kernel.commit(Plan.of(AddressChange.add(foreign)));
    AliasView view = net.view();
    assertThat(view.aliases()).singleElement().matches(a -> a.address().equals(foreign.local()));
    assertThat(view.drift()).singleElement().asString().contains("eth0:0");
  }

  @Test
  void aDuplicateIsAcceptedWhereItIsAskedForAndTheKernelCanHoldIt() {
    net.add("eth0:0", "10.0.0.1/24");
    Creation again = Creation.of("eth0", "1", Address.parse("10.0.0.1"), OptionalInt.of(32));
    net.run(d -> d.create(again.withDuplicate(true)));
    assertThat(net.list()).hasSize(2);
    refused(
        AliasException.Kind.CONFLICT,
        "the kernel holds an address once in a subnet",
        d ->
            d.create(
                Creation.of("eth0", "2", again.address(), OptionalInt.of(24)).withDuplicate(true)));
  }

  @Test
  void tenThousandAliasesAreOnePlan() {
    Plan plan =
        net.run(d -> {
          for (int i = 0; i < 10_000; i++) {
            d.create(Creation.of("eth0", null, Address.ofIpv4(0x0a000001 + i), OptionalInt.of(8)));
          }
        });
    assertThat(plan.changes()).hasSize(10_000);
    assertThat(net.view().chain()).hasSize(10_003).endsWith("eth0:9999", "eth1");
    assertThat(net.run(d -> d.deleteAll(d.aliases())).changes()).hasSize(10_000);
  }
}
