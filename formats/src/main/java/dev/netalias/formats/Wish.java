package dev.netalias.formats;

import dev.netalias.alias.Creation.OwnDevice;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.Prefix;
import dev.netalias.plan.Addresses;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredAlias;
import dev.netalias.plan.DesiredDevice;
import dev.netalias.plan.Manner;
import dev.netalias.plan.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
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
      Declared one =
          Declared.alias(device, name, prefix)
              .as(alias.realisation())
              .withOpen(!alias.closed())
              .withBroadcast(broadcast(alias, prefix));
      OwnDevice own = alias.device() == null ? OwnDevice.USUAL : alias.device();
      aliases.add(one.realisation() == Realisation.DEVICE ? one.withDevice(own) : one);
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
    if (manner.policy() != null) {
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

  /**
   * The same, of what a format can say.
   *
   * @param file where it would be said
   * @param refusal why one can't be said, empty where it can
   */
  public Wish sayable(String file, Function<Declared, Optional<String>> refusal) {
    List<Declared> said = new ArrayList<>();
    List<Note> unsaid = new ArrayList<>(unexpressed);
    for (Declared one : aliases) {
      refusal
          .apply(one)
          .ifPresentOrElse(
              why -> unsaid.add(new Note(new Place(file, 0, 0), one.name() + ": " + why)),
              () -> said.add(one));
    }
    return new Wish(said, unsaid, prune);
  }

  /**
   * The same, with those without a name whose name a format can't say. A local route keeps it, as
   * its metric is another with a word than with a slot.
   *
   * @param tool who would read the file
   */
  public Wish withoutNames(String file, String tool, Predicate<Declared> nameless) {
    List<Note> unsaid = new ArrayList<>(unexpressed);
    List<Declared> all = new ArrayList<>();
    for (Declared one : aliases) {
      boolean loses = !one.tag().isEmpty() && nameless.test(one);
      if (loses) {
        String text = "%s: %s has no name for %s, which is said without it";
        unsaid.add(new Note(new Place(file, 0, 0), text.formatted(one.name(), tool, one.prefix())));
      }
      all.add(loses && one.realisation() != Realisation.ROUTE ? one.withTag("") : one);
    }
    return new Wish(all, unsaid, prune);
  }

  /** Why a format that has addresses and nothing more can't say an alias. */
  public static Optional<String> refusal(Declared one, String tool) {
    if (!one.open()) {
      return Optional.of(tool + " has no word for a closed alias");
    }
    return switch (one.realisation()) {
      case LABEL -> Optional.empty();
      case ROUTE ->
          Optional.of(tool + " gives a route no protocol, by which netalias knows its own");
      case DEVICE ->
          Optional.of(
              tool
                  + " gives a device neither the alias text by which netalias knows its own,"
                  + " nor its ARP settings");
    };
  }
}
