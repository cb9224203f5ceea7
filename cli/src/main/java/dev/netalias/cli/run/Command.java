package dev.netalias.cli.run;

import picocli.CommandLine.Model.CommandSpec;

/** A command of netalias. */
public interface Command {
  /** Says what its options and words are, and its help. Reads nothing. */
  void describe(CommandSpec spec);

  /**
   * Runs it.
   *
   * @return the exit code where it is none of an exception's
   */
  int run(Invocation call);
}
