package dev.netalias.cli.print;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns as wide as their widest cell, with a heading; a cell may be coloured. */
public final class Table {
  /** The width for which tables are made. */
  static final int WIDTH = 80;

  private static final String RESET = "\u001b[0m";

  private final String[] heading;
  private final int[] widths;
  private final boolean coloured;
  private final List<String[]> rows = new ArrayList<>();
  private final List<@Nullable Colour> colours = new ArrayList<>();

  /** A colour, or what comes near to one. */
  public enum Colour {
    /** For what is as it should be. */
    GREEN("\u001b[32m"),
    /** For what is not there for the network. */
    YELLOW("\u001b[33m");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }

  /** A table of these columns. */
  public Table(boolean coloured, String... heading) {
    this.coloured = coloured;
    this.heading = heading;
    widths = new int[heading.length];
    measure(heading);
  }

  private void measure(String[] cells) {
    for (int i = 0; i < cells.length; i++) {
      widths[i] = Math.max(widths[i], cells[i].length());
    }
  }

  /** Adds a row; the cell that stands in the column of states gets the colour. */
  public void row(@Nullable Colour colour, String... cells) {
    measure(cells);
    rows.add(cells);
    colours.add(coloured ? colour : null);
  }

  /**
   * Prints it: two blanks between columns; one where that keeps lines within 80 characters; and
   * where it does not, columns that tell nothing are left out.
   */
  public void print(PrintStream out, int colouredColumn) {
    boolean[] shown = new boolean[widths.length];
    Arrays.fill(shown, true);
    int gap = width(shown, 2) <= WIDTH ? 2 : 1;
    if (width(shown, gap) > WIDTH) {
      for (int i = 0; i < shown.length; i++) {
        shown[i] = tellsSomething(i);
      }
    }
    StringBuilder text = new StringBuilder((rows.size() + 1) * (width(shown, gap) + 1));
    Layout layout = new Layout(shown, gap, colouredColumn);
    append(text, heading, layout, null);
    for (int i = 0; i < rows.size(); i++) {
      append(text, rows.get(i), layout, colours.get(i));
    }
    out.print(text);
  }

  private int width(boolean[] shown, int gap) {
    int total = -gap;
    for (int i = 0; i < widths.length; i++) {
      total += shown[i] ? widths[i] + gap : 0;
    }
    return total;
  }

  private boolean tellsSomething(int column) {
    for (String[] row : rows) {
      if (!row[column].equals("-")) {
        return true;
      }
    }
    return false;
  }

  private record Layout(boolean[] shown, int gap, int colouredColumn) {}

  private void append(StringBuilder text, String[] cells, Layout layout, @Nullable Colour colour) {
    int blanks = 0;
    for (int i = 0; i < cells.length; i++) {
      if (!layout.shown[i]) {
        continue;
      }
      text.repeat(' ', blanks);
      if (i == layout.colouredColumn && colour != null) {
        text.append(colour.code).append(cells[i]).append(RESET);
      } else {
        text.append(cells[i]);
      }
      blanks = widths[i] - cells[i].length() + layout.gap;
    }
    text.append('\n');
  }
}
