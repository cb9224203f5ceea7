package dev.netalias.cli.state;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.Output;
import dev.netalias.kernel.Plan.Paper;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Link;
import dev.netalias.plan.journal.JournalText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A state that was applied and waits to be confirmed: its commit, with what was there before, as a
 * journal has it, and until when. It is on the disk before anything is changed, so that whoever
 * finds it can go back.
 *
 * @param token what tells it from any other
 * @param boot the boot that it was applied in: the process that would take it back ends with it
 * @param before the number of the last state that was confirmed
 * @param until when it is taken back
 * @param digest of the files that said it
 * @param journal the lines that tell of its commit
 */
record Pending(
    String token, String boot, int before, Instant until, String digest, List<String> journal) {
  private static final String NAME = "unconfirmed";

  private static Path file(History history) {
    return history.folder().resolve(NAME);
  }

  /**
   * The one that waits, if one does.
   *
   * @throws AliasException where nobody can read it
   */
  static Optional<Pending> of(History history) {
    Path file = file(history);
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      Pending it =
          new Pending(
              value(lines, "token"),
              value(lines, "boot"),
              Integer.parseInt(value(lines, "before")),
              Instant.parse(value(lines, "until")),
              value(lines, "digest"),
              lines.stream().filter(line -> !line.startsWith("#")).toList());
      if (it.journal.isEmpty()) {
        throw damaged(file, "it ends too early");
      }
      return Optional.of(it);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (AccessDeniedException forbidden) {
      throw new AliasException(
          AliasException.Kind.PERMISSION,
          "whether a state waits to be confirmed is said in %s, for root alone".formatted(file),
          "run it with sudo");
    } catch (IOException unreadable) {
      throw damaged(file, String.valueOf(unreadable.getMessage()));
    } catch (IllegalArgumentException | DateTimeException wrong) {
      throw damaged(file, "it is damaged");
    }
  }

  private static AliasException damaged(Path file, String why) {
    return AliasException.conflict(
        "what waits to be confirmed can't be read from %s: %s".formatted(file, why),
        "remove that file, and make what there is to be: netalias apply");
  }

  /** The one that waits, where that matters little: one that nobody can read is told, and none. */
  static Optional<Pending> ifReadable(History history, Consumer<AliasException> told) {
    try {
      return of(history);
    } catch (AliasException damaged) {
      told.accept(damaged);
      return Optional.empty();
    }
  }

  /** Says so of one that nobody can read. */
  static void warn(Output output, AliasException damaged) {
    output.warn("warning", String.valueOf(damaged.getMessage()), damaged.hint());
  }

  /** The value of a key in the first lines of a file. */
  static String value(List<String> lines, String key) {
    String start = "# " + key + ": ";
    return lines.stream()
        .takeWhile(line -> line.startsWith("#"))
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(key + " is missing"));
  }

  /** This boot. */
  static String thisBoot() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException noProc) {
      return "";
    }
  }

  /** Whether it waits still: a boot ends the waiting. */
  boolean isOfThisBoot() {
    return boot.equals(thisBoot());
  }

  /** The lines that tell of a commit. */
  static List<String> journal(Unfinished commit) {
    return JournalText.lines(commit).toList();
  }

  /**
   * Its commit, on devices as they are now: one that was renamed, or is another with the name of
   * one that is gone.
   */
  Unfinished commit(History history, Snapshot now) {
    try {
      return JournalText.parse(journal, was -> present(was, now));
    } catch (IllegalArgumentException wrong) {
      throw damaged(file(history), "it is damaged");
    }
  }

  private static Device present(Device was, Snapshot now) {
    return now.link(was.index()).or(() -> now.link(was.name())).map(Link::device).orElse(was);
  }

  /** What puts it on the disk. */
  Paper paper(History history) {
    String heading =
        "# token: %s\n# boot: %s\n# before: %d\n# until: %s\n# digest: %s\n"
            .formatted(token, boot, before, until, digest);
    String text =
        Stream.of(heading.lines(), journal.stream())
            .flatMap(lines -> lines)
            .collect(Collectors.joining("\n", "", "\n"));
    return new Paper(file(history).toString(), null, text);
  }

  /** What takes away whichever waits; none where none does. */
  static List<Paper> ending(History history) {
    return changing(file(history), null);
  }

  /** What has a file hold another text, or go; none where nothing changes. */
  static List<Paper> changing(Path file, @Nullable String after) {
    String before;
    try {
      before = Files.readString(file);
    } catch (NoSuchFileException none) {
      before = null;
    } catch (IOException why) {
      throw Folders.unwritable(file, why);
    }
    return Objects.equals(before, after)
        ? List.of()
        : List.of(new Paper(file.toString(), before, after));
  }

  /** Writes a file, as if it were with a commit. */
  static void write(Paper paper) {
    Path file = Path.of(paper.file());
    if (paper.after() == null) {
      delete(file);
    } else {
      write(file, paper.after());
    }
  }

  static void write(Path file, String text) {
    try {
      Durable.write(file, text);
    } catch (IOException why) {
      throw Folders.unwritable(file, why);
    }
  }

  /** It waits no more. */
  static void end(History history) {
    delete(file(history));
  }

  /**
   * It waits no more, and no boot makes what its files say. One renaming does both, for which there
   * is room on a full disk too.
   */
  static void reject(History history) {
    Path file = file(history);
    try {
      Files.move(file, Rejected.file(history), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException why) {
      throw Folders.unwritable(file, why);
    }
  }

  /** Sets one aside that nobody can read. */
  static void setAside(History history) {
    Path file = file(history);
    try {
      Files.move(file, file.resolveSibling(NAME + ".damaged"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException why) {
      throw Folders.unwritable(file, why);
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException why) {
      throw Folders.unwritable(file, why);
    }
  }
}
