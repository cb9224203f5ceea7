package dev.netalias.linux.registry;

import dev.netalias.kernel.KernelException;
import dev.netalias.wire.nl.Errno;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where registries lie: {@code /run/netalias}; for a user who can't write there {@code
 * $XDG_RUNTIME_DIR/netalias}; where that is not set either, a folder of the user's alone below the
 * folder for temporary files. All of them are empty after a boot, or their files are named by it.
 */
public final class RuntimeFolder {
  private static final Set<PosixFilePermission> FOR_ALL_TO_READ =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private final List<Candidate> candidates;
  private final int user;

  /**
   * A folder that may serve.
   *
   * @param shared whether whoever can make files in it is to be trusted, as with {@code /run}
   */
  private record Candidate(Path path, boolean shared) {}

  private RuntimeFolder(List<Candidate> candidates, int user) {
    this.candidates = List.copyOf(candidates);
    this.user = user;
  }

  /** The folders of this system and this user. */
  public static RuntimeFolder ofThisSystem() {
    String temporary = System.getProperty("java.io.tmpdir", "/tmp");
    return of(Path.of("/run"), System.getenv(), Path.of(temporary));
  }

  static RuntimeFolder of(Path run, Map<String, String> environment, Path temporary) {
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(new Candidate(run.resolve("netalias"), true));
    String users = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (users.startsWith("/")) {
      candidates.add(new Candidate(Path.of(users, "netalias"), false));
    }
    int user = user();
    candidates.add(new Candidate(temporary.resolve("netalias-" + outerUser(user)), false));
    return new RuntimeFolder(candidates, user);
  }

  /**
   * The user's number outside of a user namespace, in which everybody can be 0: the second column
   * of {@code /proc/self/uid_map} says what the numbers from the first on are outside.
   */
  private static long outerUser(int inner) {
    for (String line : lines("/proc/self/uid_map")) {
      String[] words = line.strip().split("\\s+", -1);
      long offset = inner - Long.parseLong(words[0]);
      if (offset >= 0 && offset < Long.parseLong(words[2])) {
        return Long.parseLong(words[1]) + offset;
      }
    }
    return inner;
  }

  /** The effective user. The owner of {@code /proc/self} is another one for some programs. */
  private static int user() {
    for (String line : lines("/proc/self/status")) {
      if (line.startsWith("Uid:")) {
        return Integer.parseInt(line.split("\\s+", -1)[2]);
      }
    }
    throw new KernelException("/proc/self/status", Errno.ENOENT, "has no line Uid", null);
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException noProc) {
      throw new KernelException(file, Errno.ENOENT, "can't be read", null);
    }
  }

  /** The folders that exist and can be believed, the first to be preferred. */
  List<Path> toRead() {
    return candidates.stream()
        .filter(c -> c.shared ? Files.isDirectory(c.path) : isOwnFolder(c.path))
        .map(Candidate::path)
        .toList();
  }

  /** The first folder that can be written; it is made where it doesn't exist. */
  Path toWrite() {
    StringBuilder refusals = new StringBuilder();
    for (Candidate candidate : candidates) {
      try {
        make(candidate);
        boolean usable = candidate.shared || isOwnFolder(candidate.path);
        if (usable && Files.isWritable(candidate.path)) {
          return candidate.path;
        }
        refusals.append(", ").append(candidate.path);
        refusals.append(usable ? " can't be written" : " is somebody else's");
      } catch (IOException refused) {
        refusals.append(", ").append(candidate.path).append(" can't be made");
      }
    }
    throw new KernelException(
        "registry", Errno.EACCES, "no folder for it: " + refusals.substring(2), null);
  }

  private static void make(Candidate candidate) throws IOException {
    if (Files.isDirectory(candidate.path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    var permissions = candidate.shared ? FOR_ALL_TO_READ : PRIVATE;
    try {
      Files.createDirectory(candidate.path, PosixFilePermissions.asFileAttribute(permissions));
      Files.setPosixFilePermissions(candidate.path, permissions); // whatever the umask is
    } catch (FileAlreadyExistsException somebodyWasFaster) {
      return;
    }
  }

  /** Whether it is a real folder that nobody else can have put anything into. */
  private boolean isOwnFolder(Path path) {
    try {
      Map<String, Object> attributes =
          Files.readAttributes(path, "unix:isDirectory,permissions,uid", LinkOption.NOFOLLOW_LINKS);
      return Boolean.TRUE.equals(attributes.get("isDirectory"))
          && PRIVATE.equals(attributes.get("permissions"))
          && Integer.valueOf(user).equals(attributes.get("uid"));
    } catch (IOException missing) {
      return false;
    }
  }
}
