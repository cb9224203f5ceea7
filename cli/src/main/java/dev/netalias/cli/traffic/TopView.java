package dev.netalias.cli.traffic;

import dev.netalias.cli.print.Visible;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code top} shows: aliases by what goes through them, with a bar and the last seconds. */
final class TopView {
  /** How to leave. */
  static final String QUIT = "(q quits)";

  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String PLAIN = "_.-:=+*#";
  private static final int SPARKS = 16;
  private static final int NUMBERS = 8;
  private static final int MOST_NAME = 22;
  private static final int LEAST_BAR = 4;
  private static final int AROUND = 2; // the line above the rows and their heading

  private final boolean blocks;
  private final Map<String, Deque<Long>> history = new HashMap<>();

  /**
   * An empty view.
   *
   * @param blocks whether the terminal has letters for bars
   */
  TopView(boolean blocks) {
    this.blocks = blocks;
  }

  /**
   * The lines of one look, none longer than the terminal is wide.
   *
   * @param uncounted how many aliases are not counted
   */
  List<String> frame(List<Rates.Row> rows, long uncounted, int width, int height) {
    rows.forEach(this::remember);
    List<Rates.Row> sorted =
        rows.stream().sorted(Comparator.comparingLong(Rates.Row::bytes).reversed()).toList();
    long received = rows.stream().mapToLong(r -> r.second().rxBytes()).sum();
    long sent = rows.stream().mapToLong(r -> r.second().txBytes()).sum();
    List<String> lines = new ArrayList<>();
    String others = uncounted == 0 ? "" : ", %d not counted".formatted(uncounted);
    lines.add(
        "netalias top: %d aliases%s  rx %sB/s  tx %sB/s  %s"
            .formatted(
                rows.size() + uncounted,
                others,
                Numbers.shortened(received),
                Numbers.shortened(sent),
                QUIT));
    int name = sorted.stream().mapToInt(r -> Visible.of(r.alias().name()).length()).max().orElse(0);
    Widths widths = Widths.of(Math.min(Math.max(name, 4), MOST_NAME), width);
    lines.add(widths.line("NAME", "RX B/S", "TX B/S", "PKT/S") + widths.tail("SHARE", "LAST"));
    long most = Math.max(1, sorted.isEmpty() ? 1 : sorted.getFirst().bytes());
    sorted.stream()
        .limit(Math.max(0, height - AROUND))
        .forEach(row -> lines.add(line(row, most, widths)));
    return lines.stream().map(line -> cut(line, width)).toList();
  }

  /** Where columns are. */
  private record Widths(int name, int bar) {
    static Widths of(int name, int width) {
      int left = width - name - 3 * (NUMBERS + 1) - 2 - SPARKS - 1;
      return new Widths(name, Math.max(LEAST_BAR, left));
    }

    String line(String name, String received, String sent, String packets) {
      return ("%-" + this.name + "s %8s %8s %8s").formatted(name, received, sent, packets);
    }

    String tail(String share, String last) {
      return (" %-" + bar + "s %s").formatted(share, last);
    }
  }

  private String line(Rates.Row row, long most, Widths widths) {
    String name = Visible.of(row.alias().name());
    int filled = (int) Math.round((double) row.bytes() / most * widths.bar);
    String numbers =
        widths.line(
            cut(name, widths.name),
            Numbers.shortened(row.second().rxBytes()),
            Numbers.shortened(row.second().txBytes()),
            Numbers.shortened(row.second().rxPackets() + row.second().txPackets()));
    return numbers + widths.tail((blocks ? "█" : "#").repeat(filled), sparks(row));
  }

  private void remember(Rates.Row row) {
    Deque<Long> seconds = history.computeIfAbsent(row.alias().name(), n -> new ArrayDeque<>());
    seconds.addLast(row.bytes());
    if (seconds.size() > SPARKS) {
      seconds.removeFirst();
    }
  }

  private String sparks(Rates.Row row) {
    Deque<Long> seconds = history.getOrDefault(row.alias().name(), new ArrayDeque<>());
    long most = seconds.stream().mapToLong(Long::longValue).max().orElse(0);
    String letters = blocks ? BLOCKS : PLAIN;
    StringBuilder text = new StringBuilder();
    for (long second : seconds) {
      int height = most == 0 ? 0 : (int) (second * (letters.length() - 1) / most);
      text.append(letters.charAt(height));
    }
    return text.toString();
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line.stripTrailing() : line.substring(0, width);
  }
}
