package dev.netalias.cli.look;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.listing.Listings;
import dev.netalias.cli.look.name.Names;
import dev.netalias.cli.look.show.Route6Table;
import dev.netalias.cli.look.show.RouteTable;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.RouteJson;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code route(8)} of net-tools 2.10, with routes that are bound to aliases: one whose preferred
 * source is an alias's address shows that alias.
 */
public final class RouteCommand {
  private final Session session;

  /** One run. */
  public RouteCommand(Session session) {
    this.session = session;
  }

  /**
   * Runs one command line.
   *
   * @param words what stands behind {@code route}, without global options
   * @return the exit code, as the original's; its own errors are printed
   * @throws AliasException where netalias itself refuses
   * @throws KernelException where the kernel can't be asked
   */
  public int run(List<String> words) {
    try {
      RouteOptions options = RouteOptions.read(session.program(), words);
      session.err().print(options.complaints);
      return run(options);
    } catch (LookException end) {
      session.err().print(end.text());
      return end.exitCode();
    }
  }

  private int run(RouteOptions options) {
    if (options.version) {
      session.print(Usage.ROUTE_VERSION);
      return 0;
    }
    if (options.help && options.families.isEmpty()) {
      return Usage.routeHelp(session);
    }
    if (options.help) {
      session.print(usage(family(options)));
      return 0;
    }
    if (options.families.isEmpty()) {
      options.families.add("inet");
    }
    if (options.words.isEmpty()) {
      for (String family : options.families) {
        int exitCode = show(options, family);
        if (exitCode != 0) {
          return exitCode;
        }
      }
      return 0;
    }
    return change(options);
  }

  private static String usage(String family) {
    return family.equals("inet6") ? Usage.inet6Route() : Usage.inetRoute();
  }

  /** The one family of which routes are changed. */
  private static String family(RouteOptions options) {
    if (options.families.size() > 1) {
      throw new LookException(
          "Please don't supply more than one address family.\nAddress family `"
              + String.join(",", options.families)
              + "' not supported.\n",
          LookException.USAGE);
    }
    Unrouted other = Unrouted.named(options.families.getFirst());
    if (other != null && !other.refusal().isEmpty()) {
      throw new LookException(other.refusal(), 1);
    }
    return routed(options.families.getFirst());
  }

  private static String routed(String family) {
    if (!family.equals("inet") && !family.equals("inet6")) {
      throw new LookException(
          "No routing for address family `" + family + "'.\n", LookException.USAGE);
    }
    return family;
  }

  // Showing

  private int show(RouteOptions options, String family) {
    Unrouted other = Unrouted.named(family);
    if (other != null) {
      return other.show(session);
    }
    if (routed(family).equals("inet6")) {
      showInet6(options);
      return 0;
    }
    boolean fib = options.fib || !options.cache;
    Snapshot snapshot =
        fib
            ? session
                .netAlias()
                .kernel()
                .snapshot(EnumSet.of(Part.ROUTES, Part.ADDRESSES, Part.ALIAS_ROUTES))
            : Snapshot.EMPTY;
    if (session.output().isJson()) {
      printJson(snapshot.routes().stream().filter(RouteTable::isShown), snapshot);
      return 0;
    }
    RouteTable table =
        new RouteTable(
            options.detail & 3, options.numeric, new Names(session.hostNames()), owners(snapshot));
    if (fib) {
      session.print(table.print(snapshot.routes()));
      if (snapshot.routes().isEmpty() && isWithoutTable()) {
        return 1;
      }
    }
    if (options.cache) {
      session.print(table.cache());
    }
    return 0;
  }

  /** Before its first route a network has no table at all: the original fails then, in silence. */
  private boolean isWithoutTable() {
    return session.netAlias().kernel().procNet("route").filter(String::isEmpty).isPresent();
  }

  private void showInet6(RouteOptions options) {
    Kernel kernel = session.netAlias().kernel();
    boolean fib = options.fib || !options.cache;
    Snapshot snapshot =
        fib
            ? kernel.snapshot(EnumSet.complementOf(EnumSet.of(Part.NEIGHBOURS, Part.COUNTERS)))
            : Snapshot.EMPTY;
    if (session.output().isJson()) {
      printJson(
          snapshot.routes().stream()
              .filter(r -> r.destination().address().family() == Address.INET6),
          snapshot);
      return;
    }
    Route6Table table =
        new Route6Table(options.numeric, new Names(session.hostNames()), owners(snapshot));
    if (fib) {
      Optional<String> file = kernel.procNet("ipv6_route");
      List<Route> bound = snapshot.routes().stream().filter(RouteCommand::mayBeBound).toList();
      session.print(
          file.isPresent() ? table.print(file.get(), bound) : table.print(snapshot.routes()));
    }
    if (options.cache) {
      session.print(table.cache());
    }
  }

  private void printJson(Stream<Route> routes, Snapshot snapshot) {
    RouteTable.Owners owners = owners(snapshot);
    Stream<RouteJson> values = routes.map(r -> RouteJson.of(r, owners.name(r)));
    Json.printAll(session.output().out(), RouteJson.class, values::iterator);
  }

  /** Whether a route was made through an address, and not by the kernel for it. */
  private static boolean mayBeBound(Route route) {
    return route.preferredSource() != null && !route.isKernels();
  }

  /** The devices of routes, or the aliases that they are bound to. */
  private RouteTable.Owners owners(Snapshot snapshot) {
    if (snapshot.routes().stream().noneMatch(RouteCommand::mayBeBound)) {
      return RouteTable.Owners.MAIN_DEVICES;
    }
    AliasView view = AliasView.of(session.netAlias().kernel(), snapshot, AliasTypes.known());
    Map<Integer, Map<Address, String>> aliases = new HashMap<>();
    for (Alias alias : view.aliases()) {
      aliases
          .computeIfAbsent(alias.main().device().index(), i -> new HashMap<>())
          .putIfAbsent(alias.address(), Listings.printable(alias.name()));
    }
    return route -> {
      String device = RouteTable.Owners.MAIN_DEVICES.name(route);
      if (!mayBeBound(route) || route.device() == null) {
        return device;
      }
      return aliases
          .getOrDefault(route.device().index(), Map.of())
          .getOrDefault(route.preferredSource(), device);
    };
  }

  // Changing

  private int change(RouteOptions options) {
    Words words = new Words(options.words, Usage::route);
    String word = words.next();
    boolean add = word.equals("add");
    boolean flush = word.equals("flush");
    if (!add && !flush && !word.equals("del") && !word.equals("delete")) {
      throw Usage.route();
    }
    String family = family(options);
    if (flush) {
      throw new LookException(
          "Flushing `" + family + "' routing table not supported\n" + usage(family),
          LookException.USAGE);
    }
    boolean six = family.equals("inet6");
    if (options.cache && !six) {
      throw new LookException(
          "Modifying `inet' routing cache not supported\n" + usage(family), LookException.USAGE);
    }
    if (!words.hasNext() && !six) {
      session.print(usage(family));
      return 0;
    }
    Names names = new Names(session.hostNames());
    List<String> rest = options.words.subList(1, options.words.size());
    RouteWish wish =
        six ? new Route6Words(rest, names, add).read() : new RouteWords(rest, names, add).read();
    try {
      session.change(draft -> new RouteDrawing(draft, session.routes(), wish).draw());
    } catch (KernelException refusal) {
      throw asOriginal(refusal, wish);
    }
    return 0;
  }

  private static RuntimeException asOriginal(KernelException refusal, RouteWish wish) {
    if (refusal.isPermission()) {
      return RouteDrawing.refused(wish, Errnos.text(Errnos.EPERM));
    }
    if (refusal.change() == null) {
      return refusal;
    }
    return RouteDrawing.refused(wish, Errnos.text(refusal));
  }
}
