package dev.netalias.linux.registry;

import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan.Paper;
import dev.netalias.wire.nl.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file that belongs to a commit. Unlike the journal it outlives the boot: so it is forced
 * to the disk, and is there whole or as it was whenever the machine stops.
 */
public final class PaperFile {
  private PaperFile() {}

  /**
   * Writes it; nothing is done where that is done already.
   *
   * @throws KernelException where it can't be written, or somebody else has written it meanwhile
   */
  public static void mustWrite(Paper paper) {
    if (!write(paper)) {
      throw new KernelException(
          "write " + paper.file(), Errno.EBUSY, "somebody else has written it meanwhile", null);
    }
  }

  /**
   * Writes it, unless somebody else has written it meanwhile.
   *
   * @return whether it is now as it is to be
   */
  public static boolean write(Paper paper) {
    Path file = Path.of(paper.file());
    try {
      @Nullable String there = read(file);
      if (Objects.equals(there, paper.after())) {
        Files.deleteIfExists(RegistryFile.next(file)); // of who was killed while he wrote it
        return true;
      }
      if (!Objects.equals(there, paper.before())) {
        return false;
      }
      replace(file, paper.after());
      return true;
    } catch (IOException broken) {
      KernelException told =
          new KernelException("write " + file, Errno.EIO, RegistryFile.reason(broken), null);
      told.initCause(broken);
      throw told;
    }
  }

  private static @Nullable String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private static void replace(Path file, @Nullable String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (text == null) {
      Files.delete(file);
    } else {
      Files.createDirectories(folder);
      RegistryFile.replace(
          file,
          fresh -> {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
              ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
              while (bytes.hasRemaining()) {
                channel.write(bytes);
              }
              channel.force(true);
            }
          });
    }
    try (FileChannel whole = FileChannel.open(folder, StandardOpenOption.READ)) {
      whole.force(true);
    }
  }
}
