package dev.netalias.cli.look.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameOrderTest {
  private static final List<String> ORDERED =
      List.of(
          "100",
          "a",
          "a:",
          "aa",
          "eth",
          "eth01",
          "eth01:1",
          "eth1",
          "eth1:01",
          "eth1:1",
          "eth1:2",
          "eth1:10",
          "eth2",
          "eth2:3",
          "eth13",
          "eth13:1",
          "eth100",
          "eth0:web",
          "lan",
          "lo");

  @Test
  void numbersCountAsNumbersAndAliasesFollowTheirDevice() {
    List<String> shuffled = new ArrayList<>(ORDERED);
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      List<String> sorted =
          shuffled.stream().sorted((a, b) -> NameOrder.of(a).compareTo(NameOrder.of(b))).toList();
      assertThat(sorted).isEqualTo(ORDERED);
    }
  }

  @Test
  void onlyTheSameNameIsEqual() {
    for (String a : ORDERED) {
      for (String b : ORDERED) {
        assertThat(NameOrder.of(a).compareTo(NameOrder.of(b)) == 0).isEqualTo(a.equals(b));
      }
    }
  }
}
