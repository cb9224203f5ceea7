package dev.netalias.cli.line;

import dev.netalias.alias.AliasException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A line, cut into words as a shell cuts it: blanks between words; {@code '…'} and {@code "…"} keep
 * blanks; a backslash takes its meaning from the next character; {@code #} at the beginning of a
 * word begins a comment.
 */
public final class ShellWords {
  private final String text;
  private final UnaryOperator<String> substitution;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;

  private ShellWords(String text, UnaryOperator<String> substitution) {
    this.text = text;
    this.substitution = substitution;
  }

  /** The words; none where the line is blank or a comment. A backquote is a letter. */
  public static List<String> of(String text) {
    return of(text, quoted -> '`' + quoted + '`');
  }

  /**
   * The words, where what stands in backquotes, {@code `uname -r`}, gives way to something else.
   *
   * @param substitution given what stands between backquotes
   */
  public static List<String> of(String text, UnaryOperator<String> substitution) {
    return new ShellWords(text, substitution).cut();
  }

  private List<String> cut() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '#' && !inWord) {
        break;
      }
      if (c == '\'' || c == '"') {
        i = quoted(i + 1, c);
      } else if (c == '`') {
        i = substituted(i + 1);
      } else if (c == '\\' && i + 1 < text.length()) {
        take(text.charAt(++i));
      } else if (Character.isWhitespace(c)) {
        endWord();
      } else {
        take(c);
      }
    }
    endWord();
    return words;
  }

  private int quoted(int start, char quote) {
    inWord = true;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        return i;
      }
      boolean escape = quote == '"' && c == '\\' && i + 1 < text.length();
      take(escape ? text.charAt(++i) : c);
    }
    throw AliasException.usage("a quote is not closed: " + text, "");
  }

  private int substituted(int start) {
    int end = text.indexOf('`', start);
    if (end < 0) {
      take('`');
      return start - 1;
    }
    inWord = true;
    word.append(substitution.apply(text.substring(start, end)));
    return end;
  }

  private void take(char c) {
    word.append(c);
    inWord = true;
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
