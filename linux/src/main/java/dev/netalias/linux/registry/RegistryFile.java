package dev.netalias.linux.registry;

import dev.netalias.kernel.Entry;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Registry;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Link;
import dev.netalias.linux.libc.Descriptor;
import dev.netalias.linux.libc.LibC;
import dev.netalias.plan.journal.EntryText;
import dev.netalias.wire.nl.Errno;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registry of one network namespace of one boot: a text file, an entry a line, which is
 * replaced as a whole. Whoever changes it holds its lock; whoever reads it needs none.
 */
public final class RegistryFile {
  private static final String HEADING = "netalias registry 1";

  private final RuntimeFolder folder;
  private final String bootId;
  private final String name;
  private final JournalFile journal;

  /**
   * The registry of a namespace.
   *
   * @param cookie the namespace's cookie
   */
  public RegistryFile(RuntimeFolder folder, long cookie) {
    this.folder = folder;
    this.bootId = bootId();
    this.name = Long.toUnsignedString(cookie) + "-" + bootId;
    this.journal = new JournalFile(folder, name);
  }

  /** The journal that lies beside it. */
  public JournalFile journal() {
    return journal;
  }

  /** What tells its namespace from every other one of every boot, as a word. */
  public String name() {
    return name;
  }

  private static String bootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException noProc) {
      throw failed("read /proc/sys/kernel/random/boot_id", noProc);
    }
  }

  /**
   * What is remembered. Entries whose main device is gone are left out; the others have the
   * device's present name.
   */
  public Registry read(List<Link> links) {
    Map<Integer, Device> devices = new HashMap<>();
    links.forEach(link -> devices.put(link.device().index(), link.device()));
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Path place : folder.toRead()) {
      for (String line : lines(place.resolve(name))) {
        Entry entry = EntryText.parse(line);
        Entry present = entry == null ? null : present(entry, devices);
        if (present != null) {
          entries.putIfAbsent(present.key(), present);
        }
      }
    }
    return entries.isEmpty() ? Registry.EMPTY : new Registry(List.copyOf(entries.values()));
  }

  /** The entry with the present name of its device; null where the device is gone. */
  private static @Nullable Entry present(Entry entry, Map<Integer, Device> devices) {
    Device then = entry.main();
    if (then == null) {
      return entry;
    }
    Device now = devices.get(then.index());
    if (now == null) {
      return null;
    }
    return now.equals(then) ? entry : EntryText.renamed(entry, now);
  }

  private static List<String> lines(Path file) {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
      return lines.isEmpty() || !lines.getFirst().equals(HEADING)
          ? List.of()
          : lines.subList(1, lines.size());
    } catch (NoSuchFileException nothingIsRemembered) {
      return List.of();
    } catch (IOException broken) {
      throw failed("read " + file, broken);
    }
  }

  /**
   * Replaces what is remembered; where that is nothing, the file goes. Where it makes the folder
   * grow, what nobody needs any more is removed from that.
   */
  public void write(Registry registry) {
    Path place = folder.toWrite();
    Path file = place.resolve(name);
    try {
      if (registry.entries().isEmpty()) {
        Files.deleteIfExists(file);
        return;
      }
      List<String> lines = new ArrayList<>(List.of(HEADING));
      registry.entries().forEach(entry -> lines.add(EntryText.toText(entry)));
      boolean grows = !Files.exists(file);
      replace(file, fresh -> Files.write(fresh, lines, StandardCharsets.US_ASCII));
      if (grows) {
        new Sweep(place, bootId).run();
      }
    } catch (IOException broken) {
      throw failed("write " + file, broken);
    }
  }

  /** The name of what is to take a file's place. */
  static Path next(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  /** Writes a new file. */
  interface Writing {
    void write(Path fresh) throws IOException;
  }

  /** Puts a new file in the place of another; nothing of it stays where it can't be written. */
  static void replace(Path file, Writing writing) throws IOException {
    Path fresh = next(file);
    Files.deleteIfExists(fresh);
    boolean replaced = false;
    try {
      Files.createFile(fresh);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
      writing.write(fresh);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      replaced = true;
    } finally {
      if (!replaced) {
        Files.deleteIfExists(fresh);
      }
    }
  }

  /**
   * Waits until nobody else holds the registry's lock, and holds it until it is closed. It is a
   * file of its own, since the registry's is replaced, and is gone where nothing is remembered.
   */
  public Lock lock() {
    while (true) {
      Descriptor descriptor = openLock();
      descriptor.lock();
      if (descriptor.isStill(lockPath())) {
        return held(descriptor);
      }
      descriptor.close(); // who held it before removed it; somebody may have made another one
    }
  }

  /** Holds the registry's lock; empty where somebody else holds it. */
  public Optional<Lock> tryLock() {
    Descriptor descriptor = openLock();
    if (descriptor.tryLock() && descriptor.isStill(lockPath())) {
      return Optional.of(held(descriptor));
    }
    descriptor.close();
    return Optional.empty();
  }

  private Path lockPath() {
    return folder.toWrite().resolve(name + ".lock");
  }

  private Descriptor openLock() {
    return Descriptor.open(
        LibC.ofThisProcess(),
        lockPath(),
        Descriptor.O_RDWR | Descriptor.O_CREAT | Descriptor.O_NOFOLLOW);
  }

  private Lock held(Descriptor descriptor) {
    return new Lock(descriptor, folder.toWrite().resolve(name), lockPath());
  }

  /** The lock, held. */
  public static final class Lock implements AutoCloseable {
    private final Descriptor descriptor;
    private final Path registry;
    private final Path file;

    private Lock(Descriptor descriptor, Path registry, Path file) {
      this.descriptor = descriptor;
      this.registry = registry;
      this.file = file;
    }

    @Override
    public void close() {
      try {
        if (!Files.exists(registry)) {
          Files.deleteIfExists(file);
        }
      } catch (IOException unremoved) {
        throw failed("remove " + file, unremoved);
      } finally {
        descriptor.close();
      }
    }
  }

  static KernelException failed(String what, IOException why) {
    KernelException exception =
        new KernelException("registry", Errno.EIO, what + ": " + reason(why), null);
    exception.initCause(why);
    return exception;
  }

  /** Why, without the path, which is said already. */
  static String reason(IOException why) {
    return why instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : String.valueOf(why.getMessage());
  }
}
