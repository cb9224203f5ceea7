package dev.netalias.formats.ifupdown;

import dev.netalias.formats.Note;
import dev.netalias.formats.RefusedException;
import dev.netalias.formats.Root;
import dev.netalias.plan.Place;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration: a main file and what it sources. As with ifupdown, an error in the main
 * file refuses all; one in a sourced file only ends that file.
 */
final class Interfaces {
  private final Root root;
  private final List<InterfacesFile> files = new ArrayList<>();
  private final List<Stanza.Iface> ifaces = new ArrayList<>();
  private final List<Stanza.Mapping> mappings = new ArrayList<>();
  private final Map<String, Set<String>> allowed = new LinkedHashMap<>();
  private final List<Note> notes = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();

  private Interfaces(Root root) {
    this.root = root;
  }

  /**
   * Reads it.
   *
   * @param text what is taken for the main file's bytes, null for what is in it
   * @throws RefusedException where the main file can't be read, or ifupdown would refuse it
   */
  static Interfaces read(Root root, Path main, @Nullable String text) {
    Interfaces all = new Interfaces(root);
    all.seen.add(main.normalize());
    Parser parser = new Parser(all, main.toString(), text != null ? text : root.bytes(main));
    parser.parse();
    parser
        .refusal()
        .ifPresent(refused -> {
          throw refused;
        });
    return all;
  }

  /** What is told of it that is no error. */
  void note(Place place, String text) {
    notes.add(new Note(place, text));
  }

  /** Reads what a source line names. */
  void source(String from, Stanza.Source source) {
    Place place = new Place(from, source.head().number(), 0);
    String pattern = source.pattern();
    Path folder = Path.of(from).getParent();
    String absolute =
        pattern.startsWith("/") ? pattern : (folder == null ? "." : folder) + "/" + pattern;
    Words.Expansion named = Words.expand(root, absolute);
    if (named.variables()) {
      note(place, "a variable of whoever calls ifup is taken for empty");
    }
    if (named.refused()) {
      note(place, "ifupdown sources nothing here: '%s' is no list of files".formatted(pattern));
    }
    for (String name : named.names()) {
      path(name)
          .ifPresent(path -> {
            if (source.directory()) {
              folder(path);
            } else if (root.exists(path)) {
              sourced(path);
            }
          });
    }
  }

  private static Optional<Path> path(String name) {
    try {
      return Optional.of(Path.of(name));
    } catch (InvalidPathException none) {
      return Optional.empty();
    }
  }

  private void folder(Path folder) {
    for (String name : root.names(folder)) {
      if (isSourced(name)) {
        sourced(folder.resolve(name));
      }
    }
  }

  /** What a folder's files must be named. */
  private static boolean isSourced(String name) {
    return name.chars().allMatch(c -> c == '_' || c == '-' || isLetterOrDigit(c));
  }

  private static boolean isLetterOrDigit(int c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private void sourced(Path file) {
    if (!seen.add(file.normalize())) {
      return;
    }
    if (!root.isFile(file)) {
      note(new Place(file.toString(), 0, 0), "it is no file, and nothing is read from it");
      return;
    }
    try {
      Parser parser = new Parser(this, file.toString(), root.bytes(file));
      parser.parse();
      parser
          .refusal()
          .ifPresent(refused ->
              note(refused.place(), refused.reason() + "; ifupdown reads this file no further"));
    } catch (RefusedException unreadable) {
      note(unreadable.place(), unreadable.reason());
    }
  }

  /** Whether a file is one of them, or will be once it is there; it is then read as empty. */
  boolean reads(Path file) {
    if (files.stream().anyMatch(each -> each.name().equals(file.toString()))) {
      return true;
    }
    boolean sourced =
        files.stream()
            .anyMatch(from ->
                from.stanzas().stream()
                    .anyMatch(s -> s instanceof Stanza.Source source && reads(from, source, file)));
    if (sourced && !root.exists(file)) {
      files.add(new InterfacesFile(file.toString(), "", List.of()));
    }
    return sourced && !root.exists(file);
  }

  private static boolean reads(InterfacesFile from, Stanza.Source source, Path file) {
    Path beside = Path.of(from.name()).resolveSibling(source.pattern()).normalize();
    String name = String.valueOf(file.getFileName());
    return source.directory()
        ? beside.equals(file.getParent()) && isSourced(name)
        : Objects.equals(beside.getParent(), file.getParent())
            && Glob.matches(String.valueOf(beside.getFileName()), name);
  }

  // What the parser finds

  void add(InterfacesFile file) {
    files.add(file);
  }

  void add(Stanza.Iface iface) {
    ifaces.add(iface);
  }

  void add(Stanza.Mapping mapping) {
    mappings.add(mapping);
  }

  void allow(String kind, String name) {
    allowed.computeIfAbsent(kind, k -> new LinkedHashSet<>()).add(name);
  }

  /** The first stanza of that name so far, of that family where one is given. */
  Optional<Stanza.Iface> iface(String name, @Nullable String family) {
    return ifaces.stream()
        .filter(each -> each.name().equals(name))
        .filter(each -> family == null || each.family().equals(family))
        .findFirst();
  }

  // What there is

  /** All files, in the order in which their reading ended. */
  List<InterfacesFile> files() {
    return files;
  }

  /** All iface stanzas of all files, in the order in which ifupdown meets them. */
  List<Stanza.Iface> ifaces() {
    return ifaces;
  }

  /** All mappings. */
  List<Stanza.Mapping> mappings() {
    return mappings;
  }

  /** What was said to be of a class: {@code auto}, {@code hotplug}. */
  Set<String> allowed(String kind) {
    return allowed.getOrDefault(kind, Set.of());
  }

  /** The classes. */
  Set<String> classes() {
    return allowed.keySet();
  }

  /** What is to be told. */
  List<Note> notes() {
    return notes;
  }
}
