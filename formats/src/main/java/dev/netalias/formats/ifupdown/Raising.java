package dev.netalias.formats.ifupdown;

import dev.netalias.formats.TextEdit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The lines that have interfaces raised, and what becomes of them. */
final class Raising {
  /** A line of names, and the edits of the file that it is in. */
  private static final class Line {
    private final InterfacesFile file;
    private final Stanza.Names names;
    private final List<String> left;
    private @Nullable TextEdit written;

    Line(InterfacesFile file, Stanza.Names names) {
      this.file = file;
      this.names = names;
      left = new ArrayList<>(names.names());
    }

    /** The line without a name; nothing of it stays where that was the last. */
    TextEdit without(String name) {
      left.removeIf(name::equals);
      var head = names.head();
      String text = file.text().substring(head.start(), head.end());
      String newline = text.endsWith("\n") ? "\n" : "";
      String before = text.substring(0, text.length() - text.stripLeading().length());
      String rest = before + names.keyword() + " " + String.join(" ", left) + newline;
      return new TextEdit(head.start(), head.end(), left.isEmpty() ? "" : rest);
    }
  }

  private final Function<String, List<TextEdit>> edits;
  private final Map<String, List<Line>> byName = new HashMap<>();
  private final Map<String, List<Stanza.Iface>> ifaces = new HashMap<>();

  /** Lines by file and by where the next one begins. */
  private final Map<String, Map<Integer, Line>> byEnd = new HashMap<>();

  private final Set<Stanza> gone = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * All lines of all files.
   *
   * @param edits the edits of a file, by its name
   */
  Raising(Interfaces all, Function<String, List<TextEdit>> edits) {
    this.edits = edits;
    for (InterfacesFile file : all.files()) {
      for (Stanza stanza : file.stanzas()) {
        if (stanza instanceof Stanza.Names names && !names.allowed().isEmpty()) {
          Line line = new Line(file, names);
          names.names().forEach(name -> named(name).add(line));
          byEnd.computeIfAbsent(file.name(), f -> new HashMap<>()).put(names.head().end(), line);
        } else if (stanza instanceof Stanza.Iface iface) {
          ifaces.computeIfAbsent(iface.name(), n -> new ArrayList<>()).add(iface);
        }
      }
    }
  }

  private List<Line> named(String name) {
    return byName.computeIfAbsent(name, n -> new ArrayList<>());
  }

  /** The first stanza of a name that is not taken away. */
  Optional<Stanza.Iface> stanza(String name) {
    return ifaces.getOrDefault(name, List.of()).stream().filter(each -> !isGone(each)).findFirst();
  }

  /** Whether a stanza was taken away. */
  boolean isGone(Stanza.Iface iface) {
    return gone.contains(iface);
  }

  /**
   * Takes a stanza away, with what has it raised where it was the last of its name.
   *
   * @return where it begins, with the line right before it that has it alone raised
   */
  int remove(Stanza.Iface iface) {
    gone.add(iface);
    Optional<Line> before =
        Optional.ofNullable(byEnd.getOrDefault(iface.file(), Map.of()).get(iface.head().start()))
            .filter(line -> line.names.keyword().equals("auto"))
            .filter(line -> line.names.names().equals(List.of(iface.name())));
    before.ifPresent(line -> gone.add(line.names));
    if (gone.containsAll(ifaces.getOrDefault(iface.name(), List.of()))) {
      silence(iface.name());
    }
    return before.map(line -> line.names.head().start()).orElse(iface.head().start());
  }

  /** Has an interface raised no more; false where no line names it. */
  boolean silence(String name) {
    boolean found = false;
    for (Line line : named(name)) {
      if (!gone.contains(line.names)) {
        List<TextEdit> ofFile = edits.apply(line.file.name());
        if (line.written != null) {
          ofFile.remove(line.written);
        }
        line.written = line.without(name);
        ofFile.add(line.written);
        found = true;
      }
    }
    for (Stanza.Iface iface : ifaces.getOrDefault(name, List.of())) {
      for (Stanza.Names mark : isGone(iface) ? List.<Stanza.Names>of() : iface.marks()) {
        if (!mark.allowed().isEmpty()) {
          found = true;
          edits.apply(iface.file()).add(new TextEdit(mark.head().start(), mark.head().end(), ""));
        }
      }
    }
    return found;
  }
}
