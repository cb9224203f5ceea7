package dev.netalias.cli.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputStreamsTest {
  private static PrintStream failing(String message) {
    return OutputStreams.over(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(message);
          }
        });
  }

  @Test
  void whatIsPrintedArrivesWholeWhateverItsSize() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = OutputStreams.over(bytes);
    String text = "ä€ ".repeat(50_000);
    out.print("first ");
    out.print(text);
    out.write('!');
    out.flush();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("first " + text + "!");
  }

  @Test
  void whereNothingCanBeWrittenThatIsToldAtOnce() {
    PrintStream out = failing("No space left on device");
    out.print("held back");

    assertThatThrownBy(out::flush)
        .isInstanceOfSatisfying(
            UnwritableException.class,
            gone -> {
              assertThat(gone.isReaderGone()).isFalse();
              assertThat(gone.reason()).isEqualTo("No space left on device");
            });
    out.flush(); // what could not be written is not tried again
  }

  @Test
  void aReaderThatHasGoneIsAnotherThing() {
    PrintStream out = failing("Broken pipe");
    out.print("held back");

    assertThatThrownBy(out::flush)
        .isInstanceOfSatisfying(
            UnwritableException.class, gone -> assertThat(gone.isReaderGone()).isTrue());
  }
}
