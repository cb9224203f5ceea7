package dev.netalias.cli.words;

import dev.netalias.alias.AliasException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What a command line says of connections that a change would cut. */
public final class Cutting {
  private static final String FORCE = "--force";

  private Cutting() {}

  /** Adds the option to the model of a command that can take an address away. */
  public static void describe(CommandSpec spec) {
    spec.addOption(Model.flag(FORCE, "cuts established connections without asking"));
  }

  /** Whether connections may be cut without a question. */
  public static boolean isForced(ParseResult words) {
    return Model.has(words, FORCE);
  }

  /** A line of a batch can't say it for itself: it is one transaction. */
  public static void refuseIn(ParseResult line) {
    if (isForced(line)) {
      throw AliasException.usage(
          "--force is for the whole of a batch", "netalias batch --force FILE");
    }
  }
}
