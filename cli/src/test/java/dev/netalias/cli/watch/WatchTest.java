package dev.netalias.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.Registry;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.Resources;
import dev.netalias.kernel.state.Rules;
import dev.netalias.kernel.state.Traffic;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Device ETH0 = new Device(2, "eth0");

  private final List<String> lines = new ArrayList<>();
  private final Watch watch = new Watch(snapshot(List.of(), Registry.EMPTY), this::line);

  private void line(Happening h) {
    lines.add(String.join(" ", h.what(), h.name(), h.event(), h.detail()).strip());
  }

  private static Snapshot snapshot(List<InterfaceAddress> addresses, Registry registry) {
    return new Snapshot(
        Set.of(),
        List.of(eth0(Link.UP)),
        addresses,
        List.of(),
        List.of(),
        Rules.NONE,
        Map.of(),
        Map.of(),
        registry);
  }

  private static Link eth0(int flags) {
    return link(ETH0, new LinkState(flags, 1500, 1000, Mac.parse("02:00:00:00:00:01")));
  }

  private static Link link(Device device, LinkState state) {
    return new Link(
        device, 1, "", state, Mac.NONE, 0, "", Traffic.NONE, Map.of(), Resources.NONE, null);
  }

  private static InterfaceAddress address(String prefix, String label) {
    return InterfaceAddress.of(ETH0, Prefix.parse(prefix), label);
  }

  private static Event added(InterfaceAddress a) {
    return new Event.Observed(AddressChange.add(a));
  }

  private static Event removed(InterfaceAddress a) {
    return new Event.Observed(AddressChange.remove(a));
  }

  private static Registry remembered(String tag, InterfaceAddress a, boolean open) {
    return new Registry(List.of(new Entry.OfAlias(tag, a, Realisation.LABEL, open)));
  }

  private void happens(Registry registry, Event... events) {
    watch.happened(List.of(events), registry);
  }

  @Test
  void labelsAreAliasesAndTheDevicesNameIsItsOwnAddress() {
    InterfaceAddress alias = address("10.0.0.2/24", "eth0:0");

    happens(Registry.EMPTY, added(address("10.0.0.1/24", "eth0")), added(alias), added(alias));
    happens(Registry.EMPTY, added(alias.withFlags(InterfaceAddress.SECONDARY)), removed(alias));

    assertThat(lines)
        .containsExactly(
            "address eth0 added 10.0.0.1/24",
            "alias eth0:0 added 10.0.0.2/24",
            "alias eth0:0 changed 10.0.0.2/24 secondary",
            "alias eth0:0 deleted 10.0.0.2/24");
  }

  @Test
  void anAddressThatIsStillRememberedWasClosedAndComesBackOpened() {
    InterfaceAddress alias = address("10.0.0.2/24", "eth0:0");
    happens(Registry.EMPTY, added(alias));

    happens(remembered("0", alias, false), removed(alias));
    happens(Registry.EMPTY, added(alias));

    assertThat(lines)
        .containsExactly(
            "alias eth0:0 added 10.0.0.2/24",
            "alias eth0:0 closed 10.0.0.2/24",
            "alias eth0:0 opened 10.0.0.2/24");
  }

  @Test
  void aLocalRouteOfNetaliasIsAnAliasAndAClosedOneIsARouteToo() {
    LocalRoutes.Builder rows = new LocalRoutes.Builder(ETH0);
    rows.add(Prefix.parse("10.0.0.7/32"), 8, true);
    rows.add(Prefix.parse("10.0.0.7/32"), 8, false);
    LocalRoutes routes = rows.build();

    happens(
        Registry.EMPTY,
        new Event.Observed(RouteChange.add(routes.route(0))),
        new Event.Observed(RouteChange.remove(routes.route(0))),
        new Event.Observed(RouteChange.add(routes.route(1))));

    assertThat(lines)
        .containsExactly(
            "alias eth0:7 added 10.0.0.7/32",
            "alias eth0:7 deleted 10.0.0.7/32",
            "alias eth0:7 added 10.0.0.7/32 closed");
  }

  @Test
  void namesThatTheKernelDoesNotKeepAreRemembered() {
    InterfaceAddress six = address("2001:db8::1/64", "");

    happens(remembered("web", six, true), added(six));
    happens(Registry.EMPTY, removed(six));

    assertThat(lines)
        .containsExactly(
            "alias eth0:web added 2001:db8::1/64", "alias eth0:web deleted 2001:db8::1/64");
  }

  @Test
  void closedAliasesOfWhichTheKernelKnowsNothingAreToldToo() {
    InterfaceAddress alias = address("10.0.0.2/24", "eth0:0");

    happens(remembered("0", alias, false));
    happens(remembered("0", address("10.0.0.3/24", "eth0:0"), false));
    happens(remembered("0", address("10.0.0.3/24", "eth0:0"), false));
    happens(Registry.EMPTY);

    assertThat(lines)
        .containsExactly(
            "alias eth0:0 added 10.0.0.2/24 closed",
            "alias eth0:0 changed 10.0.0.3/24 closed",
            "alias eth0:0 deleted 10.0.0.3/24 closed");
  }

  @Test
  void whatIsRememberedBeforeOrAfterTheKernelTellsIsToldOnce() {
    InterfaceAddress alias = address("10.0.0.2/24", "eth0:0");
    Registry closed = remembered("0", alias, false);
    happens(Registry.EMPTY, added(alias));

    happens(closed);
    happens(closed, removed(alias));
    happens(closed, added(alias));
    happens(Registry.EMPTY);

    assertThat(lines)
        .containsExactly(
            "alias eth0:0 added 10.0.0.2/24",
            "alias eth0:0 closed 10.0.0.2/24",
            "alias eth0:0 opened 10.0.0.2/24");
  }

  @Test
  void devicesComeGoOpenCloseAndGetOtherNames() {
    happens(Registry.EMPTY, new Event.LinkSeen(eth0(Link.UP | Link.RUNNING), false));
    happens(Registry.EMPTY, new Event.LinkSeen(eth0(0), false));
    happens(Registry.EMPTY, new Event.LinkSeen(eth0(Link.UP), false));
    Device lan = new Device(2, "lan");
    Link renamed = link(lan, eth0(Link.UP).state().withMtu(9000));
    happens(Registry.EMPTY, new Event.LinkSeen(renamed, false));
    happens(
        Registry.EMPTY, new Event.LinkSeen(link(new Device(3, "eth1"), renamed.state()), false));
    happens(Registry.EMPTY, new Event.LinkSeen(renamed, true));

    assertThat(lines)
        .containsExactly(
            "device eth0 closed",
            "device eth0 opened",
            "device lan renamed was eth0",
            "device lan changed mtu 9000 mac 02:00:00:00:00:01",
            "device eth1 added open",
            "device lan deleted");
  }

  @Test
  void afterAnOverrunItTellsWhatItMissed() {
    InterfaceAddress stays = address("10.0.0.1/24", "eth0:1");
    InterfaceAddress goes = address("10.0.0.2/24", "eth0:2");
    InterfaceAddress comes = address("10.0.0.3/24", "eth0:3");
    happens(Registry.EMPTY, added(stays), added(goes));
    lines.clear();

    Snapshot now = snapshot(List.of(stays, comes), Registry.EMPTY);
    happens(Registry.EMPTY, new Event.Overrun(), new Event.Resynchronised(now));

    assertThat(lines)
        .containsExactly(
            "monitor  overrun changes were lost; all is read anew",
            "alias eth0:2 deleted 10.0.0.2/24",
            "alias eth0:3 added 10.0.0.3/24",
            "monitor  resynchronised");
  }
}
