package dev.netalias.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final byte[] BYTES = {
    (byte) 0x81, 2, 3, 4, 5, 6, 7, (byte) 0x88, 9, 10, 11, 12, 13, 14, 15, 16
  };

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsNumbersInBothOrdersOnHeapAndNative(boolean heap) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = MemorySegment.ofArray(BYTES);
      if (!heap) {
        segment = arena.allocate(BYTES.length).copyFrom(segment);
      }
      assertThat(new Cursor("x", segment).u8()).isEqualTo(0x81);
      assertThat(new Cursor("x", segment).u16()).isEqualTo(0x0281);
      assertThat(new Cursor("x", segment).u16be()).isEqualTo(0x8102);
      assertThat(new Cursor("x", segment).i32()).isEqualTo(0x04030281);
      assertThat(new Cursor("x", segment).i32be()).isEqualTo(0x81020304);
      assertThat(new Cursor("x", segment).skip(4).u32()).isEqualTo(0x88070605L);
      assertThat(new Cursor("x", segment).i64()).isEqualTo(0x8807060504030281L);
      assertThat(new Cursor("x", segment).i64be()).isEqualTo(0x8102030405060788L);
      assertThat(new Cursor("x", segment).skip(1).i32()).as("unaligned").isEqualTo(0x05040302);
      assertThat(new Cursor("x", segment).skip(13).rest()).containsExactly(14, 15, 16);
    }
  }

  @Test
  void aReadPastTheEndNamesWhatWasReadAndWhere() {
    MemorySegment segment = MemorySegment.ofArray(BYTES);
    for (Consumer<Cursor> read :
        java.util.List.<Consumer<Cursor>>of(
            Cursor::u16, Cursor::i32, Cursor::i64, c -> c.bytes(2), c -> c.skip(2))) {
      Cursor in = new Cursor("x", segment).reset("IFA_LOCAL", 4, 3).skip(2);
      assertThatThrownBy(() -> read.accept(in))
          .isInstanceOf(WireException.class)
          .hasMessageContaining("IFA_LOCAL at offset 4: needs")
          .hasMessageContaining("at offset 6, has 1");
      assertThat(in.position()).as("it stays where it was").isEqualTo(6);
    }
  }

  @Test
  void aNegativeLengthIsRefused() {
    Cursor in = new Cursor("nlmsghdr", MemorySegment.ofArray(BYTES));
    assertThatThrownBy(() -> in.part("RTM_NEWADDR", -1)).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> in.skip(-1)).isInstanceOf(WireException.class);
  }

  @Test
  void aPartKnowsItsOwnEndAndTheWholeStepsOverIt() {
    Cursor in = new Cursor("whole", MemorySegment.ofArray(BYTES)).skip(1);
    Cursor part = in.part("part", 3);
    assertThat(part.rest()).containsExactly(2, 3, 4);
    assertThat(in.u8()).isEqualTo(5);
    assertThatThrownBy(part::u8).hasMessageStartingWith("part at offset 1:");
  }

  @Test
  void canNotBeSetBeyondItsSegment() {
    Cursor in = new Cursor("x", MemorySegment.ofArray(BYTES));
    assertThatThrownBy(() -> in.reset("y", 10, 7)).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> in.reset("y", -1, 2)).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> in.reset("y", 1, Long.MAX_VALUE)).isInstanceOf(WireException.class);
    assertThat(in.reset("y", 10, 6).remaining()).isEqualTo(6);
  }
}
