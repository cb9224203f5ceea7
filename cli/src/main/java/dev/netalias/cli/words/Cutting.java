package dev.netalias.cli.words;

import dev.netalias.alias.AliasException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What a command line says of connections that a change would cut. */
public final class Cutting {
  private static final String FORCE = "--force";
  private static final String DRAIN = "--drain";

  private Cutting() {}

  /** Adds the option to the model of a command that can take an address away. */
  public static void describe(CommandSpec spec) {
    spec.addOption(
        Model.flag(
            FORCE,
            "cuts established connections without asking, and shuts out who is logged in by SSH"));
  }

  /** The same of one that can wait for them to end. */
  public static void describeWaiting(CommandSpec spec) {
    describe(spec);
    spec.addOption(
        Model.value(
            DRAIN,
            "SECONDS",
            "lets no new TCP connection in, waits for the established ones, then cuts what is left"));
  }

  /** Whether connections may be cut without a question. */
  public static boolean isForced(ParseResult words) {
    return Model.has(words, FORCE);
  }

  /** Whether it is one that could be forced, and is not. */
  public static boolean isUnforced(ParseResult words) {
    return words.commandSpec().findOption(FORCE) != null && !isForced(words);
  }

  /** How long connections are waited for; null where they are asked about. */
  public static @Nullable Duration drain(ParseResult words) {
    if (!Model.has(words, DRAIN)) {
      return null;
    }
    String text = words.matchedOptionValue(DRAIN, "");
    if (!text.matches("[0-9]{1,6}")) {
      throw AliasException.usage(
          "'" + text + "' is no number of seconds", "--drain 60 waits a minute at most");
    }
    if (isForced(words)) {
      throw AliasException.usage("--drain waits, and --force does not", "say one of them");
    }
    return Duration.ofSeconds(Integer.parseInt(text));
  }

  /** A line of a batch can't say it for itself: it is one transaction. */
  public static void refuseIn(ParseResult line) {
    if (isForced(line)) {
      throw AliasException.usage(
          "--force is for the whole of a batch", "netalias batch --force FILE");
    }
    if (Model.has(line, DRAIN)) {
      throw AliasException.usage(
          "a batch does not wait: it has no --drain", "netalias del --drain SECONDS");
    }
  }
}
