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

  private static final int CHUNK = 1 << 16;

  private final String[] heading;
  private final boolean coloured;
  private final List<Row> rows = new ArrayList<>();

  /**
   * One row.
   *
   * @param colour of its cell in the column of states, null for none
   * @param cells a cell a column
   */
  public record Row(@Nullable Colour colour, List<String> cells) {
    /** A row of these cells. */
    public static Row of(@Nullable Colour colour, String... cells) {
      return new Row(colour, List.of(cells));
    }
  }

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
    this.heading = heading;
    this.coloured = coloured;
  }

  /** Adds a row; the cell that stands in the column of states gets the colour. */
  public void row(@Nullable Colour colour, String... cells) {
    rows.add(Row.of(colour, cells));
  }

  /** Prints the rows that were added. */
  public void print(PrintStream out, int colouredColumn) {
    print(out, colouredColumn, rows);
  }

  /**
   * Prints it: two blanks between columns; one where that keeps lines within 80 characters; and
   * where it does not, columns that tell nothing are left out.
   *
   * @param all gone through twice, to measure and to print, so that none need be kept
   */
  public void print(PrintStream out, int colouredColumn, Iterable<Row> all) {
    int[] widths = new int[heading.length];
    boolean[] told = new boolean[heading.length];
    for (int i = 0; i < heading.length; i++) {
      widths[i] = heading[i].length();
    }
    for (Row row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.cells.get(i).length());
        told[i] |= !row.cells.get(i).equals("-");
      }
    }
    boolean[] shown = new boolean[widths.length];
    Arrays.fill(shown, true);
    if (width(shown, widths, 1) > WIDTH) {
      shown = told;
    }
    int two = width(shown, widths, 2);
    boolean narrow = two > WIDTH && width(shown, widths, 1) <= WIDTH;
    Layout layout = new Layout(shown, widths, narrow ? 1 : 2, colouredColumn);
    StringBuilder text = new StringBuilder();
    append(text, Row.of(null, heading), layout);
    for (Row row : all) {
      append(text, row, layout);
      if (text.length() > CHUNK) {
        out.print(text);
        text.setLength(0);
      }
    }
    out.print(text);
  }

  private static int width(boolean[] shown, int[] widths, int gap) {
    int total = -gap;
    for (int i = 0; i < widths.length; i++) {
      total += shown[i] ? widths[i] + gap : 0;
    }
    return total;
  }

  private record Layout(boolean[] shown, int[] widths, int gap, int colouredColumn) {}

  private void append(StringBuilder text, Row row, Layout layout) {
    int blanks = 0;
    for (int i = 0; i < heading.length; i++) {
      if (!layout.shown[i]) {
        continue;
      }
      String cell = row.cells.get(i);
      text.repeat(' ', blanks);
      if (i == layout.colouredColumn && row.colour != null && coloured) {
        text.append(row.colour.code).append(cell).append(RESET);
      } else {
        text.append(cell);
      }
      blanks = layout.widths[i] - cell.length() + layout.gap;
    }
    text.append('\n');
  }
}
