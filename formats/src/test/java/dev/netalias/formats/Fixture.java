package dev.netalias.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Prefix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A system's files below some folder, read and edited in one format. */
public final class Fixture {
  private final Path folder;
  private final Format format;

  /** Empty. */
  public Fixture(Path folder, Format format) {
    this.folder = folder;
    this.format = format;
  }

  /** The system. */
  public Root root() {
    return new Root(folder);
  }

  /** Writes a file. */
  public Fixture with(String path, String text) {
    try {
      Path real = root().real(Path.of(path));
      Files.createDirectories(real.getParent());
      Files.writeString(real, text);
      return this;
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  /** What is in a file. */
  public String text(String path) {
    return new String(root().read(Path.of(path)), StandardCharsets.UTF_8);
  }

  /** What is understood. */
  public Understood read() {
    return format.read(root(), null);
  }

  /** What is declared, as text: name, prefix, and what is not usual. */
  public List<String> aliases() {
    return read().found().stream().map(found -> text(found.declared())).toList();
  }

  private static String text(Declared one) {
    return (one.tag().isEmpty() ? one.device() : one.name())
        + " "
        + one.prefix()
        + (one.realisation() == Realisation.LABEL ? "" : " " + one.realisation().text())
        + (one.hasUsualBroadcast() || one.realisation() == Realisation.ROUTE
            ? ""
            : " brd " + one.broadcast())
        + (one.open() ? "" : " closed");
  }

  /** What is told when it is read. */
  public List<String> notes() {
    return read().notes().stream().map(Note::toString).toList();
  }

  /** What is declared. */
  public List<Declared> declared() {
    return new ArrayList<>(read().found().stream().map(Understood.Found::declared).toList());
  }

  /** What is to be in the files. */
  public Edited edit(List<Declared> wanted, boolean prune) {
    return format.edit(root(), null, new Wish(wanted, List.of(), prune));
  }

  /** Writes what is wanted. */
  public Edited write(List<Declared> wanted, boolean prune) {
    return write(edit(wanted, prune));
  }

  /** Writes what is wanted, and what is new into a file. */
  public Edited write(List<Declared> wanted, String file) {
    return write(format.edit(root(), Path.of(file), new Wish(wanted, List.of(), false)));
  }

  private Edited write(Edited edited) {
    for (Edited.File file : edited.files()) {
      with(file.path().toString(), new String(file.after(), StandardCharsets.UTF_8));
    }
    return edited;
  }

  /** That what is declared already changes no byte. */
  public void staysAsItIs() {
    Edited same = edit(declared(), true);
    assertThat(same.files()).noneMatch(Edited.File::isChanged);
    assertThat(same.unexpressed()).isEmpty();
  }

  /** An alias. */
  public static Declared alias(String name, String prefix) {
    int colon = name.indexOf(':');
    @Nullable String tag = colon < 0 ? "" : name.substring(colon + 1);
    return Declared.alias(colon < 0 ? name : name.substring(0, colon), tag, Prefix.parse(prefix));
  }

  /** An alias that is a local route. */
  public static Declared route(String name, String prefix) {
    return alias(name, prefix).as(Realisation.ROUTE).withBroadcast(null);
  }

  /** Texts of notes. */
  public static List<String> texts(List<Note> notes) {
    return notes.stream().map(Note::toString).toList();
  }
}
