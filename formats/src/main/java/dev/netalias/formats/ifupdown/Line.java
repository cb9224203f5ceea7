package dev.netalias.formats.ifupdown;

import java.util.ArrayList;
import java.util.List;

/**
 * A line as ifupdown sees it: continuation lines joined, blanks around it cut ({@code get_line}).
 * Comments and blank lines are none.
 *
 * @param number the number of its first physical line, from 1
 * @param start where its first physical line begins in the file
 * @param end where the line after its last one begins
 * @param text what is read
 */
record Line(int number, int start, int end, String text) {
  /** A longer word is cut by ifupdown, without a word. */
  private static final int MOST_OF_A_WORD = 79;

  /** The lines of a file. */
  static List<Line> of(String file) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    int at = 0;
    while (at < file.length()) {
      int first = ++number;
      int start = at;
      at = end(file, at);
      StringBuilder text = new StringBuilder(withoutBlanksBefore(physical(file, start)));
      if (!text.isEmpty() && text.charAt(0) == '#') {
        continue;
      }
      while (!text.isEmpty() && text.charAt(text.length() - 1) == '\\') {
        text.setLength(text.length() - 1);
        if (at < file.length()) {
          text.append(physical(file, at)); // as it is: a blank before it stays, '#' is text
          at = end(file, at);
          number++;
        }
      }
      while (!text.isEmpty() && isBlank(text.charAt(text.length() - 1))) {
        text.setLength(text.length() - 1);
      }
      if (!text.isEmpty()) {
        lines.add(new Line(first, start, at, text.toString()));
      }
    }
    return lines;
  }

  private static int end(String file, int start) {
    int newline = file.indexOf('\n', start);
    return newline < 0 ? file.length() : newline + 1;
  }

  /** The rest of a physical line; what follows a null byte does not exist for it. */
  private static String physical(String file, int start) {
    int newline = file.indexOf('\n', start);
    String line = file.substring(start, newline < 0 ? file.length() : newline);
    int nul = line.indexOf('\0');
    return nul < 0 ? line : line.substring(0, nul);
  }

  private static String withoutBlanksBefore(String line) {
    int first = 0;
    while (first < line.length() && isBlank(line.charAt(first))) {
      first++;
    }
    return line.substring(first);
  }

  /** {@code isspace(3)}. */
  static boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  /** The words, each of at most 79 bytes ({@code next_word}). */
  List<String> words() {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && !isBlank(text.charAt(end))) {
        end++;
      }
      words.add(text.substring(at, Math.min(end, at + MOST_OF_A_WORD)));
      at = end;
      while (at < text.length() && isBlank(text.charAt(at))) {
        at++;
      }
    }
    return words;
  }

  /** The first word; empty where the line begins with a blank, as a continued line may. */
  String first() {
    int end = 0;
    while (end < text.length() && !isBlank(text.charAt(end))) {
      end++;
    }
    return text.substring(0, Math.min(end, MOST_OF_A_WORD));
  }

  /** What follows the first word. */
  String rest() {
    int at = 0;
    while (at < text.length() && !isBlank(text.charAt(at))) {
      at++;
    }
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return text.substring(at);
  }
}
