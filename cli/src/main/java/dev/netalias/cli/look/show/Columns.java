package dev.netalias.cli.look.show;

/** Text in columns, {@code %-15s} and {@code %8d}, without a format to be read for each line. */
final class Columns {
  private final StringBuilder text;

  Columns(StringBuilder text) {
    this.text = text;
  }

  /** Text as it is. */
  Columns add(String words) {
    text.append(words);
    return this;
  }

  Columns add(long number) {
    text.append(number);
    return this;
  }

  /** A number without a sign. */
  Columns unsigned(long number) {
    text.append(Long.toUnsignedString(number));
    return this;
  }

  /** At the left of a column, {@code %-WIDTHs}. */
  Columns left(String words, int width) {
    text.append(words);
    return blanks(width - words.length());
  }

  Columns left(long number, int width) {
    return left(Long.toString(number), width);
  }

  /** At the right of a column, {@code %WIDTHd}. */
  Columns right(String words, int width) {
    blanks(width - words.length());
    text.append(words);
    return this;
  }

  Columns right(long number, int width) {
    return right(Long.toUnsignedString(number), width);
  }

  private Columns blanks(int count) {
    for (int i = 0; i < count; i++) {
      text.append(' ');
    }
    return this;
  }
}
