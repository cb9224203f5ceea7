package dev.netalias.linux.registry;

import dev.netalias.kernel.Entry;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Entries as lines of the registry file. */
final class EntryText {
  private EntryText() {}

  static String toText(Entry entry) {
    if (entry instanceof Entry.OfSlots slots) { // linking a switch over types takes its time
      return slots(slots);
    }
    return switch (entry) {
      case Entry.OfAlias alias -> alias(alias).toString();
      case Entry.OfEgress leaving -> egress(leaving).toString();
      case Entry.OfOrder order ->
          device(new Line("order"), order.main()).with("tags", tags(order.tags())).toString();
      case Entry.OfType type ->
          new Line("type")
              .with("family", type.family())
              .with("name", type.name())
              .with("source", type.source())
              .toString();
      case Entry.OfSlots slots -> slots(slots);
      case Entry.OfSlotBound bound ->
          device(new Line("max-slot"), bound.main()).with("bound", bound.bound()).toString();
    };
  }

  private static String slots(Entry.OfSlots slots) {
    List<String> ranges = slots.used().stream().map(Object::toString).toList();
    return device(new Line("slots"), slots.main())
        .with("used", String.join(",", ranges))
        .toString();
  }

  private static Line device(Line line, Device device) {
    return line.with("index", device.index()).with("device", device.name());
  }

  private static Line egress(Entry.OfEgress entry) {
    Egress egress = entry.egress();
    return device(new Line("egress"), entry.main())
        .with("tag", entry.tag())
        .with("gateway", egress.gateway())
        .with("onlink", egress.onlink() ? 1 : 0)
        .with("preferred", egress.preferred() ? 1 : 0);
  }

  private static Entry.OfEgress egress(Line line) {
    Egress egress =
        new Egress(
            line.address("gateway"), line.integer("onlink") != 0, line.integer("preferred") != 0);
    return new Entry.OfEgress(device(line), line.text("tag"), egress);
  }

  private static Line alias(Entry.OfAlias alias) {
    InterfaceAddress a = alias.address();
    Line line = device(new Line("alias"), a.device());
    if (a.metric() != 0) {
      line.with("metric", a.metric());
    }
    return line.with("tag", alias.tag())
        .with("realisation", alias.realisation().text())
        .with("open", alias.open() ? 1 : 0)
        .with("local", a.local())
        .with("length", a.prefixLength())
        .with("peer", a.peer())
        .with("broadcast", a.broadcast())
        .with("label", a.label())
        .with("scope", a.scope())
        .with("flags", a.flags())
        .with("protocol", a.protocol())
        .with("valid", a.lifetime().valid())
        .with("preferred", a.lifetime().preferred());
  }

  /** The entry of a line; null where the line is of another version of netalias, or damaged. */
  static @Nullable Entry parse(String text) {
    Line line = Line.parse(text);
    try {
      return line == null ? null : parse(line);
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException damaged) {
      return null;
    }
  }

  private static @Nullable Entry parse(Line line) {
    return switch (line.word()) {
      case "alias" -> alias(line);
      case "egress" -> egress(line);
      case "order" -> new Entry.OfOrder(device(line), tags(line.text("tags")));
      case "type" ->
          new Entry.OfType(line.integer("family"), line.text("name"), line.text("source"));
      case "slots" -> new Entry.OfSlots(device(line), ranges(line.text("used")));
      case "max-slot" -> new Entry.OfSlotBound(device(line), line.integer("bound"));
      default -> null;
    };
  }

  /** Tags with commas between. One of a foreign label can be empty, or have a comma itself. */
  private static String tags(List<String> tags) {
    return tags.stream()
        .map(tag -> tag.isEmpty() ? "%" : tag.replace("%", "%25").replace(",", "%2c"))
        .collect(Collectors.joining(","));
  }

  private static List<String> tags(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1))
            .map(tag -> tag.equals("%") ? "" : tag.replace("%2c", ",").replace("%25", "%"))
            .toList();
  }

  private static List<Entry.OfSlots.Range> ranges(String text) {
    List<Entry.OfSlots.Range> ranges = new ArrayList<>();
    for (String range : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      ranges.add(
          new Entry.OfSlots.Range(
              first, dash < 0 ? first : Integer.parseInt(range.substring(dash + 1))));
    }
    return ranges;
  }

  private static Device device(Line line) {
    return new Device(line.integer("index"), line.text("device"));
  }

  private static Entry.OfAlias alias(Line line) {
    Address local = Objects.requireNonNullElse(line.address("local"), Address.ofIpv4(0));
    InterfaceAddress address =
        new InterfaceAddress(
            device(line),
            local,
            line.integer("length"),
            line.address("peer"),
            line.address("broadcast"),
            line.text("label"),
            line.integer("scope"),
            line.integer("flags"),
            line.integer("protocol"),
            new Lifetime(line.number("valid"), line.number("preferred")),
            line.has("metric") ? line.number("metric") : 0);
    Realisation realisation =
        Arrays.stream(Realisation.values())
            .filter(r -> r.text().equals(line.text("realisation")))
            .findFirst()
            .orElseThrow(IllegalArgumentException::new);
    return new Entry.OfAlias(line.text("tag"), address, realisation, line.integer("open") != 0);
  }

  /** The device that an entry is about, null where it is about none. */
  static @Nullable Device main(Entry entry) {
    if (entry instanceof Entry.OfType) { // mostly the only one; linking a switch takes its time
      return null;
    }
    return switch (entry) {
      case Entry.OfAlias alias -> alias.address().device();
      case Entry.OfEgress egress -> egress.main();
      case Entry.OfOrder order -> order.main();
      case Entry.OfSlotBound bound -> bound.main();
      case Entry.OfSlots slots -> slots.main();
      case Entry.OfType type -> null;
    };
  }

  /** The entry with its device under another name; a label of the device follows. */
  static Entry renamed(Entry entry, Device now) {
    return switch (entry) {
      case Entry.OfAlias alias -> {
        InterfaceAddress a = alias.address();
        String before = a.device().name() + ":";
        String label =
            a.label().startsWith(before)
                ? now.name() + a.label().substring(before.length() - 1)
                : a.label();
        InterfaceAddress moved =
            new InterfaceAddress(
                now,
                a.local(),
                a.prefixLength(),
                a.peer(),
                a.broadcast(),
                label,
                a.scope(),
                a.flags(),
                a.protocol(),
                a.lifetime(),
                a.metric());
        yield new Entry.OfAlias(alias.tag(), moved, alias.realisation(), alias.open());
      }
      case Entry.OfEgress leaving -> new Entry.OfEgress(now, leaving.tag(), leaving.egress());
      case Entry.OfOrder order -> new Entry.OfOrder(now, order.tags());
      case Entry.OfSlots slots -> new Entry.OfSlots(now, slots.used());
      case Entry.OfSlotBound bound -> new Entry.OfSlotBound(now, bound.bound());
      case Entry.OfType type -> type;
    };
  }
}
