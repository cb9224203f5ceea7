package dev.netalias.cli.print;

import java.io.PrintStream;
import java.util.List;

/**
 * What went wrong, as a user is told.
 *
 * @param kind a word for it, for programs
 * @param exitCode the exit code
 * @param message what was refused, and why
 * @param hint what to do about it, empty where there is nothing to say
 * @param excerpt lines of a file that show what is wrong, printed below
 * @param conflicts addresses that are in use, where that is what went wrong
 */
public record Failure(
    String kind,
    int exitCode,
    String message,
    String hint,
    List<String> excerpt,
    List<ErrorJson.Holder> conflicts) {

  /** One without an excerpt. */
  public Failure(String kind, int exitCode, String message, String hint) {
    this(kind, exitCode, message, hint, List.of(), List.of());
  }

  /** The same with an excerpt. */
  public Failure withExcerpt(List<String> lines) {
    return new Failure(kind, exitCode, message, hint, lines, conflicts);
  }

  /** The same with something else to know or to do about it. */
  public Failure withHint(String other) {
    return new Failure(kind, exitCode, message, other, excerpt, conflicts);
  }

  /** The same with the addresses that are in use. */
  public Failure with(List<ErrorJson.Holder> inUse) {
    return new Failure(kind, exitCode, message, hint, excerpt, inUse);
  }

  /** The same, with what it happened in before the message. */
  public Failure in(String place) {
    return new Failure(kind, exitCode, place + ": " + message, hint, excerpt, conflicts);
  }

  /** One line: {@code netalias: MESSAGE; HINT}. */
  public void print(PrintStream err) {
    String tail = hint.isEmpty() ? "" : "; " + Visible.of(hint);
    err.println("netalias: " + Visible.of(message.strip()) + tail);
    excerpt.forEach(line -> err.println(Visible.of(line)));
  }

  /** One JSON document. */
  public void printJson(PrintStream err) {
    Json.error(err, this);
  }
}
