package dev.netalias.cli.state;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.AliasView;
import dev.netalias.formats.yaml.AliasFiles;
import dev.netalias.formats.yaml.AliasesText;
import dev.netalias.kernel.Plan.Paper;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredDevice;
import dev.netalias.plan.Manner;
import dev.netalias.plan.Place;
import dev.netalias.plan.Saving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A state that was applied and waits to be confirmed: what there was before it, and until when. It
 * is on the disk before anything is changed, so that whoever finds it can go back.
 *
 * @param token what tells it from any other
 * @param boot the boot that it was applied in: the process that would take it back ends with it
 * @param before the number of the last state that was confirmed
 * @param until when it is taken back
 * @param digest of the files that said it
 * @param there the aliases that were there before it
 */
record Pending(String token, String boot, int before, Instant until, String digest, Desired there) {
  private static final String NAME = "unconfirmed.yaml";

  private static Path file(History history) {
    return history.folder().resolve(NAME);
  }

  /** The one that waits, if one does. */
  static Optional<Pending> of(History history, AliasTypes types) {
    Path file = file(history);
    try {
      String text = Files.readString(file);
      return Optional.of(
          new Pending(
              value(text, "token"),
              value(text, "boot"),
              Integer.parseInt(value(text, "before")),
              Instant.parse(value(text, "until")),
              value(text, "digest"),
              AliasFiles.of(file.toString(), text).desired(types)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException | DateTimeException damaged) {
      throw AliasException.conflict(
          "%s can't be read: %s".formatted(file, damaged.getMessage()),
          "netalias apply makes the desired state once it is removed");
    }
  }

  private static String value(String text, String key) {
    String start = "# " + key + ": ";
    return text.lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElse("");
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

  /** What puts it on the disk. */
  Paper paper(History history, AliasTypes types) {
    String text =
        "# token: %s\n# boot: %s\n# before: %d\n# until: %s\n# digest: %s\n"
                .formatted(token, boot, before, until, digest)
            + AliasesText.of(types, there);
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

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException why) {
      throw Folders.unwritable(file, why);
    }
  }

  /** The aliases of netalias that are there, as a state: each with its name. */
  static Desired there(AliasView view) {
    Saving saving = new Saving(view.types());
    Map<Alias, Policy> policies = view.policies(view.aliases());
    for (Alias alias : view.aliases()) {
      if (alias.isManaged() && !alias.isMoved()) {
        Manner leaving = Manner.leaving(view.egress(alias)).letting(policies.get(alias));
        boolean known = view.unread() == null && alias.device() == null;
        Manner manner = known ? leaving.counted(alias.counters() != null) : leaving;
        saving.add(alias.main().name(), saving.desired(alias).with(manner));
      }
    }
    List<DesiredDevice> devices = new ArrayList<>();
    saving
        .devices()
        .forEach((name, aliases) -> devices.add(DesiredDevice.of(name, aliases, Place.NOWHERE)));
    return new Desired(devices);
  }
}
