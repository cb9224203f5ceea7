package dev.netalias.cli.run;

/** Whether to colour: {@code --color}, a terminal, {@code NO_COLOR} (no-color.org). */
public final class Colours {
  private Colours() {}

  public static boolean wanted(String option, Surroundings surroundings) {
    return switch (option) {
      case "always" -> true;
      case "never" -> false;
      default ->
          surroundings.isOutTerminal()
              && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
              && !System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
    };
  }
}
