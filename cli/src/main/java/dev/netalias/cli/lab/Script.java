package dev.netalias.cli.lab;

import dev.netalias.cli.lab.around.Streams;
import dev.netalias.cli.run.UserFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Lines from a file or from standard input. */
final class Script {
  private final LabSession session;
  private final Streams streams;

  Script(LabSession session, Streams streams) {
    this.session = session;
    this.streams = streams;
  }

  /**
   * Runs a script up to the first line that fails.
   *
   * @param echo whether each line is printed before what it prints
   */
  int run(String name, InputStream in, boolean echo) {
    boolean isInput = name.equals("-");
    try (BufferedReader lines = reader(isInput ? in : Files.newInputStream(Path.of(name)))) {
      return run(isInput ? "standard input" : name, lines, echo);
    } catch (IOException unreadable) {
      throw UserFile.refusal("script", name, unreadable);
    }
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  private int run(String name, BufferedReader lines, boolean echo) throws IOException {
    Numbered line = new Numbered("", 0);
    int exitCode = 0;
    while (exitCode == 0 && !session.isEnded()) {
      line = next(lines, line.last);
      if (line == null) {
        return 0;
      }
      if (echo) {
        echo(line.text);
        streams.out().flush();
      }
      exitCode = session.run(line.text);
    }
    if (exitCode != 0 && !session.isEnded()) {
      streams.out().flush();
      streams
          .err()
          .print(
              "netalias: %s:%d: '%s' failed with exit code %d\n"
                  .formatted(name, line.last, line.text.strip(), exitCode));
    }
    return exitCode;
  }

  /** A line, with those that it goes on in, and the number of the last of them. */
  private record Numbered(String text, int last) {}

  private static @Nullable Numbered next(BufferedReader lines, int before) throws IOException {
    String text = lines.readLine();
    int number = before + 1;
    while (text != null && text.endsWith("\\") && !text.strip().startsWith("#")) {
      String more = lines.readLine();
      number++;
      text = text.substring(0, text.length() - 1) + (more == null ? "" : more.stripLeading());
    }
    return text == null ? null : new Numbered(text, number);
  }

  private void echo(String line) {
    String plain = line.strip();
    boolean silent = plain.startsWith("expect ") || plain.startsWith("#!");
    if (!silent) {
      boolean command = !plain.isEmpty() && !plain.startsWith("#");
      streams.out().print((command ? session.scene().current() + "# " : "") + plain + "\n");
    }
  }

  /** Runs all lines of a pipe, as a shell does: goes on after one that fails. */
  int runAll(InputStream in) {
    int exitCode = 0;
    try (BufferedReader lines = reader(in)) {
      for (Numbered line = next(lines, 0);
          line != null && !session.isEnded();
          line = session.isEnded() ? null : next(lines, line.last)) {
        exitCode = session.run(line.text);
        streams.out().flush();
      }
    } catch (IOException unreadable) {
      throw UserFile.refusal("script", "standard input", unreadable);
    }
    return exitCode;
  }
}
