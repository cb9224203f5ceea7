package dev.netalias.cli.look;

import dev.netalias.kernel.KernelException;

/** Error numbers in the words of {@code strerror(3)}, which the originals print. */
final class Errnos {
  static final int EPERM = KernelException.EPERM;
  static final int EINVAL = KernelException.EINVAL;
  static final int ENODEV = KernelException.ENODEV;
  static final int EADDRNOTAVAIL = KernelException.EADDRNOTAVAIL;
  static final int EBUSY = 16;

  private Errnos() {}

  static String text(int errno) {
    return switch (errno) {
      case EPERM -> "Operation not permitted";
      case KernelException.ENOENT -> "No such file or directory";
      case KernelException.ESRCH -> "No such process";
      case KernelException.EACCES -> "Permission denied";
      case EBUSY -> "Device or resource busy";
      case KernelException.EEXIST -> "File exists";
      case ENODEV -> "No such device";
      case EINVAL -> "Invalid argument";
      case 34 -> "Numerical result out of range";
      case KernelException.EOPNOTSUPP -> "Operation not supported";
      case KernelException.EAFNOSUPPORT -> "Address family not supported by protocol";
      case EADDRNOTAVAIL -> "Cannot assign requested address";
      case KernelException.ENETDOWN -> "Network is down";
      case KernelException.ENETUNREACH -> "Network is unreachable";
      case KernelException.ENOBUFS -> "No buffer space available";
      case 113 -> "No route to host";
      default -> "Unknown error " + errno;
    };
  }

  /** The words for a refusal: of an unknown number the kernel's own. */
  static String text(KernelException refusal) {
    String text = text(refusal.errno());
    return text.startsWith("Unknown error") ? refusal.reason() : text;
  }
}
