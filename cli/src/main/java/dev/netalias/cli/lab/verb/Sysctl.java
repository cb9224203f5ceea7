package dev.netalias.cli.lab.verb;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.Draft;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Setting;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code sysctl net.core.net_alias_max}, the bound on slots, and {@code net.ipv4.ip_forward}: each
 * of all main devices of a host, those that come later too; {@code net.ipv4.conf.DEVICE.NAME}, of
 * one device. Without a bound on slots it prints and takes {@code -1}.
 */
final class Sysctl {
  private static final String SLOTS = "net.core.net_alias_max";
  private static final String FORWARD = "net.ipv4.ip_forward";
  private static final String DEVICE = "net.ipv4.conf.";
  private static final int MOST = 8;

  private Sysctl() {}

  static int run(Call call) {
    List<String> words = call.behind(1).words();
    boolean write = !words.isEmpty() && words.getFirst().equals("-w");
    String all = String.join(" ", write ? words.subList(1, words.size()) : words);
    if (all.isBlank()) {
      throw AliasException.usage("a name is missing", "help sysctl");
    }
    for (String word : all.replaceAll("\\s*=\\s*", "=").split("\\s+")) {
      int end = word.indexOf('=');
      String name = (end < 0 ? word : word.substring(0, end)).replace('/', '.');
      String value = end < 0 ? "" : word.substring(end + 1);
      call.out().print(name + " = " + value(call, name, end < 0 ? null : value) + "\n");
    }
    return 0;
  }

  /** The value of a setting, once it is set where there is something to set. */
  private static int value(Call call, String name, @Nullable String value) {
    HostThings things = call.scene().things(call.host());
    switch (name) {
      case SLOTS -> {
        if (value != null) {
          things.slotBound(number(value, -1, Integer.MAX_VALUE, "0 and up, or -1 for no bound"));
          applyAll(call);
        }
        return bound(call);
      }
      case FORWARD -> {
        if (value != null) {
          things.forwards(number(value, 0, 1, "1 for yes, 0 for no") == 1);
          applyAll(call);
        }
        return things.forwards() ? 1 : 0;
      }
      default -> {
        return ofDevice(call, name, value);
      }
    }
  }

  private static int ofDevice(Call call, String name, @Nullable String value) {
    int last = name.lastIndexOf('.');
    Optional<Setting> setting =
        Stream.of(Setting.values())
            .filter(s -> name.startsWith(DEVICE) && s.text().equals(name.substring(last + 1)))
            .findFirst();
    if (setting.isEmpty() || last <= DEVICE.length()) {
      throw AliasException.notFound(
          "there is no setting '" + name + "'",
          "%s, %s, %sDEVICE.arp_ignore and the like".formatted(SLOTS, FORWARD, DEVICE));
    }
    String device = name.substring(DEVICE.length(), last);
    Setting which = setting.get();
    int wanted = value == null ? 0 : number(value, 0, MOST, "a number from 0 to " + MOST);
    int[] now = new int[1];
    call.net()
        .run(draft -> {
          Link link =
              draft
                  .view()
                  .snapshot()
                  .link(device)
                  .orElseThrow(
                      () -> AliasException.notFound("there is no device '" + device + "'", ""));
          int before = Objects.requireNonNullElse(link.setting(which), 0);
          now[0] = value == null ? before : wanted;
          if (before != now[0]) {
            draft.add(new SettingChange(link.device(), which, before, wanted));
          }
        });
    return now[0];
  }

  private static void applyAll(Call call) {
    call.net().run(draft -> draft.view().snapshot().links().forEach(l -> apply(call, draft, l)));
  }

  /** Sets one device as the host's settings say; an alias device has no slots to bound. */
  static void apply(Call call, Draft draft, Link link) {
    HostThings things = call.scene().things(call.host());
    if (draft.view().block(link.name()).isPresent()) {
      draft.boundSlots(link.name(), things.slotBound());
    }
    int before = Objects.requireNonNullElse(link.setting(Setting.FORWARDING), 0);
    int after = things.forwards() ? 1 : 0;
    if (before != after) {
      draft.add(new SettingChange(link.device(), Setting.FORWARDING, before, after));
    }
  }

  private static int number(String text, int least, int most, String range) {
    try {
      int number = Integer.parseInt(text);
      if (number <= most && number >= least) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      // told below, as a number out of range is
    }
    throw AliasException.usage("'" + text + "' is out of range", range);
  }

  /** The least of the devices' bounds: netalias set bounds one alone. */
  private static int bound(Call call) {
    return call.net().view().snapshot().registry().all(Entry.OfSlotBound.class).stream()
        .mapToInt(Entry.OfSlotBound::bound)
        .min()
        .orElse(-1);
  }
}
