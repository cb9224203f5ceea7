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

  /** Whether programs read it. */
  public boolean isJson() {
    return format == Format.JSON;
  }

  /** Something to know that is no error, on standard error. */
  public void warn(String kind, String text) {
    if (quiet) {
      return;
    }
    if (isJson()) {
      Json.warning(err, kind, text);
    } else {
      err.println("netalias: " + kind + ": " + Visible.of(text));
    }
  }
}
