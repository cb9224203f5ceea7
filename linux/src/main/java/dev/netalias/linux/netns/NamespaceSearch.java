package dev.netalias.linux.netns;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The network namespaces that can be found: those that have a name, and those that processes are
 * in. Each is told once, as its file's device and inode say.
 */
public final class NamespaceSearch {
  private static final Path NAMED = Path.of("/run/netns");
  private static final Path PROCESSES = Path.of("/proc");
  private static final Path OWN = Path.of("/proc/thread-self/ns/net");
  private static final int MOST_NAMED = 3;

  /** What a namespace is told from others by. */
  private record Identity(Object device, Object inode) {}

  private final Set<Identity> seen = new HashSet<>();
  private final List<String> found = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final List<String> denied = new ArrayList<>();
  private @Nullable Identity own;

  private NamespaceSearch() {}

  /** Searches; the namespace of the calling thread comes first. */
  public static NamespaceSearch run() {
    NamespaceSearch search = new NamespaceSearch();
    search.own = search.identity(OWN, "");
    entries(NAMED, name -> true).stream()
        .sorted()
        .forEach(name -> search.named(name, NAMED.resolve(name)));
    entries(PROCESSES, NamespaceSearch::isNumber).stream()
        .sorted(Comparator.comparing(Long::valueOf))
        .forEach(number -> search.ofProcess(number, PROCESSES.resolve(number).resolve("ns/net")));
    search.tellDenied();
    return search;
  }

  /** Names, and paths of those that have none. */
  public List<String> found() {
    return found;
  }

  /** What may not be looked at, and why, a line each. */
  public List<String> unreadable() {
    return unreadable;
  }

  private static List<String> entries(Path folder, Predicate<String> fits) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (IOException noFolder) {
      return List.of();
    }
    names.removeIf(fits.negate());
    return names;
  }

  private static boolean isNumber(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private void named(String name, Path file) {
    Identity identity = identity(file, name);
    if (identity != null && own != null && !identity.device.equals(own.device)) {
      unreadable.add("'%s': %s is no network namespace".formatted(name, file));
    } else {
      add(identity, name);
    }
  }

  private void ofProcess(String number, Path file) {
    add(identity(file, ""), file.toString());
  }

  private void add(@Nullable Identity identity, String name) {
    if (identity != null && seen.add(identity)) {
      found.add(identity.equals(own) ? 0 : found.size(), name);
    }
  }

  /**
   * Which namespace a file is.
   *
   * @param name its name; empty for that of a process, which may have ended
   */
  private @Nullable Identity identity(Path file, String name) {
    try {
      return new Identity(
          Files.getAttribute(file, "unix:dev"), Files.getAttribute(file, "unix:ino"));
    } catch (AccessDeniedException refused) {
      denied.add(name.isEmpty() ? String.valueOf(file.getName(1)) : name);
    } catch (IOException gone) {
      // a process that has ended meanwhile, or that is about to
    }
    return null;
  }

  private void tellDenied() {
    if (!denied.isEmpty()) {
      int more = denied.size() - MOST_NAMED;
      String first = String.join(", ", denied.subList(0, Math.min(MOST_NAMED, denied.size())));
      unreadable.add(
          "the network namespaces of some processes may not be looked at: %s%s"
              .formatted(first, more > 0 ? " and %d more".formatted(more) : ""));
    }
  }
}
