package dev.netalias.formats.rclocal;

import dev.netalias.formats.AddressCommand;
import dev.netalias.formats.Comparison;
import dev.netalias.formats.Declaration;
import dev.netalias.formats.Declared;
import dev.netalias.formats.DeviceCommands;
import dev.netalias.formats.Edited;
import dev.netalias.formats.FileEdits;
import dev.netalias.formats.Format;
import dev.netalias.formats.Note;
import dev.netalias.formats.Root;
import dev.netalias.formats.Understood;
import dev.netalias.formats.Wish;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.plan.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A start-up script: {@code ip} commands, one a line. Read are the lines that add one address; what
 * else a script does nobody can say.
 */
public final class RcLocal implements Format {
  private static final Path USUAL = Path.of("/etc/rc.local");
  private static final Pattern ENDS = Pattern.compile("(?m)^[ \t]*exit\\b.*$");

  @Override
  public String name() {
    return "rc.local";
  }

  @Override
  public Path usual() {
    return USUAL;
  }

  @Override
  public boolean isPresent(Root root) {
    return root.isFile(USUAL);
  }

  @Override
  public String permissions() {
    return "rwxr-xr-x";
  }

  /**
   * An address that a script adds.
   *
   * @param place the line that does
   * @param lines that line, and those that make its device where it has one to itself
   */
  private record Entry(Declared declared, Place place, List<Line> lines) implements Declaration {}

  private record Line(String command, int number, int start, int end) {
    static List<Line> of(String text) {
      List<Line> lines = new ArrayList<>();
      int at = 0;
      while (at < text.length()) {
        int newline = text.indexOf('\n', at);
        int end = newline < 0 ? text.length() : newline + 1;
        lines.add(new Line(text.substring(at, end).strip(), lines.size() + 1, at, end));
        at = end;
      }
      return lines;
    }
  }

  @Override
  public Understood read(Root root, @Nullable Path file) {
    Path path = file == null ? USUAL : file;
    List<Note> notes = new ArrayList<>();
    List<Entry> entries = entries(path, root.bytes(path), notes);
    return Understood.of(List.of(path.toString()), entries, notes);
  }

  private static List<Entry> entries(Path path, String text, List<Note> notes) {
    List<Entry> entries = new ArrayList<>();
    List<Line> all = Line.of(text);
    DeviceCommands devices = DeviceCommands.of(all.stream().map(Line::command).toList(), "");
    Map<String, List<Line>> making = new HashMap<>();
    for (Line line : all) {
      devices
          .device(line.command)
          .ifPresent(name -> making.computeIfAbsent(name, n -> new ArrayList<>()).add(line));
    }
    for (Line line : all) {
      Place place = new Place(path.toString(), line.number, 0);
      Optional<AddressCommand> command = AddressCommand.of(line.command, "");
      if (command.isPresent() && command.get().adds()) {
        List<Line> lines = new ArrayList<>(List.of(line));
        Declared said = command.get().declared();
        List<Line> own = making.remove(said.device());
        lines.addAll(own == null ? List.of() : own);
        entries.add(new Entry(devices.resolved(said), place, lines));
      } else if (devices.device(line.command).isEmpty()
          && !line.command.isEmpty()
          && !line.command.startsWith("#")
          && !line.command.startsWith("exit")) {
        notes.add(new Note(place, "'%s' stays with the script".formatted(line.command)));
      }
    }
    return entries;
  }

  @Override
  public Edited edit(Root root, @Nullable Path file, Wish wish) {
    Path path = file == null ? USUAL : file;
    return edit(path, root.exists(path) ? root.bytes(path) : "", wish);
  }

  static Edited edit(Path path, String text, Wish wish) {
    String name = path.toString();
    Wish sayable =
        wish.sayable(name, RcLocal::refusal)
            .withoutNames(name, "the kernel", one -> !one.hasNameInKernel());
    FileEdits edits = new FileEdits();
    edits.look(name, text);
    List<Note> unexpressed = new ArrayList<>(sayable.unexpressed());
    List<Note> notes = new ArrayList<>();
    Comparison<Entry> comparison =
        Comparison.of(entries(path, text, new ArrayList<>()), sayable.aliases());
    for (Comparison.Changed<Entry> clash : comparison.clashing()) {
      unexpressed.add(Comparison.clash(clash));
    }
    for (Comparison.Changed<Entry> changed : comparison.changed()) {
      replace(edits, name, changed.there(), lines(changed.wanted()));
    }
    for (Entry each : comparison.surplus()) {
      if (wish.prune()) {
        replace(edits, name, each, "");
      } else {
        notes.add(new Note(each.place, each.declared.name() + " is not wanted, and stays"));
      }
    }
    if (!comparison.added().isEmpty()) {
      add(name, text, comparison.added(), edits);
    }
    return new Edited(edits.files(StandardCharsets.ISO_8859_1), unexpressed, notes);
  }

  /** Puts a text in the place of the line that adds an address, with nothing of its device. */
  private static void replace(FileEdits edits, String name, Entry entry, String text) {
    Line first = entry.lines.getFirst();
    edits.replace(name, first.start, first.end, text);
    entry.lines.stream().skip(1).forEach(line -> edits.replace(name, line.start, line.end, ""));
  }

  private static Optional<String> refusal(Declared one) {
    return !one.open()
        ? Wish.refusal(one, "a script of ip commands")
        : one.realisation() == Realisation.DEVICE ? DeviceCommands.refusal(one) : Optional.empty();
  }

  /** Before the script ends, its devices opened first. */
  private static void add(String name, String text, List<Declared> added, FileEdits edits) {
    StringBuilder lines = new StringBuilder(text.isEmpty() ? "#!/bin/sh\n" : "");
    boolean cut = !text.isEmpty() && !text.endsWith("\n");
    Set<String> devices = new LinkedHashSet<>();
    added.forEach(one -> devices.add(one.device()));
    for (String device : devices) {
      String up = "ip link set dev " + device + " up";
      lines.append(text.lines().anyMatch(line -> line.strip().equals(up)) ? "" : up + "\n");
    }
    added.forEach(one -> lines.append(lines(one)));
    int end = ENDS.matcher(text).results().mapToInt(m -> m.start()).reduce((a, b) -> b).orElse(-1);
    int at = end < 0 ? text.length() : end;
    edits.replace(name, at, at, (cut && at == text.length() ? "\n" : "") + lines);
  }

  /**
   * Addresses and routes are replaced where they are there, so that the script may be run again.
   */
  private static String lines(Declared alias) {
    return alias.realisation() == Realisation.DEVICE
        ? String.join("\n", DeviceCommands.making(alias)) + "\n"
        : "ip " + AddressCommand.of(alias, "replace") + "\n";
  }

  @Override
  public List<Check> checks(Root root, Edited edited, Path scratch) {
    String file = root.real(edited.files().getFirst().path()).toString();
    return List.of(new Check("sh -n", List.of("sh", "-n", file)));
  }
}
