package dev.netalias.cli.look;

import java.util.List;
import java.util.function.Supplier;

/** The words of a command line, one after the other. */
final class Words {
  private final List<String> words;
  private final Supplier<LookException> usage;
  private int next;

  /**
   * Some words.
   *
   * @param usage what to do where one is missing
   */
  Words(List<String> words, Supplier<LookException> usage) {
    this.words = words;
    this.usage = usage;
  }

  boolean hasNext() {
    return next < words.size();
  }

  String peek() {
    return words.get(next);
  }

  String next() {
    return words.get(next++);
  }

  /** The next word, where the one before it needs one. */
  String argument() {
    if (!hasNext()) {
      throw usage.get();
    }
    return next();
  }

  boolean isLast() {
    return next == words.size() - 1;
  }
}
