package dev.netalias.contract;

import dev.netalias.NetAlias;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Block;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.alias.listing.Listings;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Random commands on a host, as lines of text: made, run, and what the host looks like after. */
final class Steps {
  private static final List<String> DEVICES = List.of("eth0", "eth0", "eth0", "eth1", "lo");
  private static final List<String> TAGS = List.of("0", "1", "2", "mail");
  private static final List<String> SUBNETS = List.of("10.0.0.", "10.0.0.", "10.0.1.", "172.16.3.");
  private static final List<Integer> LENGTHS = List.of(24, 24, 24, 16, 32);
  private static final List<String> TARGETS =
      List.of("192.0.2.0/24", "198.51.100.0/24", "203.0.113.7/32");

  private static final Set<String> GOING = Set.of("del", "down", "empty", "unregister");
  private static final Pattern ALIAS = Pattern.compile("(?m)^  (\\S+:\\S+) (label|route|device) ");
  private static final List<String> WHOLE = List.of("198.18.0.0/24", "198.18.1.0/25");

  /** {@code RTPROT_STATIC}: of another program. */
  private static final int STATIC = 4;

  private static final List<String> MODES = List.of("bridge", "bridge", "private", "vepa");

  private final Random random;

  Steps(Random random) {
    this.random = random;
  }

  // Making

  String next() {
    return switch (random.nextInt(30)) {
      case 0, 1, 2, 3, 4 -> "add " + subject() + " " + prefix();
      case 5, 6 -> "del " + alias();
      case 7, 8 -> "close " + alias();
      case 9, 10 -> "open " + alias();
      case 11, 12 -> "set " + alias() + " " + prefix();
      case 13 -> "main " + device() + " " + prefix();
      case 14, 15 -> "route " + alias() + " " + pick(TARGETS);
      case 16 -> "unroute " + pick(TARGETS);
      case 17 -> "down " + device();
      case 18 -> "up " + device();
      case 19, 20, 21 -> "local " + subject() + " " + host() + " " + (1 + random.nextInt(3));
      case 22 -> "local " + subject() + " " + pick(WHOLE) + " 1";
      case 23 -> "set " + alias() + " " + (random.nextInt(3) == 0 ? pick(WHOLE) : host());
      case 24 -> "others " + device() + " " + host();
      case 25 -> "empty " + device();
      case 26, 27, 28 -> "device " + subject() + " " + prefix() + " " + pick(MODES);
      default -> random.nextInt(6) == 0 ? "unregister eth1" : "closed " + closed();
    };
  }

  private String subject() {
    return device() + (random.nextInt(4) == 0 ? "" : ":" + tag());
  }

  private String closed() {
    return switch (random.nextInt(3)) {
      case 0 -> "label " + alias() + " " + prefix();
      case 1 -> "route " + alias() + " " + host();
      default -> "device " + alias() + " " + prefix();
    };
  }

  /** An address as an alias has it that is a local route. */
  private String host() {
    return random.nextInt(8) == 0
        ? "2001:db8::" + (1 + random.nextInt(6))
        : pick(SUBNETS) + (1 + random.nextInt(6));
  }

  private String device() {
    return pick(DEVICES);
  }

  private String tag() {
    return pick(TAGS);
  }

  private String alias() {
    return device() + ":" + tag();
  }

  private String prefix() {
    return random.nextInt(8) == 0
        ? "2001:db8::" + (1 + random.nextInt(6)) + "/64"
        : pick(SUBNETS) + (1 + random.nextInt(6)) + "/" + pick(LENGTHS);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  // Running

  /** Runs a line; what it said: {@code done}, or why it was refused. */
  static String run(ContractHost host, String line) {
    try {
      run(host, line.split(" "));
      return "done";
    } catch (AliasException refused) {
      return refused.kind() + " " + refused.getMessage();
    } catch (KernelException refused) {
      return "errno " + refused.errno();
    }
  }

  private static void run(ContractHost host, String[] words) {
    NetAlias net = host.net();
    switch (words[0]) {
      case "add" -> net.add(words[1], words[2]);
      case "closed" -> net.run(d -> d.create(as(words[1], d, words[2], words[3]).withClosed(true)));
      case "local" ->
          net.run(d -> d.create(as("route", d, words[1], words[2]), Integer.parseInt(words[3])));
      case "device" -> device(net, words);
      case "others" -> others(net, words[1], Prefix.parse(words[2]));
      case "empty" -> net.run(d -> d.deleteAll(words[1]));
      case "del" -> net.remove(words[1]);
      case "close" -> net.close(words[1]);
      case "open" -> net.open(words[1]);
      case "set" -> net.set(words[1], words[2]);
      case "main" -> readdressMain(net, words[1], Prefix.parse(words[2]));
      case "route" -> route(net, words[1], Prefix.parse(words[2]));
      case "unroute" -> unroute(net, Prefix.parse(words[1]));
      case "down" -> net.run(d -> d.closeMain(words[1]));
      case "up" -> net.run(d -> d.openMain(words[1]));
      case "unregister" -> {
        if (net.view().block(words[1]).isPresent()) {
          host.unregister(words[1]);
        }
      }
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static Creation as(String realisation, Draft draft, String name, String address) {
    Creation wanted = Creation.parse(draft.view().types(), name, address);
    return switch (realisation) {
      case "route" -> wanted.as(Realisation.ROUTE);
      case "device" -> wanted.withDevice(Creation.OwnDevice.USUAL);
      default -> wanted;
    };
  }

  private static void device(NetAlias net, String[] words) {
    StackedDevice.Type type = new StackedDevice.Type(StackedDevice.Type.MACVLAN, words[3]);
    Creation.OwnDevice own = new Creation.OwnDevice(type, Mac.NONE);
    net.run(d -> d.create(as("label", d, words[1], words[2]).withDevice(own)));
  }

  /** Another program makes a local route, which is no alias and which nobody is to touch. */
  private static void others(NetAlias net, String name, Prefix prefix) {
    Snapshot snapshot = net.kernel().snapshot(EnumSet.of(Part.LOCAL_ROUTES));
    boolean there =
        snapshot.routes().stream()
            .anyMatch(r -> r.destination().address().equals(prefix.address()));
    Optional<Link> main = snapshot.link(name).filter(Link::isUp);
    if (there || main.isEmpty() || prefix.address().family() != Address.INET) {
      return;
    }
    Route local =
        new Route(
            prefix,
            Route.LOCAL_TABLE,
            Route.LOCAL,
            STATIC,
            InterfaceAddress.SCOPE_HOST,
            0,
            7,
            null,
            List.of(Hop.through(main.get().device(), null)),
            Map.of(),
            "");
    net.kernel().commit(Plan.of(RouteChange.add(local)));
  }

  private static void readdressMain(NetAlias net, String name, Prefix prefix) {
    if (prefix.address().family() != Address.INET) {
      return;
    }
    net.run(d ->
        d.view()
            .block(name)
            .map(b -> b.main().device())
            .ifPresent(dev -> d.readdressMain(name, InterfaceAddress.of(dev, prefix, name))));
  }

  private static void route(NetAlias net, String name, Prefix target) {
    net.run(d -> {
      Alias alias = d.alias(name);
      Device device = alias.main().device();
      boolean there =
          d.view().snapshot().routes().stream().anyMatch(r -> r.destination().equals(target));
      if (alias.isOpen() && alias.address().family() == Address.INET && !there) {
        Route route = Route.to(target, Hop.through(device, null));
        d.add(RouteChange.add(route.withPreferredSource(alias.address())));
      }
    });
  }

  private static void unroute(NetAlias net, Prefix target) {
    net.run(d ->
        d.view().snapshot().routes().stream()
            .filter(r -> r.destination().equals(target) && !r.isKernels())
            .findFirst()
            .ifPresent(r -> d.add(RouteChange.remove(r))));
  }

  /** Whether a command is one with which aliases go. */
  static boolean mayLose(String line) {
    return GOING.contains(line.substring(0, line.indexOf(' ')));
  }

  // Looking

  /** The names of the aliases in what {@link #look} told. */
  static Set<String> aliases(String look) {
    return ALIAS.matcher(look).results().map(name -> name.group(1)).collect(Collectors.toSet());
  }

  /** What a host looks like: all that must be the same on two kernels. */
  static String look(ContractHost host) {
    AliasView view = host.net().view();
    Snapshot snapshot =
        host.net().kernel().snapshot(EnumSet.of(Part.ADDRESSES, Part.ROUTES, Part.LOCAL_ROUTES));
    StringBuilder text = new StringBuilder(Listings.chain(view)).append('\n');
    text.append(Listings.aliases(view)).append(Listings.aliasTypes(view));
    for (Block block : view.blocks()) {
      text.append(block.main().name()).append(block.main().isUp() ? " up\n" : " down\n");
      for (Alias a : block.aliases()) {
        text.append("  %s %s".formatted(a.name(), a.realisation().text()))
            .append(" %s %s".formatted(a.owned().prefix(), a.owned().broadcast()))
            .append(
                " %s%s\n".formatted(a.state(), a.device() == null ? "" : " " + a.link().name()));
      }
      snapshot.addressesOf(block.main().device()).stream()
          .filter(a -> a.local().family() == Address.INET)
          .forEach(
              a -> text.append("  %s %s %s\n".formatted(a.prefix(), a.label(), a.isSecondary())));
    }
    snapshot.routes().stream()
        .filter(
            r -> r.destination().address().family() == Address.INET && r.type() == Route.UNICAST)
        .map(r ->
            "%s dev %s src %s%s"
                .formatted(
                    r.destination(),
                    r.device(),
                    r.preferredSource(),
                    r.isKernels() ? " connected" : ""))
        .sorted()
        .forEach(r -> text.append(r).append('\n'));
    view.drift().forEach(d -> text.append("drift: ").append(d).append('\n'));
    return text.toString();
  }
}
