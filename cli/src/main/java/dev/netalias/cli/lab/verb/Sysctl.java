package dev.netalias.cli.lab.verb;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.Draft;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Setting;
import java.util.List;
import java.util.Objects;

/**
 * {@code sysctl net.core.net_alias_max}, the bound on slots, and {@code net.ipv4.ip_forward}: each
 * of all main devices of a host, those that come later too. Without a bound on slots it prints and
 * takes {@code -1}.
 */
final class Sysctl {
  private static final String SLOTS = "net.core.net_alias_max";
  private static final String FORWARD = "net.ipv4.ip_forward";

  private Sysctl() {}

  static int run(Call call) {
    List<String> words = call.behind(1).words();
    boolean write = !words.isEmpty() && words.getFirst().equals("-w");
    String text = String.join("", write ? words.subList(1, words.size()) : words);
    int end = text.indexOf('=');
    String name = (end < 0 ? text : text.substring(0, end)).replace('/', '.');
    if (name.isEmpty()) {
      throw AliasException.usage("a name is missing", "help sysctl");
    }
    if (!name.equals(SLOTS) && !name.equals(FORWARD)) {
      throw AliasException.notFound("there is no setting '" + name + "'", SLOTS + ", " + FORWARD);
    }
    boolean slots = name.equals(SLOTS);
    if (end >= 0) {
      String value = text.substring(end + 1);
      HostThings things = call.scene().things(call.host());
      if (slots) {
        things.slotBound(number(value, Integer.MAX_VALUE, "0 and up, or -1 for no bound"));
      } else {
        things.forwards(number(value, 1, "1 for yes, 0 for no") == 1);
      }
      call.net().run(draft -> draft.view().snapshot().links().forEach(l -> apply(call, draft, l)));
    }
    call.out().print(name + " = " + (slots ? bound(call) : forwards(call)) + "\n");
    return 0;
  }

  /** Sets one device as the host's settings say. */
  static void apply(Call call, Draft draft, Link link) {
    HostThings things = call.scene().things(call.host());
    draft.boundSlots(link.name(), things.slotBound());
    int before = Objects.requireNonNullElse(link.setting(Setting.FORWARDING), 0);
    int after = things.forwards() ? 1 : 0;
    if (before != after) {
      draft.add(new SettingChange(link.device(), Setting.FORWARDING, before, after));
    }
  }

  private static int number(String text, int most, String range) {
    try {
      int number = Integer.parseInt(text);
      if (number <= most && number >= (most == 1 ? 0 : -1)) {
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

  private static int forwards(Call call) {
    return call.scene().things(call.host()).forwards() ? 1 : 0;
  }
}
