package dev.netalias.cli.run;

import dev.netalias.Step;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.Output.Note;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a user would not expect of what a plan makes, each with the command that helps; told once
 * for a command, however many aliases it makes. What it costs is told before, all else after.
 */
final class Hints implements Step {
  /** More labels than this in one command are worth a word on what they cost. */
  private static final int MANY = 2_000;

  private final Kernel kernel;
  private final Output output;
  private final List<Note> notes = new ArrayList<>();
  private boolean costTold;

  Hints(Kernel kernel, Output output) {
    this.kernel = kernel;
    this.output = output;
  }

  /** What comes to one device. */
  private static final class Coming {
    private final LocalRoutes.Builder routes;
    private final List<InterfaceAddress> own = new ArrayList<>();
    private int inet;
    private int inet6;
    private boolean alone = true;

    Coming(Device device) {
      routes = new LocalRoutes.Builder(device);
    }

    void label(InterfaceAddress first, int count) {
      own.add(first);
      if (first.local().family() == Address.INET6) {
        inet6 += count;
      } else {
        inet += count;
      }
      alone &= first.prefix().isHost();
    }
  }

  @Override
  public Optional<Runnable> before(Plan plan, Snapshot now) {
    notes.clear();
    if (output.quiet()) {
      return Optional.empty();
    }
    Map<Device, Coming> coming = new LinkedHashMap<>();
    plan.changes().forEach(change -> gather(change, coming));
    coming.forEach((device, comes) -> {
      if (!costTold && comes.inet + comes.inet6 > MANY) {
        costTold = true;
        output.tell(cost(device, comes, now));
      }
      LocalRoutes routes = comes.routes.build();
      if (!routes.isEmpty()) {
        comes.own.addAll(0, now.addressesOf(device));
        ofRoutes(routes, comes.own, now);
      }
    });
    return Optional.empty();
  }

  @Override
  public void after(Plan plan) {
    notes.forEach(output::tell);
  }

  /** Tells what a plan that is only shown would cost, and what of it would not work by itself. */
  void tell(Plan plan) {
    if (!output.quiet() && plan.changes().stream().anyMatch(Change::isAddition)) {
      before(plan, kernel.snapshot(EnumSet.of(Part.ADDRESSES)));
      after(plan);
    }
  }

  private static void gather(Change change, Map<Device, Coming> all) {
    if (!change.isAddition()) {
      return;
    }
    if (change instanceof AddressChange address) {
      of(address.subject().device(), all).label(address.subject(), 1);
    } else if (change instanceof AddressesChange many) {
      of(many.subject().device(), all).label(many.subject().first(), many.count());
    } else if (change instanceof RoutesChange routes) {
      LocalRoutes rows = routes.subject();
      Coming coming = of(rows.device(), all);
      for (int row = 0; row < rows.size(); row++) {
        if (rows.isOpen(row)) {
          coming.routes.add(rows, row);
        }
      }
    } else if (change instanceof RouteChange route && RouteColumns.isAlias(route.subject())) {
      Route it = route.subject();
      if (it.table() == Route.LOCAL_TABLE) {
        Device device = Objects.requireNonNull(it.device());
        of(device, all).routes.add(it.destination(), it.metric(), true);
      }
    }
  }

  private static Coming of(Device device, Map<Device, Coming> all) {
    return all.computeIfAbsent(device, Coming::new);
  }

  /**
   * An estimate from measurements: the kernel walks the list of the device's addresses for each one
   * more, and for IPv6 the multicast groups besides.
   */
  static double seconds(int there, int more, boolean inet6, boolean alone) {
    return seconds(there + (double) more, inet6, alone) - seconds(there, inet6, alone);
  }

  private static double seconds(double count, boolean inet6, boolean alone) {
    double square = count * count;
    if (inet6) {
      return 3.8e-7 * square;
    }
    double each = 1.2e-5 * count;
    return each + (alone ? 1 : 0.5) * (1.1e-8 * square + 8.7e-23 * square * square * count);
  }

  private static Note cost(Device device, Coming comes, Snapshot now) {
    boolean six = comes.inet6 > comes.inet;
    int more = six ? comes.inet6 : comes.inet;
    int there = (int) now.addressesOf(device).stream().filter(a -> isInet6(a) == six).count();
    double seconds = seconds(there, more, six, comes.alone);
    String time =
        seconds < 1
            ? "less than a second"
            : "about "
                + (seconds < 120 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min");
    String addresses = there == 1 ? "1 address" : there + " addresses";
    return new Note(
        device // joined: a first format takes 4 ms
            + (" has " + addresses + ", and each more costs the kernel more: ")
            + (more + " labels take " + time),
        "with --as route they cost the same at any number");
  }

  private static boolean isInet6(InterfaceAddress a) {
    return a.local().family() == Address.INET6;
  }

  private void ofRoutes(LocalRoutes rows, List<InterfaceAddress> own, Snapshot now) {
    Device device = rows.device();
    if (rows.count(Address.INET) > 0) {
      arpIgnore(device, now);
      outside(rows, own.stream().filter(a -> !isInet6(a)).toList());
    }
    if (rows.count(Address.INET6) > 0 && setting("ipv6/ip_nonlocal_bind") >= 0) {
      inet6(rows, own);
    }
  }

  /** A setting of {@code /proc/sys/net}; -1 where there is none. */
  private int setting(String name) {
    try {
      return kernel
          .procNet("sys/net/" + name)
          .map(text -> Integer.parseInt(text.strip()))
          .orElse(-1);
    } catch (NumberFormatException noNumber) {
      return -1;
    }
  }

  private void arpIgnore(Device device, Snapshot now) {
    int own = now.link(device.index()).map(l -> l.setting(Setting.ARP_IGNORE)).orElse(0).intValue();
    int all = setting("ipv4/conf/all/arp_ignore");
    List<String> silent = new ArrayList<>();
    if (isSilent(own)) {
      silent.add(device.name().replace('.', '/'));
    }
    if (isSilent(all)) {
      silent.add("all");
    }
    if (silent.isEmpty()) {
      return;
    }
    String settings =
        String.join(" ", silent.stream().map(s -> "net.ipv4.conf." + s + ".arp_ignore=0").toList());
    notes.add(
        new Note(
            "with arp_ignore %d nobody who asks on the link of %s for an alias that is a route is answered"
                .formatted(Math.max(own, all), device),
            "to have them answered: sysctl -w " + settings));
  }

  /** 1: only for addresses of the device; 2: only those of the asker's subnet, too. */
  private static boolean isSilent(int arpIgnore) {
    return arpIgnore == 1 || arpIgnore == 2;
  }

  private void outside(LocalRoutes rows, List<InterfaceAddress> own) {
    Subnets subnets = Subnets.of(own);
    int count = 0;
    int first = -1;
    for (int row = 0; row < rows.size(); row++) {
      if (rows.family(row) == Address.INET && !subnets.have((int) rows.low(row))) {
        first = first < 0 ? row : first;
        count++;
      }
    }
    if (count > 0) {
      String prefix = text(rows.prefix(first));
      notes.add(
          new Note(
              "%s%s: in no subnet of %s, so a neighbour needs a route there"
                  .formatted(prefix, more(count), rows.device()),
              "ip route add %s via %s".formatted(prefix, main(own))));
    }
  }

  private static String more(int count) {
    return count > 1 ? " and %d more".formatted(count - 1) : "";
  }

  /** The networks of a device by their masks: there can be many addresses, and a million rows. */
  private record Subnets(Map<Integer, Set<Integer>> networks) {
    static Subnets of(List<InterfaceAddress> own) {
      Map<Integer, Set<Integer>> networks = new HashMap<>();
      for (InterfaceAddress a : own) {
        if (!a.prefix().isHost()) {
          int mask = a.prefixLength() == 0 ? 0 : -1 << (Integer.SIZE - a.prefixLength());
          networks.computeIfAbsent(mask, m -> new HashSet<>()).add((int) a.local().low() & mask);
        }
      }
      return new Subnets(networks);
    }

    boolean have(int address) {
      for (Map.Entry<Integer, Set<Integer>> each : networks.entrySet()) {
        if (each.getValue().contains(address & each.getKey())) {
          return true;
        }
      }
      return false;
    }
  }

  private static String text(Prefix prefix) {
    return prefix.isHost() ? prefix.address().toString() : prefix.toString();
  }

  private static String main(List<InterfaceAddress> own) {
    return own.isEmpty() ? "AN-ADDRESS-OF-THIS-HOST" : own.getFirst().local().toString();
  }

  private void inet6(LocalRoutes rows, List<InterfaceAddress> own) {
    Device device = rows.device();
    int first = 0;
    while (rows.family(first) != Address.INET6) {
      first++;
    }
    List<InterfaceAddress> six = own.stream().filter(Hints::isInet6).toList();
    Prefix prefix = rows.prefix(first);
    int count = rows.count(Address.INET6);
    String which = text(prefix) + more(count);
    String route = "ip -6 route add %s via %s".formatted(text(prefix), main(six));
    String conf = device.name().replace('.', '/');
    boolean one = count == 1 && prefix.isHost();
    String said = "%s: the kernel answers no neighbour solicitation for %s";
    notes.add(
        new Note(
            said.formatted(which, one ? "it" : "them"),
            one
                ? ("to have it answered: ip -6 neigh add proxy %s dev %s; sysctl -w"
                        + " net.ipv6.conf.%s.proxy_ndp=1 net.ipv6.conf.%s.forwarding=1; or on the"
                        + " router: %s")
                    .formatted(which, device, conf, conf, route)
                : "a router needs a route: " + route));
    if (setting("ipv6/ip_nonlocal_bind") == 0) {
      notes.add(
          new Note(
              "programs can't bind to IPv6 aliases that are routes until you allow it",
              "sysctl -w net.ipv6.ip_nonlocal_bind=1"));
    }
  }
}
