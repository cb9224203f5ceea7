package dev.netalias.cli.command;

/** A line of a batch was refused, for the reason that is its cause. */
final class LineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;
  private final RuntimeException reason;

  LineException(int line, RuntimeException reason) {
    super("line " + line, reason);
    this.line = line;
    this.reason = reason;
  }

  int line() {
    return line;
  }

  RuntimeException reason() {
    return reason;
  }
}
