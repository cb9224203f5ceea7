package dev.netalias.cli.words;

import dev.netalias.alias.AliasException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Short forms for picocli's builders: models are built in code, as reflection is slow at start. */
public final class Model {
  private Model() {}

  /** An option without a value. */
  public static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
  }

  /** An option with a value. */
  public static OptionSpec value(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** An option with one of some values. */
  public static OptionSpec choice(String name, String description, String... values) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(String.join("|", values))
        .completionCandidates(List.of(values))
        .description(description)
        .build();
  }

  /** The word in one place. */
  public static PositionalParamSpec word(int place, String label, String description) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(place))
        .type(String.class)
        .arity("1")
        .required(true)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** A word that may be left out. */
  public static PositionalParamSpec optionalWord(int place, String label, String description) {
    return word(place, label, description).toBuilder().arity("0..1").required(false).build();
  }

  /** One of some words. */
  public static PositionalParamSpec choiceWord(String label, String description, String... values) {
    return word(0, label, description).toBuilder().completionCandidates(List.of(values)).build();
  }

  /** All words from one place on, at least so many. */
  public static PositionalParamSpec words(int place, int least, String label, String description) {
    return PositionalParamSpec.builder()
        .index(place + "..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity(least + "..*")
        .required(least > 0)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** The help: one line, then more, then an example of some lines. */
  public static void help(CommandSpec spec, String line, String more, String... example) {
    spec.usageMessage()
        .header(line)
        .description(more)
        .footerHeading("%nExample:%n")
        .footer(indented(example));
  }

  private static String[] indented(String[] lines) {
    String[] indented = new String[lines.length];
    for (int i = 0; i < lines.length; i++) {
      indented[i] = "  " + lines[i];
    }
    return indented;
  }

  // Reading what was given

  public static boolean has(ParseResult words, String option) {
    return words.hasMatchedOption(option);
  }

  /**
   * The value of an option that takes one of some, null where it is not given.
   *
   * @throws AliasException where it is another
   */
  public static @Nullable String oneOf(ParseResult words, String option, String... values) {
    String value = words.matchedOptionValue(option, null);
    List<String> all = List.of(values);
    if (value == null || all.contains(value)) {
      return value;
    }
    String others = String.join(", ", all.subList(0, all.size() - 1));
    throw AliasException.usage(
        "'" + value + "' is no value of " + option, "it takes " + others + " or " + all.getLast());
  }

  public static String word(ParseResult words, int place) {
    return words.matchedPositionalValue(place, "");
  }

  public static List<String> words(ParseResult words, int place) {
    return words.matchedPositionalValue(place, List.of());
  }
}
