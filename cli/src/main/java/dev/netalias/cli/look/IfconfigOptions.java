package dev.netalias.cli.look;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.look.show.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * The options before the first word of an {@code ifconfig} line.
 *
 * @param wish what is asked for
 * @param all {@code -a}
 * @param verbose {@code -v}
 * @param form the form to print in, {@code -s} and {@code --style}
 * @param rest the words behind them
 */
record IfconfigOptions(Wish wish, boolean all, boolean verbose, Form form, List<String> rest) {
  /** What is asked for. */
  enum Wish {
    /** The version. */
    VERSION,
    /** How it is used. */
    HELP,
    /** What the words behind the options say. */
    REST
  }

  static IfconfigOptions read(List<String> words) {
    List<String> left = new ArrayList<>();
    boolean classic = style(words, left);
    boolean all = false;
    boolean verbose = false;
    boolean inShort = false;
    int next = 0;
    for (; next < left.size() && left.get(next).startsWith("-"); next++) {
      switch (left.get(next)) {
        case "-a" -> all = true;
        case "-s" -> inShort = true;
        case "-v" -> verbose = true;
        case "-V", "-version", "--version" -> {
          return of(Wish.VERSION);
        }
        case "-?", "-h", "-help", "--help" -> {
          return of(Wish.HELP);
        }
        default -> throw unknown(left.get(next));
      }
    }
    List<String> rest = left.subList(next, left.size());
    return new IfconfigOptions(Wish.REST, all, verbose, Form.of(classic, inShort), rest);
  }

  private static IfconfigOptions of(Wish wish) {
    return new IfconfigOptions(wish, false, false, Form.LONG, List.of());
  }

  private static LookException unknown(String option) {
    return new LookException(
        "ifconfig: option `"
            + option
            + "' not recognised.\nifconfig: `--help' gives usage information.\n",
        1);
  }

  /** Takes {@code --style WORD} out, wherever it stands; true for the classic style. */
  private static boolean style(List<String> words, List<String> left) {
    boolean classic = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--style")) {
        classic = isClassic(i + 1 < words.size() ? words.get(++i) : "");
      } else if (word.startsWith("--style=")) {
        classic = isClassic(word.substring("--style=".length()));
      } else {
        left.add(word);
      }
    }
    return classic;
  }

  private static boolean isClassic(String style) {
    return switch (style) {
      case "classic" -> true;
      case "modern" -> false;
      default ->
          throw AliasException.usage(
              "there is no style '" + style + "'", "--style classic, --style modern");
    };
  }
}
