package dev.netalias.cli.run;

/** A line of a batch was refused, for the reason that is its cause. */
public final class LineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;
  private final RuntimeException reason;

  public LineException(int line, RuntimeException reason) {
    super("line " + line, reason);
    this.line = line;
    this.reason = reason;
  }

  public int line() {
    return line;
  }

  public RuntimeException reason() {
    return reason;
  }
}
