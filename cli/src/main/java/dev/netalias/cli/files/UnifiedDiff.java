package dev.netalias.cli.files;

import java.util.ArrayList;
import java.util.List;

/**
 * What changes from one text to another, as {@code diff -u} shows it. Lines that are alike at both
 * ends are left out first; of the rest the longest common lines are found where they are few enough
 * for that, else all of the rest counts as changed.
 */
final class UnifiedDiff {
  private static final int CONTEXT = 3;
  private static final long MOST_CELLS = 4_000_000;

  private final List<String> before;
  private final List<String> after;

  /** The lines of both, each with {@code ' '}, {@code '-'} or {@code '+'} before it. */
  private final List<String> lines = new ArrayList<>();

  private UnifiedDiff(String before, String after) {
    this.before = lines(before);
    this.after = lines(after);
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    } else {
      lines.add(lines.removeLast() + "\n\\ No newline at end of file");
    }
    return lines;
  }

  static String of(String name, String before, String after) {
    UnifiedDiff diff = new UnifiedDiff(before, after);
    diff.compare();
    return "--- " + (before.isEmpty() ? "/dev/null" : name) + "\n+++ " + name + "\n" + diff.hunks();
  }

  private void compare() {
    int start = 0;
    int least = Math.min(before.size(), after.size());
    while (start < least && before.get(start).equals(after.get(start))) {
      start++;
    }
    int tail = 0;
    while (tail < least - start
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    before.subList(0, start).forEach(line -> lines.add(" " + line));
    middle(before.subList(start, before.size() - tail), after.subList(start, after.size() - tail));
    before.subList(before.size() - tail, before.size()).forEach(line -> lines.add(" " + line));
  }

  private void middle(List<String> old, List<String> now) {
    if ((long) old.size() * now.size() > MOST_CELLS) {
      old.forEach(line -> lines.add("-" + line));
      now.forEach(line -> lines.add("+" + line));
      return;
    }
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        lines.add(" " + old.get(i++));
        j++;
      } else if (i < old.size() && (j == now.size() || common[i + 1][j] >= common[i][j + 1])) {
        lines.add("-" + old.get(i++));
      } else {
        lines.add("+" + now.get(j++));
      }
    }
  }

  /** Changed lines that are near to each other, with the lines around them. */
  private String hunks() {
    StringBuilder text = new StringBuilder();
    int at = 0;
    int oldLine = 1;
    int newLine = 1;
    while (at < lines.size()) {
      int first = nextChange(at);
      if (first == lines.size()) {
        break;
      }
      int begin = Math.max(at, first - CONTEXT);
      oldLine += begin - at;
      newLine += begin - at;
      int last = first;
      for (int next = nextChange(first + 1);
          next < lines.size() && next - last <= 2 * CONTEXT;
          next = nextChange(next + 1)) {
        last = next;
      }
      int end = Math.min(lines.size(), last + 1 + CONTEXT);
      List<String> hunk = lines.subList(begin, end);
      int old = (int) hunk.stream().filter(line -> line.charAt(0) != '+').count();
      int now = (int) hunk.stream().filter(line -> line.charAt(0) != '-').count();
      text.append("@@ -%s +%s @@%n".formatted(range(oldLine, old), range(newLine, now)));
      hunk.forEach(line -> text.append(line).append('\n'));
      oldLine += old;
      newLine += now;
      at = end;
    }
    return text.toString();
  }

  private static String range(int line, int count) {
    return (count == 0 ? line - 1 : line) + (count == 1 ? "" : "," + count);
  }

  private int nextChange(int from) {
    int at = from;
    while (at < lines.size() && lines.get(at).charAt(0) == ' ') {
      at++;
    }
    return at;
  }
}
