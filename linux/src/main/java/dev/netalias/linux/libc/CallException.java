package dev.netalias.linux.libc;

import dev.netalias.wire.nl.Errno;

/** A system call that failed. */
public final class CallException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String call;
  private final int errno;

  /**
   * A failure.
   *
   * @param call the call and what it was about: {@code setns}, {@code open /run/netns/blue}
   * @param errno its error number
   */
  public CallException(String call, int errno) {
    super(call + ": " + Errno.text(errno) + " (" + Errno.name(errno) + ")");
    this.call = call;
    this.errno = errno;
  }

  /** The call and what it was about. */
  public String call() {
    return call;
  }

  /** Its error number. */
  public int errno() {
    return errno;
  }
}
