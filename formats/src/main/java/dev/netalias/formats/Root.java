package dev.netalias.formats;

import dev.netalias.plan.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file system as its own tools see it, which begins at some folder: {@code /}, or the one of an
 * image or of a test.
 *
 * @param folder where it begins
 */
public record Root(Path folder) {
  /** A larger file is no configuration of a network. */
  public static final int MOST_BYTES = 64 << 20;

  /** Where a file really is, {@code /etc/network/interfaces} of the tools. */
  public Path real(Path file) {
    Path absolute = file.isAbsolute() ? file : Path.of("/").resolve(file);
    return folder.resolve(absolute.normalize().toString().substring(1));
  }

  /** Whether there is a file or folder of that name. */
  public boolean exists(Path file) {
    return Files.exists(real(file));
  }

  /** Whether it is a file that can be read at leisure: no folder, pipe or device. */
  public boolean isFile(Path file) {
    return Files.isRegularFile(real(file));
  }

  /**
   * The bytes of a file, each as one character, so that writing them again changes none.
   *
   * @throws RefusedException where it can't be read
   */
  public String bytes(Path file) {
    return new String(read(file), StandardCharsets.ISO_8859_1);
  }

  /**
   * The bytes of a file.
   *
   * @throws RefusedException where it can't be read
   */
  public byte[] read(Path file) {
    Place whole = new Place(file.toString(), 0, 0);
    if (exists(file) && !isFile(file)) {
      throw new RefusedException(whole, "it is no file");
    }
    try (InputStream in = Files.newInputStream(real(file))) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new RefusedException(whole, "it has more than " + (MOST_BYTES >> 20) + " MiB");
      }
      return bytes;
    } catch (NoSuchFileException missing) {
      throw new RefusedException(whole, "there is no such file", missing);
    } catch (AccessDeniedException denied) {
      throw new RefusedException(whole, "there is no permission to read it", denied);
    } catch (IOException failed) {
      throw new RefusedException(whole, "it can't be read: " + failed.getMessage(), failed);
    }
  }

  /** The names in a folder, in the order of their characters; none where it can't be read. */
  public List<String> names(Path inFolder) {
    try (Stream<Path> found = Files.list(real(inFolder))) {
      return found.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException none) {
      return List.of();
    }
  }
}
