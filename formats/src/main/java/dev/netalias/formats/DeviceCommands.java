package dev.netalias.formats;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.Creation.OwnDevice;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.net.AliasName;
import dev.netalias.net.DeviceName;
import dev.netalias.net.FormatException;
import dev.netalias.net.Mac;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a script that make devices of aliases: {@code ip link add link eth0 name eth0-0
 * …} and, by which netalias knows it, {@code ip link set dev eth0-0 alias eth0:0}.
 */
public final class DeviceCommands {
  /** What netalias sets on the device of an alias, so that it answers for its own address only. */
  private static final List<String> SETTINGS =
      List.of("rp_filter=2", "arp_announce=2", "arp_ignore=1");

  private static final Pattern SYSCTL =
      Pattern.compile(
          "(?:\\S*/)?sysctl(?: -[qw]+)* net\\.ipv4\\.conf\\.([^.]+)\\.(?:rp_filter|arp_[a-z]+)=\\d");

  private final Map<String, OwnDevice> made = new HashMap<>();
  private final Map<String, AliasName> named = new HashMap<>();

  /** Command to device. */
  private final Map<String, String> commands = new HashMap<>();

  /** The devices that some commands make. */
  public static DeviceCommands of(List<String> commands, String iface) {
    DeviceCommands all = new DeviceCommands();
    for (String command : commands) {
      List<String> words = AddressCommand.words(command, iface);
      try {
        if (words.size() > 4 && isLink(words)) {
          all.read(words.get(2), words.subList(3, words.size()));
        }
      } catch (FormatException | AliasException other) {
        // a device, and not an alias's
      }
    }
    all.made.keySet().retainAll(all.named.keySet());
    for (String command : commands) {
      all.deviceIn(command, iface).ifPresent(device -> all.commands.put(command, device));
    }
    return all;
  }

  private static boolean isLink(List<String> words) {
    String program = words.getFirst();
    return program.substring(program.lastIndexOf('/') + 1).equals("ip")
        && (words.get(1).equals("link") || words.get(1).equals("l"));
  }

  private void read(String verb, List<String> words) {
    Map<String, String> said = said(words);
    String name = said.getOrDefault("name", said.getOrDefault("dev", ""));
    if (verb.equals("add") && said.containsKey("link") && said.containsKey("type")) {
      String kind = said.get("type");
      // What the kernel takes where no mode is said.
      String usual = StackedDevice.Type.MACVLAN.equals(kind) ? "vepa" : "l3";
      OwnDevice own = OwnDevice.of(said.getOrDefault("mode", usual), said.get("address"));
      if (own.type().kind().equals(kind)) {
        made.put(name, own);
      }
    } else if (verb.equals("set") && said.containsKey("alias")) {
      named.put(name, AliasName.parse(said.getOrDefault("alias", "")));
    }
  }

  /** Words in pairs; one where a key should be is a name. */
  private static Map<String, String> said(List<String> words) {
    Map<String, String> said = new HashMap<>();
    Set<String> keys = Set.of("link", "name", "dev", "address", "type", "mode", "index", "alias");
    for (int i = 0; i < words.size(); i++) {
      boolean pair = keys.contains(words.get(i)) && i + 1 < words.size();
      said.put(pair ? words.get(i) : "name", words.get(pair ? ++i : i));
    }
    return said;
  }

  /** The device that a command makes what it is, or takes away. */
  private Optional<String> deviceIn(String command, String iface) {
    List<String> words = AddressCommand.words(command, iface);
    Matcher sysctl = SYSCTL.matcher(String.join(" ", words));
    if (sysctl.matches()) {
      return Optional.of(sysctl.group(1).replace('/', '.')).filter(made::containsKey);
    }
    if (words.size() < 4 || !isLink(words)) {
      return Optional.empty();
    }
    Map<String, String> said = said(words.subList(3, words.size()));
    boolean one =
        switch (words.get(2)) {
          case "add" -> said.containsKey("type");
          case "set" ->
              said.containsKey("alias") || words.size() <= 6 && words.getLast().equals("up");
          case "del", "delete" -> true;
          default -> false;
        };
    return one ? words.stream().filter(made::containsKey).findFirst() : Optional.empty();
  }

  /** The device of an alias that a command makes what it is, or takes away. */
  public Optional<String> device(String command) {
    return Optional.ofNullable(commands.get(command));
  }

  /** An address that a script adds, as that of an alias where its device is one's. */
  public Declared resolved(Declared one) {
    OwnDevice own = made.get(one.device());
    AliasName name = named.get(one.device());
    if (own == null || name == null) {
      return one;
    }
    return Declared.alias(name.main().text(), name.tag(), one.prefix())
        .withBroadcast(one.broadcast())
        .withOpen(one.open())
        .withDevice(own);
  }

  // Writing

  /** Why there can be no commands for an alias's device, empty where there can. */
  public static Optional<String> refusal(Declared alias) {
    String name = device(alias.device(), alias.tag().isEmpty() ? "00" : alias.tag());
    return name.length() <= DeviceName.MOST_BYTES
        ? Optional.empty()
        : Optional.of(
            "its device would be named %s, and such a name has at most %d bytes"
                .formatted(name, DeviceName.MOST_BYTES));
  }

  private static String device(String main, String tag) {
    return main + "-" + tag;
  }

  /** The commands that make an alias with its device, in their order. */
  public static List<String> making(Declared alias) {
    OwnDevice own = alias.own() == null ? OwnDevice.USUAL : alias.own();
    String name = device(alias.device(), alias.tag());
    StackedDevice.Type type = own.type();
    String mac = own.mac().equals(Mac.NONE) ? "" : " address " + own.mac();
    List<String> commands = new ArrayList<>();
    commands.add(
        "ip link add link %s name %s%s type %s mode %s"
            .formatted(alias.device(), name, mac, type.kind(), type.mode()));
    commands.add("ip link set dev %s alias %s".formatted(name, alias.name()));
    for (String setting : SETTINGS) {
      commands.add("sysctl -q net.ipv4.conf.%s.%s".formatted(name.replace('.', '/'), setting));
    }
    String broadcast = alias.broadcast() == null ? "" : " brd " + alias.broadcast();
    commands.add("ip addr add %s%s dev %s".formatted(alias.prefix(), broadcast, name));
    commands.add("ip link set dev %s up".formatted(name));
    return commands;
  }

  /** The command that takes the device away, and the alias with it. */
  public static String removing(Declared alias) {
    return "ip link del dev " + device(alias.device(), alias.tag());
  }
}
