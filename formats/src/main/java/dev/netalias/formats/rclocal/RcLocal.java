package dev.netalias.formats.rclocal;

import dev.netalias.formats.AddressCommand;
import dev.netalias.formats.Comparison;
import dev.netalias.formats.Declaration;
import dev.netalias.formats.Declared;
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
import java.util.LinkedHashSet;
import java.util.List;
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

  /** One line that adds an address, and where it stands. */
  private record Entry(Declared declared, Place place, int start, int end) implements Declaration {}

  @Override
  public Understood read(Root root, @Nullable Path file) {
    Path path = file == null ? USUAL : file;
    List<Note> notes = new ArrayList<>();
    List<Entry> entries = entries(path, root.bytes(path), notes);
    return Understood.of(List.of(path.toString()), entries, notes);
  }

  private static List<Entry> entries(Path path, String text, List<Note> notes) {
    List<Entry> entries = new ArrayList<>();
    int at = 0;
    for (int number = 1; at < text.length(); number++) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline + 1;
      String line = text.substring(at, end).strip();
      Place place = new Place(path.toString(), number, 0);
      Optional<AddressCommand> command = AddressCommand.of(line, "");
      if (command.isPresent() && command.get().adds()) {
        entries.add(new Entry(command.get().declared(), place, at, end));
      } else if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("exit")) {
        notes.add(new Note(place, "'%s' stays with the script".formatted(line)));
      }
      at = end;
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
        wish.sayable(name, RcLocal::refusal).withoutNames(name, "the kernel", one -> !one.isInet());
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
      Entry there = changed.there();
      edits.replace(name, there.start, there.end, line(changed.wanted()));
    }
    for (Entry each : comparison.surplus()) {
      if (wish.prune()) {
        edits.replace(name, each.start, each.end, "");
      } else {
        notes.add(new Note(each.place, each.declared.name() + " is not wanted, and stays"));
      }
    }
    if (!comparison.added().isEmpty()) {
      add(name, text, comparison.added(), edits);
    }
    return new Edited(edits.files(StandardCharsets.ISO_8859_1), unexpressed, notes);
  }

  private static Optional<String> refusal(Declared one) {
    return one.realisation() == Realisation.ROUTE && one.open()
        ? Optional.empty()
        : Wish.refusal(one, "a script of ip commands");
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
    added.forEach(one -> lines.append(line(one)));
    int end = ENDS.matcher(text).results().mapToInt(m -> m.start()).reduce((a, b) -> b).orElse(-1);
    int at = end < 0 ? text.length() : end;
    edits.replace(name, at, at, (cut && at == text.length() ? "\n" : "") + lines);
  }

  /** Replaced where it is there, so that the script may be run again. */
  private static String line(Declared alias) {
    return "ip " + AddressCommand.of(alias, "replace") + "\n";
  }

  @Override
  public List<Check> checks(Root root, Edited edited, Path scratch) {
    String file = root.real(edited.files().getFirst().path()).toString();
    return List.of(new Check("sh -n", List.of("sh", "-n", file)));
  }
}
