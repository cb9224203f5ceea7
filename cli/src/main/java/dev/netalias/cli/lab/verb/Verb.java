package dev.netalias.cli.lab.verb;

/**
 * One thing that a line in the lab can begin with.
 *
 * @param name its name
 * @param usage the words behind it
 * @param help what it does, in a few words
 * @param action does it
 */
public record Verb(String name, String usage, String help, Action action) {
  /** Does what a line says. */
  @FunctionalInterface
  public interface Action {
    /**
     * Does it.
     *
     * @return the exit code
     */
    int run(Call call);
  }
}
