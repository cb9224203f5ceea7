package dev.netalias.cli.words;

import dev.netalias.alias.AliasException;
import dev.netalias.plan.Likeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    } catch (MissingParameterException missing) {
      throw unknownOption(model.getCommandSpec(), words).orElseGet(() -> refusal(missing));
    } catch (ParameterException wrong) {
      throw refusal(wrong);
    }
  }

  /** Of a word that is missing, an option that there is not is often the reason. */
  private static Optional<AliasException> unknownOption(CommandSpec spec, List<String> words) {
    for (int i = 0; i < words.size() && !words.get(i).equals("--"); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      OptionSpec known = spec.findOption(name);
      boolean cluster = word.length() > 2 && spec.findOption(word.substring(0, 2)) != null;
      if (known != null && known.arity().max() > 0 && equals < 0) {
        i++;
      } else if (word.startsWith("-") && word.length() > 1 && known == null && !cluster) {
        return Optional.of(noOption(spec, word));
      }
    }
    return Optional.empty();
  }

  private static AliasException refusal(ParameterException wrong) {
    String help = help(wrong.getCommandLine().getCommandSpec());
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
    return noOption(wrong.getCommandLine().getCommandSpec(), word);
  }

  private static AliasException noOption(CommandSpec spec, String word) {
    String option = word.indexOf('=') < 0 ? word : word.substring(0, word.indexOf('='));
    List<String> near = new ArrayList<>();
    for (OptionSpec known : spec.options()) {
      String name = known.longestName();
      if (name.length() > 2 && Likeness.distance(option, name) <= Math.max(1, name.length() / 4)
          || option.length() > 4 && name.startsWith(option)) {
        near.add(name);
      }
    }
    return AliasException.usage(
        "there is no option '" + option + "'",
        near.isEmpty() ? help(spec) : "did you mean " + orList(near) + "?");
  }

  private static String help(CommandSpec spec) {
    return spec.qualifiedName() + " --help";
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
