package dev.netalias.formats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A change of a text: some characters are replaced by others, the rest stays as it is.
 *
 * @param start where it begins
 * @param end where what stays begins again
 * @param replacement what comes there
 */
public record TextEdit(int start, int end, String replacement) {
  /** The text after some edits, which touch different parts of it. */
  public static String apply(String text, List<TextEdit> edits) {
    List<TextEdit> ordered = new ArrayList<>(edits);
    // Stable: insertions keep their order, and come before what is taken away from there on.
    ordered.sort(
        Comparator.comparingInt(TextEdit::start).thenComparing(edit -> edit.end > edit.start));
    StringBuilder result = new StringBuilder(text.length());
    int at = 0;
    for (TextEdit edit : ordered) {
      if (edit.start < at) {
        throw new IllegalArgumentException("two edits of one place: " + edit);
      }
      result.append(text, at, edit.start).append(edit.replacement);
      at = edit.end;
    }
    return result.append(text, at, text.length()).toString();
  }
}
