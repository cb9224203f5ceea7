package dev.netalias.cli.look.show;

import dev.netalias.cli.look.name.Names;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import java.util.List;

/**
 * The IPv4 routing table as {@code route} prints it. What it shows of a route is what {@code
 * /proc/net/route} would say ({@code fib_route_seq_show} in the kernel's {@code
 * net/ipv4/fib_trie.c}).
 */
public final class RouteTable {
  private static final int PROHIBIT = 8;
  private static final int MULTICAST = 5;
  private static final int WIDTH = 15;
  private static final String[] HEADINGS = {
    "",
    "Destination     Gateway         Genmask         Flags Metric Ref    Use Iface\n",
    "Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface\n",
    "Destination     Gateway         Genmask         Flags Metric Ref    Use Iface    "
        + "MSS   Window irtt\n",
  };
  private static final String[] CACHE_HEADINGS = {
    "",
    "Source          Destination     Gateway         Flags Metric Ref    Use Iface\n",
    "Source          Destination     Gateway         Flags   MSS Window  irtt Iface\n",
    "Source          Destination     Gateway         Flags Metric Ref    Use Iface    "
        + "MSS   Window irtt  TOS HHRef HHUptod     SpecDst\n",
  };

  private final int detail;
  private final boolean numeric;
  private final Names names;
  private final Owners owners;

  /**
   * A way to print it.
   *
   * @param detail 1 plain, 2 for {@code -e}, 3 for {@code -ee}, 0 for a heading alone
   * @param numeric whether names are left out
   * @param names where names are looked up
   * @param owners the names of the devices that routes belong to
   */
  public RouteTable(int detail, boolean numeric, Names names, Owners owners) {
    this.detail = detail;
    this.numeric = numeric;
    this.names = names;
    this.owners = owners;
  }

  /** The table of the routes of {@code ip route show table main}. */
  public String print(List<Route> routes) {
    StringBuilder text = new StringBuilder("Kernel IP routing table\n").append(HEADINGS[detail]);
    if (detail > 0) {
      for (Route route : routes) {
        if (isShown(route)) {
          print(new Columns(text), route);
        }
      }
    }
    return text.toString();
  }

  /** The routing cache, which Linux has had none of since 3.6: its heading. */
  public String cache() {
    return "Kernel IP routing cache\n" + CACHE_HEADINGS[detail];
  }

  /** Whether the table has it: one of IPv4 that the main table has. */
  public static boolean isShown(Route route) {
    return route.table() == Route.MAIN_TABLE
        && route.destination().address().family() == Address.INET
        && route.type() != Route.BROADCAST
        && route.type() != MULTICAST;
  }

  private void print(Columns line, Route route) {
    boolean rejects = route.type() == Route.UNREACHABLE || route.type() == PROHIBIT;
    line.left(cut(destination(route)), WIDTH).add(" ");
    line.left(rejects ? "-" : cut(gateway(route)), WIDTH).add(" ");
    line.left(route.destination().mask().toString(), WIDTH).add(" ");
    line.left(flags(route, rejects), 5).add(" ");
    if (rejects) {
      printRejecting(line, (int) route.metric());
      return;
    }
    long mss = metric(route, Route.METRIC_MSS);
    long shownMss = mss == 0 ? 0 : mss + 40;
    long window = metric(route, Route.METRIC_WINDOW);
    long roundTrip = metric(route, Route.METRIC_RTT) >> 3;
    String iface = owners.name(route);
    switch (detail) {
      case 1 -> line.left((int) route.metric(), 6).add(" 0        0 ").add(iface);
      case 2 ->
          line.right(shownMss, 5)
              .add(" ")
              .left(window, 5)
              .add(" ")
              .right(roundTrip, 6)
              .add(" ")
              .add(iface);
      default -> {
        line.left((int) route.metric(), 6).add(" 0        0 ").left(ofSix(route, iface), 6);
        line.add("   ").left(shownMss, 5).add(" ").left(window, 6).add(" ").add(roundTrip);
      }
    }
    line.add("\n");
  }

  private void printRejecting(Columns line, int metric) {
    switch (detail) {
      case 1 -> line.left(metric, 6).add(" -        0 -\n");
      case 2 -> line.add("    - -          - -\n");
      default -> line.left(metric, 6).add(" -        0 -        -     -      -\n");
    }
  }

  /** Six letters, as the column is wide, but of an alias all: they would name another. */
  private String ofSix(Route route, String iface) {
    Device device = route.device();
    boolean isMain = device == null || device.name().equals(iface);
    return isMain && iface.length() > 6 ? iface.substring(0, 6) : iface;
  }

  private static long metric(Route route, int number) {
    Long value = route.metrics().get(number);
    return value == null ? 0 : value;
  }

  private String destination(Route route) {
    Address address = route.destination().address();
    if (numeric) {
      return address.toString();
    }
    if (address.isZero()) {
      return route.destination().length() == 0 ? "default" : address.toString();
    }
    return route.destination().isHost() ? names.ofHost(address) : names.ofNetwork(address);
  }

  private String gateway(Route route) {
    Address gateway = route.gateway();
    if (gateway == null || gateway.family() != Address.INET) {
      return "0.0.0.0";
    }
    return numeric ? gateway.toString() : names.ofHost(gateway);
  }

  private static String flags(Route route, boolean rejects) {
    String start = rejects ? "!" : route.gateway() == null ? "U" : "UG";
    return route.destination().isHost() ? start + "H" : start;
  }

  private static String cut(String text) {
    return text.length() > WIDTH ? text.substring(0, WIDTH) : text;
  }

  /** Which device, or which alias, a route belongs to. */
  @FunctionalInterface
  public interface Owners {
    /** Those of the kernel: the first hop's device, {@code *} where there is none. */
    Owners MAIN_DEVICES =
        route -> {
          Device device = route.device();
          return device == null ? "*" : device.name();
        };

    /** The name of one route's. */
    String name(Route route);
  }
}
