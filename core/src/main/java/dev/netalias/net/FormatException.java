package dev.netalias.net;

/** A text or number that is not a value of this package; the message says what is wrong with it. */
public final class FormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** A refusal that says what is wrong. */
  public FormatException(String message) {
    super(message);
  }
}
