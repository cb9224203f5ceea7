package dev.netalias.cli.lab.verb;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.Table;
import dev.netalias.embedded.device.Faults;
import dev.netalias.embedded.device.MainDevice;
import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.state.Interface;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code wire}: lists and adds wires, plugs devices into them, and spoils them. */
final class WireVerb {
  private WireVerb() {}

  static int run(Call call) {
    if (call.size() == 0) {
      list(call);
    } else if (call.word(1, "").equals("add")) {
      call.most(2);
      call.scene().addWire(call.word(2, "NAME"));
    } else {
      Wire wire = call.scene().wire(call.word(1, "NAME"));
      change(call, wire);
    }
    return 0;
  }

  private static void change(Call call, Wire wire) {
    String what = call.word(2, "what to do with it");
    Faults now = wire.faults();
    switch (what) {
      case "plug" -> plug(call, wire);
      case "cut" -> suffer(call, wire, now.withCut(true));
      case "mend" -> suffer(call, wire, Faults.NONE);
      case "loss" -> suffer(call, wire, now.withLoss(chance(call)));
      case "duplicate" -> suffer(call, wire, now.withDuplicate(chance(call)));
      case "reorder" -> suffer(call, wire, now.withReorder(chance(call)));
      case "delay" -> suffer(call, wire, now.withDelay(Durations.parse(call.word(3, "TIME"))));
      default -> throw call.strange(what);
    }
  }

  private static void suffer(Call call, Wire wire, Faults faults) {
    boolean alone = call.word(2, "").equals("cut") || call.word(2, "").equals("mend");
    call.most(alone ? 2 : 3);
    call.scene().locked(() -> wire.suffer(faults));
  }

  /** {@code 10%}, {@code 0.1}. */
  private static double chance(Call call) {
    String text = call.word(3, "the chance");
    boolean percent = text.endsWith("%");
    String number = percent ? text.substring(0, text.length() - 1) : text;
    if (!number.matches("\\d{1,3}(\\.\\d{1,9})?")) {
      throw AliasException.usage("'" + text + "' is not a chance", "10%, or 0.1");
    }
    double chance = Double.parseDouble(number) / (percent ? 100 : 1);
    if (chance > 1) {
      throw AliasException.usage("'" + text + "' is more than always", "100%, or 1");
    }
    return chance;
  }

  private static void plug(Call call, Wire wire) {
    String name = call.word(3, "DEV");
    call.most(3);
    call.scene()
        .locked(() -> {
          Interface on = call.host().kernel().stack().state().find(name);
          if (on == null || on.device().isLoopback()) {
            throw AliasException.notFound(
                "host '%s' has no device '%s' for a wire".formatted(call.host(), name),
                "link add " + name);
          }
          MainDevice device = on.device();
          device.unplug();
          device.plugInto(wire.plug(device));
        });
  }

  private static void list(Call call) {
    Table table = new Table(false, "WIRE", "ENDS", "FAULTS");
    call.scene()
        .locked(() -> {
          for (Wire wire : call.scene().lab().wires()) {
            table.row(null, wire.name(), Integer.toString(wire.ends()), faults(wire.faults()));
          }
        });
    table.print(call.out(), -1);
  }

  private static String faults(Faults faults) {
    List<String> words = new ArrayList<>();
    if (faults.cut()) {
      words.add("cut");
    }
    add(words, "loss", faults.loss());
    add(words, "duplicate", faults.duplicate());
    add(words, "reorder", faults.reorder());
    if (!faults.delay().isZero()) {
      words.add("delay " + Durations.text(faults.delay()));
    }
    return words.isEmpty() ? "-" : String.join(", ", words);
  }

  private static void add(List<String> words, String what, double chance) {
    if (chance > 0) {
      words.add(
          String.format(Locale.ROOT, "%s %.4g", what, chance * 100).replaceAll("\\.?0+$", "")
              + "%");
    }
  }
}
