package dev.netalias.formats.ifupdown;

import dev.netalias.formats.Root;
import java.util.ArrayList;
import java.util.List;

/**
 * The names that {@code source} and {@code source-directory} lines mean: words as a shell reads
 * them, quotes and patterns, no commands ({@code wordexp(3)} with {@code WRDE_NOCMD}). Variables
 * are those of whoever calls ifup, so here they are taken for unset.
 */
final class Words {
  private static final String REFUSED = "|&;<>(){}\n`";

  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean begun;

  /** A pattern has its quoted characters behind a backslash. */
  private boolean pattern;

  private boolean variables;

  private Words(String text) {
    this.text = text;
  }

  /**
   * What was understood.
   *
   * @param names paths, those that a pattern matches or the pattern itself where none does
   * @param variables whether a variable stood in it
   * @param refused whether wordexp would refuse it, so that nothing is meant
   */
  record Expansion(List<String> names, boolean variables, boolean refused) {}

  static Expansion expand(Root root, String text) {
    Words words = new Words(text);
    if (!words.split()) {
      return new Expansion(List.of(), words.variables, true);
    }
    List<String> names = new ArrayList<>();
    for (String each : words.words) {
      if (each.startsWith("P")) {
        List<String> found = Glob.files(root, each.substring(1));
        names.addAll(found.isEmpty() ? List.of(Glob.unescaped(each.substring(1))) : found);
      } else {
        names.add(Glob.unescaped(each.substring(1)));
      }
    }
    return new Expansion(names, words.variables, false);
  }

  private boolean split() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Line.isBlank(c) && c != '\n') {
        endWord();
        at++;
      } else if (REFUSED.indexOf(c) >= 0) {
        return false;
      } else if (c == '\'') {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
          return false;
        }
        text.substring(at + 1, end).chars().forEach(each -> literal((char) each));
        begun = true;
        at = end + 1;
      } else if (c == '"') {
        at = quoted(at + 1);
      } else {
        at = plain(at);
      }
      if (at < 0) {
        return false;
      }
    }
    endWord();
    return true;
  }

  private int plain(int at) {
    char c = text.charAt(at);
    if (c == '\\') {
      if (at + 1 < text.length()) {
        literal(text.charAt(at + 1));
      }
      return at + 2;
    }
    if (c == '$') {
      return variable(at);
    }
    pattern |= c == '*' || c == '?' || c == '[';
    word.append(c);
    begun = true;
    return at + 1;
  }

  private int quoted(int start) {
    begun = true;
    int at = start;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c == '`') {
        return -1;
      }
      if (c == '$') {
        at = variable(at);
        if (at < 0) {
          return -1;
        }
      } else if (c == '\\'
          && at + 1 < text.length()
          && "$`\"\\".indexOf(text.charAt(at + 1)) >= 0) {
        literal(text.charAt(at + 1));
        at += 2;
      } else {
        literal(c);
        at++;
      }
    }
    return at < text.length() ? at + 1 : -1;
  }

  /** Skips a variable; negative where a command is meant. */
  private int variable(int at) {
    int end = at + 1;
    if (end < text.length() && text.charAt(end) == '(') {
      return -1;
    }
    boolean braces = end < text.length() && text.charAt(end) == '{';
    if (braces) {
      end = text.indexOf('}', end);
      variables = true;
      return end < 0 ? -1 : end + 1;
    }
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    if (end == at + 1) {
      literal('$');
    } else {
      variables = true;
    }
    return end;
  }

  private void literal(char c) {
    if ("*?[\\".indexOf(c) >= 0) {
      word.append('\\');
    }
    word.append(c);
    begun = true;
  }

  private void endWord() {
    if (begun) {
      words.add((pattern ? "P" : "L") + word);
    }
    word.setLength(0);
    begun = false;
    pattern = false;
  }
}
