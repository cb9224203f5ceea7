package dev.netalias.formats.keyfile;

import dev.netalias.formats.Declaration;
import dev.netalias.formats.Declared;
import dev.netalias.formats.Note;
import dev.netalias.formats.Roles;
import dev.netalias.formats.Root;
import dev.netalias.formats.ini.IniFile;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import dev.netalias.net.Prefix;
import dev.netalias.plan.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the keyfiles mean: addresses of devices, and what else they say. */
final class Connections {
  /** Where NetworkManager looks, the most important first. */
  static final List<Path> FOLDERS =
      List.of(
          Path.of("/etc/NetworkManager/system-connections"),
          Path.of("/run/NetworkManager/system-connections"),
          Path.of("/usr/lib/NetworkManager/system-connections"));

  private static final Pattern KEY = Pattern.compile("address(?:es)?([0-9]{0,9})");

  /** {@code ADDRESS}, {@code ADDRESS/LENGTH}, either with a gateway; the separators are alike. */
  static final Pattern VALUE =
      Pattern.compile("([0-9a-fA-F:.]+)(?:[/;,] *([0-9]{1,3}))?(?:[/;,] *([0-9a-fA-F:.]*))?[;, ]*");

  private static final Set<String> SAID_BY_ADDRESSES = Set.of("method");

  private static final int USUAL_LENGTH = 24;
  private static final int USUAL_LENGTH6 = 64;

  private final List<Entry> entries = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final Map<String, IniFile> files = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final Roles roles = new Roles("NetworkManager", notes);

  /**
   * One address, with what declares it.
   *
   * @param declared the address
   * @param file the file
   * @param line the line that says it
   */
  record Entry(Declared declared, IniFile file, IniFile.Entry line) implements Declaration {
    @Override
    public Place place() {
      return file.place(line.line());
    }
  }

  private Connections() {}

  /** What there is where there are no files. */
  static Connections none() {
    return new Connections();
  }

  /** All that there are, or one file. */
  static Connections of(Root root, @Nullable Path one) {
    Connections all = new Connections();
    if (one != null) {
      all.read(root, one);
      return all;
    }
    Map<String, Path> found = new TreeMap<>();
    for (Path folder : FOLDERS) {
      for (String name : root.names(folder)) {
        if (name.endsWith(".nmconnection") && root.isFile(folder.resolve(name))) {
          found.putIfAbsent(name, folder.resolve(name));
        }
      }
    }
    found.values().forEach(path -> all.read(root, path));
    return all;
  }

  List<Entry> entries() {
    return entries;
  }

  List<Note> notes() {
    return notes;
  }

  /** The files that were read. */
  List<String> names() {
    return names;
  }

  /** The file of the connection of a device. */
  Optional<IniFile> file(String device) {
    return Optional.ofNullable(files.get(device));
  }

  /** What one text says. */
  static Connections of(IniFile file) {
    Connections all = new Connections();
    all.read(file);
    return all;
  }

  private void read(Root root, Path path) {
    read(IniFile.parse(path.toString(), root.bytes(path), false));
  }

  private void read(IniFile file) {
    names.add(file.name());
    notes.addAll(file.notes());
    Optional<IniFile.Entry> device = file.last("connection", "interface-name");
    if (device.isEmpty()) {
      notes.add(
          new Note(file.place(0), "it is for no device by name, and is left to NetworkManager"));
      return;
    }
    String name = device.get().value();
    IniFile before = files.putIfAbsent(name, file);
    if (before != null) {
      String text = "it is for %s, as %s is, and which one is used NetworkManager alone says";
      notes.add(new Note(file.place(0), text.formatted(name, before.name())));
      return;
    }
    boolean open =
        file.last("connection", "autoconnect").stream().noneMatch(e -> e.value().equals("false"));
    for (IniFile.Section section : file.sections()) {
      switch (section.name()) {
        case "ipv4", "ipv6" -> section(name, file, section, open);
        case "connection" -> {}
        default ->
            notes.add(
                new Note(
                    file.place(section.line()),
                    "the section [%s] of %s stays with NetworkManager"
                        .formatted(section.name(), name)));
      }
    }
  }

  private void section(String device, IniFile file, IniFile.Section section, boolean open) {
    boolean off =
        section.last("method").stream()
            .anyMatch(e -> e.value().equals("disabled") || e.value().equals("ignore"));
    List<IniFile.Entry> said =
        section.entries().stream()
            .filter(entry -> number(entry.key()) >= 0)
            .sorted(Comparator.comparingLong(entry -> number(entry.key())))
            .toList();
    for (IniFile.Entry entry : said) {
      Place place = file.place(entry.line());
      if (off) {
        notes.add(new Note(place, "its method has no addresses, and this one is ignored"));
        continue;
      }
      prefix(section.name(), entry, place)
          .flatMap(prefix -> roles.next(device, "", prefix, place))
          .ifPresent(one -> entries.add(new Entry(one.withOpen(open), file, entry)));
    }
    for (IniFile.Entry entry : section.entries()) {
      if (number(entry.key()) < 0 && !isUsual(entry)) {
        String text = "'%s=%s' of %s stays with NetworkManager";
        notes.add(
            new Note(file.place(entry.line()), text.formatted(entry.key(), entry.value(), device)));
      }
    }
  }

  private static boolean isUsual(IniFile.Entry entry) {
    return SAID_BY_ADDRESSES.contains(entry.key()) && !entry.value().equals("auto");
  }

  /** In which place an address comes; negative where the key is none of an address. */
  static long number(String key) {
    Matcher matcher = KEY.matcher(key);
    return !matcher.matches()
        ? -1
        : matcher.group(1).isEmpty() ? 0 : Long.parseLong(matcher.group(1)) + 1;
  }

  private Optional<Prefix> prefix(String family, IniFile.Entry entry, Place place) {
    Matcher matcher = VALUE.matcher(entry.value());
    try {
      if (matcher.matches()) {
        Address address = Address.parse(matcher.group(1));
        boolean inet = family.equals("ipv4");
        if (inet == (address.family() == Address.INET)) {
          if (matcher.group(3) != null && !matcher.group(3).isEmpty()) {
            notes.add(
                new Note(
                    place, "the gateway %s stays with NetworkManager".formatted(matcher.group(3))));
          }
          int usual = inet ? USUAL_LENGTH : USUAL_LENGTH6;
          String length = matcher.group(2);
          return Optional.of(
              new Prefix(address, length == null ? usual : Integer.parseInt(length)));
        }
      }
    } catch (FormatException wrong) {
      // told below
    }
    notes.add(
        new Note(
            place, "'%s' is no address of %s, and is ignored".formatted(entry.value(), family)));
    return Optional.empty();
  }
}
