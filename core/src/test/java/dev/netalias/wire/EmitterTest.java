package dev.netalias.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EmitterTest {
  @Test
  void writesNumbersInBothOrdersAndLeavesTheRestAlone() {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) 0xa5);
    Emitter out = new Emitter(MemorySegment.ofArray(bytes));
    out.u8(1).u16(0x0203).u16be(0x0203).i32(0x04050607).i32be(0x04050607).zeros(2).bytes(bytes(9));
    assertThat(out.position()).isEqualTo(16);
    assertThat(out.written().toArray(ValueLayout.JAVA_BYTE))
        .containsExactly(1, 3, 2, 2, 3, 7, 6, 5, 4, 4, 5, 6, 7, 0, 0, 9);
    assertThat(Arrays.copyOfRange(bytes, 16, 32)).containsOnly(0xa5);
  }

  @Test
  void writes64BitNumbersToNativeMemory() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(16);
      new Emitter(segment).i64(0x0102030405060708L).i64be(0x0102030405060708L);
      Cursor in = new Cursor("x", segment);
      assertThat(in.i64()).isEqualTo(0x0102030405060708L);
      assertThat(in.bytes(8)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }
  }

  @Test
  void aWritePastTheEndIsRefusedAndChangesNothing() {
    byte[] bytes = new byte[3];
    Emitter out = new Emitter(MemorySegment.ofArray(bytes));
    assertThatThrownBy(() -> out.i32(-1))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("no room for 4 bytes");
    assertThat(bytes).containsOnly(0);
    assertThat(out.position()).isZero();
  }

  @Test
  void patchesOnlyWhatWasWritten() {
    Emitter out = new Emitter(MemorySegment.ofArray(new byte[8])).i32(0).u16(7);
    out.patchU16(4, 0x0102);
    out.patchI32(0, 0x03040506);
    assertThat(out.written().toArray(ValueLayout.JAVA_BYTE)).containsExactly(6, 5, 4, 3, 2, 1);
    assertThatThrownBy(() -> out.patchU16(5, 0)).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> out.patchI32(-1, 0)).isInstanceOf(WireException.class);
  }

  @Test
  void goesBackButNotForward() {
    Emitter out = new Emitter(MemorySegment.ofArray(new byte[8])).i32(1);
    out.rewind(2);
    assertThat(out.position()).isEqualTo(2);
    assertThatThrownBy(() -> out.rewind(3)).isInstanceOf(WireException.class);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
