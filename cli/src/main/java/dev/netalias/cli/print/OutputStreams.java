package dev.netalias.cli.print;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The process's own streams, UTF-8 in every locale, and quick for many lines. */
public final class OutputStreams {
  private static final int BUFFER = 1 << 16;

  private OutputStreams() {}

  /** Standard output; to be flushed at the end. */
  public static PrintStream standardOutput() {
    return over(new FileOutputStream(FileDescriptor.out));
  }

  /** The same over another stream. */
  public static PrintStream over(OutputStream target) {
    return new PrintStream(new Checked(target, BUFFER), false, StandardCharsets.UTF_8);
  }

  /** Standard error, flushed with every line. */
  public static PrintStream standardError() {
    return new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
  }

  /** Throws {@link UnwritableException} where a {@link PrintStream} would go on in silence. */
  private static final class Checked extends OutputStream {
    private final OutputStream target;
    private final byte[] buffer;
    private int held;

    Checked(OutputStream target, int size) {
      this.target = target;
      buffer = new byte[size];
    }

    @Override
    public void write(int b) {
      if (held == buffer.length) {
        flush();
      }
      buffer[held++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (length > buffer.length - held) {
        flush();
      }
      if (length > buffer.length) {
        send(bytes, offset, length);
      } else {
        System.arraycopy(bytes, offset, buffer, held, length);
        held += length;
      }
    }

    @Override
    public void flush() {
      int length = held;
      held = 0; // what can't be written now is not tried again
      send(buffer, 0, length);
    }

    private void send(byte[] bytes, int offset, int length) {
      try {
        target.write(bytes, offset, length);
      } catch (IOException failed) {
        throw new UnwritableException(failed);
      }
    }
  }
}
