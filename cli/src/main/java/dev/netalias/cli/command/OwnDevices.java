package dev.netalias.cli.command;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.words.Model;
import dev.netalias.kernel.state.Setting;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The words of {@code add} for an alias that is a device of its own. */
final class OwnDevices {
  static final List<String> MODES = Creation.OwnDevice.MODES;

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
    return Creation.OwnDevice.of(mode, mac);
  }

  /** What main does that only its own settings keep it from. */
  static List<Output.Note> notes(Draft draft, String main) {
    boolean answers =
        draft.view().snapshot().link(main).stream()
            .anyMatch(l -> Objects.equals(l.setting(Setting.ARP_IGNORE), 0));
    String conf = "net.ipv4.conf." + main.replace('.', '/');
    return answers
        ? List.of(
            new Output.Note(
                main
                    + " itself answers ARP for every address of this host, its alias devices' too,"
                    + " and sends for them",
                "to keep it from that: sysctl -w %s.arp_ignore=1 %s.arp_announce=2"
                    .formatted(conf, conf)))
        : List.of();
  }
}
