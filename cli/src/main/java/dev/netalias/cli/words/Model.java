package dev.netalias.cli.words;

import java.util.List;
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

  public static String word(ParseResult words, int place) {
    return words.matchedPositionalValue(place, "");
  }

  public static List<String> words(ParseResult words, int place) {
    return words.matchedPositionalValue(place, List.of());
  }
}
