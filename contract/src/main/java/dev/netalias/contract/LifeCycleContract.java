package dev.netalias.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.alias.Alias;
import dev.netalias.alias.listing.Listings;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.Events;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of aliases on one host; extended once for each kernel. */
public abstract class LifeCycleContract extends Contract {
  private static final Duration SOON = Duration.ofSeconds(20);

  // Creating

  @Test
  void anAliasIsThereWithNameAddressMaskAndBroadcast() {
    assertThat(net.add("eth0:0", "200.1.1.1/24")).isEqualTo("eth0:0");
    Alias alias = net.show("eth0:0");
    assertThat(alias.isOpen()).isTrue();
    assertThat(alias.isManaged()).isTrue();
    assertThat(alias.owned().prefix()).hasToString("200.1.1.1/24");
    assertThat(alias.owned().broadcast()).hasToString("200.1.1.255");
    assertThat(alias.main().state().mac().size()).isEqualTo(6);
    assertThat(connectedRoutes()).contains("200.1.1.0/24 200.1.1.1");
  }

  @Test
  void theChainIsInOrderOfCreation() {
    main("eth0", "172.16.3.1/24");
    net.add("eth0:5", "172.16.3.10/24");
    net.add("eth0:1", "10.0.0.1/24");
    net.add("eth1:0", "10.1.0.1/24");
    net.add("eth0:0", "172.16.3.11/24");
    net.add("lo:0", "127.0.0.9/8");
    assertThat(Listings.chain(net.view()))
        .isEqualTo("lo->lo:0->eth0->eth0:5->eth0:1->eth0:0->eth1->eth1:0->0");
  }

  @Test
  void oneFailureOfManyLeavesNothing() {
    main("eth0", "10.0.0.1/24");
    refused(
        "10.0.0.2 is on eth0 already",
        d -> {
          d.create(wanted("eth0:0", "10.0.0.2/24"));
          d.create(wanted("eth0:1", "10.0.0.2/24"));
        });
  }

  @Test
  void whatTheKernelRefusesIsTakenBackWithAllBeforeIt() {
    main("eth0", "10.0.0.1/24");
    net.add("eth0:0", "10.0.0.2/24");
    List<String> before = everything();
    InterfaceAddress there = net.show("eth0:0").owned();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Prefix prefix = new Prefix(Address.ofIpv4(0x0a000100 + i), 24);
      changes.add(AddressChange.add(InterfaceAddress.of(device("eth0"), prefix, "eth0:9")));
    }
    changes.add(300, AddressChange.add(there));
    assertThatThrownBy(() -> net.kernel().commit(new Plan(changes)))
        .isInstanceOfSatisfying(
            KernelException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(KernelException.EEXIST);
              assertThat(e.change()).isEqualTo(changes.get(300));
              assertThat(e.reason()).isNotBlank();
            });
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aClosedMainTakesOnlyClosedAliases() {
    net.run(d -> d.closeMain("eth0"));
    refused("eth0 is down", d -> d.create(wanted("eth0:0", "10.0.0.1/24")));
    net.run(d -> d.create(wanted("eth0:0", "10.0.0.1/24").withClosed(true)));
    refused("eth0 is down", d -> d.open(d.alias("eth0:0", null)));
    net.run(d -> d.openMain("eth0"));
    net.open("eth0:0");
    assertThat(net.show("eth0:0").isOpen()).isTrue();
    assertThat(addresses("eth0")).containsExactly("10.0.0.1/24 eth0:0");
  }

  // Closing, opening

  @Test
  void aClosedAliasKeepsItsPlaceAndAddressAndAnswersNoMore() {
    main("eth0", "172.16.3.1/24");
    net.add("eth0:0", "10.0.0.1/24");
    net.add("eth0:1", "10.0.1.1/24");
    net.close("eth0:0");
    assertThat(chain()).containsExactly("lo", "eth0", "eth0:0", "eth0:1", "eth1");
    assertThat(net.show("eth0:0").isKept()).isTrue();
    assertThat(addresses("eth0")).containsExactly("172.16.3.1/24 eth0", "10.0.1.1/24 eth0:1");
    assertThat(connectedRoutes()).doesNotContain("10.0.0.0/24 10.0.0.1");
    net.open("eth0:0");
    assertThat(chain()).containsExactly("lo", "eth0", "eth0:0", "eth0:1", "eth1");
    assertThat(connectedRoutes()).contains("10.0.0.0/24 10.0.0.1");
    assertThat(net.show("eth0:0").owned().broadcast()).hasToString("10.0.0.255");
    assertThat(net.view().drift()).isEmpty();
  }

  @Test
  void closingReleasesRoutesAndNeighboursOfTheAliasAndNothingElse() {
    main("eth0", "172.16.3.1/24");
    net.add("eth0:0", "10.0.0.1/24");
    net.add("eth0:1", "10.0.0.2/24");
    Device eth0 = device("eth0");
    Route bound =
        Route.to(Prefix.parse("192.0.2.0/24"), Hop.through(eth0, null))
            .withPreferredSource(Address.parse("10.0.0.1"));
    Route otherAliass =
        Route.to(Prefix.parse("192.0.3.0/24"), Hop.through(eth0, null))
            .withPreferredSource(Address.parse("10.0.0.2"));
    Route mains =
        Route.to(Prefix.parse("0.0.0.0/0"), Hop.through(eth0, Address.parse("172.16.3.200")));
    Mac mac = Mac.parse("02:00:00:00:00:99");
    Neighbour shared = new Neighbour(eth0, Address.parse("10.0.0.9"), mac, Neighbour.PERMANENT, 0);
    Neighbour mainsOwn =
        new Neighbour(eth0, Address.parse("172.16.3.9"), mac, Neighbour.PERMANENT, 0);
    net.kernel()
        .commit(
            Plan.of(
                RouteChange.add(bound),
                RouteChange.add(otherAliass),
                RouteChange.add(mains),
                NeighbourChange.add(shared),
                NeighbourChange.add(mainsOwn)));
    net.close("eth0:0");
    assertThat(routes()).containsExactly("0.0.0.0/0", "192.0.3.0/24 10.0.0.2");
    assertThat(neighbours()).containsExactly("10.0.0.9", "172.16.3.9");
    net.remove("eth0:1");
    assertThat(routes()).containsExactly("0.0.0.0/0");
    assertThat(neighbours()).containsExactly("172.16.3.9");
  }

  @Test
  void theDevicesLastAddressGoesWithoutItsOtherRoutes() {
    net.add("eth0:0", "10.0.0.1/24");
    Route direct = Route.to(Prefix.parse("192.0.2.0/24"), Hop.through(device("eth0"), null));
    net.kernel().commit(Plan.of(RouteChange.add(direct)));
    net.remove("eth0:0");
    assertThat(addresses("eth0")).isEmpty();
    assertThat(routes()).containsExactly("192.0.2.0/24");
  }

  // Main devices

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reAddressingMainLosesNoAlias(boolean promote) {
    promotes(promote);
    main("eth0", "10.0.0.1/24");
    net.add("eth0:0", "10.0.0.2/24");
    net.add("eth0:1", "10.0.1.2/24");
    net.add("eth0:2", "10.0.0.3/24");
    Route bound =
        Route.to(Prefix.parse("192.0.2.0/24"), Hop.through(device("eth0"), null))
            .withPreferredSource(Address.parse("10.0.0.2"));
    net.kernel().commit(Plan.of(RouteChange.add(bound)));
    for (String prefix : List.of("10.0.1.1/24", "10.0.1.9/24", "10.0.0.1/24", "10.0.0.1/16")) {
      main("eth0", prefix);
      assertThat(chain()).containsExactly("lo", "eth0", "eth0:0", "eth0:1", "eth0:2", "eth1");
      assertThat(net.list()).allMatch(Alias::isOpen);
      Optional<InterfaceAddress> own =
          snapshot().addressesOf(device("eth0")).stream()
              .filter(a -> a.label().equals("eth0"))
              .findFirst();
      assertThat(own.orElseThrow().prefix()).hasToString(prefix);
      assertThat(own.orElseThrow().isSecondary()).isFalse();
      assertThat(routes()).containsExactly("192.0.2.0/24 10.0.0.2");
      Integer setting = snapshot().link("eth0").orElseThrow().setting(Setting.PROMOTE_SECONDARIES);
      assertThat(setting).isEqualTo(promote ? 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takingMainsAddressAwayLosesNoAlias(boolean promote) {
    promotes(promote);
    main("eth0", "10.0.0.1/24");
    net.add("eth0:0", "10.0.0.2/24");
    net.add("eth0:1", "10.0.0.3/24");
    InterfaceAddress own =
        snapshot().addressesOf(device("eth0")).stream()
            .filter(a -> a.label().equals("eth0"))
            .findFirst()
            .orElseThrow();
    net.run(d -> d.removeAddress("eth0", own));
    assertThat(addresses("eth0")).containsExactly("10.0.0.2/24 eth0:0", "10.0.0.3/24 eth0:1");
    assertThat(connectedRoutes()).contains("10.0.0.0/24 10.0.0.2");
  }

  @Test
  void closingMainClosesAndFreesItsAliases() {
    main("eth0", "10.0.0.1/24");
    net.add("eth0:3", "10.0.0.2/24");
    net.add("eth0:1", "10.0.5.2/24");
    net.add("eth0:2", "10.0.5.3/24");
    net.add("eth1:0", "10.0.6.3/24");
    net.close("eth0:3");
    net.run(d -> d.closeMain("eth0"));
    assertThat(chain()).containsExactly("lo", "eth0", "eth1", "eth1:0");
    assertThat(addresses("eth0")).containsExactly("10.0.0.1/24 eth0");
    net.run(d -> d.openMain("eth0"));
    assertThat(chain()).containsExactly("lo", "eth0", "eth1", "eth1:0");
  }

  @Test
  void anUnregisteredMainLeavesTheChainWithItsBlock() {
    net.add("eth0:0", "10.0.0.1/24");
    net.add("eth0:2", "10.0.0.2/24");
    net.close("eth0:2");
    host.unregister("eth0");
    assertThat(Listings.chain(net.view())).isEqualTo("lo->eth1->0");
    assertThat(net.view().drift()).isEmpty();
    assertThatThrownBy(() -> net.add("eth0:0", "10.0.0.1/24"))
        .hasMessageContaining("there is no device 'eth0'");
  }

  @Test
  void aRenamedMainTakesWhatIsRememberedOfItsAliasesAlong() {
    main("eth0", "10.0.0.1/24");
    net.add("eth0:0", "10.0.0.2/24");
    net.add("eth0:1", "10.0.0.3/24");
    net.close("eth0:1");
    host.rename("eth0", "wan");
    assertThat(chain()).containsExactly("lo", "wan", "wan:0", "wan:1", "eth1");
    net.open("wan:1");
    assertThat(net.show("wan:1").isOpen()).isTrue();
    assertThat(net.view().drift()).isEmpty();
  }

  // Re-addressing, deleting

  @Test
  void aReAddressedAliasKeepsNamePlaceAndState() {
    main("eth0", "172.16.3.1/24");
    net.add("eth0:0", "10.0.0.1/24");
    net.add("eth0:1", "10.0.0.2/24");
    net.set("eth0:0", "10.9.0.1/16");
    assertThat(chain()).containsExactly("lo", "eth0", "eth0:0", "eth0:1", "eth1");
    assertThat(addresses("eth0"))
        .containsExactlyInAnyOrder(
            "172.16.3.1/24 eth0", "10.0.0.2/24 eth0:1", "10.9.0.1/16 eth0:0");
    assertThat(connectedRoutes()).contains("10.0.0.0/24 10.0.0.2", "10.9.0.0/16 10.9.0.1");
    net.set("eth0:0", "10.9.0.1/24"); // the same address in another subnet
    assertThat(net.show("eth0:0").owned().broadcast()).hasToString("10.9.0.255");
    net.close("eth0:1");
    net.set("eth0:1", "10.0.0.7/24");
    assertThat(net.show("eth0:1").isKept()).isTrue();
    net.open("eth0:1");
    assertThat(net.show("eth0:1").owned().prefix()).hasToString("10.0.0.7/24");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void deletingAPrimaryAliasKeepsTheOthersOfItsSubnet(boolean promote) {
    promotes(promote);
    net.add("eth0:0", "10.0.0.1/24");
    net.add("eth0:1", "10.0.0.2/24");
    net.add("eth0:2", "10.0.0.3/24");
    net.remove("eth0:0");
    assertThat(chain()).containsExactly("lo", "eth0", "eth0:1", "eth0:2", "eth1");
    assertThat(addresses("eth0")).containsExactly("10.0.0.2/24 eth0:1", "10.0.0.3/24 eth0:2");
  }

  @Test
  void everyWayOfDeletingSeveralLeavesTheRest() {
    main("eth0", "10.0.0.1/24");
    for (int i = 0; i < 20; i++) {
      net.add("eth0:" + i, "10.0." + i % 3 + "." + (i + 10) + "/24");
    }
    net.run(
        d -> d.deleteAll(d.aliases().stream().filter(a -> a.address().low() % 2 == 0).toList()));
    assertThat(net.list()).hasSize(10).allMatch(a -> a.address().low() % 2 == 1);
    net.run(d -> d.deleteAll(d.aliases()));
    assertThat(addresses("eth0")).containsExactly("10.0.0.1/24 eth0");
    assertThat(net.view().drift()).isEmpty();
  }

  @Test
  void ipv6AliasesHaveNamesToo() {
    String name = "eth0:" + "w".repeat(40);
    net.add(name, "2001:db8::1/64");
    net.add("eth0:1", "10.0.0.1/24");
    net.add("eth0", "2001:db8::2/64");
    assertThat(chain()).containsExactly("lo", "eth0", name, "eth0:1", "eth0:0", "eth1");
    net.close(name);
    assertThat(snapshot().owner(Address.parse("2001:db8::1"))).isEmpty();
    net.open(name);
    net.set("eth0:0", "2001:db8:5::2/64");
    assertThat(chain()).containsExactly("lo", "eth0", name, "eth0:1", "eth0:0", "eth1");
    assertThat(Listings.aliasTypes(net.view())).contains("10      ip6             2      ");
    net.run(d -> d.deleteAll(d.aliases()));
    assertThat(chain()).containsExactly("lo", "eth0", "eth1");
    assertThat(net.view().drift()).isEmpty();
  }

  // Plans, events

  @Test
  void theInverseOfAPlanPutsEverythingBack() {
    main("eth0", "10.0.0.1/24");
    net.add("eth0:0", "10.0.0.2/24");
    net.add("eth0:1", "10.0.1.2/24");
    List<String> before = everything();
    Plan plan =
        net.run(d -> {
          d.close(d.alias("eth0:0", null));
          d.readdress(d.alias("eth0:1", null), Prefix.parse("10.0.7.1/24"), null);
          d.create(wanted("eth0:9", "10.0.9.9"));
        });
    assertThat(everything()).isNotEqualTo(before);
    net.kernel().commit(plan.inverse());
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aPlanChangesNothing() {
    List<String> before = everything();
    assertThat(net.plan(d -> d.create(wanted("eth0:0", "200.1.1.1/24"))).commands())
        .contains("ip addr add 200.1.1.1/24 brd 200.1.1.255 dev eth0 label eth0:0");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void changesAreToldAsTheyHappen() {
    try (Events events = net.watch()) {
      net.add("eth0:0", "10.0.0.1/24");
      assertThat(seen(events, true, "10.0.0.1/24 eth0:0")).isTrue();
      net.remove("eth0:0");
      assertThat(seen(events, false, "10.0.0.1/24 eth0:0")).isTrue();
    }
  }

  private static boolean seen(Events events, boolean added, String address) {
    for (Optional<Event> e = events.next(SOON); e.isPresent(); e = events.next(SOON)) {
      if (e.get() instanceof Event.Observed(AddressChange c)
          && c.isRemoval() != added
          && (c.subject().prefix() + " " + c.subject().label()).equals(address)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theListingsAreThoseOfTheHowto() {
    net.add("lo:0", "127.0.0.2/8");
    main("eth0", "172.16.3.1/24");
    net.add("eth0:0", "172.16.3.10/24");
    net.add("eth0:1", "172.16.3.100/24");
    net.close("eth0:1");
    assertThat(Listings.aliases(net.view()).lines().map(String::strip))
        .containsExactly(
            "device           family address",
            "lo:0             2      127.0.0.2",
            "eth0:0           2      172.16.3.10",
            "eth0:1           2      172.16.3.100");
    assertThat(Listings.aliasTypes(net.view()))
        .isEqualTo("type    name            n_attach\n2       ip              3      \n");
  }
}
