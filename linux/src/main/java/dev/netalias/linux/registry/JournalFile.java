package dev.netalias.linux.registry;

import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.linux.libc.CallException;
import dev.netalias.linux.libc.Descriptor;
import dev.netalias.linux.libc.LibC;
import dev.netalias.plan.journal.JournalText;
import dev.netalias.wire.nl.Errno;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The journal of one network namespace of one boot: what a commit is about to do, written whole
 * before it does the first of it, and removed after the last. It lies beside the registry, and is
 * written under the registry's lock. Who writes it holds a lock on it too, which goes with his
 * process: so everybody can see whether it was left behind. Nothing is forced to a disk: neither
 * this file nor the network outlives the boot.
 */
public final class JournalFile {
  private static final int BUFFER = 1 << 16;

  private final RuntimeFolder folder;
  private final String name;

  JournalFile(RuntimeFolder folder, String registry) {
    this.folder = folder;
    this.name = registry + ".journal";
  }

  /** Who commits now: this process, with that command line. */
  public static Unfinished.Origin origin(String command) {
    long process = ProcessHandle.current().pid();
    return new Unfinished.Origin(command, user(), process, Instant.now());
  }

  /** Who asked for it: behind sudo, whoever called that. */
  private static String user() {
    String name = System.getProperty("user.name", "?");
    String behind = System.getenv("SUDO_USER");
    return behind == null || behind.equals(name) ? name : name + " (sudo of " + behind + ")";
  }

  /** Writes it. */
  public Written write(Unfinished commit) {
    Path file = folder.toWrite().resolve(name);
    List<Descriptor> held = new ArrayList<>(1);
    boolean written = false;
    try {
      RegistryFile.replace(
          file,
          fresh -> {
            held.add(Descriptor.open(LibC.ofThisProcess(), fresh, Descriptor.O_RDONLY));
            held.getFirst().lock();
            write(fresh, commit);
          });
      written = true;
      return new Written(file, held.getFirst());
    } catch (IOException broken) {
      throw RegistryFile.failed("write " + file, broken);
    } finally {
      if (!written) {
        held.forEach(Descriptor::close);
      }
    }
  }

  private static void write(Path fresh, Unfinished commit) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh), BUFFER)) {
      Iterator<String> lines = JournalText.lines(commit).iterator();
      while (lines.hasNext()) {
        out.write(lines.next().getBytes(StandardCharsets.ISO_8859_1));
        out.write('\n');
      }
    }
  }

  /** A journal that was written. Where it is closed and not removed, it is left behind. */
  public static final class Written implements AutoCloseable {
    private final Path file;
    private final Descriptor held;

    private Written(Path file, Descriptor held) {
      this.file = file;
      this.held = held;
    }

    /** What it tells of has come to an end. */
    public void remove() {
      delete(file);
    }

    @Override
    public void close() {
      held.close();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException unremoved) {
      throw RegistryFile.failed("remove " + file, unremoved);
    }
  }

  /**
   * What was left behind; for who has the registry's lock.
   *
   * @throws KernelException where nobody can read it
   */
  public Optional<Unfinished> read() {
    for (Path place : folder.toRead()) {
      Path file = place.resolve(name);
      if (Files.exists(file)) {
        return read(file);
      }
    }
    return Optional.empty();
  }

  /** Throws what was left behind, if anything was. */
  public void refuseUnfinished() {
    read()
        .ifPresent(unfinished -> {
          throw new Unfinished.InTheWay(unfinished);
        });
  }

  private static Optional<Unfinished> read(Path file) {
    try {
      return Optional.of(JournalText.parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1)));
    } catch (NoSuchFileException doneMeanwhile) {
      return Optional.empty();
    } catch (IOException broken) {
      throw RegistryFile.failed("read " + file, broken);
    } catch (IllegalArgumentException damaged) {
      KernelException told =
          new KernelException(
              "the journal " + file,
              Errno.EIO,
              "damaged, or of another version of netalias; if the network is as it should be,"
                  + " remove that file",
              null);
      told.initCause(damaged);
      throw told;
    }
  }

  /** What was left behind by a process that is there no more. */
  public Optional<Unfinished> leftBehind() {
    for (Path place : folder.toRead()) {
      Path file = place.resolve(name);
      if (Files.exists(file) && isLeftBehind(file)) {
        return read(file);
      }
    }
    return Optional.empty();
  }

  private static boolean isLeftBehind(Path file) {
    try (Descriptor descriptor = Descriptor.open(LibC.ofThisProcess(), file, Descriptor.O_RDONLY)) {
      return descriptor.isUnlocked();
    } catch (CallException doneMeanwhile) {
      return false;
    }
  }

  /** Removes what was left behind. */
  public void forget() {
    folder.toRead().forEach(place -> delete(place.resolve(name)));
  }
}
