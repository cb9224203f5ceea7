package dev.netalias.formats.yaml;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredDevice;
import dev.netalias.plan.MistakeException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a desired state: one, or {@code aliases.yaml} and all of {@code aliases.d} beside it
 * in the order of their names.
 */
public final class AliasFiles {
  private final Map<String, String> texts = new LinkedHashMap<>();

  private AliasFiles() {}

  /** Texts that were read elsewhere, such as standard input. */
  public static AliasFiles of(String name, String text) {
    AliasFiles files = new AliasFiles();
    files.texts.put(name, text);
    return files;
  }

  /**
   * Reads one file.
   *
   * @throws IOException where it can't be read
   */
  public static AliasFiles one(Path file) throws IOException {
    return of(file.toString(), Files.readString(file));
  }

  /**
   * Reads a folder: {@code aliases.yaml} and {@code aliases.d/*.yaml}.
   *
   * @throws NoSuchFileException where there is none of them
   * @throws IOException where one can't be read
   */
  public static AliasFiles folder(Path folder) throws IOException {
    AliasFiles files = new AliasFiles();
    for (Path file : list(folder)) {
      files.texts.put(file.toString(), Files.readString(file));
    }
    return files;
  }

  /** The files that a folder has, in the order in which they are read. */
  static List<Path> list(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    Path main = main(folder);
    if (Files.exists(main)) {
      all.add(main);
    }
    List<Path> further = new ArrayList<>();
    Path beside = folder.resolve("aliases.d");
    try (DirectoryStream<Path> found = Files.newDirectoryStream(beside, "*.yaml")) {
      found.forEach(further::add);
    } catch (NoSuchFileException | NotDirectoryException none) {
      // nothing beside it
    }
    further.sort(null);
    all.addAll(further);
    if (all.isEmpty()) {
      throw new NoSuchFileException(main.toString());
    }
    return all;
  }

  /** The file that is edited. */
  public static Path main(Path folder) {
    return folder.resolve("aliases.yaml");
  }

  /** The texts by the names of their files. */
  public Map<String, String> texts() {
    return Collections.unmodifiableMap(texts);
  }

  /**
   * What they say together.
   *
   * @throws MistakeException where something is wrong, with the line
   */
  public Desired desired(AliasTypes types) {
    List<DesiredDevice> devices = new ArrayList<>();
    texts.forEach((name, text) -> devices.addAll(AliasesYaml.read(types, name, text).devices()));
    return new Desired(devices);
  }

  /** The mistake with the line that it is in, where it is in one of these files. */
  public MistakeException shown(MistakeException mistake) {
    String text = texts.get(mistake.place().file());
    return text == null ? mistake : new Document(mistake.place().file(), text, null).shown(mistake);
  }

  /** A refusal where a file can't be read. */
  public static AliasException unreadable(IOException why) {
    if (why instanceof NoSuchFileException none) {
      return AliasException.notFound(
          "there is no desired state: %s is not there".formatted(none.getFile()),
          "netalias save writes what is there now into it");
    }
    return AliasException.conflict("the desired state can't be read: " + why.getMessage(), "");
  }
}
