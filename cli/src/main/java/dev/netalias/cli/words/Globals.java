package dev.netalias.cli.words;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that every command takes, before its name and after it.
 *
 * @param netns the network namespace, null for the caller's own
 * @param format the form in which to print
 * @param dryRun whether to print what would be done, and do nothing
 * @param colour {@code auto}, {@code always} or {@code never}
 * @param quiet whether to print less
 * @param debug whether to print stack traces
 */
public record Globals(
    @Nullable String netns,
    Format format,
    boolean dryRun,
    String colour,
    boolean quiet,
    boolean debug) {

  private static final List<String> WITHOUT_VALUE = List.of("--dry-run", "--quiet", "--debug");
  private static final List<String> WITH_VALUE = List.of("--netns", "--output", "--color");

  /** Adds them to a command's model. */
  public static void describe(CommandSpec spec) {
    options().forEach(spec::addOption);
  }

  /** The options, in the order in which help lists them. */
  public static List<OptionSpec> options() {
    return List.of(
        Model.value(
            "--netns",
            "NAMESPACE",
            "works on a network namespace: its name, or a path such as /proc/PID/ns/net"),
        Model.choice("--output", "the form of what is printed", "table", "json", "commands")
            .toBuilder()
            .names("-o", "--output")
            .build(),
        Model.flag(
            "--dry-run",
            "prints the shell commands that equal what would be done; changes nothing"),
        Model.choice("--color", "colours in tables", "auto", "always", "never"),
        quietOption(),
        Model.flag("--debug", "prints stack traces of errors"),
        OptionSpec.builder("-h", "--help")
            .type(boolean.class)
            .usageHelp(true)
            .arity("0")
            .description("prints this help")
            .build());
  }

  private static OptionSpec quietOption() {
    return Model.flag("--quiet", "prints neither names of what was made nor warnings").toBuilder()
        .names("-q", "--quiet")
        .build();
  }

  /** Reads them. */
  public static Globals of(ParseResult words) {
    return new Globals(
        words.matchedOptionValue("--netns", null),
        format(words.matchedOptionValue("--output", "table")),
        Model.has(words, "--dry-run"),
        colour(words.matchedOptionValue("--color", "auto")),
        Model.has(words, "--quiet"),
        Model.has(words, "--debug"));
  }

  private static Format format(String text) {
    return switch (text) {
      case "table" -> Format.TABLE;
      case "json" -> Format.JSON;
      case "commands" -> Format.COMMANDS;
      default -> throw unknown("-o", text, "table, json or commands");
    };
  }

  private static String colour(String text) {
    return switch (text) {
      case "auto", "always", "never" -> text;
      default -> throw unknown("--color", text, "auto, always or never");
    };
  }

  private static AliasException unknown(String option, String text, String values) {
    return AliasException.usage("'" + text + "' is no value of " + option, "it takes " + values);
  }

  // Looking at words that are not yet understood

  /** Where the command's name stands; the number of words where there is none. */
  public static int commandPlace(List<String> words) {
    int i = 0;
    while (i < words.size()) {
      String word = words.get(i);
      if (word.equals("--") && i + 1 < words.size()) {
        return i + 1;
      }
      if (word.length() < 2 || word.charAt(0) != '-') {
        return i;
      }
      i += takesNext(word) ? 2 : 1;
    }
    return words.size();
  }

  private static boolean takesNext(String option) {
    if (option.startsWith("--")) {
      return WITH_VALUE.contains(option);
    }
    return option.indexOf('o') == option.length() - 1; // -o, -qo
  }

  /**
   * Takes the long options that are ours out of words that a command understands itself; none of
   * the originals has such an option.
   *
   * @param taken where they go
   * @return what is left
   */
  public static List<String> taken(List<String> words, List<String> taken) {
    if (words.size() == 1 && words.getFirst().equals("--help")) {
      taken.addAll(words);
      return List.of();
    }
    List<String> left = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int end = word.indexOf('=');
      String option = end < 0 ? word : word.substring(0, end);
      if (WITHOUT_VALUE.contains(option) || WITH_VALUE.contains(option)) {
        taken.add(word);
        if (end < 0 && WITH_VALUE.contains(option) && i + 1 < words.size()) {
          taken.add(words.get(++i));
        }
      } else {
        left.add(word);
      }
    }
    return left;
  }

  /** Whether errors in these words are to be told as JSON. */
  public static boolean wantsJson(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).toLowerCase(Locale.ROOT);
      boolean option = word.equals("-o") || word.equals("-qo") || word.equals("--output");
      if (option && i + 1 < words.size() && words.get(i + 1).equals("json")
          || word.equals("-ojson")
          || word.equals("-o=json")
          || word.equals("--output=json")) {
        return true;
      }
    }
    return false;
  }
}
