package dev.netalias.formats.ini;

import dev.netalias.formats.Note;
import dev.netalias.plan.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file of sections and keys, with where each stands. Lines that are neither, nor blank, nor a
 * comment are told of, and stay.
 *
 * @param name its path, as its own tools would name it
 * @param text what is in it
 * @param sections the sections in their order; a name may come again
 * @param notes what is no line of such a file
 */
public record IniFile(String name, String text, List<Section> sections, List<Note> notes) {
  /** Copies the lists. */
  public IniFile {
    sections = List.copyOf(sections);
    notes = List.copyOf(notes);
  }

  /**
   * One section.
   *
   * @param line the number of its line
   * @param start where its line begins
   * @param end where the line after its last key begins
   */
  public record Section(String name, int line, int start, int end, List<Entry> entries) {
    /** Copies the list. */
    public Section {
      entries = List.copyOf(entries);
    }

    /** The last value of a key, as later ones replace earlier ones. */
    public Optional<Entry> last(String key) {
      return entries.stream().filter(e -> e.key.equals(key)).reduce((first, second) -> second);
    }

    /** All values of a key. */
    public List<Entry> all(String key) {
      return entries.stream().filter(e -> e.key.equals(key)).toList();
    }
  }

  /**
   * One key with its value.
   *
   * @param line the number of its first line
   * @param start where its first line begins
   * @param end where the line after its last one begins
   */
  public record Entry(String key, String value, int line, int start, int end) {}

  /**
   * Reads a file; nothing is ever refused.
   *
   * @param continued whether a backslash at the end of a line joins the next one to it, as systemd
   *     has it
   */
  public static IniFile parse(String name, String text, boolean continued) {
    return new Reading(name, text, continued).read();
  }

  /** The sections of a name. */
  public List<Section> all(String section) {
    return sections.stream().filter(each -> each.name.equals(section)).toList();
  }

  /** The last value of a key in the sections of a name. */
  public Optional<Entry> last(String section, String key) {
    return all(section).stream()
        .flatMap(each -> each.all(key).stream())
        .reduce((first, second) -> second);
  }

  /** Where a line of it stands. */
  public Place place(int line) {
    return new Place(name, line, 0);
  }

  /** The reading of one file. */
  private static final class Reading {
    private final String name;
    private final String text;
    private final boolean continued;
    private final List<Section> sections = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private String section = "";
    private int sectionLine;
    private int sectionStart = -1;
    private int sectionEnd;

    Reading(String name, String text, boolean continued) {
      this.name = name;
      this.text = text;
      this.continued = continued;
    }

    IniFile read() {
      int at = 0;
      int number = 0;
      while (at < text.length()) {
        int start = at;
        int first = ++number;
        at = next(at);
        StringBuilder line = new StringBuilder(text.substring(start, at).strip());
        boolean comment = isComment(line);
        while (continued
            && !comment
            && line.length() > 0
            && line.charAt(line.length() - 1) == '\\') {
          line.setLength(line.length() - 1);
          if (at >= text.length()) {
            break;
          }
          String more = text.substring(at, next(at)).strip();
          at = next(at);
          number++;
          line.append(isComment(more) ? "\\" : " " + more);
        }
        if (!comment && line.length() > 0) {
          line(line.toString(), new int[] {first, start, at});
        }
      }
      close();
      return new IniFile(name, text, sections, notes);
    }

    private int next(int at) {
      int newline = text.indexOf('\n', at);
      return newline < 0 ? text.length() : newline + 1;
    }

    private static boolean isComment(CharSequence line) {
      return line.length() > 0 && (line.charAt(0) == '#' || line.charAt(0) == ';');
    }

    /** A line; where it stands is its number, its start and its end. */
    private void line(String line, int[] where) {
      if (line.charAt(0) == '[' && line.endsWith("]")) {
        close();
        section = line.substring(1, line.length() - 1);
        sectionLine = where[0];
        sectionStart = where[1];
        sectionEnd = where[2];
        return;
      }
      int equals = line.indexOf('=');
      if (equals <= 0 || sectionStart < 0) {
        String what = equals <= 0 ? "it is neither a section nor KEY=VALUE" : "it is in no section";
        notes.add(new Note(new Place(name, where[0], 0), what + ", and is ignored"));
        return;
      }
      String key = line.substring(0, equals).strip();
      String value = line.substring(equals + 1).strip();
      entries.add(new Entry(key, value, where[0], where[1], where[2]));
      sectionEnd = where[2];
    }

    private void close() {
      if (sectionStart >= 0) {
        sections.add(new Section(section, sectionLine, sectionStart, sectionEnd, entries));
      }
      entries.clear();
    }
  }
}
