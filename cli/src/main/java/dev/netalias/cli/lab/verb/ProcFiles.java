package dev.netalias.cli.lab.verb;

import dev.netalias.NetAlias;
import dev.netalias.alias.listing.Listings;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** The files below {@code /proc/net} that a host of the lab has. */
final class ProcFiles {
  /** Their names, in alphabetical order. */
  static final List<String> NAMES = List.of("alias_types", "aliases", "arp", "dev", "route");

  private static final String ARP_HEADING =
      "IP address       HW type     Flags       HW address            Mask     Device\n";
  private static final String ROUTE_HEADING =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT";
  private static final int UP = 0x1;
  private static final int GATEWAY = 0x2;
  private static final int HOST = 0x4;
  private static final int REJECT = 0x200;
  private static final int RECORD = 127;

  /** {@code ATF_COM}: the address is known. */
  static final int COMPLETE = 0x2;

  /** {@code ATF_PERM}: it was set by hand. */
  static final int PERMANENT = 0x4;

  private static final int WITHOUT_ADDRESS = 0x01 | Neighbour.FAILED; // NUD_INCOMPLETE

  private ProcFiles() {}

  /** The text of one. */
  static String text(NetAlias net, String name) {
    return switch (name) {
      case "alias_types" -> Listings.aliasTypes(net.view());
      case "aliases" -> Listings.aliases(net.view());
      case "dev" -> Listings.dev(net.view());
      case "arp" -> arp(net);
      case "route" -> route(net);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** {@code arp_format_neigh_entry} in the kernel's {@code net/ipv4/arp.c}. */
  private static String arp(NetAlias net) {
    Owners owners = new Owners(net.view());
    StringBuilder text = new StringBuilder(ARP_HEADING);
    for (Neighbour n : neighbours(net)) {
      text.append(
          "%-16s 0x%-10x0x%-10x%-17s     *        %s\n"
              .formatted(n.address(), 1, flags(n), n.mac(), owners.of(n)));
    }
    return text.toString();
  }

  /** The IPv4 neighbours. */
  static List<Neighbour> neighbours(NetAlias net) {
    return net.kernel().snapshot(EnumSet.of(Part.NEIGHBOURS)).neighbours().stream()
        .filter(n -> n.address().family() == Address.INET && n.state() != Neighbour.NO_ARP)
        .toList();
  }

  /** {@code ATF_*} ({@code linux/if_arp.h}). */
  static int flags(Neighbour neighbour) {
    int complete = (neighbour.state() & WITHOUT_ADDRESS) == 0 ? COMPLETE : 0;
    return (neighbour.state() & Neighbour.PERMANENT) == 0 ? complete : complete | PERMANENT;
  }

  /** {@code fib_route_seq_show} in the kernel's {@code net/ipv4/fib_trie.c}. */
  private static String route(NetAlias net) {
    Owners owners = new Owners(net.view());
    StringBuilder text = new StringBuilder();
    record(text, ROUTE_HEADING);
    Snapshot snapshot = net.kernel().snapshot(EnumSet.of(Part.ROUTES, Part.ADDRESSES));
    for (Route r : snapshot.routes()) {
      boolean shown = r.type() == Route.UNICAST || r.type() == Route.UNREACHABLE;
      if (shown
          && r.table() == Route.MAIN_TABLE
          && r.destination().address().family() == Address.INET) {
        Address gateway = r.gateway();
        int mtu = (int) metric(r, Route.METRIC_MSS);
        record(
            text,
            "%s\t%s\t%s\t%04X\t0\t0\t%d\t%s\t%d\t%d\t%d"
                .formatted(
                    owners.of(r),
                    hex(r.destination().address()),
                    gateway == null ? "00000000" : hex(gateway),
                    flags(r),
                    r.metric(),
                    hex(r.destination().mask()),
                    mtu == 0 ? 0 : mtu + 40,
                    metric(r, Route.METRIC_WINDOW),
                    metric(r, Route.METRIC_RTT) >> 3));
      }
    }
    return text.toString();
  }

  private static void record(StringBuilder text, String line) {
    text.append(line).repeat(' ', Math.max(0, RECORD - line.length())).append('\n');
  }

  private static long metric(Route route, int number) {
    Long value = route.metrics().get(number);
    return value == null ? 0 : value;
  }

  private static int flags(Route route) {
    int flags = route.type() == Route.UNREACHABLE ? UP | REJECT : UP;
    flags |= route.gateway() == null ? 0 : GATEWAY;
    return route.destination().isHost() ? flags | HOST : flags;
  }

  /** The bytes as a number of a little-endian machine, which is what the file shows there. */
  private static String hex(Address address) {
    return String.format(Locale.ROOT, "%08X", Integer.reverseBytes((int) address.low()));
  }
}
