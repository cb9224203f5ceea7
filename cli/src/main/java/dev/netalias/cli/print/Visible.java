package dev.netalias.cli.print;

import java.util.HexFormat;

/** Text of others, such as a label, made fit for a terminal and for one line. */
public final class Visible {
  private Visible() {}

  /** The text with control characters as {@code \\u001b}; mostly the very text that came in. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return escaped(text);
      }
    }
    return text;
  }

  private static String escaped(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        shown.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }
}
