package dev.netalias.embedded.lab;

import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation;
import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.state.NeighbourEntry;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import dev.netalias.wire.frame.FrameText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A lab whose time is its own, and the words that its tests are written in. */
abstract class LabTesting {
  protected final Lab lab = Lab.manual(11);
  protected final Wire wire = lab.addWire("wire");

  @AfterEach
  void closeLab() {
    lab.close();
  }

  /** A host whose lo and eth0 are open; eth0 has these addresses, the first main's own. */
  protected LabHost host(String name, String... prefixes) {
    return hostOf(lab, name, prefixes);
  }

  /** The same in another lab. */
  protected static LabHost hostOf(Lab lab, String name, String... prefixes) {
    LabHost host = lab.addHost(name);
    up(host, "lo");
    up(host, "eth0");
    for (String prefix : prefixes) {
      own(host, "eth0", prefix);
    }
    return host;
  }

  protected static void up(LabHost host, String device) {
    host.net().run(d -> d.openMain(device));
  }

  protected static void own(LabHost host, String device, String prefix) {
    Prefix parsed = Prefix.parse(prefix);
    Address broadcast =
        parsed.address().family() == Address.INET && parsed.length() < 31 ? parsed.last() : null;
    InterfaceAddress address =
        InterfaceAddress.of(device(host, device), parsed, device).withBroadcast(broadcast);
    host.kernel().commit(Plan.of(AddressChange.add(address)));
  }

  protected static Creation wanted(String name, String address) {
    return Creation.parse(AliasTypes.known(), name, address);
  }

  protected static Snapshot snapshot(LabHost host) {
    return host.kernel().snapshot(EnumSet.allOf(Part.class));
  }

  protected static Device device(LabHost host, String name) {
    return link(host, name).device();
  }

  protected static Link link(LabHost host, String name) {
    return snapshot(host).link(name).orElseThrow();
  }

  /** {@code ip route add DESTINATION via GATEWAY [src SOURCE]}; "dev" for no gateway. */
  protected static void route(LabHost host, String destination, String gateway, String... source) {
    Device eth0 = device(host, "eth0");
    Address via = gateway.equals("dev") ? null : Address.parse(gateway);
    Route route = Route.to(Prefix.parse(destination), Hop.through(eth0, via));
    if (source.length > 0) {
      route = route.withPreferredSource(Address.parse(source[0]));
    }
    host.kernel().commit(Plan.of(RouteChange.add(route)));
  }

  protected static void set(LabHost host, String device, Setting setting, int value) {
    Integer now = link(host, device).setting(setting);
    SettingChange change =
        new SettingChange(device(host, device), setting, now == null ? 0 : now, value);
    host.kernel().commit(Plan.of(change));
  }

  protected static void forwards(LabHost host, String... devices) {
    for (String device : devices) {
      set(host, device, Setting.FORWARDING, 1);
    }
  }

  /** Pings and lets the time pass that this takes. */
  protected Ping ping(LabHost host, Ping.Options options) {
    Ping ping = host.ping(options);
    lab.await(ping::isOver, Duration.ofMinutes(2));
    return ping;
  }

  protected Ping ping(LabHost host, String to) {
    return ping(host, Ping.Options.of(Address.parse(to), 1));
  }

  protected boolean reaches(LabHost host, String to) {
    return ping(host, to).received() == 1;
  }

  /** What passes on a wire from now on, as tcpdump prints it. */
  protected List<String> watch(Wire watched) {
    List<String> lines = new ArrayList<>();
    watched.listen(frame -> lines.add(FrameText.of(frame)));
    return lines;
  }

  protected static NeighbourEntry neighbour(LabHost host, String address) {
    var state = host.kernel().stack().state();
    NeighbourEntry entry = state.neighbours().find(state.find("eth0"), Address.parse(address));
    if (entry == null) {
      throw new AssertionError("no neighbour " + address);
    }
    return entry;
  }
}
