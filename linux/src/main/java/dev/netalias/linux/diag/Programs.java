package dev.netalias.linux.diag;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which processes have sockets, {@code /proc/PID/fd}: of others than one's own only root sees. */
public final class Programs {
  private static final String SOCKET = "socket:[";

  /** So many open files are looked at: it is to cost a moment, not seconds. */
  private static final int MOST_FILES = 20_000;

  private final Map<Long, String> found = new HashMap<>();
  private final Set<Long> wanted;
  private int left = MOST_FILES;

  private Programs(Set<Long> wanted) {
    this.wanted = wanted;
  }

  /** The name and the number of a process that has each socket, by the socket's inode. */
  public static Map<Long, String> of(Set<Long> sockets) {
    return of(sockets, Path.of("/proc"));
  }

  /** The same, by a folder of processes. */
  static Map<Long, String> of(Set<Long> sockets, Path folder) {
    Programs programs = new Programs(sockets);
    if (!sockets.isEmpty()) {
      programs.look(folder);
    }
    return programs.found;
  }

  private void look(Path folder) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(folder, "[0-9]*")) {
      for (Path process : processes) {
        if (left <= 0 || found.size() == wanted.size()) {
          return;
        }
        lookAt(process);
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // then no program is told
    }
  }

  private void lookAt(Path process) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        left--;
        lookAt(process, file);
      }
    } catch (IOException | DirectoryIteratorException gone) {
      // the process ended meanwhile, or is not to be looked at
    }
  }

  private void lookAt(Path process, Path file) {
    try {
      String target = Files.readSymbolicLink(file).toString();
      if (target.startsWith(SOCKET)) {
        long inode = Long.parseLong(target, SOCKET.length(), target.length() - 1, 10);
        if (wanted.contains(inode)) {
          String name = Files.readString(process.resolve("comm")).strip();
          found.putIfAbsent(inode, name + " " + process.getFileName());
        }
      }
    } catch (IOException closed) {
      // it was, meanwhile; the others are there
    }
  }
}
