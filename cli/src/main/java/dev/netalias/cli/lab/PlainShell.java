package dev.netalias.cli.lab;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.lab.around.Streams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jline.utils.Signals;

/** A shell for a terminal that can only print and read lines: a prompt, and Ctrl-C. */
final class PlainShell {
  private final LabSession session;
  private final Streams streams;
  private volatile boolean reads;

  PlainShell(LabSession session, Streams streams) {
    this.session = session;
    this.streams = streams;
  }

  int run(InputStream in, String welcome) {
    streams.out().print(welcome);
    Object before = Signals.register("INT", this::interrupt);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return run(lines);
    } catch (IOException unreadable) {
      throw AliasException.conflict("the terminal can't be read: " + unreadable.getMessage(), "");
    } finally {
      Signals.unregister("INT", before);
    }
  }

  /** The terminal has thrown away what was typed of a line: it is asked for anew. */
  private void interrupt() {
    if (reads) {
      streams.err().print("\n" + prompt());
      streams.err().flush();
    } else {
      session.scene().interrupt();
    }
  }

  private int run(BufferedReader lines) throws IOException {
    int exitCode = 0;
    while (!session.isEnded()) {
      streams.out().print(prompt());
      streams.out().flush();
      reads = true;
      String line = lines.readLine();
      reads = false;
      if (line == null) {
        streams.out().print("\n");
        break;
      }
      exitCode = session.run(line);
    }
    streams.out().flush();
    return exitCode;
  }

  private String prompt() {
    return session.scene().current() + "# ";
  }
}
