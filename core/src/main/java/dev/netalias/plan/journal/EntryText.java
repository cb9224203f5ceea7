package dev.netalias.plan.journal;

import dev.netalias.kernel.Entry;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Realisation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Entries as lines of text: those of the registry file, and those of a journal. */
public final class EntryText {
  private static final Map<Class<? extends Entry>, String> WORDS =
      Map.of(
          Entry.OfAlias.class, "alias",
          Entry.OfEgress.class, "egress",
          Entry.OfOrder.class, "order",
          Entry.OfType.class, "type",
          Entry.OfSlots.class, "slots",
          Entry.OfSlotBound.class, "max-slot");

  private EntryText() {}

  /** The line of an entry. */
  public static String toText(Entry entry) {
    LineText line = new LineText().begin(word(entry));
    write(line, entry);
    return line.toString();
  }

  static String word(Entry entry) {
    return Objects.requireNonNull(WORDS.get(entry.getClass()));
  }

  static void write(LineText line, Entry entry) {
    if (entry.main() instanceof Device main && !(entry instanceof Entry.OfAlias)) {
      StateText.write(line, main);
    }
    if (entry instanceof Entry.OfAlias alias) { // linking a switch over types takes its time
      StateText.write(line, alias.address());
      line.with("tag", alias.tag())
          .with("realisation", alias.realisation().text())
          .with("open", alias.open() ? 1 : 0);
    } else if (entry instanceof Entry.OfEgress leaving) {
      Egress egress = leaving.egress();
      line.with("tag", leaving.tag())
          .with("gateway", egress.gateway())
          .with("onlink", egress.onlink() ? 1 : 0)
          .with("preferred", egress.preferred() ? 1 : 0);
    } else if (entry instanceof Entry.OfOrder order) {
      line.with("tags", tags(order.tags()));
    } else if (entry instanceof Entry.OfType type) {
      line.with("family", type.family()).with("name", type.name()).with("source", type.source());
    } else if (entry instanceof Entry.OfSlots slots) {
      line.with(
          "used", slots.used().stream().map(Object::toString).collect(Collectors.joining(",")));
    } else if (entry instanceof Entry.OfSlotBound bound) {
      line.with("bound", bound.bound());
    }
  }

  /** The entry of a line; null where the line is of another version of netalias, or damaged. */
  public static @Nullable Entry parse(String text) {
    try {
      Line line = Line.parse(text);
      return parse(line.word(), line);
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException damaged) {
      return null;
    }
  }

  static @Nullable Entry parse(String word, Line line) {
    return switch (word) {
      case "alias" -> alias(line);
      case "egress" -> egress(line);
      case "order" -> new Entry.OfOrder(StateText.device(line), tags(line.text("tags")));
      case "type" ->
          new Entry.OfType(line.integer("family"), line.text("name"), line.text("source"));
      case "slots" -> new Entry.OfSlots(StateText.device(line), ranges(line.text("used")));
      case "max-slot" -> new Entry.OfSlotBound(StateText.device(line), line.integer("bound"));
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

  private static Entry.OfEgress egress(Line line) {
    Egress egress =
        new Egress(
            line.address("gateway"), line.integer("onlink") != 0, line.integer("preferred") != 0);
    return new Entry.OfEgress(StateText.device(line), line.text("tag"), egress);
  }

  private static Entry.OfAlias alias(Line line) {
    Realisation realisation =
        Arrays.stream(Realisation.values())
            .filter(r -> r.text().equals(line.text("realisation")))
            .findFirst()
            .orElseThrow(IllegalArgumentException::new);
    return new Entry.OfAlias(
        line.text("tag"), StateText.address(line), realisation, line.integer("open") != 0);
  }

  /** The entry with its device under another name; a label of the device follows. */
  public static Entry renamed(Entry entry, Device now) {
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
