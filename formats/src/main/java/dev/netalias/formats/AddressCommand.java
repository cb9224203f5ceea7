package dev.netalias.formats;

import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command of a script, or of an {@code up} line, that adds or deletes one address: {@code ip addr
 * add …}, {@code ip route add local …}, {@code ifconfig eth0:0 …}.
 *
 * @param adds whether it adds
 * @param declared what
 */
public record AddressCommand(boolean adds, Declared declared) {
  /**
   * What a command does, empty where it is none of these.
   *
   * @param iface what {@code $IFACE} is, and whose tag an address without a label has
   */
  public static Optional<AddressCommand> of(String command, String iface) {
    List<String> words = words(command, iface);
    try {
      return switch (words.isEmpty() ? "" : program(words.getFirst())) {
        case "ip" -> ip(words.subList(1, words.size()), iface);
        case "ifconfig" -> ifconfig(words.subList(1, words.size()));
        default -> Optional.empty();
      };
    } catch (FormatException other) {
      return Optional.empty();
    }
  }

  private static String program(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }

  /** The words; none where a shell would do more than to run them. */
  static List<String> words(String command, String iface) {
    String plain = command.strip();
    for (String tail : List.of("|| true", "|| :", "2>/dev/null", "2> /dev/null", ">/dev/null")) {
      plain = plain.endsWith(tail) ? plain.substring(0, plain.length() - tail.length()) : plain;
      plain = plain.strip();
    }
    plain = plain.replace("${IFACE}", iface).replace("$IFACE", iface);
    plain = plain.replace("\"" + iface, iface).replace("\"", "");
    List<String> words = new ArrayList<>();
    for (String word : plain.split("\\s+")) {
      if (word.chars().anyMatch(c -> "$`'\"|&;<>(){}*?[]#\\".indexOf(c) >= 0)) {
        return List.of();
      }
      words.add(word);
    }
    return words;
  }

  private static Optional<AddressCommand> ip(List<String> all, String iface) {
    List<String> words = new ArrayList<>(all);
    while (!words.isEmpty() && (words.getFirst().equals("-4") || words.getFirst().equals("-6"))) {
      words.removeFirst();
    }
    if (words.size() < 3) {
      return Optional.empty();
    }
    boolean adds =
        switch (words.get(1)) {
          case "add", "a", "replace" -> true;
          case "del", "d", "delete" -> false;
          default -> throw new FormatException("another command");
        };
    List<String> rest = words.subList(2, words.size());
    return switch (words.getFirst()) {
      case "addr", "address", "a" -> address(adds, rest, iface);
      case "route", "r" -> route(adds, rest, iface);
      default -> Optional.empty();
    };
  }

  /** What follows {@code ip addr add}, of which the order is free. */
  private static Optional<AddressCommand> address(boolean adds, List<String> words, String iface) {
    Prefix prefix = null;
    String device = "";
    String label = "";
    String broadcast = null;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String next = i + 1 < words.size() ? words.get(i + 1) : "";
      switch (word) {
        case "dev" -> device = next;
        case "label" -> label = next;
        case "brd", "broadcast" -> broadcast = next;
        case "local" -> prefix = Prefix.parse(next);
        default -> {
          if (prefix != null) {
            return Optional.empty(); // scope, peer, lifetimes: more than an alias says
          }
          prefix = Prefix.parse(word);
          continue;
        }
      }
      i++;
    }
    if (prefix == null || device.isEmpty()) {
      return Optional.empty();
    }
    String main = beforeColon(device);
    String tag = label.isEmpty() ? tagOf(iface, main) : tagOf(label, main);
    if (!label.isEmpty() && tag.isEmpty() && !label.equals(main)) {
      return Optional.empty();
    }
    Address brd = broadcast == null ? null : broadcast(prefix, broadcast);
    boolean named = label.isEmpty() && prefix.address().family() == Address.INET;
    Declared declared = Declared.alias(main, named ? "" : tag, prefix).withBroadcast(brd);
    return Optional.of(new AddressCommand(adds, declared));
  }

  private static Address broadcast(Prefix prefix, String said) {
    return said.equals("+")
        ? prefix.last()
        : said.equals("-") ? prefix.network().address() : Address.parse(said);
  }

  private static String beforeColon(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private static String tagOf(String name, String device) {
    return name.startsWith(device + ":") ? name.substring(device.length() + 1) : "";
  }

  /** {@code ip route add local ADDRESS dev eth0 table local proto 78 metric 1}. */
  private static Optional<AddressCommand> route(boolean adds, List<String> words, String iface) {
    if (words.size() < 6 || words.size() % 2 != 0 || !words.getFirst().equals("local")) {
      return Optional.empty();
    }
    Prefix prefix = Prefix.parse(words.get(1));
    String device = "";
    boolean local = false;
    long protocol = 0;
    long metric = 0;
    for (int i = 2; i < words.size(); i += 2) {
      String value = words.get(i + 1);
      switch (words.get(i)) {
        case "dev" -> device = value;
        case "table" -> local = value.equals("local") || value.equals("255");
        case "proto" -> protocol = number(value);
        case "metric" -> metric = number(value);
        default -> {
          return Optional.empty();
        }
      }
    }
    boolean alias = protocol == Protocol.NETALIAS && RouteColumns.isMetric(metric);
    if (!local || !alias || device.isEmpty()) {
      return Optional.empty(); // not one that netalias would list
    }
    boolean word = metric == RouteColumns.WORD_METRIC;
    String tag = word ? tagOf(iface, device) : Long.toString(metric - 1);
    Declared declared =
        Declared.alias(device, tag, prefix).as(Realisation.ROUTE).withBroadcast(null);
    return Optional.of(new AddressCommand(adds, declared));
  }

  private static long number(String text) {
    if (!text.matches("[0-9]{1,10}")) {
      throw new FormatException("'" + text + "' is no number");
    }
    return Long.parseLong(text);
  }

  /** {@code ifconfig eth0:0 ADDRESS netmask MASK broadcast ADDRESS up}, of an alias. */
  private static Optional<AddressCommand> ifconfig(List<String> words) {
    if (words.isEmpty() || words.getFirst().indexOf(':') < 0) {
      return Optional.empty();
    }
    String name = words.getFirst();
    String device = beforeColon(name);
    String tag = tagOf(name, device);
    if (words.size() == 2 && words.get(1).equals("down")) {
      return Optional.empty(); // which address that deletes, the other line says
    }
    Prefix prefix = null;
    Address mask = null;
    @Nullable Address broadcast = null;
    for (int i = 1; i < words.size(); i++) {
      switch (words.get(i)) {
        case "up" -> {}
        case "netmask" -> mask = Address.parse(words.get(Math.min(++i, words.size() - 1)));
        case "broadcast" -> broadcast = Address.parse(words.get(Math.min(++i, words.size() - 1)));
        default -> {
          if (prefix != null) {
            return Optional.empty();
          }
          prefix = Prefix.parse(words.get(i));
        }
      }
    }
    if (prefix == null || prefix.address().family() != Address.INET) {
      return Optional.empty();
    }
    boolean given = words.stream().anyMatch(word -> word.indexOf('/') > 0);
    int length =
        mask != null
            ? Long.bitCount(mask.low())
            : given ? prefix.length() : Declared.classful(prefix.address());
    Prefix whole = new Prefix(prefix.address(), length);
    Declared alias = Declared.alias(device, tag, whole);
    return Optional.of(
        new AddressCommand(true, broadcast == null ? alias : alias.withBroadcast(broadcast)));
  }

  /**
   * The arguments of {@code ip} that add an alias or delete it, as netalias itself would show them.
   *
   * @param verb {@code add}, {@code replace} or {@code del}
   */
  public static String of(Declared alias, String verb) {
    if (alias.realisation() == Realisation.ROUTE) {
      String destination =
          alias.prefix().isHost()
              ? alias.prefix().address().toString()
              : alias.prefix().network().toString();
      return "route %s local %s dev %s table local proto 78 metric %d"
          .formatted(verb, destination, alias.device(), alias.metric());
    }
    String label = alias.isInet() && !alias.tag().isEmpty() ? " label " + alias.name() : "";
    String broadcast =
        alias.broadcast() == null || verb.equals("del") ? "" : " brd " + alias.broadcast();
    return "addr %s %s%s dev %s%s"
        .formatted(verb, alias.prefix(), broadcast, alias.device(), label);
  }
}
