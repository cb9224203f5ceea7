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
  void aCommitOfOneStepShowsNothingHoweverLongItTakes() {
    after(5000);
    bar.made(1, 1);
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
            "\r[######..................] 256 of 1024, 512/s, 2 s left"
                + "\r[############............] 512 of 1024, 853/s, 1 s left"
                + "\r\u001b[K");
  }

  @Test
  void whatIsAllDoneIsWipedBeforeAnythingElseIsSaid() {
    after(500);
    bar.made(512, 1024);
    bar.made(1024, 1024);

    assertThat(shown.toString(StandardCharsets.UTF_8)).endsWith("left\r\u001b[K");
  }

  @Test
  void whatIsTakenBackIsCountedAnewAndCoversWhatStoodThere() {
    after(60_000);
    bar.made(3_000, 1_000_000);
    after(100);
    bar.takenBack(0, 3_000);
    after(1000);
    bar.takenBack(1500, 3_000);
    bar.clear();

    assertThat(shown.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\r[........................] 3000 of 1000000, 50/s, 5:32 h left"
                + "\r[........................] taking back 0 of 3000             "
                + "\r[############............] taking back 1500 of 3000, 1500/s, 1 s left"
                + "\r\u001b[K");
  }

  @Test
  void itNeverTakesMoreThanALine() {
    after(100_000_000);
    bar.made(1, Integer.MAX_VALUE);
    after(100);
    bar.takenBack(1_999_999_999, Integer.MAX_VALUE);

    assertThat(shown.toString(StandardCharsets.UTF_8).split("\r"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }
}
