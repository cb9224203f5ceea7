package dev.netalias.cli.print;

/** The forms in which a command can print. */
public enum Format {
  /** For people. */
  TABLE,
  /** For programs: one document. */
  JSON,
  /** As the shell commands that do the same. */
  COMMANDS
}
