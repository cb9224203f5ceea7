package dev.netalias.cli.look;

import org.jspecify.annotations.Nullable;

/**
 * Address families that {@code route} of net-tools knows and that kernels of today have no tables
 * for: what it says of each where the kernel is built without.
 */
enum Unrouted {
  AX25("/proc/net/ax25_route: No such file or directory\n", notIn("AX.25", "in"), ""),
  NETROM(
      "/proc/net/nr_nodes: No such file or directory\n/proc/net/nr_neigh: Invalid argument\n",
      notIn("NET/ROM", "in"),
      "NET/ROM: this needs to be written\n"),
  ROSE("/proc/net/rose_nodes: No such file or directory\n" + notIn("ROSE", "in"), "", ""),
  IPX(
      "No such file or directory\n",
      "IPX routing not in file /proc/net/ipx/route or /proc/net/ipx_route found.\n",
      "IPX: this needs to be written\n"),
  DDP(
      "Error opening /proc/net/atalk_route: No such file or directory\n"
          + notIn("DDP (AppleTalk)", "on"),
      "",
      ""),
  X25("", notIn("X.25", "in"), "");

  private final String err;
  private final String out;
  private final String refusal;

  Unrouted(String err, String out, String refusal) {
    this.err = err;
    this.out = out;
    this.refusal = refusal;
  }

  private static String notIn(String family, String where) {
    return family + " not configured " + where + " this system.\n";
  }

  /** The family of a name, null where it is none of these. */
  static @Nullable Unrouted named(String name) {
    for (Unrouted family : values()) {
      if (family.name().equalsIgnoreCase(name)) {
        return family;
      }
    }
    return null;
  }

  /** What is said where a route is to be changed, empty where nothing of its own. */
  String refusal() {
    return refusal;
  }

  /** Shows its table, which there is none of. */
  int show(Session session) {
    session.err().print(err);
    session.print(out);
    return 1;
  }
}
