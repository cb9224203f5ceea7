package dev.netalias.formats.yaml;

import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation.OwnDevice;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.plan.Addresses;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredAlias;
import dev.netalias.plan.DesiredDevice;
import dev.netalias.plan.Manner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a desired state as {@code aliases.yaml} has it. */
public final class AliasesText {
  private static final String WITHIN_PLAIN = "/._%+@-";

  private AliasesText() {}

  /** The whole text. */
  public static String of(AliasTypes types, Desired desired) {
    StringBuilder text = new StringBuilder("version: 1\n");
    text.append(desired.devices().isEmpty() ? "devices: {}\n" : "devices:\n");
    for (DesiredDevice device : desired.devices()) {
      text.append("  ").append(scalar(device.name())).append(":\n");
      if (device.open()) {
        text.append("    state: open\n");
      }
      if (device.exclusive()) {
        text.append("    exclusive: true\n");
      }
      text.append(device.aliases().isEmpty() ? "    aliases: []\n" : "    aliases:\n");
      for (DesiredAlias alias : device.aliases()) {
        text.append("      - ").append(item(types, device.name(), alias)).append('\n');
      }
    }
    return text.toString();
  }

  /**
   * One alias as a line of a list: its address alone where that says all, else a mapping on one
   * line.
   */
  static String item(AliasTypes types, String device, DesiredAlias alias) {
    Map<String, String> fields = fields(types, device, alias);
    if (fields.size() == 1) {
      return fields.values().iterator().next();
    }
    StringBuilder item = new StringBuilder("{");
    fields.forEach((key, value) ->
        item.append(item.length() == 1 ? "" : ", ").append(key).append(": ").append(value));
    return item.append('}').toString();
  }

  /** What is said of an alias, key by key, as YAML has it. */
  static Map<String, String> fields(AliasTypes types, String device, DesiredAlias alias) {
    Map<String, String> fields = new LinkedHashMap<>();
    String tag = alias.tag();
    if (tag != null) {
      fields.put("name", scalar(device + ":" + tag));
    }
    fields.put("address", scalar(addresses(types, alias.addresses())));
    OwnDevice own = alias.device();
    if (alias.realisation() != Realisation.LABEL) {
      fields.put("as", alias.realisation().text());
    }
    if (alias.isWhole()) {
      fields.put("whole", "true");
    }
    if (own != null && !own.type().equals(OwnDevice.USUAL.type())) {
      fields.put("mode", own.type().mode());
    }
    if (own != null && !own.mac().equals(Mac.NONE)) {
      fields.put("mac", quoted(own.mac().toString()));
    }
    if (alias.closed()) {
      fields.put("state", "closed");
    }
    put(fields, "broadcast", alias.broadcast() == null ? null : text(types, alias.broadcast()));
    manner(types, alias.manner(), fields);
    return fields;
  }

  private static void manner(AliasTypes types, Manner manner, Map<String, String> fields) {
    put(fields, "probe", manner.probe());
    put(fields, "announce", manner.announce());
    put(fields, "counters", manner.counters());
    put(fields, "gateway", manner.gateway() == null ? null : text(types, manner.gateway()));
    put(fields, "onlink", manner.onlink() ? Boolean.TRUE : null);
    put(fields, "prefer-source", manner.preferSource());
    Policy policy = manner.policy();
    if (policy != null) {
      List<String> lines = new ArrayList<>();
      policy.clauses().forEach(clause -> lines.add(quoted(clause.toString())));
      if (policy.reject()) {
        lines.add("reject");
      }
      fields.put("policy", "[" + String.join(", ", lines) + "]");
    }
  }

  private static void put(Map<String, String> fields, String key, @Nullable Object value) {
    if (value != null) {
      fields.put(key, scalar(value.toString()));
    }
  }

  private static String addresses(AliasTypes types, Addresses addresses) {
    String first = text(types, addresses.first());
    String range = addresses.count() == 1 ? first : first + "-" + text(types, addresses.last());
    return addresses.length().isPresent() ? range + "/" + addresses.length().getAsInt() : range;
  }

  private static String text(AliasTypes types, Address address) {
    return types
        .ofFamily(address.family())
        .map(type -> type.format(address))
        .orElseGet(address::toString);
  }

  /** A colon is plain within a word, but not at its end, nor before a comma or a brace. */
  static String scalar(String text) {
    return isPlain(text) ? text : quoted(text);
  }

  private static boolean isPlain(String text) { // no expression: there can be 100,000
    boolean first = true;
    boolean colon = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      boolean within = c == ':' ? !colon : WITHIN_PLAIN.indexOf(c) >= 0;
      if (!word && (first ? c != '/' : !within)) {
        return false;
      }
      first = false;
      colon = c == ':';
    }
    return !first && !colon;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
