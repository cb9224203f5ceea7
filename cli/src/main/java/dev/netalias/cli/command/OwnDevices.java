package dev.netalias.cli.command;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.cli.words.Model;
import dev.netalias.kernel.state.Setting;
import dev.netalias.kernel.state.StackedDevice.Type;
import dev.netalias.net.FormatException;
import dev.netalias.net.Mac;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The words of {@code add} for an alias that is a device of its own. */
final class OwnDevices {
  /** The modes: the first four are macvlan's, the others ipvlan's. */
  static final List<String> MODES =
      List.of("bridge", "private", "vepa", "passthru", "l2", "l3", "l3s");

  private static final int FIRST_OF_IPVLAN = 4;

  private OwnDevices() {}

  /** The device that is wanted; null where the alias is to be none. */
  static Creation.@Nullable OwnDevice of(ParseResult words) {
    String mode = Model.oneOf(words, "--mode", MODES.toArray(String[]::new));
    String mac = words.matchedOptionValue("--mac", null);
    if (!words.matchedOptionValue("--as", "").equals("device")) {
      if (mode != null || mac != null) {
        throw AliasException.usage(
            (mac != null ? "--mac" : "--mode") + " is for an alias that is a device",
            "add --as device");
      }
      return null;
    }
    Type type = type(mode == null ? MODES.getFirst() : mode);
    if (mac != null && type.kind().equals(Type.IPVLAN)) {
      throw AliasException.usage(
          "an ipvlan device (--mode %s) has main's MAC address, and no other".formatted(mode),
          "--mode bridge makes a macvlan device, which has its own");
    }
    return new Creation.OwnDevice(type, mac == null ? Mac.NONE : mac(mac));
  }

  /** What main does that only its own settings keep it from. */
  static List<String> notes(Draft draft, String main) {
    boolean answers =
        draft.view().snapshot().link(main).stream()
            .anyMatch(l -> Objects.equals(l.setting(Setting.ARP_IGNORE), 0));
    String conf = "net.ipv4.conf." + main.replace('.', '/');
    return answers
        ? List.of(
            ("%s itself answers ARP for every address of this host, its alias devices' too, and"
                    + " sends for them; to keep it from that:"
                    + " sysctl -w %s.arp_ignore=1 %s.arp_announce=2")
                .formatted(main, conf, conf))
        : List.of();
  }

  private static Type type(String mode) {
    return new Type(MODES.indexOf(mode) < FIRST_OF_IPVLAN ? Type.MACVLAN : Type.IPVLAN, mode);
  }

  private static Mac mac(String text) {
    try {
      Mac mac = Mac.parse(text);
      boolean usable = mac.size() == 6 && (mac.bytes()[0] & 1) == 0 && !isZero(mac);
      if (usable) {
        return mac;
      }
    } catch (FormatException wrong) {
      // told below
    }
    throw AliasException.usage(
        "'" + text + "' can't be the MAC address of a device",
        "six bytes, the first of them even, as in 02:00:00:00:00:12");
  }

  private static boolean isZero(Mac mac) {
    for (byte b : mac.bytes()) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
