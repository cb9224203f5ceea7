package dev.netalias.formats;

import java.nio.file.Path;

/**
 * Where something stands: a line of a file.
 *
 * @param file the file, as its own tools would name it
 * @param line the line, from 1; 0 for the file as a whole
 */
public record Place(Path file, int line) {
  @Override
  public String toString() {
    return line == 0 ? file.toString() : file + ":" + line;
  }
}
