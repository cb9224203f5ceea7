package dev.netalias.cli.lab.verb;

import dev.netalias.alias.AliasException;
import java.util.List;

/**
 * {@code expect [not] [-x] TEXT}: whether the last output holds a text, as it stands or with each
 * run of blanks as one; with {@code -x}, whether it is one of its lines, blanks and all.
 */
final class ExpectVerb {
  private ExpectVerb() {}

  static int run(Call call) {
    List<String> words = call.behind(1).words();
    boolean not = !words.isEmpty() && words.getFirst().equals("not");
    words = not ? words.subList(1, words.size()) : words;
    boolean exact = !words.isEmpty() && words.getFirst().equals("-x");
    words = exact ? words.subList(1, words.size()) : words;
    if (words.isEmpty()) {
      throw AliasException.usage("TEXT is missing", "help expect");
    }
    String text = String.join(" ", words);
    String output = call.place().lastOutput();
    boolean holds = exact ? output.lines().anyMatch(text::equals) : holds(output, text);
    if (holds == not) {
      String place = exact ? "a line of the last output" : "in the last output";
      throw AliasException.conflict(
          "'%s' is %s%s".formatted(text, not ? "" : "not ", place),
          output.isEmpty() ? "that is empty" : "");
    }
    return 0;
  }

  private static boolean holds(String output, String text) {
    return output.contains(text) || plain(output).contains(plain(text));
  }

  private static String plain(String text) {
    return text.replaceAll("[ \t]+", " ");
  }
}
