package dev.netalias.layers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folders of the project's own modules. */
final class Sources {

  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private Sources() {}

  /** In the order in which they are listed to be built, without other people's code. */
  static List<Path> modules() throws IOException {
    return MODULE
        .matcher(Files.readString(TOP.resolve("pom.xml")))
        .results()
        .map((MatchResult m) -> m.group(1))
        .filter(name -> !name.startsWith("third-party/"))
        .map(TOP::resolve)
        .toList();
  }

  static List<Path> classFiles() throws IOException {
    return below("target/classes", ".class");
  }

  static List<Path> javaFiles() throws IOException {
    return below("src", ".java");
  }

  private static List<Path> below(String folder, String ending) throws IOException {
    Stream.Builder<Path> files = Stream.builder();
    for (Path module : modules()) {
      try (Stream<Path> all = Files.walk(module.resolve(folder))) {
        all.filter(file -> file.toString().endsWith(ending)).forEach(files);
      }
    }
    return files.build().toList();
  }
}
