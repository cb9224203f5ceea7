package dev.netalias.cli.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that are there whole or not at all, whenever the machine stops. */
public final class Durable {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rw-------");

  private Durable() {}

  /** Puts a text into the place of what a file held; owner and permissions stay. */
  static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
  }

  /**
   * Puts bytes into the place of what a file held; owner and permissions stay.
   *
   * @param permissions those of a file that was not there, {@code rw-r--r--}
   */
  public static void write(Path file, byte[] text, String permissions) throws IOException {
    Path target = Files.isSymbolicLink(file) ? linked(file) : file;
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path next = Files.createTempFile(folder, "." + target.getFileName(), ".new");
    try {
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        likeBefore(target, next, permissions);
        channel.force(true);
      }
      Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel whole = FileChannel.open(folder, StandardOpenOption.READ)) {
        whole.force(true);
      }
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static Path linked(Path file) throws IOException {
    try {
      return file.toRealPath();
    } catch (NoSuchFileException dangling) {
      throw new IOException(
          "it is a link to '%s', which is not there".formatted(Files.readSymbolicLink(file)),
          dangling);
    }
  }

  private static void likeBefore(Path target, Path next, String permissions) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(next, PosixFileAttributeView.class);
    if (!Files.exists(target)) {
      view.setPermissions(PosixFilePermissions.fromString(permissions));
      return;
    }
    PosixFileAttributes before = Files.readAttributes(target, PosixFileAttributes.class);
    view.setPermissions(before.permissions());
    if (!view.readAttributes().owner().equals(before.owner())) {
      view.setOwner(before.owner());
      view.setGroup(before.group());
    }
  }

  /** Held while a folder's files are read, changed and written. */
  interface Lock extends AutoCloseable {
    /** Nothing is to be written. */
    Lock NONE = () -> {};

    @Override
    void close();
  }

  /**
   * Waits until no other netalias process changes files of a folder. Who may not write there can't
   * open the file of the lock, not even to read it: that is enough to hold a lock.
   */
  static Lock lock(Path folder) {
    Path file = folder.resolve(".lock");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(OWNERS));
      if (!Files.getPosixFilePermissions(file).equals(OWNERS)) {
        Files.setPosixFilePermissions(file, OWNERS);
      }
      channel.lock();
      return () -> {
        try {
          channel.close();
        } catch (IOException impossible) {
          throw new UncheckedIOException(impossible);
        }
      };
    } catch (IOException why) {
      throw Folders.unwritable(file, why);
    }
  }
}
