package dev.netalias.formats;

import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.Prefix;
import dev.netalias.plan.Addresses;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredAlias;
import dev.netalias.plan.DesiredDevice;
import dev.netalias.plan.Manner;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What files are to declare.
 *
 * @param aliases the aliases, one for each address
 * @param unexpressed what is desired besides, for which no file of any format has a place
 * @param prune whether aliases go that are declared and not wanted
 */
public record Wish(List<Declared> aliases, List<Note> unexpressed, boolean prune) {
  /** Copies the lists. */
  public Wish {
    aliases = List.copyOf(aliases);
    unexpressed = List.copyOf(unexpressed);
  }

  /** A desired state, address by address. */
  public static Wish of(Desired desired, boolean prune) {
    List<Declared> aliases = new ArrayList<>();
    List<Note> unexpressed = new ArrayList<>();
    for (DesiredDevice device : desired.joined().devices()) {
      if (device.exclusive()) {
        unexpressed.add(new Note(device.place(), "'exclusive' of " + device.name()));
      }
      for (DesiredAlias alias : device.aliases()) {
        add(device.name(), alias, aliases);
        manner(device.name(), alias, unexpressed);
      }
    }
    return new Wish(aliases, unexpressed, prune);
  }

  private static void add(String device, DesiredAlias alias, List<Declared> aliases) {
    Addresses range = alias.addresses();
    String tag = alias.tag() == null ? "" : alias.tag();
    OptionalInt slot = AliasName.slotOf(tag);
    int length = range.prefix().length();
    for (int i = 0; i < range.count(); i++) {
      Prefix prefix = new Prefix(range.first().plus(i), length);
      String name = i == 0 || slot.isEmpty() ? tag : Integer.toString(slot.getAsInt() + i);
      aliases.add(
          Declared.alias(device, name, prefix)
              .as(alias.realisation())
              .withOpen(!alias.closed())
              .withBroadcast(broadcast(alias, prefix)));
    }
  }

  private static @Nullable Address broadcast(DesiredAlias alias, Prefix prefix) {
    if (alias.realisation() == Realisation.ROUTE) {
      return null;
    }
    return alias.broadcast() != null ? alias.broadcast() : Declared.usualBroadcast(prefix);
  }

  /** What netalias alone does with an alias. */
  private static void manner(String device, DesiredAlias alias, List<Note> unexpressed) {
    Manner manner = alias.manner();
    List<String> said = new ArrayList<>();
    if (manner.probe() != null) {
      said.add("probe");
    }
    if (manner.announce() != null) {
      said.add("announce");
    }
    if (manner.counters() != null) {
      said.add("counters");
    }
    if (!manner.policy().isEmpty()) {
      said.add("policy");
    }
    if (manner.gateway() != null) {
      said.add("gateway");
    }
    if (manner.preferSource() != null) {
      said.add("prefer_source");
    }
    if (!said.isEmpty()) {
      String name =
          alias.tag() == null ? device + " " + alias.addresses() : device + ":" + alias.tag();
      unexpressed.add(
          new Note(alias.place(), "'%s' of %s".formatted(String.join("', '", said), name)));
    }
  }
}
