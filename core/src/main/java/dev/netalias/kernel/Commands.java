package dev.netalias.kernel;

import dev.netalias.kernel.state.Hop;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.kernel.state.Rule;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.kernel.state.Stacking;
import dev.netalias.net.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The shell commands that changes equal: {@code ip-address(8)}, {@code ip-route(8)} … */
final class Commands {
  /** What {@code ip link set} calls the setting and the clearing of a flag. */
  private record FlagWords(int flag, String set, String cleared) {}

  private static final List<FlagWords> FLAG_WORDS =
      List.of(
          new FlagWords(Link.UP, " up", " down"),
          new FlagWords(Link.NO_TRAILERS, " trailers off", " trailers on"),
          new FlagWords(Link.NO_ARP, " arp off", " arp on"),
          new FlagWords(Link.PROMISCUOUS, " promisc on", " promisc off"),
          new FlagWords(Link.ALL_MULTICAST, " allmulticast on", " allmulticast off"),
          new FlagWords(Link.MULTICAST, " multicast on", " multicast off"),
          new FlagWords(Link.DYNAMIC, " dynamic on", " dynamic off"));

  private Commands() {}

  static String of(AddressChange change) {
    if (change.before() == null) {
      return "ip addr add " + address(change.subject(), true);
    }
    return change.after() == null
        ? "ip addr del " + address(change.subject(), false)
        : "ip addr change " + address(change.subject(), true);
  }

  private static String address(InterfaceAddress a, boolean whole) {
    List<String> words = new ArrayList<>();
    if (a.peer() == null) {
      words.add(a.prefix().toString());
    } else {
      words.add(a.local() + " peer " + a.peer() + "/" + a.prefixLength());
    }
    if (whole && a.broadcast() != null) {
      words.add("brd " + a.broadcast());
    }
    words.add("dev " + a.device());
    if (whole) {
      if (!a.label().isEmpty() && !a.label().equals(a.device().name())) {
        words.add("label " + quoted(a.label()));
      }
      if (a.scope() != InterfaceAddress.usualScope(a.local())) {
        words.add("scope " + scope(a.scope()));
      }
      if ((a.flags() & InterfaceAddress.NO_DAD) != 0) {
        words.add("nodad");
      }
      if ((a.flags() & InterfaceAddress.NO_PREFIX_ROUTE) != 0) {
        words.add("noprefixroute");
      }
      if (a.metric() != 0) {
        words.add("metric " + a.metric());
      }
      lifetime(words, a.lifetime());
    }
    return String.join(" ", words);
  }

  private static void lifetime(List<String> words, Lifetime lifetime) {
    if (lifetime.valid() != Lifetime.UNLIMITED) {
      words.add("valid_lft " + lifetime.valid());
    }
    if (lifetime.preferred() != Lifetime.UNLIMITED) {
      words.add("preferred_lft " + lifetime.preferred());
    }
  }

  private static String scope(int scope) {
    return switch (scope) {
      case InterfaceAddress.SCOPE_GLOBAL -> "global";
      case InterfaceAddress.SCOPE_LINK -> "link";
      case InterfaceAddress.SCOPE_HOST -> "host";
      default -> Integer.toString(scope);
    };
  }

  private static String quoted(String label) {
    return label.matches("[A-Za-z0-9_.:@+-]+") ? label : "'" + label.replace("'", "'\\''") + "'";
  }

  static String of(RouteChange change) {
    Route route = change.subject();
    String verb = verb(change);
    boolean six = route.destination().address().family() == Address.INET6;
    List<String> words = new ArrayList<>();
    words.add((six ? "ip -6 route " : "ip route ") + verb);
    if (route.type() != Route.UNICAST) {
      words.add(type(route.type()));
    }
    boolean whole = route.destination().length() == 0;
    words.add(
        whole
            ? "default"
            : route.destination().isHost()
                ? route.destination().address().toString()
                : route.destination().toString());
    if (route.tos() != 0) {
      words.add("tos 0x%02x".formatted(route.tos()));
    }
    if (route.hops().size() == 1) {
      words.add(hop(route.hops().getFirst()));
    }
    options(words, route);
    if (route.hops().size() > 1) {
      route.hops().forEach(h -> words.add("nexthop " + hop(h) + " weight " + h.weight()));
    }
    return String.join(" ", words);
  }

  private static String verb(RouteChange change) {
    if (change.before() == null) {
      return change.beside() ? "prepend" : "add";
    }
    return change.after() == null ? "del" : "replace";
  }

  private static void options(List<String> words, Route route) {
    if (RouteColumns.isAlias(route)) { // what tells it from those of others
      words.add(route.table() == Route.LOCAL_TABLE ? "table local" : "table " + route.table());
      words.add("proto " + route.protocol());
    } else if (route.table()
        != (route.type() == Route.LOCAL ? Route.LOCAL_TABLE : Route.MAIN_TABLE)) {
      words.add("table " + route.table());
      if (route.protocol() == Protocol.NETALIAS) { // it is read back by that mark
        words.add("proto " + route.protocol());
      }
    }
    if (route.preferredSource() != null) {
      words.add("src " + route.preferredSource());
    }
    if (route.metric() != 0) {
      words.add("metric " + route.metric());
    }
    for (Map.Entry<Integer, Long> metric : new TreeMap<>(route.metrics()).entrySet()) {
      words.add(metric(metric.getKey(), metric.getValue()));
    }
  }

  static String of(RuleChange change) {
    Rule rule = change.subject();
    boolean six = rule.source().address().family() == Address.INET6;
    return "ip %srule %s from %s lookup %d priority %d proto %d"
        .formatted(
            six ? "-6 " : "",
            change.after() == null ? "del" : "add",
            rule.source().length() == 0
                ? "all"
                : rule.source().isHost() ? rule.source().address() : rule.source(),
            rule.table(),
            rule.priority(),
            rule.protocol());
  }

  private static String metric(int number, long value) {
    return switch (number) {
      case Route.METRIC_MTU -> "mtu " + value;
      case Route.METRIC_WINDOW -> "window " + value;
      case Route.METRIC_RTT -> "rtt " + value / 8 + "ms";
      case Route.METRIC_MSS -> "advmss " + value;
      default -> "# RTAX " + number + " " + value;
    };
  }

  private static String hop(Hop hop) {
    List<String> words = new ArrayList<>();
    if (hop.gateway() != null) {
      words.add("via " + hop.gateway());
    }
    if (hop.device() != null) {
      words.add("dev " + hop.device());
    }
    if ((hop.flags() & Hop.ONLINK) != 0) {
      words.add("onlink");
    }
    return String.join(" ", words);
  }

  private static String type(int type) {
    return switch (type) {
      case Route.LOCAL -> "local";
      case Route.BROADCAST -> "broadcast";
      case 4 -> "anycast";
      case 5 -> "multicast";
      case 6 -> "blackhole";
      case Route.UNREACHABLE -> "unreachable";
      case 8 -> "prohibit";
      case 9 -> "throw";
      default -> Integer.toString(type);
    };
  }

  static String of(NeighbourChange change) {
    Neighbour n = change.subject();
    String proxy = (n.flags() & Neighbour.PROXY) != 0 ? "proxy " : "";
    if (change.after() == null) {
      return "ip neigh del %s%s dev %s".formatted(proxy, n.address(), n.device());
    }
    String verb = change.before() == null ? "add" : "replace";
    String mac = n.mac().size() == 0 ? "" : " lladdr " + n.mac();
    return "ip neigh %s %s%s%s dev %s".formatted(verb, proxy, n.address(), mac, n.device());
  }

  static String of(EntryChange change) {
    if (change.before() == null) {
      return "# remember: " + change.subject().text();
    }
    return (change.after() == null ? "# forget: " : "# remember now: ") + change.subject().text();
  }

  static String of(LinkChange change) {
    StringBuilder text = new StringBuilder("ip link set dev " + change.device());
    LinkState before = change.before();
    LinkState after = change.after();
    int changed = before.flags() ^ after.flags();
    for (FlagWords words : FLAG_WORDS) {
      if ((changed & words.flag) != 0) {
        text.append((after.flags() & words.flag) != 0 ? words.set : words.cleared);
      }
    }
    append(text, " mtu ", before.mtu() == after.mtu() ? null : after.mtu());
    append(
        text,
        " txqueuelen ",
        before.queueLength() == after.queueLength() ? null : after.queueLength());
    append(text, " address ", before.mac().equals(after.mac()) ? null : after.mac());
    return text.toString();
  }

  private static void append(StringBuilder text, String word, @Nullable Object value) {
    if (value != null) {
      text.append(word).append(value);
    }
  }

  static String of(DeviceChange change) {
    StackedDevice it = change.subject();
    if (change.before() == null) {
      String mac = it.mac().size() == 0 ? "" : " address " + it.mac();
      String beyond =
          it.lowerNamespace() == Stacking.HERE ? "" : " link-netnsid " + it.lowerNamespace();
      return "ip link add link %s%s name %s index %d%s type %s mode %s"
          .formatted(
              it.lower(),
              beyond,
              it.device(),
              it.device().index(),
              mac,
              it.type().kind(),
              it.type().mode());
    }
    return change.after() == null
        ? "ip link del dev " + it.device()
        : "ip link set dev %s alias %s".formatted(it.device(), quoted(it.text()));
  }

  static String of(MoveChange change) {
    MoveChange.Place before = change.before();
    MoveChange.Place after = change.after();
    String to = Objects.requireNonNullElse(after.namespace(), "$$");
    String renamed =
        before.device().name().equals(after.device().name()) ? "" : " name " + after.device();
    String command = "ip link set dev %s netns %s%s".formatted(before.device(), to, renamed);
    return before.namespace() == null ? command : in(before.namespace(), command);
  }

  /** Commands as they are given for another network namespace. */
  static String in(String namespace, String commands) {
    return Stream.of(commands.split(" && "))
        .map(command -> one(namespace, command))
        .collect(Collectors.joining(" && "));
  }

  private static String one(String namespace, String command) {
    if (command.startsWith("#")) {
      return "# in " + namespace + ":" + command.substring(1);
    }
    if (namespace.indexOf('/') >= 0) {
      return "nsenter --net=%s %s".formatted(namespace, command);
    }
    return command.startsWith("ip ")
        ? "ip -n %s%s".formatted(namespace, command.substring(2))
        : "ip netns exec %s %s".formatted(namespace, command);
  }

  static String of(SettingChange change) {
    return "sysctl -q net.ipv4.conf.%s.%s=%d"
        .formatted(
            change.device().name().replace('.', '/'), change.setting().text(), change.after());
  }
}
