package dev.netalias.cli.doc;

/** A man page in the making: {@code man(7)}, {@code groff_man(7)}. */
final class Roff {
  private final StringBuilder text = new StringBuilder();

  /** A request with its arguments, each in quotes. */
  Roff request(String name, String... arguments) {
    text.append('.').append(name);
    for (String argument : arguments) {
      text.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    text.append('\n');
    return this;
  }

  /** Text, in lines of one paragraph. */
  Roff text(String line) {
    String escaped = escaped(line);
    boolean looksLikeRequest = escaped.startsWith(".") || escaped.startsWith("'");
    text.append(looksLikeRequest ? "\\&" : "").append(escaped).append('\n');
    return this;
  }

  /** A line of macros and fonts, escaped already. */
  Roff raw(String line) {
    text.append(line).append('\n');
    return this;
  }

  static String bold(String word) {
    return "\\fB" + escaped(word) + "\\fR";
  }

  static String italic(String word) {
    return "\\fI" + escaped(word) + "\\fR";
  }

  static String escaped(String plain) {
    return plain
        .replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("`", "\\(ga")
        .replace("'", "\\(aq");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
