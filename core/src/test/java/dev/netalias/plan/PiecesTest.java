package dev.netalias.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.alias.AliasTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PiecesTest {
  private static DesiredAlias range(@Nullable String tag, String addresses) {
    return DesiredAlias.of(tag, Addresses.parse(AliasTypes.known(), addresses), Place.NOWHERE);
  }

  private static void close(Pieces pieces, DesiredAlias range, int number) {
    pieces.replace(number, List.of(Pieces.one(range, number).withClosed(true)));
  }

  @Test
  void neighboursThatChangedAlikeAreOneRangeAgain() {
    DesiredAlias range = range("5", "10.0.0.1-10.0.0.9/24");
    Pieces pieces = new Pieces(range);
    for (int number : List.of(2, 3, 4, 7)) {
      close(pieces, range, number);
    }

    assertThat(pieces.left())
        .containsExactly(
            range("5", "10.0.0.1-10.0.0.2/24"),
            range("7", "10.0.0.3-10.0.0.5/24").withClosed(true),
            range("10", "10.0.0.6-10.0.0.7/24"),
            range("12", "10.0.0.8/24").withClosed(true),
            range("13", "10.0.0.9/24"));
  }

  @Test
  void aRangeWithoutNamesThatIsAllClosedStaysOne() {
    DesiredAlias range = range(null, "10.0.0.1-10.0.0.4/24");
    Pieces pieces = new Pieces(range);
    for (int number = 0; number < 4; number++) {
      close(pieces, range, number);
    }

    assertThat(pieces.left()).containsExactly(range.withClosed(true));
  }

  @Test
  void whatGoesLeavesAGap() {
    DesiredAlias range = range("0", "10.0.0.1-10.0.0.3/24");
    Pieces pieces = new Pieces(range);
    pieces.replace(1, List.of());

    assertThat(pieces.left()).containsExactly(range("0", "10.0.0.1/24"), range("2", "10.0.0.3/24"));
  }
}
