package dev.netalias.plan.journal;

import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.state.AddressRange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Rule;
import dev.netalias.kernel.state.Setting;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a kernel holds, as keys of a line. */
final class StateText {
  static final Form<InterfaceAddress> ADDRESS =
      new Form<>(InterfaceAddress.class, StateText::write, StateText::address);
  static final Form<Route> ROUTE = new Form<>(Route.class, StateText::write, StateText::route);
  static final Form<Neighbour> NEIGHBOUR =
      new Form<>(Neighbour.class, StateText::write, StateText::neighbour);
  static final Form<StackedDevice> STACKED =
      new Form<>(StackedDevice.class, StateText::write, StateText::stacked);
  static final Form<LinkState> LINK =
      new Form<>(LinkState.class, StateText::write, StateText::linkState);

  static final Form<Rule> RULE = new Form<>(Rule.class, StateText::write, StateText::rule);
  static final Form<AddressRange> RANGE =
      new Form<>(AddressRange.class, StateText::write, StateText::range);
  static final Form<MoveChange.Place> PLACE =
      new Form<>(MoveChange.Place.class, StateText::write, StateText::place);

  private static final HexFormat HEX = HexFormat.of();

  private StateText() {}

  static LineText write(LineText line, Device device) {
    return line.with("index", device.index()).with("device", device.name());
  }

  static Device device(Line line) {
    return new Device(line.integer("index"), line.text("device"));
  }

  static void write(LineText line, InterfaceAddress a) {
    write(line, a.device());
    line.with("local", a.local())
        .with("length", a.prefixLength())
        .with("peer", a.peer())
        .with("broadcast", a.broadcast())
        .with("label", a.label())
        .with("scope", a.scope())
        .with("flags", a.flags())
        .with("protocol", a.protocol())
        .with("valid", a.lifetime().valid())
        .with("preferred", a.lifetime().preferred());
    if (a.metric() != 0) {
      line.with("metric", a.metric());
    }
  }

  static InterfaceAddress address(Line line) {
    return new InterfaceAddress(
        device(line),
        needed(line, "local"),
        line.integer("length"),
        line.address("peer"),
        line.address("broadcast"),
        line.text("label"),
        line.integer("scope"),
        line.integer("flags"),
        line.integer("protocol"),
        new Lifetime(line.number("valid"), line.number("preferred")),
        line.has("metric") ? line.number("metric") : 0);
  }

  private static Address needed(Line line, String key) {
    Address address = line.address(key);
    if (address == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return address;
  }

  static void write(LineText line, Route r) {
    line.with("destination", r.destination().address())
        .with("length", r.destination().length())
        .with("table", r.table())
        .with("type", r.type())
        .with("protocol", r.protocol())
        .with("scope", r.scope())
        .with("tos", r.tos())
        .with("metric", r.metric())
        .with("source", r.preferredSource());
    Map<Integer, Long> metrics = new TreeMap<>(r.metrics());
    if (!metrics.isEmpty()) {
      line.with("metrics", joined(metrics.entrySet().stream().map(StateText::pair).toList()));
    }
    line.with("extra", r.extra()).with("hops", r.hops().size());
    for (int i = 0; i < r.hops().size(); i++) {
      Hop hop = r.hops().get(i);
      Device device = hop.device();
      if (device != null) {
        line.with("index" + i, device.index()).with("device" + i, device.name());
      }
      line.with("gateway" + i, hop.gateway()).with("weight" + i, hop.weight());
      line.with("flags" + i, hop.flags());
    }
  }

  private static String pair(Map.Entry<?, ?> entry) {
    return entry.getKey() + ":" + entry.getValue();
  }

  private static String joined(List<String> words) {
    return String.join(",", words);
  }

  static Route route(Line line) {
    List<Hop> hops = new ArrayList<>();
    for (int i = 0; i < line.integer("hops"); i++) {
      hops.add(hop(line, i));
    }
    Map<Integer, Long> metrics = new TreeMap<>();
    for (String[] pair : pairs(line, "metrics")) {
      metrics.put(Integer.valueOf(pair[0]), Long.valueOf(pair[1]));
    }
    return new Route(
        new Prefix(needed(line, "destination"), line.integer("length")),
        line.integer("table"),
        line.integer("type"),
        line.integer("protocol"),
        line.integer("scope"),
        line.integer("tos"),
        line.number("metric"),
        line.address("source"),
        hops,
        metrics,
        line.text("extra"));
  }

  private static Hop hop(Line line, int i) {
    Device device =
        line.has("index" + i)
            ? new Device(line.integer("index" + i), line.text("device" + i))
            : null;
    return new Hop(
        device, line.address("gateway" + i), line.integer("weight" + i), line.integer("flags" + i));
  }

  /** Pairs {@code a:b} with commas between. */
  private static List<String[]> pairs(Line line, String key) {
    return line.has(key)
        ? Arrays.stream(line.text(key).split(",", -1)).map(p -> p.split(":", 2)).toList()
        : List.of();
  }

  static void write(LineText line, Neighbour n) {
    write(line, n.device());
    line.with("address", n.address())
        .with("mac", hex(n.mac()))
        .with("state", n.state())
        .with("flags", n.flags());
  }

  static Neighbour neighbour(Line line) {
    return new Neighbour(
        device(line),
        needed(line, "address"),
        mac(line, "mac"),
        line.integer("state"),
        line.integer("flags"));
  }

  private static String hex(Mac mac) {
    return HEX.formatHex(mac.bytes());
  }

  private static Mac mac(Line line, String key) {
    String hex = line.text(key);
    return hex.isEmpty() ? Mac.NONE : Mac.of(HEX.parseHex(hex));
  }

  static void write(LineText line, LinkState state) {
    line.with("up", state.flags())
        .with("mtu", state.mtu())
        .with("queue", state.queueLength())
        .with("set-mac", hex(state.mac()));
  }

  static LinkState linkState(Line line) {
    return new LinkState(
        line.integer("up"), line.integer("mtu"), line.integer("queue"), mac(line, "set-mac"));
  }

  static void write(LineText line, StackedDevice s) {
    write(line, s.device());
    line.with("lower-index", s.lower().index())
        .with("lower", s.lower().name())
        .with("lower-namespace", s.lowerNamespace())
        .with("kind", s.type().kind())
        .with("mode", s.type().mode())
        .with("mac", hex(s.mac()))
        .with("text", s.text());
    write(line, s.settings());
    LinkState state = s.state();
    if (state != null) {
      write(line, state);
    }
  }

  private static void write(LineText line, Map<Setting, Integer> settings) {
    if (!settings.isEmpty()) {
      Map<Setting, Integer> sorted = new TreeMap<>(settings);
      line.with("settings", joined(sorted.entrySet().stream().map(StateText::pair).toList()));
    }
  }

  private static Map<Setting, Integer> settings(Line line) {
    Map<Setting, Integer> settings = new EnumMap<>(Setting.class);
    for (String[] pair : pairs(line, "settings")) {
      settings.put(Setting.valueOf(pair[0]), Integer.valueOf(pair[1]));
    }
    return settings;
  }

  static StackedDevice stacked(Line line) {
    @Nullable LinkState state = line.has("up") ? linkState(line) : null;
    return new StackedDevice(
        device(line),
        new Device(line.integer("lower-index"), line.text("lower")),
        line.integer("lower-namespace"),
        new StackedDevice.Type(line.text("kind"), line.text("mode")),
        mac(line, "mac"),
        line.text("text"),
        settings(line),
        state);
  }

  static void write(LineText line, AddressRange range) {
    write(line, range.first());
    line.with("slot", range.slot()).with("count", range.count());
  }

  static AddressRange range(Line line) {
    return new AddressRange(address(line), line.integer("slot"), line.integer("count"));
  }

  static void write(LineText line, MoveChange.Place place) {
    write(line, place.device());
    if (place.namespace() != null) {
      line.with("namespace", place.namespace());
    }
    write(line, place.settings());
  }

  static MoveChange.Place place(Line line) {
    String namespace = line.has("namespace") ? line.text("namespace") : null;
    return new MoveChange.Place(namespace, device(line), settings(line));
  }

  static void write(LineText line, Rule rule) {
    line.with("source", rule.source().address())
        .with("length", rule.source().length())
        .with("table", rule.table())
        .with("priority", rule.priority())
        .with("protocol", rule.protocol())
        .with("selective", rule.selective() ? 1 : 0);
  }

  static Rule rule(Line line) {
    return new Rule(
        new Prefix(needed(line, "source"), line.integer("length")),
        line.integer("table"),
        line.number("priority"),
        line.integer("protocol"),
        line.integer("selective") != 0);
  }
}
