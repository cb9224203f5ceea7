package dev.netalias.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The estimate of what labels cost, against what was measured. */
class HintsTest {
  @Test
  void theEstimateComesNearToWhatWasMeasured() {
    assertThat(Hints.seconds(0, 10_000, false, true)).isBetween(0.8, 1.5);
    assertThat(Hints.seconds(0, 10_000, false, false)).isBetween(0.4, 0.8);
    assertThat(Hints.seconds(0, 40_000, false, true)).isBetween(9.0, 28.0);
    assertThat(Hints.seconds(0, 90_000, false, true)).isBetween(500.0, 700.0);
    assertThat(Hints.seconds(0, 10_000, true, true)).isBetween(30.0, 45.0);
  }

  @Test
  void theSameNumberCostsMoreWhereThereAreMore() {
    double fresh = Hints.seconds(0, 5_000, false, true);

    assertThat(Hints.seconds(20_000, 5_000, false, true)).isGreaterThan(5 * fresh);
  }
}
