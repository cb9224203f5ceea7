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
   * Says what is to be in the files; writes nothing. Where the file is none that the format's own
   * tool reads, it is taken for all that there is.
   *
   * @param file the file that takes what is new, null for the usual one
   * @throws RefusedException where what is there can't be read
   */
  Edited edit(Root root, @Nullable Path file, Wish wish);

  /** A file that is all that there is, as it is in none of some folders; null for one that is. */
  static @Nullable Path alone(@Nullable Path file, List<Path> folders) {
    return file == null || folders.stream().anyMatch(file::startsWith) ? null : file;
  }

  /** The permissions of a file that it makes. */
  default String permissions() {
    return "rw-r--r--";
  }

  /**
   * What the system's own tools are asked whether files are right; they change nothing. None where
   * there is no such tool.
   *
   * @param edited the files as they were written
   * @param scratch a folder for what the tools may write
   */
  default List<Check> checks(Root root, Edited edited, Path scratch) {
    return List.of();
  }

  /**
   * A question to a tool of the system.
   *
   * @param tool what a user knows it as
   * @param command how it is asked: it ends with 0 where all is right
   */
  record Check(String tool, List<String> command) {
    /** Copies the list. */
    public Check {
      command = List.copyOf(command);
    }
  }
}
