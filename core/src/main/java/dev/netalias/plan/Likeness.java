package dev.netalias.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** How near two words are, to guess what was meant. */
public final class Likeness {
  private Likeness() {}

  /**
   * Letters to be added, left out, changed, or swapped with their neighbour, to get from a to b.
   */
  public static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(last[j], row[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }

  /** The words that come nearest to one that is none of them; none where none is near. */
  public static List<String> near(String word, Collection<String> words) {
    List<String> near = new ArrayList<>();
    int best = Math.max(1, word.length() / 3);
    for (String candidate : words) {
      int distance = distance(word, candidate);
      if (distance < best) {
        near.clear();
      }
      if (distance <= best) {
        best = distance;
        near.add(candidate);
      }
    }
    if (near.isEmpty() && word.length() > 2) {
      words.stream().filter(candidate -> candidate.startsWith(word)).forEach(near::add);
    }
    return near;
  }
}
