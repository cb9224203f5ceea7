package dev.netalias.wire;

/**
 * A length that can't be right: bytes that end too early, or a place too small to write to. Unknown
 * numbers never cause it.
 */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String what;
  private final long offset;
  private final String reason;

  /**
   * A broken length.
   *
   * @param what the kernel's name of the attribute or header at fault
   * @param offset where it lies, in bytes from the start of the segment
   * @param reason what is wrong with its length
   */
  public WireException(String what, long offset, String reason) {
    super(what + " at offset " + offset + ": " + reason);
    this.what = what;
    this.offset = offset;
    this.reason = reason;
  }

  /** The kernel's name of the attribute or header at fault. */
  public String what() {
    return what;
  }

  /** Where it lies, in bytes from the start of the segment. */
  public long offset() {
    return offset;
  }

  /** What is wrong with its length. */
  public String reason() {
    return reason;
  }
}
