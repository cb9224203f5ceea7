package dev.netalias.plan;

/**
 * Where something was said: a line of a file.
 *
 * @param file the file's name, empty where it was said nowhere
 * @param line its line, from 1; 0 for the whole file
 * @param column its column, from 1; 0 for the whole line
 */
public record Place(String file, int line, int column) {
  /** Said by no file. */
  public static final Place NOWHERE = new Place("", 0, 0);

  /** {@code aliases.yaml:3:7}. */
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "");
  }
}
