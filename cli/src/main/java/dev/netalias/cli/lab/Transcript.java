package dev.netalias.cli.lab;

import dev.netalias.cli.lab.around.Streams;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Prints, and remembers what it printed. */
final class Transcript {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Streams streams;

  Transcript(Streams target) {
    streams =
        new Streams(
            new PrintStream(new Tee(target.out()), false, StandardCharsets.UTF_8),
            new PrintStream(new Tee(target.err()), true, StandardCharsets.UTF_8),
            target.isTerminal());
  }

  Streams streams() {
    return streams;
  }

  /** What was printed since the last call of this. */
  String take() {
    streams.out().flush();
    String text = printed.toString(StandardCharsets.UTF_8);
    printed.reset();
    return text;
  }

  private final class Tee extends OutputStream {
    private final PrintStream target;

    Tee(PrintStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) {
      printed.write(b);
      target.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      printed.write(bytes, offset, length);
      target.write(bytes, offset, length);
    }

    @Override
    public void flush() {
      target.flush();
    }
  }
}
