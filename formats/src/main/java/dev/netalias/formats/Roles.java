package dev.netalias.formats;

import dev.netalias.formats.Declared.Role;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.AliasName;
import dev.netalias.net.DeviceName;
import dev.netalias.net.FormatException;
import dev.netalias.net.Prefix;
import dev.netalias.plan.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the addresses of devices are, for formats that list them: the first of a family without a
 * label is the device's own, each other one an alias.
 */
public final class Roles {
  private final String tool;
  private final List<Note> notes;
  private final Set<String> own = new HashSet<>();
  private final Set<String> seen = new HashSet<>();

  /**
   * Nothing met yet.
   *
   * @param tool whose files these are
   * @param notes where it is told what stays with that tool
   */
  public Roles(String tool, List<Note> notes) {
    this.tool = tool;
    this.notes = notes;
  }

  /**
   * The next address; empty where it is none that netalias can have.
   *
   * @param label its label, empty where it has none
   */
  public Optional<Declared> next(String device, String label, Prefix prefix, Place place) {
    String family = device + " " + prefix.address().family();
    if (!seen.add(device + " " + prefix.address())) {
      notes.add(new Note(place, "%s has %s already".formatted(device, prefix.address())));
      return Optional.empty();
    }
    String tag = tag(device, label, place);
    Declared alias = Declared.alias(device, tag, prefix);
    if (tag.isEmpty() && own.add(family)) {
      String text = "%s is the own address of %s and stays with %s";
      notes.add(new Note(place, text.formatted(prefix, device, tool)));
      return Optional.of(alias.withRole(Role.OWN));
    }
    if (!tag.isEmpty() && !seen.add(alias.name())) {
      String text =
          "%s is declared more than once, and a name has one address: %s is taken without it";
      notes.add(new Note(place, text.formatted(alias.name(), prefix)));
      return Optional.of(alias.withTag(""));
    }
    return Optional.of(alias);
  }

  /**
   * The next local route that is an alias; empty where its device has the address already.
   *
   * @param tag its slot, empty where its metric says none
   */
  public Optional<Declared> route(String device, String tag, Prefix prefix, Place place) {
    Declared alias = Declared.alias(device, tag, prefix).as(Realisation.ROUTE).withBroadcast(null);
    boolean fresh = seen.add(device + " " + prefix.address());
    if (!fresh || !tag.isEmpty() && !seen.add(alias.name())) {
      String text = "%s has %s already";
      notes.add(new Note(place, text.formatted(device, fresh ? alias.name() : prefix.address())));
      return Optional.empty();
    }
    return Optional.of(alias);
  }

  private String tag(String device, String label, Place place) {
    if (label.isEmpty() || label.equals(device)) {
      return "";
    }
    String start = device + ":";
    try {
      if (label.startsWith(start)) {
        return new AliasName(new DeviceName(device), label.substring(start.length())).tag();
      }
      notes.add(
          new Note(
              place,
              "the label '%s' does not begin with %s, and is left out".formatted(label, start)));
    } catch (FormatException wrong) {
      notes.add(new Note(place, wrong.getMessage() + ", and the label is left out"));
    }
    return "";
  }
}
