package dev.netalias.cli.words;

import dev.netalias.alias.AliasException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words against a model; what picocli says of wrong ones, said in one line. */
public final class Parsing {
  private Parsing() {}

  /**
   * Understands words.
   *
   * @throws AliasException of wrong usage, where they don't fit the model
   */
  public static ParseResult parse(CommandLine model, List<String> words) {
    try {
      return model.parseArgs(words.toArray(String[]::new));
    } catch (ParameterException wrong) {
      throw refusal(wrong);
    }
  }

  private static AliasException refusal(ParameterException wrong) {
    String help = wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    AliasException refusal =
        switch (wrong) {
          case MissingParameterException missing -> AliasException.usage(missing(missing), help);
          case UnmatchedArgumentException unmatched -> unmatched(unmatched, help);
          default -> AliasException.usage(lowered(String.valueOf(wrong.getMessage())), help);
        };
    refusal.initCause(wrong);
    return refusal;
  }

  private static String missing(MissingParameterException wrong) {
    List<String> labels = new ArrayList<>();
    for (ArgSpec arg : wrong.getMissing()) {
      if (arg instanceof OptionSpec option) {
        labels.add("the value of " + option.names()[0]);
      }
    }
    if (labels.isEmpty()) {
      // Words: picocli tells the first alone.
      CommandSpec spec = wrong.getCommandLine().getCommandSpec();
      int given = spec.commandLine().getParseResult().matchedPositionals().size();
      List<PositionalParamSpec> words = spec.positionalParameters();
      words.subList(Math.min(given, words.size()), words.size()).stream()
          .filter(PositionalParamSpec::required)
          .forEach(word -> labels.add(word.paramLabel()));
    }
    return String.join(" and ", labels) + (labels.size() > 1 ? " are missing" : " is missing");
  }

  private static AliasException unmatched(UnmatchedArgumentException wrong, String help) {
    String word = wrong.getUnmatched().getFirst();
    if (!word.startsWith("-")) {
      return AliasException.usage("'" + word + "' is one word too many", help);
    }
    String option = word.indexOf('=') < 0 ? word : word.substring(0, word.indexOf('='));
    List<String> near = new ArrayList<>();
    for (OptionSpec known : wrong.getCommandLine().getCommandSpec().options()) {
      String name = known.longestName();
      if (name.length() > 2 && Likeness.distance(option, name) <= Math.max(1, name.length() / 4)
          || option.length() > 4 && name.startsWith(option)) {
        near.add(name);
      }
    }
    return AliasException.usage(
        "there is no option '" + option + "'",
        near.isEmpty() ? help : "did you mean " + orList(near) + "?");
  }

  /** Words to choose from, as a sentence has them. */
  public static String orList(List<String> words) {
    return String.join(" or ", words);
  }

  private static String lowered(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
