package dev.netalias.linux.netlink;

import dev.netalias.wire.nl.Errno;

/** The kernel refused a request, or its answer was lost. */
public final class NetlinkException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String operation;
  private final int errno;
  private final String text;
  private final int offset;

  /**
   * A refusal.
   *
   * @param operation the request's type, {@code RTM_NEWADDR}
   * @param errno the error number
   * @param text the kernel's own words, empty where it gave none
   * @param offset where in the request the attribute at fault begins, -1 where that is not known
   */
  public NetlinkException(String operation, int errno, String text, int offset) {
    super(null, null);
    this.operation = operation;
    this.errno = errno;
    this.text = text;
    this.offset = offset;
  }

  /** Put together only where it is wanted: some refusals are expected, at every start. */
  @Override
  public String getMessage() {
    return operation + ": " + reason() + " (" + Errno.name(errno) + ")";
  }

  /** The request's type. */
  public String operation() {
    return operation;
  }

  /** The error number. */
  public int errno() {
    return errno;
  }

  /** The kernel's own words, else those that the error number has. */
  public String reason() {
    return text.isEmpty() ? Errno.text(errno) : text;
  }

  /** Where in the request the attribute at fault begins, -1 where that is not known. */
  public int offset() {
    return offset;
  }
}
