package dev.netalias.alias.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotsTest {
  @Test
  void rangesThatTouchAreOne() {
    Slots slots = new Slots();
    slots.add(5, 9);
    slots.add(0, 2);
    slots.add(3, 4);
    assertThat(slots.ranges()).hasToString("[0-9]");
    slots.remove(4);
    slots.remove(0);
    assertThat(slots.ranges()).hasToString("[1-3, 5-9]");
    assertThat(slots.firstFree(0)).isEqualTo(0);
    assertThat(slots.firstFree(1)).isEqualTo(4);
    assertThat(slots.nextUsed(4, 10)).isEqualTo(5);
    assertThat(slots.nextUsed(10, 10)).isEqualTo(20);
  }

  @Test
  void theyAreWhatASetOfBitsIs() {
    Random random = new Random(4);
    Slots slots = new Slots();
    BitSet bits = new BitSet();
    for (int i = 0; i < 5000; i++) {
      int first = random.nextInt(300);
      if (random.nextBoolean()) {
        int last = first + random.nextInt(4);
        slots.add(first, last);
        bits.set(first, last + 1);
      } else {
        slots.remove(first);
        bits.clear(first);
      }
      int from = random.nextInt(300);
      assertThat(slots.contains(from)).isEqualTo(bits.get(from));
      assertThat(slots.firstFree(from)).isEqualTo(bits.nextClearBit(from));
    }
    int total = slots.ranges().stream().mapToInt(r -> r.last() - r.first() + 1).sum();
    assertThat(total).isEqualTo(bits.cardinality());
  }
}
