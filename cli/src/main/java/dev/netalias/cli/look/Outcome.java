package dev.netalias.cli.look;

/** What went wrong with a line so far, as the original goes on after an error and counts it. */
final class Outcome {
  private final StringBuilder errors = new StringBuilder();
  private final StringBuilder warnings = new StringBuilder();
  private int code;

  /** An error, with its text and the exit code that it leads to. */
  void error(String text, int exitCode) {
    errors.append(text);
    code |= exitCode;
  }

  /** An error of a request to the kernel. */
  void refused(String request, int errno) {
    error(request + ": " + Errnos.text(errno) + "\n", 1);
  }

  void warn(String text) {
    warnings.append(text);
  }

  String errors() {
    return errors.toString();
  }

  String warnings() {
    return warnings.toString();
  }

  /** Ends the line where anything went wrong: then nothing of it is done. */
  void settle(boolean verbose) {
    if (code != 0) {
      throw end(verbose);
    }
  }

  /** The end of the line after errors. */
  LookException end(boolean verbose) {
    String last = verbose ? "WARNING: at least one error occured. (" + code + ")\n" : "";
    return new LookException(errors + last, code & 0xff);
  }
}
