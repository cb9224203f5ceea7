package dev.netalias.kernel.state;

/** How an alias exists in a real Linux kernel. */
public enum Realisation {
  /** A secondary address with a label, {@code ip addr add … label eth0:0}. */
  LABEL,
  /** A local route, {@code ip route add local … table local}. */
  ROUTE,
  /** A macvlan or ipvlan device on the main device. */
  DEVICE;

  /** The word of the command line and of JSON. */
  public String text() {
    return switch (this) {
      case LABEL -> "label";
      case ROUTE -> "route";
      case DEVICE -> "device";
    };
  }
}
