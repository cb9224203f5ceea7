package dev.netalias.embedded.device;

import java.util.Arrays;

/**
 * What the aliases of one main device received, by their numbers, close together: with a hundred
 * thousand aliases these are the counters that a processor's cache has to hold, and little else.
 */
public final class Tally {
  private long[] words = new long[8];

  /** Nothing received. */
  public Tally() {}

  /** A packet came for an alias. */
  public void received(int alias, int bytes) {
    words[2 * alias]++;
    words[2 * alias + 1] += bytes;
  }

  /** How many packets came for an alias. */
  public long packets(int alias) {
    return words[2 * alias];
  }

  /** How many bytes came for an alias. */
  public long bytes(int alias) {
    return words[2 * alias + 1];
  }

  /** An alias of a number is new. */
  public void begin(int alias) {
    if (2 * alias + 1 >= words.length) {
      words = Arrays.copyOf(words, Math.max(2 * words.length, 2 * alias + 2));
    }
    words[2 * alias] = 0;
    words[2 * alias + 1] = 0;
  }

  /** An alias gets a lower number. */
  public void move(int from, int to) {
    words[2 * to] = words[2 * from];
    words[2 * to + 1] = words[2 * from + 1];
  }
}
