package dev.netalias.formats;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A format of network files, read and written. */
public interface Format {
  /** Its name on a command line. */
  String name();

  /** The file or folder that it has where nothing else is said. */
  Path usual();

  /** Whether a system has files of it. */
  boolean isPresent(Root root);

  /**
   * Reads.
   *
   * @param file the main file, null for the usual one
   * @throws RefusedException where its own tool would refuse it
   */
  Understood read(Root root, @Nullable Path file);

  /**
   * Says what is to be in the files; writes nothing.
   *
   * @param file the file that takes what is new, null for the usual one
   * @throws RefusedException where what is there can't be read
   */
  Edited edit(Root root, @Nullable Path file, Wish wish);

  /** The permissions of a file that it makes. */
  default String permissions() {
    return "rw-r--r--";
  }

  /**
   * The commands of the system's own tools that say whether files are right, without doing
   * anything; none where there is no such tool.
   *
   * @param edited the files as they were written
   * @param scratch a folder for what the tools may write
   */
  default List<List<String>> checks(Root root, Edited edited, Path scratch) {
    return List.of();
  }
}
