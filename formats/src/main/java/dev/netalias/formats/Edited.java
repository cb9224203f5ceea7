package dev.netalias.formats;

import dev.netalias.plan.Place;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Files as they are to be.
 *
 * @param files what is to be in each that is looked at, changed or not, the main one first
 * @param unexpressed what is wanted and can't be said in this format
 * @param notes what else is to be told
 */
public record Edited(List<File> files, List<Note> unexpressed, List<Note> notes) {
  /** Copies the lists. */
  public Edited {
    files = List.copyOf(files);
    unexpressed = List.copyOf(unexpressed);
    notes = List.copyOf(notes);
  }

  /** What is told of a device that no file was for before. */
  public static Note takenOver(String device, String tool, String file) {
    String text =
        "no file was for %s before: %s sets it up from now on, with these addresses and no others";
    return new Note(new Place(file, 0, 0), text.formatted(device, tool));
  }

  /**
   * One file.
   *
   * @param path its path, as its own tools name it
   * @param before what is in it, empty where there is none
   * @param after what is to be in it
   */
  public record File(Path path, byte[] before, byte[] after) {
    /** Whether anything is to change. */
    public boolean isChanged() {
      return !Arrays.equals(before, after);
    }
  }
}
