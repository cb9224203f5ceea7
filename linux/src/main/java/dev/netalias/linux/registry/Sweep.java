package dev.netalias.linux.registry;

import dev.netalias.linux.libc.CallException;
import dev.netalias.linux.libc.Descriptor;
import dev.netalias.linux.libc.LibC;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes from a folder of registries what nobody needs any more: all of other boots, and lock
 * files of this one that nobody holds and that lock nothing, which a process leaves that was
 * killed. What can't be removed stays: it is in nobody's way.
 *
 * <p>A registry of this boot stays even where its namespace is gone: which cookies are in use can
 * only be asked inside of each namespace, and not all of those are to be found.
 */
final class Sweep {
  private static final Pattern FILE =
      Pattern.compile(
          "(?<registry>\\d+-(?<boot>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}))"
              + "(?<ending>|\\.lock|(\\.journal)?(\\.new)?)");

  private final Path folder;
  private final String bootId;

  Sweep(Path folder, String bootId) {
    this.folder = folder;
    this.bootId = bootId;
  }

  void run() {
    Set<String> names;
    try (Stream<Path> files = Files.list(folder)) {
      names = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    } catch (IOException unreadable) {
      return;
    }
    for (String name : names) {
      Matcher file = FILE.matcher(name);
      if (!file.matches()) {
        continue; // not ours
      }
      if (!file.group("boot").equals(bootId)) {
        remove(folder.resolve(name));
      } else if (file.group("ending").equals(".lock") && !names.contains(file.group("registry"))) {
        removeUnheld(folder.resolve(name), folder.resolve(file.group("registry")));
      }
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException somebodyElses) {
      return;
    }
  }

  /**
   * While it is held here nobody else makes the registry; who waits for it notices that it went.
   */
  private static void removeUnheld(Path lock, Path registry) {
    int flags = Descriptor.O_RDWR | Descriptor.O_NOFOLLOW;
    try (Descriptor descriptor = Descriptor.open(LibC.ofThisProcess(), lock, flags)) {
      if (descriptor.tryLock() && descriptor.isStill(lock) && !Files.exists(registry)) {
        remove(lock);
      }
    } catch (CallException goneOrSomebodyElses) {
      return;
    }
  }
}
