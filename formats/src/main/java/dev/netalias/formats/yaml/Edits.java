package dev.netalias.formats.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Changes of a text, each in its place; what lies between them stays byte for byte. */
final class Edits {
  private record Edit(int from, int to, String text) {}

  private final String text;
  private final List<Edit> edits = new ArrayList<>();

  Edits(String text) {
    this.text = text;
  }

  void insert(int at, String what) {
    edits.add(new Edit(at, at, what));
  }

  void delete(int from, int to) {
    edits.add(new Edit(from, to, ""));
  }

  /** Deletes a part with what holds nothing without it: its line, or blanks behind its comma. */
  void cut(int from, int to) {
    if (isFirstOnLine(from) && text.substring(to, nextLine(to)).isBlank()) {
      delete(lineStart(from), nextLine(to));
      return;
    }
    int end = to;
    while (text.charAt(to - 1) == ',' && charAt(end) == ' ') {
      end++;
    }
    delete(from, end);
  }

  void replace(int from, int to, String what) {
    edits.add(new Edit(from, to, what));
  }

  /** Where a line begins that holds an offset. */
  int lineStart(int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** Where the line after the one with an offset begins; the end of the text where none does. */
  int nextLine(int offset) {
    int end = text.indexOf('\n', offset);
    return end < 0 ? text.length() : end + 1;
  }

  /** Whether nothing but blanks stands before an offset in its line. */
  boolean isFirstOnLine(int offset) {
    return text.substring(lineStart(offset), offset).isBlank();
  }

  /** Where the first sign stands that is neither blank nor of a comment. */
  int next(int offset) {
    int at = offset;
    while (Character.isWhitespace(charAt(at)) || charAt(at) == '#') {
      at = charAt(at) == '#' ? nextLine(at) : at + 1;
    }
    return at;
  }

  /** The sign at an offset; behind the end one that no text has. */
  char charAt(int offset) {
    return offset < text.length() ? text.charAt(offset) : '\0';
  }

  /** What the text ends its lines with. */
  String newline() {
    int first = text.indexOf('\n');
    return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
  }

  /** The text with all changes; deletions that overlap are one. */
  String result() {
    edits.sort(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::to));
    StringBuilder out = new StringBuilder(text.length() + 256);
    int at = 0;
    for (Edit edit : edits) {
      if (edit.from > at) {
        out.append(text, at, edit.from);
      }
      out.append(edit.text);
      at = Math.max(at, edit.to);
    }
    return out.append(text, at, text.length()).toString();
  }
}
