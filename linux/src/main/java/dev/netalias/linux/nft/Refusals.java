package dev.netalias.linux.nft;

import dev.netalias.wire.nl.Errno;

/** Why nftables can't be used, in words. */
final class Refusals {
  /** What is said where a table of our name is somebody else's. */
  static final String NOT_OURS =
      "the nftables table 'inet netalias' is another program's; rename or delete that";

  private static final String NO_KERNEL =
      "this kernel has no nftables (modprobe nf_tables loads it, where there is a module)";

  private Refusals() {}

  /** What it means that there is no socket. */
  static String noSocket(int errno) {
    return errno == Errno.EPROTONOSUPPORT || errno == Errno.EAFNOSUPPORT
        ? NO_KERNEL
        : "nftables can't be spoken to: " + Errno.text(errno);
  }

  /** What an answer means. A kernel without nf_tables does not know the messages. */
  static String of(int errno, String reason) {
    return switch (errno) {
      case Errno.EPERM, Errno.EACCES -> "counters and policies need CAP_NET_ADMIN to be read";
      case Errno.EINVAL, Errno.EOPNOTSUPP, Errno.EPROTONOSUPPORT -> NO_KERNEL;
      default -> "nftables can't be read: " + reason;
    };
  }
}
