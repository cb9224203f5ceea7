package dev.netalias.plan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.RuleChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.TrafficChange;
import dev.netalias.kernel.state.AddressRange;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.kernel.state.Rule;
import dev.netalias.kernel.state.Setting;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.kernel.traffic.Policed;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.kernel.traffic.Shape;
import dev.netalias.kernel.traffic.TrafficTable;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every change survives being written down. */
class ChangeTextTest {
  private static final Device ETH0 = new Device(3, "eth0");
  private static final Device ODD = new Device(0x7fff_ffff, "e%1 =\udcff");
  private static final Mac MAC = Mac.parse("02:00:00:00:00:12");

  private static final InterfaceAddress PLAIN =
      InterfaceAddress.of(ETH0, Prefix.parse("10.0.0.1/24"), "eth0:0");

  private static final InterfaceAddress FULL =
      new InterfaceAddress(
          ODD,
          Address.parse("2001:db8::1"),
          64,
          Address.parse("2001:db8::2"),
          Address.parse("10.0.0.255"),
          "eth0:k\udcf6ln 100%\udcff\n=+-",
          253,
          0x202,
          255,
          new Lifetime(600, 300),
          0xffff_fffeL);

  private static final Route ROUTE =
      new Route(
          Prefix.parse("2001:db8:1::/48"),
          1000,
          Route.UNICAST,
          4,
          253,
          0x10,
          0xffff_ffffL,
          Address.parse("2001:db8::1"),
          List.of(
              new Hop(ETH0, Address.parse("2001:db8::9"), 2, Hop.ONLINK),
              new Hop(null, Address.parse("10.0.0.9"), 1, 0),
              new Hop(ODD, null, 256, 1)),
          Map.of(2, 1400L, 8, 0xffff_ffffL),
          "0a0b");

  private static final StackedDevice STACKED =
      new StackedDevice(
          new Device(9, "eth0-vm"),
          ETH0,
          7,
          new StackedDevice.Type(StackedDevice.Type.MACVLAN, "bridge"),
          MAC,
          "eth0:vm",
          Map.of(Setting.ARP_IGNORE, 1, Setting.RP_FILTER, 2),
          new LinkState(0x1043, 1500, 1000, MAC));

  private static LocalRoutes columns() {
    LocalRoutes.Builder rows = new LocalRoutes.Builder(ETH0);
    rows.add(Prefix.parse("10.0.0.7/32"), 1, true);
    rows.add(Prefix.parse("10.0.0.8/32"), 2, true);
    rows.add(Prefix.parse("10.0.0.9/32"), 3, false);
    rows.add(Prefix.parse("2001:db8::ffff:ffff:ffff:ffff/128"), 4, true);
    rows.add(Prefix.parse("2001:db8:0:1::/128"), 5, true);
    rows.add(Prefix.parse("198.51.100.0/24"), 1L << 31, true);
    rows.add(Prefix.parse("255.255.255.255/32"), RouteColumns.WORD_METRIC, false);
    return rows.build();
  }

  private static List<Change> samples() {
    List<Change> all = new ArrayList<>(ofRoutingAndDevices());
    all.addAll(ofTraffic());
    return all;
  }

  private static List<Change> ofTraffic() {
    return List.of(
        RuleChange.add(new Rule(Prefix.parse("10.0.0.1/32"), 7900, 0xffff_ffffL, 78, true)),
        new TrafficChange.OfDrain(List.of(), List.of(PLAIN.local(), FULL.local())),
        new TrafficChange.OfTable(null, TrafficTable.EMPTY),
        new TrafficChange.OfTable(
            TrafficTable.EMPTY.counting(List.of(Shape.of(Prefix.parse("2001:db8::/64")))),
            TrafficTable.EMPTY.policing(
                List.of(Shape.of(PLAIN.prefix()), Shape.of(Prefix.parse("::/0"))))),
        TrafficChange.OfCounters.add(
            Counted.of(List.of(Prefix.parse("10.0.0.1/32"), Prefix.parse("10.0.0.2/32")))),
        new TrafficChange.OfCounters(
            new Counted.Builder()
                .add(Prefix.parse("2001:db8::1/128"), new Counters(1, 2, 3, Long.MAX_VALUE))
                .add(Prefix.parse("10.0.0.1/32"), Counters.ZERO)
                .build(),
            Counted.NONE),
        new TrafficChange.OfPolicies(
            List.of(),
            List.of(
                new Policed(
                    PLAIN.prefix(),
                    "eth0:a b",
                    Policy.parse(
                        List.of(
                            "allow", "tcp/22,8000-8080", "udp", "allow", "icmp", "from", "::/0"),
                        true)),
                new Policed(
                    FULL.prefix(), "eth0:0", Policy.parse(List.of("allow", "all"), false)))));
  }

  private static List<Change> ofRoutingAndDevices() {
    StackedDevice plain = STACKED.asItComes();
    Neighbour proxy = new Neighbour(ETH0, PLAIN.local(), Mac.NONE, 0, Neighbour.PROXY);
    Entry alias = new Entry.OfAlias("k%,ln", FULL, Realisation.ROUTE, true);
    return List.of(
        AddressChange.add(PLAIN),
        AddressChange.remove(FULL),
        AddressesChange.add(new AddressRange(PLAIN, 0, 250)),
        new ElsewhereChange("/proc/7/ns/net", RouteChange.add(ROUTE)),
        new MoveChange(
            new MoveChange.Place(null, ETH0, Map.of(Setting.ARP_IGNORE, 1)),
            new MoveChange.Place("a b", ODD, Map.of())),
        new AddressChange(FULL, PLAIN),
        DeviceChange.add(STACKED),
        DeviceChange.remove(plain),
        new DeviceChange(plain, plain.withText("a: -b")),
        EntryChange.add(alias),
        EntryChange.remove(new Entry.OfType(5, "x25 ", "/a b/c.jar")),
        new EntryChange(
            new Entry.OfOrder(ODD, List.of("", "0", "a,b")), new Entry.OfOrder(ODD, List.of())),
        EntryChange.add(new Entry.OfSlots(ETH0, List.of(new Entry.OfSlots.Range(0, 9)))),
        EntryChange.add(new Entry.OfSlotBound(ETH0, 7)),
        new LinkChange(
            ODD, new LinkState(1, 1500, 1000, MAC), new LinkState(0x1000, 9000, 0, Mac.NONE)),
        NeighbourChange.add(proxy),
        new NeighbourChange(proxy, new Neighbour(ETH0, FULL.local(), MAC, 0x80, 0)),
        RouteChange.add(ROUTE),
        RouteChange.prepend(Route.reject(Prefix.parse("10.3.0.0/16"))),
        new RouteChange(ROUTE, Route.to(Prefix.parse("0.0.0.0/0"), Hop.through(ETH0, null))),
        RoutesChange.add(columns()),
        RoutesChange.remove(LocalRoutes.none(ODD)),
        EntryChange.add(
            new Entry.OfEgress(ETH0, "a b", new Egress(Address.parse("10.0.0.9"), true, true))),
        new SettingChange(ODD, Setting.PROMOTE_SECONDARIES, -1, 1));
  }

  @Test
  void everyKindOfChangeSurvives() {
    ChangeText text = new ChangeText();
    for (Change change : samples()) {
      String line = text.toText(change);
      assertThat(line).doesNotContain("\n").isPrintable();
      assertThat(ChangeText.parse(line)).as(line).isEqualTo(change);
      assertThat(ChangeText.parse(text.toText(change.inverse()))).isEqualTo(change.inverse());
    }
  }

  @Test
  void noKindOfChangeOrOfEntryIsForgottenHere() {
    List<Class<?>> kinds = new ArrayList<>(List.of(Change.class.getPermittedSubclasses()));
    kinds.addAll(List.of(Change.Many.class.getPermittedSubclasses()));
    kinds.addAll(List.of(TrafficChange.class.getPermittedSubclasses()));
    kinds.addAll(List.of(Entry.class.getPermittedSubclasses()));
    for (Class<?> kind : kinds) {
      assertThat(samples())
          .as("a sample of " + kind.getSimpleName())
          .anyMatch(c -> kind.isInstance(c) || c instanceof EntryChange e && isIn(e, kind));
    }
  }

  private static boolean isIn(EntryChange change, Class<?> kind) {
    return kind.isInstance(change.subject());
  }

  @Test
  void aMillionRoutesOfARangeAreAShortLine() {
    LocalRoutes.Builder rows = new LocalRoutes.Builder(ETH0);
    for (int i = 0; i < 1_000_000; i++) {
      rows.addInet(0x0a00_0000 + i, 32, i + 1L, true);
    }
    RoutesChange change = RoutesChange.add(rows.build());

    String line = new ChangeText().toText(change);

    assertThat(line).isEqualTo("routes +index=3 +device=eth0 +rows=0a000000/32/1*1000000");
    assertThat(((RoutesChange) ChangeText.parse(line)).subject()).isEqualTo(change.subject());
  }

  @Test
  void routesInNoOrderSurviveToo() {
    Random random = new Random(1);
    LocalRoutes.Builder rows = new LocalRoutes.Builder(ETH0);
    for (int i = 0; i < 5_000; i++) {
      rows.addInet(random.nextInt(), 32, 1L + random.nextInt(100_000), random.nextBoolean());
    }
    RoutesChange change = RoutesChange.remove(rows.build());

    assertThat(ChangeText.parse(new ChangeText().toText(change))).isEqualTo(change);
  }

  @Test
  void aDamagedLineIsRefused() {
    String whole = new ChangeText().toText(AddressChange.add(PLAIN));
    for (int length = 0; length < whole.length() - "+preferred=4294967295".length(); length++) {
      String cut = whole.substring(0, length);
      assertThatThrownBy(() -> Objects.requireNonNull(ChangeText.parse(cut)))
          .as(cut)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> ChangeText.parse("nonsense a=1"))
        .hasMessage("no change is a 'nonsense'");
  }
}
