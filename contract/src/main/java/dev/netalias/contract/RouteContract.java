package dev.netalias.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.alias.Alias;
import dev.netalias.alias.Creation;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The life of aliases that are local routes; extended once for each kernel. */
public abstract class RouteContract extends Contract {
  private static Creation route(String name, String address) {
    return wanted(name, address).as(Realisation.ROUTE);
  }

  private String add(String name, String address) {
    return add(name, address, 1).getFirst();
  }

  private List<String> add(String name, String address, int count) {
    List<?>[] names = new List<?>[1];
    net.run(d -> names[0] = d.create(route(name, address), count));
    return names[0].stream().map(String::valueOf).toList();
  }

  private List<String> list() {
    return net.list().stream()
        .map(a -> a.name() + " " + a.owned().prefix() + (a.isOpen() ? "" : " closed"))
        .toList();
  }

  private LocalRoutes routesOf(String device) {
    return net.kernel().snapshot(EnumSet.of(Part.ALIAS_ROUTES)).aliasRoutesOf(device(device));
  }

  @Test
  void itIsALocalRouteWhoseMetricIsTheSlotAndOne() {
    main("eth0", "10.0.0.1/24");
    assertThat(add("eth0:7", "10.0.0.7")).isEqualTo("eth0:7");
    assertThat(routesOf("eth0").route(0))
        .satisfies(r -> {
          assertThat(r.destination()).hasToString("10.0.0.7/32");
          assertThat(r.table()).isEqualTo(Route.LOCAL_TABLE);
          assertThat(r.protocol()).isEqualTo(Protocol.NETALIAS);
          assertThat(r.metric()).isEqualTo(8);
        });
    Alias alias = net.show("eth0:07");
    assertThat(alias.realisation()).isEqualTo(Realisation.ROUTE);
    assertThat(alias.isManaged()).isTrue();
    assertThat(alias.isOpen()).isTrue();
    assertThat(addresses("eth0")).containsExactly("10.0.0.1/24 eth0");
  }

  @Test
  void slotsAreSharedWithLabelsAndTheLowestFreeOneIsTaken() {
    net.add("eth0:1", "10.0.0.1/24");
    assertThat(add("eth0", "10.0.0.10", 3)).containsExactly("eth0:0", "eth0:2", "eth0:3");
    assertThat(net.add("eth0", "10.0.0.2/24")).isEqualTo("eth0:4");
    assertThat(add("eth0", "10.0.0.20")).isEqualTo("eth0:5");
    assertThat(chain())
        .containsExactly(
            "lo", "eth0", "eth0:1", "eth0:4", "eth0:0", "eth0:2", "eth0:3", "eth0:5", "eth1");
    net.remove("eth0:2");
    assertThat(add("eth0", "10.0.0.30")).isEqualTo("eth0:2");
  }

  @Test
  void aClosedOneIsKeptWithNoEntryAndOpensAgain() {
    main("eth0", "10.0.0.1/24");
    add("eth0", "10.0.0.10", 2);
    net.close("eth0:0");
    assertThat(list()).containsExactly("eth0:0 10.0.0.10/32 closed", "eth0:1 10.0.0.11/32");
    assertThat(routesOf("eth0").isOpen(0)).isFalse();
    refused("10.0.0.10 is on eth0 already", d -> d.create(route("eth0", "10.0.0.10")));
    net.open("eth0:0");
    assertThat(list()).containsExactly("eth0:0 10.0.0.10/32", "eth0:1 10.0.0.11/32");
  }

  @Test
  void aWordIsATagBesideSlots() {
    main("eth0", "10.0.0.1/24");
    add("eth0:web", "10.0.0.10");
    add("eth0:mail", "10.0.0.11");
    add("eth0", "10.0.0.12");
    net.close("eth0:web");
    assertThat(list())
        .containsExactlyInAnyOrder(
            "eth0:web 10.0.0.10/32 closed", "eth0:mail 10.0.0.11/32", "eth0:0 10.0.0.12/32");
    net.open("eth0:web");
    net.set("eth0:web", "10.0.0.20");
    net.remove("eth0:mail");
    assertThat(list()).containsExactlyInAnyOrder("eth0:web 10.0.0.20/32", "eth0:0 10.0.0.12/32");
    assertThat(net.view().drift()).isEmpty();
  }

  @Test
  void aWordNeedsNoSlotsWhereThoseOfAnotherDeviceAloneAreKnown() {
    main("eth0", "10.0.0.1/24");
    main("eth1", "10.1.0.1/24");
    add("eth1:3", "10.1.0.10");
    add("eth0", "10.0.0.10", 2);
    net.run(d -> d.deleteAll("eth0"));
    add("eth0:web", "10.0.0.20");
    assertThat(add("eth0", "10.0.0.30")).isEqualTo("eth0:0");
    assertThat(list())
        .containsExactlyInAnyOrder(
            "eth0:web 10.0.0.20/32", "eth0:0 10.0.0.30/32", "eth1:3 10.1.0.10/32");
  }

  @Test
  void aWholePrefixIsOneAlias() {
    main("eth0", "10.0.0.1/24");
    add("eth0", "198.51.100.0/24");
    assertThat(list()).containsExactly("eth0:0 198.51.100.0/24");
    refused("not a whole prefix", d -> d.create(route("eth0", "198.51.100.7/24")));
    net.remove("eth0:0");
    assertThat(list()).isEmpty();
  }

  @Test
  void reAddressingKeepsNameAndState() {
    main("eth0", "10.0.0.1/24");
    add("eth0", "10.0.0.10", 3);
    net.close("eth0:1");
    net.set("eth0:1", "10.0.0.21");
    net.set("eth0:2", "10.0.0.22");
    assertThat(list())
        .containsExactly(
            "eth0:0 10.0.0.10/32", "eth0:1 10.0.0.21/32 closed", "eth0:2 10.0.0.22/32");
  }

  @Test
  void anAddressIsOnADeviceOnce() {
    main("eth0", "10.0.0.1/24");
    net.add("eth0:0", "10.0.0.5/24");
    add("eth0:9", "10.0.0.7");
    refused("10.0.0.1 is on eth0 already", d -> d.create(route("eth0", "10.0.0.1")));
    refused("10.0.0.5 is on eth0 already, as eth0:0", d -> d.create(route("eth0", "10.0.0.3"), 4));
    refused("10.0.0.7 is on eth0 already, as eth0:9", d -> d.create(wanted("eth0", "10.0.0.7/24")));
    refused("exists, with the address", d -> d.create(route("eth0:9", "10.0.0.8")));
    assertThat(add("eth0:9", "10.0.0.7")).isEqualTo("eth0:9");
  }

  @Test
  void theSameAddressOnAnotherDeviceHidesNone() {
    net.add("eth1:0", "10.0.0.5/32");
    add("eth0:2", "10.0.0.5");
    refused("10.0.0.5 is on eth0 already, as eth0:2", d -> d.create(wanted("eth0", "10.0.0.5/24")));
  }

  @Test
  void noneIsLostWithTheLastAddressOfItsDevice() {
    main("eth0", "10.0.0.1/24");
    add("eth0", "10.0.0.10", 3);
    net.close("eth0:1");
    List<String> before = list();
    main("eth0", "172.16.0.1/16");
    assertThat(list()).isEqualTo(before);
    main("eth0", "172.16.0.1/24");
    assertThat(list()).isEqualTo(before);
    InterfaceAddress own =
        snapshot().addressesOf(device("eth0")).stream()
            .filter(a -> a.local().family() == Address.INET)
            .findFirst()
            .orElseThrow();
    net.run(d -> d.removeAddress("eth0", own));
    assertThat(addresses("eth0")).isEmpty();
    assertThat(list()).isEqualTo(before);
    net.add("eth0:9", "10.7.0.1/24");
    net.remove("eth0:9");
    assertThat(list()).isEqualTo(before);
  }

  @Test
  void noneIsLostWhereTheLastAddressBecomesOneOfAnotherFamily() {
    net.add("eth0:1", "172.16.3.6/16");
    Route theirs = theirs("10.0.0.50", Protocol.BOOT, 5);
    net.kernel().commit(Plan.of(RouteChange.add(theirs)));
    add("eth0:0", "10.0.1.5");
    net.set("eth0:1", "2001:db8::3/64");
    assertThat(list()).containsExactly("eth0:1 2001:db8::3/64", "eth0:0 10.0.1.5/32");
    assertThat(localRoutes()).contains(theirs);
  }

  @Test
  void withItGoTheRoutesThatPreferItAsSource() {
    main("eth0", "10.0.0.1/24");
    add("eth0", "10.0.0.10", 4);
    Device eth0 = device("eth0");
    for (int i = 0; i < 4; i++) {
      Route bound =
          Route.to(Prefix.parse("192.0.%d.0/24".formatted(i)), Hop.through(eth0, null))
              .withPreferredSource(Address.parse("10.0.0.1" + i));
      net.run(d -> d.add(RouteChange.add(bound)));
    }
    assertThat(routes()).hasSize(4);
    net.close("eth0:0");
    net.set("eth0:1", "10.0.0.21");
    net.remove("eth0:2");
    assertThat(routes()).containsExactly("192.0.3.0/24 10.0.0.13");
    net.run(d -> d.deleteAll("eth0"));
    assertThat(routes()).isEmpty();
  }

  @Test
  void localRoutesOfOthersAreNeitherListedNorTouched() {
    main("eth0", "10.0.0.1/24");
    Route theirs = theirs("10.0.0.50", Protocol.BOOT, 5);
    net.kernel().commit(Plan.of(RouteChange.add(theirs)));
    add("eth0:4", "10.0.0.51");
    assertThat(list()).containsExactly("eth0:4 10.0.0.51/32");
    net.run(d -> d.deleteAll("eth0"));
    assertThat(list()).isEmpty();
    assertThat(localRoutes()).contains(theirs);
  }

  /** A local route that another program makes. */
  private Route theirs(String address, int protocol, long metric) {
    return new Route(
        Prefix.parse(address + "/32"),
        Route.LOCAL_TABLE,
        Route.LOCAL,
        protocol,
        InterfaceAddress.SCOPE_HOST,
        0,
        metric,
        null,
        List.of(Hop.through(device("eth0"), null)),
        Map.of(),
        "");
  }

  private List<Route> localRoutes() {
    return net.kernel().snapshot(EnumSet.of(Part.LOCAL_ROUTES)).routes();
  }

  @Test
  void localRoutesOfOthersAreThereAfterMainsLastAddressWent() {
    main("eth0", "10.0.0.1/24");
    Route theirs = theirs("10.0.0.50", Protocol.BOOT, 5);
    net.kernel().commit(Plan.of(RouteChange.add(theirs)));
    add("eth0:web", "10.0.0.51");
    main("eth0", "172.16.0.1/16");
    assertThat(localRoutes()).contains(theirs);
    assertThat(list()).containsExactly("eth0:web 10.0.0.51/32");
  }

  @Test
  void ofOneAddressAnothersRouteStaysBesideAndIsNeverTakenForIt() {
    main("eth0", "10.0.0.1/24");
    Route theirs = theirs("10.0.0.50", Protocol.BOOT, 5);
    net.kernel().commit(Plan.of(RouteChange.add(theirs)));
    assertThatThrownBy(() -> add("eth0:4", "10.0.0.50"))
        .isInstanceOfSatisfying(
            KernelException.class, e -> assertThat(e.errno()).isEqualTo(KernelException.EEXIST));
    assertThat(list()).isEmpty();
    add("eth0:7", "10.0.0.50");
    net.close("eth0:7");
    net.open("eth0:7");
    net.remove("eth0:7");
    assertThat(localRoutes()).contains(theirs);
    assertThat(list()).isEmpty();
  }

  @Test
  void aMetricThatAUserChoseIsTheSlot() {
    main("eth0", "10.0.0.1/24");
    net.kernel()
        .commit(
            Plan.of(
                RouteChange.add(theirs("10.0.0.50", Protocol.NETALIAS, 500)),
                RouteChange.add(theirs("10.0.0.51", Protocol.NETALIAS, 1))));
    assertThat(list()).containsExactly("eth0:0 10.0.0.51/32", "eth0:499 10.0.0.50/32");
    assertThat(add("eth0", "10.0.0.60")).isEqualTo("eth0:1");
    refused("exists, with the address", d -> d.create(route("eth0:499", "10.0.0.61")));
    net.close("eth0:499");
    net.remove("eth0:0");
    assertThat(list()).containsExactly("eth0:1 10.0.0.60/32", "eth0:499 10.0.0.50/32 closed");
  }

  @Test
  void routesThatPreferItKeepTheMetricThatAUserChoseAndGoFromEveryTable() {
    main("eth0", "10.0.0.1/24");
    add("eth0", "10.0.0.10", 2);
    Device eth0 = device("eth0");
    for (int table : new int[] {Route.MAIN_TABLE, 100}) {
      net.run(d -> {
        d.add(RouteChange.add(preferring("10.0.0.10", "192.0.2.0/24", table, 77)));
        d.add(RouteChange.add(preferring("10.0.0.11", "198.51.100.0/24", table, 78)));
      });
    }
    main("eth0", "172.16.0.1/16");
    assertThat(metrics(eth0)).containsExactly(77L, 77L, 78L, 78L);
    net.remove("eth0:0");
    assertThat(metrics(eth0)).containsExactly(78L, 78L);
    net.close("eth0:1");
    assertThat(metrics(eth0)).isEmpty();
  }

  private Route preferring(String source, String destination, int table, long metric) {
    return new Route(
        Prefix.parse(destination),
        table,
        Route.UNICAST,
        Protocol.BOOT,
        InterfaceAddress.SCOPE_LINK,
        0,
        metric,
        Address.parse(source),
        List.of(Hop.through(device("eth0"), null)),
        Map.of(),
        "");
  }

  private List<Long> metrics(Device through) {
    return snapshot().routes().stream()
        .filter(r -> !r.isKernels() && r.destination().address().family() == Address.INET)
        .filter(r -> r.leavesThrough(through))
        .map(Route::metric)
        .sorted()
        .toList();
  }

  @Test
  void aNeighbourIsAnsweredUnlessArpIgnoreSilencesIt() {
    main("eth0", "10.9.0.1/24");
    add("eth0", "10.9.0.20");
    String mac = snapshot().link("eth0").orElseThrow().state().mac().toString();
    assertThat(host.answering("10.9.0.20")).containsExactly(mac);
    for (int ignore = 1; ignore <= 2; ignore++) {
      net.kernel()
          .commit(
              Plan.of(new SettingChange(device("eth0"), Setting.ARP_IGNORE, ignore - 1, ignore)));
      assertThat(host.answering("10.9.0.20")).isEmpty();
      assertThat(host.answering("10.9.0.1")).containsExactly(mac);
    }
  }

  @Test
  void whatTheKernelRefusesAmongManyIsToldSinglyAndAllIsTakenBack() {
    main("eth0", "10.0.0.1/24");
    add("eth0:700", "10.1.2.188"); // 10.1.0.0 and 700
    LocalRoutes.Builder rows = new LocalRoutes.Builder(device("eth0"));
    for (int i = 0; i < 1000; i++) {
      rows.addInet(0x0a010000 + i, 32, i + 1, true);
    }
    Change many = RoutesChange.add(rows.build());
    assertThatThrownBy(() -> net.kernel().commit(Plan.of(many)))
        .isInstanceOfSatisfying(
            KernelException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(KernelException.EEXIST);
              assertThat(e.change())
                  .isInstanceOfSatisfying(
                      RouteChange.class,
                      c -> assertThat(c.subject().destination()).hasToString("10.1.2.188/32"));
            });
    assertThat(list()).containsExactly("eth0:700 10.1.2.188/32");
  }

  @Test
  void manyAreOneChangeThatStreams() {
    main("eth0", "10.0.0.1/24");
    Plan plan = net.plan(d -> d.create(route("eth0", "10.1.0.0"), 5000));
    assertThat(plan.changes().stream().filter(RoutesChange.class::isInstance))
        .singleElement()
        .satisfies(c -> assertThat(c.count()).isEqualTo(5000));
    assertThat(plan.commands())
        .contains("ip route add local 10.1.0.5 dev eth0 table local proto 78 metric 6");
    net.kernel().commit(plan);
    assertThat(net.list()).hasSize(5000);
    assertThat(net.show("eth0:4999").address()).hasToString("10.1.19.135");
    net.run(d -> d.deleteAll("eth0"));
    assertThat(net.list()).isEmpty();
    assertThat(snapshot().registry().entries()).isEmpty();
  }

  @Test
  void closingTheDeviceFreesThem() {
    main("eth0", "10.0.0.1/24");
    add("eth0", "10.0.0.10", 2);
    add("eth0:web", "10.0.0.20");
    net.close("eth0:0");
    net.run(d -> d.closeMain("eth0"));
    assertThat(list()).isEmpty();
    refused("eth0 is down", d -> d.create(route("eth0", "10.0.0.10")));
    net.run(d -> d.create(route("eth0", "10.0.0.10").withClosed(true)));
    assertThat(list()).containsExactly("eth0:0 10.0.0.10/32 closed");
    refused("not even closed ones", d -> d.create(route("eth0", "2001:db8::1").withClosed(true)));
  }

  @Test
  void inet6OnesLiveTheSameLife() {
    add("eth0", "2001:db8::10", 2);
    net.close("eth0:0");
    assertThat(list()).containsExactly("eth0:0 2001:db8::10/128 closed", "eth0:1 2001:db8::11/128");
    net.open("eth0:0");
    net.remove("eth0:1");
    assertThat(list()).containsExactly("eth0:0 2001:db8::10/128");
  }
}
