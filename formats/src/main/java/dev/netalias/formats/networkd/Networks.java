package dev.netalias.formats.networkd;

import dev.netalias.formats.Declared;
import dev.netalias.formats.Note;
import dev.netalias.formats.Roles;
import dev.netalias.formats.ini.IniFile;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import dev.netalias.net.Prefix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What all files mean: addresses of devices, and what else they say. */
final class Networks {
  private static final Set<String> YES = Set.of("1", "yes", "y", "true", "t", "on");
  private static final Set<String> NO = Set.of("0", "no", "n", "false", "f", "off");
  private static final Set<String> ROUTE =
      Set.of("Destination", "Type", "Table", "Protocol", "Metric");
  private static final String LOCAL = "local";
  private static final Set<String> LOCAL_TABLE = Set.of(LOCAL, "255");
  private static final String PROTOCOL = Integer.toString(Protocol.NETALIAS);
  private static final Set<String> UNDERSTOOD = Set.of("Address", "Label", "Broadcast");

  private final List<Entry> entries = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final Map<String, NetworkFile> files = new HashMap<>();
  private final Roles roles = new Roles("networkd", notes);

  private final List<NetworkFile> all;

  private Networks(List<NetworkFile> all) {
    this.all = all;
  }

  static Networks of(List<NetworkFile> all) {
    Networks networks = new Networks(all);
    for (NetworkFile file : all) {
      int told = networks.notes.size();
      int found = networks.entries.size();
      networks.read(file);
      if (file.isShipped() && networks.entries.size() == found) {
        networks.notes.subList(told, networks.notes.size()).clear();
      }
    }
    return networks;
  }

  List<Entry> entries() {
    return entries;
  }

  List<Note> notes() {
    return notes;
  }

  /** The file that is for a device. */
  Optional<NetworkFile> file(String device) {
    return Optional.ofNullable(files.get(device));
  }

  /** What was read from a file. */
  Optional<String> text(Path file) {
    return all.stream()
        .flatMap(each -> each.parts().stream())
        .filter(part -> part.name().equals(file.toString()))
        .map(IniFile::text)
        .findFirst();
  }

  /** The devices that a file, or one that is dropped into another, is for. */
  List<String> devices(Path file) {
    Path folder = file.getParent();
    String dropIns = folder == null ? "" : String.valueOf(folder.getFileName());
    return all.stream()
        .filter(
            each -> each.path().equals(file) || dropIns.equals(each.path().getFileName() + ".d"))
        .findFirst()
        .map(NetworkFile::names)
        .orElse(List.of());
  }

  private void read(NetworkFile file) {
    IniFile main = file.parts().getFirst();
    file.parts().forEach(part -> notes.addAll(part.notes()));
    List<String> devices = new ArrayList<>();
    for (String name : file.names()) {
      if (name.chars().anyMatch(c -> "*?[!".indexOf(c) >= 0)) {
        notes.add(
            new Note(
                main.place(0), "which devices '%s' means, networkd alone says".formatted(name)));
      } else if (files.putIfAbsent(name, file) == null) {
        devices.add(name);
      } else {
        String text = "it is never used for %s, as %s comes before it";
        notes.add(new Note(main.place(0), text.formatted(name, files.get(name).path())));
      }
    }
    if (file.names().isEmpty()) {
      notes.add(new Note(main.place(0), "it is for no device by name, and is left to networkd"));
    }
    for (String device : devices) {
      for (IniFile part : file.parts()) {
        part.sections().forEach(section -> section(device, part, section));
      }
    }
  }

  private void section(String device, IniFile file, IniFile.Section section) {
    switch (section.name()) {
      case "Match" -> {}
      case "Address" -> address(device, file, section);
      case "Route" -> route(device, file, section);
      case "Network" -> {
        for (IniFile.Entry entry : section.all("Address")) {
          prefix(file, entry)
              .flatMap(prefix -> roles.next(device, "", prefix, file.place(entry.line())))
              .ifPresent(found -> entries.add(new Entry(found, file, null, entry)));
        }
        others(device, file, section, Set.of("Address", "Description"));
      }
      default -> stays(device, file, section);
    }
  }

  private void stays(String device, IniFile file, IniFile.Section section) {
    String text = "the section [%s] of %s stays with networkd";
    notes.add(new Note(file.place(section.line()), text.formatted(section.name(), device)));
  }

  /** A local route with netalias's protocol is an alias; any other stays with networkd. */
  private void route(String device, IniFile file, IniFile.Section section) {
    Optional<IniFile.Entry> said = section.last("Destination");
    boolean ours =
        said.isPresent()
            && section.entries().stream().allMatch(entry -> ROUTE.contains(entry.key()))
            && LOCAL.equals(value(section, "Type"))
            && LOCAL_TABLE.contains(value(section, "Table"))
            && PROTOCOL.equals(value(section, "Protocol"))
            && RouteColumns.isMetric(metric(section));
    if (!ours) {
      stays(device, file, section);
      return;
    }
    IniFile.Entry destination = said.get();
    boolean word = metric(section) == RouteColumns.WORD_METRIC;
    String tag = word ? "" : Long.toString(metric(section) - 1);
    prefix(file, destination)
        .map(prefix -> whole(prefix, destination.value().indexOf('/') < 0))
        .flatMap(prefix -> roles.route(device, tag, prefix, file.place(destination.line())))
        .ifPresent(found -> entries.add(new Entry(found, file, section, destination)));
  }

  /** networkd cuts the bits of a host, and takes an address alone for one. */
  private static Prefix whole(Prefix said, boolean host) {
    return host ? new Prefix(said.address(), said.address().bits()) : said.network();
  }

  private static long metric(IniFile.Section section) {
    String said = value(section, "Metric");
    return said.matches("[0-9]{1,10}") ? Long.parseLong(said) : -1;
  }

  private static String value(IniFile.Section section, String key) {
    return section.last(key).map(IniFile.Entry::value).orElse("");
  }

  private void others(String device, IniFile file, IniFile.Section section, Set<String> known) {
    for (IniFile.Entry entry : section.entries()) {
      if (!known.contains(entry.key())) {
        String text = "'%s=%s' of %s stays with networkd";
        notes.add(
            new Note(file.place(entry.line()), text.formatted(entry.key(), entry.value(), device)));
      }
    }
  }

  private void address(String device, IniFile file, IniFile.Section section) {
    Optional<IniFile.Entry> said = section.last("Address");
    if (said.isEmpty()) {
      notes.add(new Note(file.place(section.line()), "this section has no Address="));
      return;
    }
    IniFile.Entry address = said.get();
    if (section.all("Address").size() > 1) {
      notes.add(
          new Note(
              file.place(section.line()), "of several Address= in one section the last counts"));
    }
    if (section.last("Peer").isPresent()) {
      notes.add(new Note(file.place(address.line()), "an address with a peer stays with networkd"));
      return;
    }
    String label = section.last("Label").map(IniFile.Entry::value).orElse("");
    Optional<Declared> found =
        prefix(file, address)
            .flatMap(prefix -> roles.next(device, label, prefix, file.place(address.line())));
    found
        .map(one -> section.last("Broadcast").map(said2 -> broadcast(one, file, said2)).orElse(one))
        .ifPresent(one -> entries.add(new Entry(one, file, section, address)));
    others(device, file, section, UNDERSTOOD);
  }

  private Declared broadcast(Declared one, IniFile file, IniFile.Entry said) {
    String value = said.value();
    if (!one.isInet() || value.isEmpty() || YES.contains(value)) {
      return one;
    }
    if (NO.contains(value)) {
      return one.withBroadcast(null);
    }
    try {
      return one.withBroadcast(Address.parse(value));
    } catch (FormatException wrong) {
      notes.add(new Note(file.place(said.line()), wrong.getMessage() + ", and is ignored"));
      return one;
    }
  }

  private Optional<Prefix> prefix(IniFile file, IniFile.Entry entry) {
    String text = entry.value();
    try {
      Prefix prefix = Prefix.parse(text);
      if (prefix.address().isZero()) {
        notes.add(
            new Note(file.place(entry.line()), "networkd takes an address from its pool here"));
        return Optional.empty();
      }
      boolean legacy = text.indexOf('/') < 0 && prefix.address().family() == Address.INET;
      return Optional.of(
          legacy ? new Prefix(prefix.address(), Declared.classful(prefix.address())) : prefix);
    } catch (FormatException wrong) {
      notes.add(new Note(file.place(entry.line()), wrong.getMessage() + ", and is ignored"));
      return Optional.empty();
    }
  }

  /** All files that were read. */
  static List<String> names(List<NetworkFile> all) {
    return all.stream()
        .flatMap(file -> file.parts().stream().map(IniFile::name))
        .collect(Collectors.toList());
  }
}
