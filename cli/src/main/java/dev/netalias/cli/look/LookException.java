package dev.netalias.cli.look;

/** A command line ends here: with the original's text on standard error and its exit code. */
final class LookException extends RuntimeException {
  /** {@code E_OPTERR}. */
  static final int USAGE = 3;

  /** {@code E_LOOKUP}. */
  static final int LOOKUP = 6;

  /** {@code E_SOCK}. */
  static final int KERNEL = 7;

  private static final long serialVersionUID = 1;

  private final int exitCode;

  /**
   * An end.
   *
   * @param text what goes to standard error, with its line ends
   */
  LookException(String text, int exitCode) {
    super(text, null, false, false);
    this.exitCode = exitCode;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  int exitCode() {
    return exitCode;
  }
}
