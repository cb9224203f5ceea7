package dev.netalias.cli.print;

import java.io.PrintStream;
import java.util.function.BooleanSupplier;

/**
 * Where a command prints, and how.
 *
 * @param out standard output
 * @param err standard error
 * @param format the form that was asked for
 * @param quiet whether only what was asked for and errors are printed
 * @param colour whether tables are coloured; asked for a table only
 */
public record Output(
    PrintStream out, PrintStream err, Format format, boolean quiet, BooleanSupplier colour) {
  private static final int CHUNK = 1 << 13;

  /**
   * Something to know.
   *
   * @param text what it is
   * @param hint what to do about it, empty where there is nothing to say
   */
  public record Note(String text, String hint) {}

  /** Whether programs read it. */
  public boolean isJson() {
    return format == Format.JSON;
  }

  /** Prints lines on standard output, many at once: there can be a million. */
  public void lines(Iterable<String> lines) {
    StringBuilder some = new StringBuilder();
    for (String line : lines) {
      some.append(line).append('\n');
      if (some.length() >= CHUNK) {
        out.append(some);
        some.setLength(0);
      }
    }
    out.append(some);
  }

  /** Tells a note. */
  public void tell(Note note) {
    warn("note", note.text, note.hint);
  }

  /** Something to know that is no error, on standard error. */
  public void warn(String kind, String text) {
    warn(kind, text, "");
  }

  /** The same with what to do about it, where there is something. */
  public void warn(String kind, String text, String hint) {
    if (quiet) {
      return;
    }
    if (isJson()) {
      Json.warning(err, new ErrorJson.Body(kind, text, hint));
    } else {
      new Failure(kind, 0, kind + ": " + text, hint).print(err);
    }
  }
}
