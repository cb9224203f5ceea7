package dev.netalias.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
  @ParameterizedTest
  @CsvSource({
    "list, list, 0",
    "lst, list, 1",
    "lisst, list, 1",
    "lidt, list, 1",
    "lits, list, 1",
    "'', add, 3",
    "kitten, sitting, 3",
  })
  void countsLettersThatDifferAndNeighboursThatAreSwapped(String a, String b, int distance) {
    assertThat(Likeness.distance(a, b)).isEqualTo(distance);
    assertThat(Likeness.distance(b, a)).isEqualTo(distance);
  }
}
