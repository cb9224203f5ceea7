package dev.netalias.formats.ifupdown;

import dev.netalias.formats.Comparison;
import dev.netalias.formats.Declared;
import dev.netalias.formats.Edited;
import dev.netalias.formats.Note;
import dev.netalias.formats.TextEdit;
import dev.netalias.formats.Wish;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.plan.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes the stanzas of aliases in their files; every other byte stays. */
final class Editor {
  private final Interfaces all;
  private final String target;
  private final Map<String, List<TextEdit>> edits = new LinkedHashMap<>();
  private final List<Note> unexpressed = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  private final Raising raising;
  private final Map<String, Spot> spots = new HashMap<>();

  private Editor(Interfaces all, Path main, Path target) {
    this.all = all;
    this.target = target.toString();
    editsOf(main.toString());
    editsOf(this.target);
    raising = new Raising(all, this::editsOf);
  }

  /**
   * The files with what is wanted.
   *
   * @param main the file that sources the others
   * @param target the file that takes what is new
   */
  static Edited edit(Interfaces all, Path main, Path target, Wish wish) {
    Editor editor = new Editor(all, main, target);
    List<String> names = all.ifaces().stream().map(Stanza.Iface::name).toList();
    Comparison<Entry> comparison = Comparison.of(Meaning.of(all).entries(), wish.aliases(), names);
    editor.unexpressed.addAll(wish.unexpressed());
    for (Comparison.Changed<Entry> clash : comparison.clashing()) {
      editor.unexpressed.add(Comparison.clash(clash));
    }
    comparison.changed().forEach(editor::change);
    for (Entry surplus : comparison.surplus()) {
      if (wish.prune()) {
        editor.remove(surplus);
      } else {
        editor.tell(surplus, surplus.declared().name() + " is not wanted, and stays");
      }
    }
    comparison.added().forEach(editor::add);
    return editor.edited();
  }

  private Edited edited() {
    List<Edited.File> files = new ArrayList<>();
    edits.forEach((name, list) -> {
      String before = file(name).text();
      String after = TextEdit.apply(before, list);
      files.add(new Edited.File(Path.of(name), bytes(before), bytes(after)));
    });
    return new Edited(files, unexpressed, notes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private InterfacesFile file(String name) {
    return all.files().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private void replace(String file, int start, int end, String text) {
    editsOf(file).add(new TextEdit(start, end, text));
  }

  private List<TextEdit> editsOf(String file) {
    return edits.computeIfAbsent(file, f -> new ArrayList<>());
  }

  private void tell(Entry entry, String text) {
    notes.add(new Note(entry.place(), text));
  }

  private void cannot(Entry entry, String text) {
    unexpressed.add(new Note(entry.place(), text));
  }

  // Changing

  private void change(Comparison.Changed<Entry> changed) {
    Entry there = changed.there();
    Declared wanted = changed.wanted();
    boolean plain =
        there.hook() == null
            && wanted.realisation() == Realisation.LABEL
            && wanted.isInet() == there.declared().isInet();
    if (Comparison.isSame(there.declared().withOpen(wanted.open()), wanted)) {
      open(there, wanted.open());
      return;
    }
    if (plain && there.iface().inherited().isEmpty()) {
      address(there, wanted);
    } else if (there.isAlone() && there.iface().inherited().isEmpty()) {
      int start = there.iface().head().start();
      String text = StanzaText.of(wanted.withOpen(false), indent(there.iface()));
      replace(there.iface().file(), start, there.iface().end(), text);
    } else {
      cannot(
          there,
          "%s is to be %s, and is declared by more than a stanza of its own: change that by hand"
              .formatted(there.declared().name(), wanted.prefix()));
      return;
    }
    if (wanted.open() != there.declared().open()) {
      open(there, wanted.open());
    }
  }

  /** Gives a stanza another address. */
  private void address(Entry there, Declared wanted) {
    Stanza.Iface iface = there.iface();
    Stanza.Option last = null;
    boolean said = false;
    String broadcast = StanzaText.broadcast(wanted);
    for (Stanza.Option option : iface.own()) {
      switch (option.name()) {
        case "address" -> {
          last = option;
          value(iface, option, said ? null : wanted.prefix().toString());
          said = true;
        }
        case "netmask" -> value(iface, option, null);
        case "broadcast" -> value(iface, option, wanted.isInet() ? broadcast : null);
        default -> {}
      }
    }
    boolean has = iface.value("broadcast") != null;
    if (last != null && !has && broadcast != null && wanted.isInet()) {
      int end = last.line().end();
      replace(iface.file(), end, end, indent(iface) + "broadcast " + broadcast + "\n");
    }
  }

  /**
   * Gives an option another value, or takes it away; its line stays as it is where it says that.
   */
  private void value(Stanza.Iface iface, Stanza.Option option, @Nullable String value) {
    Line line = option.line();
    if (value == null) {
      replace(iface.file(), line.start(), line.end(), "");
    } else if (!value.equals(option.value())) {
      String text = file(iface.file()).text();
      String physical = text.substring(line.start(), line.end());
      String before = physical.substring(0, physical.length() - physical.stripLeading().length());
      String newline = physical.endsWith("\n") ? "\n" : "";
      replace(
          iface.file(), line.start(), line.end(), before + option.name() + " " + value + newline);
    }
  }

  private String indent(Stanza.Iface iface) {
    if (iface.own().isEmpty()) {
      return "\t";
    }
    String text = file(iface.file()).text();
    int start = iface.own().getFirst().line().start();
    int at = start;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at == start ? "\t" : text.substring(start, at);
  }

  /** Has it raised at boot, or no more. */
  private void open(Entry there, boolean open) {
    String name = there.iface().name();
    if (open) {
      int start = there.iface().head().start();
      replace(there.iface().file(), start, start, "auto " + name + "\n");
    } else if (!raising.silence(name)) {
      cannot(there, name + " is to be closed, and a pattern or a mapping raises it");
    }
  }

  // Removing and adding

  private void remove(Entry entry) {
    Stanza.Iface iface = entry.iface();
    boolean whole =
        entry.isAlone() || entry.hook() == null && iface.own().stream().noneMatch(o -> o.isHook());
    if (!whole) {
      cannot(
          entry,
          entry.declared().name() + " is to go, and is declared by more than a stanza of its own");
      return;
    }
    int start = raising.remove(iface);
    String text = file(iface.file()).text();
    // With the blank line that set it apart, so that adding and removing leaves what was there.
    if (start > 1 && text.startsWith("\n\n", start - 2)) {
      start--;
    }
    replace(iface.file(), start, iface.end(), "");
  }

  private void add(Declared alias) {
    Optional<Stanza.Iface> other = raising.stanza(alias.name());
    if (other.isPresent()) {
      Place place = new Place(other.get().file(), other.get().head().number(), 0);
      String text = "%s is wanted, and has a stanza that says something else: change that by hand";
      unexpressed.add(new Note(place, text.formatted(alias.name())));
      return;
    }
    Spot spot = spots.computeIfAbsent(alias.device(), this::spot);
    replace(target, spot.at, spot.at, spot.before + StanzaText.of(alias, spot.indent));
    spots.put(alias.device(), new Spot(spot.at, "\n", spot.indent));
  }

  /**
   * Where the stanzas of a device's aliases come.
   *
   * @param before what sets the next one apart
   */
  private record Spot(int at, String before, String indent) {}

  private Spot spot(String device) {
    InterfacesFile file = file(target);
    List<Stanza.Iface> near =
        file.ifaces().stream().filter(each -> !raising.isGone(each) && isOf(each, device)).toList();
    List<Stanza.Iface> models = near.isEmpty() ? file.ifaces() : near;
    String indent =
        models.stream()
            .filter(model -> !model.own().isEmpty())
            .reduce((first, second) -> second)
            .map(this::indent)
            .orElse("\t");
    int at = near.isEmpty() ? file.text().length() : near.getLast().end();
    boolean cut = at > 0 && file.text().charAt(at - 1) != '\n';
    return new Spot(at, (cut ? "\n" : "") + (at == 0 ? "" : "\n"), indent);
  }

  private static boolean isOf(Stanza.Iface iface, String device) {
    return iface.name().equals(device) || iface.name().startsWith(device + ":");
  }
}
