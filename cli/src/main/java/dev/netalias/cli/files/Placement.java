package dev.netalias.cli.files;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.run.UserFile;
import dev.netalias.cli.state.Durable;
import dev.netalias.formats.Edited;
import dev.netalias.formats.Format;
import dev.netalias.formats.Root;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Puts files into their places, each whole or not at all; where one can't be written, or the
 * system's own tool refuses what came of it, all are as before.
 */
final class Placement {
  private static final int MOST_SECONDS = 60;

  /** What a shell ends with that finds no program. */
  private static final int NO_SUCH_PROGRAM = 127;

  /** What it ends with where a program is there, and can't be run. */
  private static final int NOT_TO_BE_RUN = 126;

  private final Root root;
  private final Format format;
  private final List<Edited.File> placed = new ArrayList<>();
  private final Set<Edited.File> made = new HashSet<>();

  Placement(Root root, Format format) {
    this.root = root;
    this.format = format;
  }

  /**
   * Where what was in a file is kept: beside it, with a dot before its name, as no tool reads such
   * a file.
   */
  static Path backup(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".before-netalias");
  }

  /**
   * Writes, and has it checked.
   *
   * @return what could not be checked, empty where all was
   */
  Optional<String> place(Edited edited) {
    List<Edited.File> changed = edited.files().stream().filter(Edited.File::isChanged).toList();
    for (Edited.File file : changed) {
      try {
        Path real = root.real(file.path());
        if (Files.exists(real)) {
          Durable.write(backup(real), file.before(), "rw-------");
        } else {
          made.add(file);
        }
        Durable.write(real, file.after(), format.permissions());
        placed.add(file);
      } catch (IOException why) {
        takeBack();
        throw UserFile.unwritable(file.path().toString(), why);
      }
    }
    return changed.isEmpty() ? Optional.empty() : check(edited);
  }

  private Optional<String> check(Edited edited) {
    Optional<Path> scratch = Optional.empty();
    try {
      Path folder = Files.createTempDirectory("netalias-check");
      scratch = Optional.of(folder);
      for (Format.Check check : format.checks(root, edited, folder)) {
        Optional<String> refusal = run(check, folder.resolve("said"));
        if (refusal.isPresent()) {
          takeBack();
          throw AliasException.conflict(
              "what was written is refused by %s: %s".formatted(check.tool(), refusal.get()),
              "the files are as they were");
        }
      }
      return Optional.empty();
    } catch (IOException missing) {
      return Optional.of("what was written is not checked: " + missing.getMessage());
    } finally {
      scratch.ifPresent(Placement::remove);
    }
  }

  /** What a tool says against it; empty where it accepts it. */
  private static Optional<String> run(Format.Check check, Path said) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(check.command())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(said.toFile());
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    Process process = builder.start();
    try {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.of("it does not end");
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
    if (process.exitValue() == 0) {
      return Optional.empty();
    }
    if (process.exitValue() == NO_SUCH_PROGRAM) {
      throw new IOException("there is no " + check.tool());
    }
    if (process.exitValue() == NOT_TO_BE_RUN) {
      throw new IOException(check.tool() + " can't be run here");
    }
    String text = Files.readString(said, StandardCharsets.ISO_8859_1);
    return Optional.of(
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.contains("WARNING"))
            .reduce((first, second) -> first.length() > 200 ? first : first + " " + second)
            .orElse("exit code " + process.exitValue()));
  }

  private void takeBack() {
    for (Edited.File file : placed.reversed()) {
      Path real = root.real(file.path());
      try {
        if (made.contains(file)) {
          Files.deleteIfExists(real);
        } else {
          Durable.write(real, file.before(), format.permissions());
        }
      } catch (IOException why) {
        throw AliasException.conflict(
            "%s can't be put back: %s".formatted(file.path(), why.getMessage()),
            "what was in it is in " + backup(file.path()));
      }
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException stays) {
      // a folder of the system's for what is temporary
    }
  }
}
