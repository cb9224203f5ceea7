package dev.netalias.kernel;

import org.jspecify.annotations.Nullable;

/** A kernel refused. */
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Operation not permitted. */
  public static final int EPERM = 1;

  /** No such entry. */
  public static final int ENOENT = 2;

  /** No such process; no such route. */
  public static final int ESRCH = 3;

  /** Interrupted. */
  public static final int EINTR = 4;

  /** Permission denied. */
  public static final int EACCES = 13;

  /** It exists already. */
  public static final int EEXIST = 17;

  /** No such device. */
  public static final int ENODEV = 19;

  /** Invalid argument. */
  public static final int EINVAL = 22;

  /** Not supported. */
  public static final int EOPNOTSUPP = 95;

  /** Address family not supported. */
  public static final int EAFNOSUPPORT = 97;

  /** Cannot assign that address. */
  public static final int EADDRNOTAVAIL = 99;

  /** The network is down. */
  public static final int ENETDOWN = 100;

  /** The network is unreachable. */
  public static final int ENETUNREACH = 101;

  /** Out of buffers. */
  public static final int ENOBUFS = 105;

  private final String operation;
  private final int errno;
  private final String reason;
  private final transient @Nullable Change change;

  /**
   * A refusal.
   *
   * @param operation what was asked, in the kernel's word: {@code RTM_NEWADDR}, {@code setns}
   * @param errno the error number, 0 where there is none
   * @param reason why: the kernel's own text, else that of the error number
   * @param change the change that was refused, null where it was none
   */
  public KernelException(String operation, int errno, String reason, @Nullable Change change) {
    super(operation + ": " + reason);
    this.operation = operation;
    this.errno = errno;
    this.reason = reason;
    this.change = change;
  }

  /** What was asked, in the kernel's word. */
  public String operation() {
    return operation;
  }

  /** The error number, 0 where there is none. */
  public int errno() {
    return errno;
  }

  /** Why, in the kernel's words. */
  public String reason() {
    return reason;
  }

  /** The change that was refused, null where it was none. */
  public @Nullable Change change() {
    return change;
  }

  /**
   * Whether it was for want of permission. A change that is refused with {@link #EACCES} is not:
   * the kernel says so of IPv6 addresses where IPv6 is switched off.
   */
  public boolean isPermission() {
    return errno == EPERM || errno == EACCES && change == null;
  }
}
