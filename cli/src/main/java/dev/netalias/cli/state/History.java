package dev.netalias.cli.state;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.cli.run.Invocation;
import dev.netalias.formats.yaml.AliasFiles;
import dev.netalias.formats.yaml.AliasesText;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Paper;
import dev.netalias.plan.Desired;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The states that were applied, each a file of its own with who, when and what in its first lines;
 * the last one tells what netalias made for a state and may take away for the next.
 */
final class History {
  /** So many are kept. */
  private static final int MOST = 50;

  private static final String NAME = "%06d.yaml";

  /** The folder of a network that a boot ends. */
  private static final Pattern OF_A_BOOT =
      Pattern.compile("\\d+-(?<boot>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  private final Path folder;

  History(Path folder) {
    this.folder = folder;
  }

  /** That of the network that a command works on; none where nothing is kept. */
  static Optional<History> of(Invocation call) {
    return call.surroundings().root().map(root -> new History(Folders.kept(call)));
  }

  /**
   * One applied state.
   *
   * @param number counted from 1
   * @param when when it was applied
   * @param who who applied it
   * @param what by which command
   * @param changes how many changes that took
   */
  record Applied(int number, Instant when, String who, String what, int changes) {
    private String heading() {
      return "# number: %d\n# when: %s\n# who: %s\n# what: %s\n# changes: %d\n"
          .formatted(number, when, line(who), line(what), changes);
    }

    private static String line(String text) {
      return text.replaceAll("\\p{Cntrl}", " ");
    }

    static Applied parse(int number, String text) {
      List<String> values = new ArrayList<>();
      for (String key : List.of("when", "who", "what", "changes")) {
        String start = "# " + key + ": ";
        values.add(
            text.lines()
                .takeWhile(line -> line.startsWith("#"))
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse(""));
      }
      return new Applied(
          number, instant(values.get(0)), values.get(1), values.get(2), changes(values.get(3)));
    }

    private static Instant instant(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException damaged) {
        return Instant.EPOCH;
      }
    }

    private static int changes(String text) {
      return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
  }

  /** The numbers of those that are kept, the oldest first. */
  List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*.yaml")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.matches("\\d{6,9}\\.yaml")) {
          numbers.add(Integer.parseInt(name.substring(0, name.indexOf('.'))));
        }
      }
    } catch (IOException none) {
      return List.of();
    }
    numbers.sort(null);
    return numbers;
  }

  /** All that are kept, the oldest first. */
  List<Applied> all() {
    return numbers().stream().map(number -> Applied.parse(number, text(number))).toList();
  }

  /** The number before another, 0 where there is none. */
  int before(int number) {
    return numbers().stream().filter(n -> n < number).reduce((a, b) -> b).orElse(0);
  }

  /** Forgets the states after one: they were never confirmed. */
  void forgetAfter(int number) {
    for (int later : numbers()) {
      if (later > number) {
        Pending.delete(file(later));
      }
    }
  }

  /** Its folder, for what is kept beside the states. */
  Path folder() {
    return folder;
  }

  /** The number of the last one, 0 where nothing was applied. */
  int last() {
    List<Integer> numbers = numbers();
    return numbers.isEmpty() ? 0 : numbers.getLast();
  }

  private Path file(int number) {
    return folder.resolve(NAME.formatted(number));
  }

  private String text(int number) {
    try {
      return Files.readString(file(number));
    } catch (NoSuchFileException none) {
      throw AliasException.notFound(
          "there is no applied state " + number, "netalias history lists those that are kept");
    } catch (IOException why) {
      throw AliasException.conflict(file(number) + " can't be read: " + why.getMessage(), "");
    }
  }

  /** The state of a number; 0 is before the first one, when nothing was desired. */
  Desired desired(AliasTypes types, int number) {
    return number == 0
        ? Desired.NOTHING
        : AliasFiles.of(file(number).toString(), text(number)).desired(types);
  }

  /** The last state as it is written; empty where nothing was applied. */
  String lastText() {
    int number = last();
    return number == 0 ? "" : text(number);
  }

  /** The last state; where that is a given one, it is not read again. */
  Desired last(AliasTypes types, Desired perhaps) {
    int number = last();
    return number > 0 && text(number).endsWith("\n" + AliasesText.of(types, perhaps))
        ? perhaps
        : desired(types, number);
  }

  /** Whether a state is the last one that was applied. */
  boolean isLast(AliasTypes types, Desired desired) {
    int number = last();
    return number > 0 && text(number).endsWith("\n" + AliasesText.of(types, desired));
  }

  /** What would be told of a plan that is made now. */
  Applied next(String what, Plan plan) {
    int changes = plan.changes().stream().mapToInt(change -> change.count()).sum();
    return new Applied(
        last() + 1, Instant.now().truncatedTo(ChronoUnit.SECONDS), who(), what, changes);
  }

  /** What keeps a state. */
  Paper paper(AliasTypes types, Desired desired, Applied applied) {
    String text = applied.heading() + AliasesText.of(types, desired);
    return new Paper(file(applied.number()).toString(), null, text);
  }

  /** Forgets the oldest ones, where they are too many. */
  void prune() {
    List<Integer> numbers = numbers();
    for (int number : numbers.subList(0, Math.max(0, numbers.size() - MOST))) {
      Pending.delete(file(number));
    }
    sweep(folder.resolve("..").normalize());
  }

  /**
   * Removes the histories of networks that ended with another boot. What can't be removed stays: it
   * is in nobody's way.
   */
  private static void sweep(Path all) {
    String boot = Pending.thisBoot();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, "[0-9]*-*")) {
      for (Path each : folders) {
        Matcher name = OF_A_BOOT.matcher(each.getFileName().toString());
        if (!boot.isEmpty() && name.matches() && !name.group("boot").equals(boot)) {
          remove(each);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      return;
    }
  }

  private static void remove(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (AccessDeniedException | DirectoryNotEmptyException somebodyElses) {
      return;
    }
  }

  /** Who runs this, with who became root for it. */
  static String who() {
    String user = System.getProperty("user.name", "?");
    return Optional.ofNullable(System.getenv("SUDO_USER"))
        .filter(name -> !name.isEmpty() && !name.equals(user))
        .map(name -> user + " (" + name + ")")
        .orElse(user);
  }
}
