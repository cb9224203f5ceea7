package dev.netalias.formats.ifupdown;

import dev.netalias.formats.AddressCommand;
import dev.netalias.formats.Declared;
import dev.netalias.formats.Declared.Role;
import dev.netalias.formats.DeviceCommands;
import dev.netalias.formats.Note;
import dev.netalias.net.AliasName;
import dev.netalias.net.DeviceName;
import dev.netalias.net.FormatException;
import dev.netalias.plan.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the stanzas of a configuration mean: addresses of devices, and what else they say. */
final class Meaning {
  private final Interfaces all;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final Set<String> own = new HashSet<>();

  /** Every address, also one that is declared twice. */
  private final List<Entry> added = new ArrayList<>();

  /** The addresses of devices that are raised. */
  private final Set<String> open = new HashSet<>();

  /** What ifupdown gives up: interface and stanza name. */
  private final Set<String> stopped = new HashSet<>();

  private final Map<String, List<Raised>> takers = new HashMap<>();
  private final List<String> patterns = new ArrayList<>();

  private Meaning(Interfaces all) {
    this.all = all;
  }

  static Meaning of(Interfaces all) {
    Meaning meaning = new Meaning(all);
    meaning.index();
    meaning.notes.addAll(all.notes());
    for (Stanza.Mapping mapping : all.mappings()) {
      meaning.mapping(mapping);
    }
    for (InterfacesFile file : all.files()) {
      file.stanzas().forEach(stanza -> meaning.names(file, stanza));
    }
    for (Stanza.Iface iface : all.ifaces()) {
      for (Raised raised : meaning.raised(iface.name())) {
        meaning.read(iface, raised);
      }
    }
    meaning.distinct();
    return meaning;
  }

  /** Every address that the stanzas add, also one that is there twice. */
  List<Entry> added() {
    return added;
  }

  /** The addresses, each once, in the order in which ifupdown would add them. */
  List<Entry> entries() {
    return entries;
  }

  /** What is to be told. */
  List<Note> notes() {
    return notes;
  }

  /**
   * An interface that a stanza is for.
   *
   * @param name the interface
   * @param open whether it is raised at boot
   */
  private record Raised(String name, boolean open) {}

  /** Who takes which stanza: by {@code auto eth0=home}, or by its own name. */
  private void index() {
    for (String kind : all.classes()) {
      if (!kind.equals("auto") && !kind.equals("hotplug")) {
        continue;
      }
      for (String each : all.allowed(kind)) {
        int equals = each.indexOf('=');
        String name = equals < 0 ? each : each.substring(0, equals);
        if (name.indexOf('/') >= 0) {
          patterns.add(equals < 0 ? name : "");
        } else {
          boolean rises = kind.equals("auto") || name.indexOf(':') < 0;
          String logical = each.substring(equals + 1);
          add(takers.computeIfAbsent(logical, k -> new ArrayList<>()), new Raised(name, rises));
        }
      }
    }
  }

  private List<Raised> raised(String logical) {
    List<Raised> found = new ArrayList<>(takers.getOrDefault(logical, List.of()));
    if (patterns.stream().anyMatch(pattern -> matches(pattern, logical))) {
      add(found, new Raised(logical, true));
    }
    return found.isEmpty() ? List.of(new Raised(logical, false)) : found;
  }

  private static void add(List<Raised> found, Raised one) {
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).name.equals(one.name)) {
        found.set(i, new Raised(one.name, one.open || found.get(i).open));
        return;
      }
    }
    found.add(one);
  }

  /** A pattern such as {@code /eth*}; one of a variable is for a running system. */
  private static boolean matches(String pattern, String name) {
    if (!pattern.startsWith("/")) {
      return false;
    }
    int end = pattern.indexOf('/', 1);
    return Glob.matches(pattern.substring(1, end < 0 ? pattern.length() : end), name);
  }

  private void note(Place place, String text) {
    notes.add(new Note(place, text));
  }

  private void mapping(Stanza.Mapping mapping) {
    Place place =
        all.files().stream()
            .filter(file -> file.stanzas().contains(mapping))
            .map(file -> new Place(file.name(), mapping.head().number(), 0))
            .findFirst()
            .orElseThrow();
    note(
        place,
        "the mapping of %s stays with ifupdown; its script is not run here"
            .formatted(String.join(" ", mapping.patterns())));
  }

  private void names(InterfacesFile file, Stanza stanza) {
    if (!(stanza instanceof Stanza.Names names)) {
      return;
    }
    Place place = new Place(file.name(), names.head().number(), 0);
    switch (names.keyword()) {
      case "auto" ->
          names.names().stream()
              .filter(name -> name.indexOf('/') > 0)
              .forEach(name ->
                  note(place, "which devices '%s' means, ifupdown alone says".formatted(name)));
      case "allow-hotplug" ->
          names.names().stream()
              .filter(name -> name.indexOf(':') > 0)
              .forEach(name ->
                  note(place, name + " is never raised by hotplug, as no device has its name"));
      default -> note(place, "'%s' stays with ifupdown".formatted(names.head().text()));
    }
  }

  private void read(Stanza.Iface iface, Raised raised) {
    Place place = new Place(iface.file(), iface.head().number(), 0);
    Optional<StaticAddress> address = Optional.empty();
    if (stopped.contains(raised.name + "=" + iface.name())) {
      note(place, "ifupdown does not come to this stanza of %s".formatted(raised.name));
      return;
    }
    if (iface.is("inet", "static") || iface.is("inet6", "static")) {
      if (iface.value("address") == null) {
        note(place, "%s has no address here, and ifupdown stops at it".formatted(raised.name));
        stopped.add(raised.name + "=" + iface.name());
        return;
      }
      address = StaticAddress.of(iface);
      if (address.isEmpty()) {
        note(place, "the address of %s can't be understood, nor would ip".formatted(raised.name));
      }
    } else if (!iface.method().equals("manual") && !iface.method().equals("loopback")) {
      note(
          place,
          "%s is set up by %s %s, which stays with ifupdown"
              .formatted(raised.name, iface.family(), iface.method()));
    }
    address.ifPresent(found -> declare(new Entry(declared(raised, found), iface, null), place));
    DeviceCommands devices = iface.devices(raised.name);
    hooks(iface, raised, devices);
    for (Stanza.Option option : iface.options()) {
      if (devices.device(option.value()).isEmpty()) {
        rest(iface, option, raised);
      }
    }
  }

  private static Declared declared(Raised raised, StaticAddress found) {
    int colon = raised.name.indexOf(':');
    String device = colon < 0 ? raised.name : raised.name.substring(0, colon);
    String tag = colon < 0 ? "" : raised.name.substring(colon + 1);
    return Declared.alias(device, tag, found.prefix())
        .withBroadcast(found.broadcast())
        .withOpen(raised.open);
  }

  private void declare(Entry entry, Place place) {
    Declared one = entry.declared();
    String family = one.device() + (one.isInet() ? " inet" : " inet6");
    if (one.tag().isEmpty() && entry.hook() == null && own.add(family)) {
      all(new Entry(one.withRole(Role.OWN), entry.iface(), null));
      String text = "%s is the own address of %s and stays with ifupdown";
      note(place, text.formatted(one.prefix(), one.device()));
      return;
    }
    Optional<String> refusal = refusal(one);
    if (refusal.isPresent()) {
      note(place, refusal.get());
    } else {
      all(new Entry(one.withTag(canonical(one)), entry.iface(), entry.hook()));
      told(entry, place);
    }
  }

  private void all(Entry entry) {
    added.add(entry);
    if (entry.declared().open()) {
      open.add(key(entry.declared()));
    }
  }

  private static String key(Declared one) {
    return one.device() + " " + one.prefix().address();
  }

  /** Each address once, the one that is raised, and each name once. */
  private void distinct() {
    Set<String> addresses = new HashSet<>();
    Set<String> named = new HashSet<>();
    for (Entry entry : added) {
      Declared one = entry.declared();
      boolean shadowed = !one.open() && open.contains(key(one));
      if (shadowed || !addresses.add(key(one))) {
        String text = "%s has %s by another stanza too";
        note(entry.place(), text.formatted(one.device(), one.prefix().address()));
      } else if (one.tag().isEmpty() || named.add(one.name())) {
        entries.add(entry);
      } else {
        String text =
            "%s is declared more than once, and a name has one address: %s is taken without it";
        note(entry.place(), text.formatted(one.name(), one.prefix()));
        entries.add(new Entry(one.withTag(""), entry.iface(), entry.hook()));
      }
    }
  }

  private void told(Entry entry, Place place) {
    if (entry.hook() == null && !entry.declared().isInet() && !entry.declared().tag().isEmpty()) {
      note(
          place,
          "ifupdown makes it deprecated (preferred_lft 0), as its name has a colon; netalias does not");
    }
  }

  /** Why a name is none of netalias's. */
  private static Optional<String> refusal(Declared one) {
    try {
      if (one.tag().isEmpty()) {
        new DeviceName(one.device());
      } else {
        new AliasName(new DeviceName(one.device()), one.tag());
      }
      return Optional.empty();
    } catch (FormatException wrong) {
      return Optional.of(String.valueOf(wrong.getMessage()));
    }
  }

  private static String canonical(Declared one) {
    return one.tag().isEmpty() ? "" : new AliasName(new DeviceName(one.device()), one.tag()).tag();
  }

  private void hooks(Stanza.Iface iface, Raised raised, DeviceCommands devices) {
    for (Stanza.Option option : iface.options()) {
      boolean up = option.name().equals("up") || option.name().equals("pre-up");
      Optional<AddressCommand> hook =
          up ? AddressCommand.of(option.value(), raised.name) : Optional.empty();
      if (hook.isPresent() && hook.get().adds()) {
        Declared one = devices.resolved(hook.get().declared()).withOpen(raised.open);
        declare(new Entry(one, iface, option), new Place(iface.file(), option.line().number(), 0));
      }
    }
  }

  /** Options that say more than an address. */
  private void rest(Stanza.Iface iface, Stanza.Option option, Raised raised) {
    boolean known =
        switch (option.name()) {
          case "address", "netmask", "broadcast" -> iface.method().equals("static");
          case "up", "pre-up", "down", "post-down" ->
              AddressCommand.of(option.value(), raised.name).isPresent();
          default -> false;
        };
    if (!known) {
      note(
          new Place(place(iface, option), option.line().number(), 0),
          "'%s %s' of %s stays with ifupdown"
              .formatted(option.name(), option.value(), raised.name));
    }
  }

  /** The file that an option stands in; an inherited one may stand elsewhere. */
  private String place(Stanza.Iface iface, Stanza.Option option) {
    if (iface.own().contains(option)) {
      return iface.file();
    }
    @Nullable String found = null;
    for (Stanza.Iface each : all.ifaces()) {
      found = found == null && each.own().contains(option) ? each.file() : found;
    }
    return found == null ? iface.file() : found;
  }
}
