package dev.netalias.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private long now;
  private final ProgressBar bar =
      new ProgressBar(new PrintStream(shown, true, StandardCharsets.UTF_8), () -> now);

  private void after(int millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  @Test
  void aShortCommitShowsNothing() {
    after(300);
    bar.made(500, 1000);
    bar.clear();

    assertThat(shown.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aLongOneShowsHowFarItIsTenTimesASecondAndIsWipedAtTheEnd() {
    after(500);
    bar.made(256, 1024);
    after(50);
    bar.made(300, 1024);
    after(50);
    bar.made(512, 1024);
    bar.clear();
    bar.clear();

    assertThat(shown.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\r[##########..............................] 256 of 1024 "
                + "\r[####################....................] 512 of 1024 "
                + "\r\u001b[K");
  }
}
