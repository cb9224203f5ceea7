package dev.netalias.cli.print;

import dev.netalias.formats.Declared;
import dev.netalias.formats.Note;
import dev.netalias.formats.Understood;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code import} and {@code export} print, as JSON. */
public final class FilesJson {
  private FilesJson() {}

  /**
   * What files declare.
   *
   * @param format whose files
   * @param files those that were read
   * @param aliases what is declared
   * @param notes what stays with the other program
   * @param yaml the same as a desired state
   */
  @Json
  public record Imported(
      String format,
      List<String> files,
      List<AliasOfFile> aliases,
      List<NoteJson> notes,
      String yaml) {}

  /**
   * One alias of a file.
   *
   * @param name its name, null where it has none
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record AliasOfFile(
      @Nullable String name,
      String main,
      String address,
      int prefixLength,
      @Nullable String broadcast,
      String realisation,
      String state,
      String file,
      int line) {}

  /**
   * Something that is told.
   *
   * @param line 0 for the file as a whole
   */
  @Json
  public record NoteJson(String file, int line, String message) {}

  /**
   * What files are to be.
   *
   * @param written whether they are
   * @param unexpressed what can't be said in the format
   */
  @Json
  public record Exported(
      String format,
      boolean written,
      List<FileJson> files,
      List<NoteJson> unexpressed,
      List<NoteJson> notes) {}

  /**
   * One file.
   *
   * @param text what is in it, or is to be
   * @param backup where what was in it is kept, null where nothing was
   */
  @Json
  public record FileJson(String file, boolean changed, String text, @Nullable String backup) {}

  /** What was understood. */
  public static Imported imported(String format, Understood understood, String yaml) {
    return new Imported(
        format,
        understood.files(),
        understood.found().stream().map(FilesJson::alias).toList(),
        understood.notes().stream().map(FilesJson::note).toList(),
        yaml);
  }

  private static AliasOfFile alias(Understood.Found found) {
    Declared one = found.declared();
    return new AliasOfFile(
        one.tag().isEmpty() ? null : one.name(),
        one.device(),
        one.prefix().address().toString(),
        one.prefix().length(),
        one.broadcast() == null ? null : one.broadcast().toString(),
        one.realisation().text(),
        one.open() ? "open" : "closed",
        found.place().file(),
        found.place().line());
  }

  /** A note. */
  public static NoteJson note(Note note) {
    return new NoteJson(note.place().file(), note.place().line(), note.text());
  }
}
