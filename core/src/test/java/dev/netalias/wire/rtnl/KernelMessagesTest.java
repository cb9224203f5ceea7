package dev.netalias.wire.rtnl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.WireException;
import dev.netalias.wire.nl.Message;
import dev.netalias.wire.nl.NlMsgHdr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of the fixtures, which a real kernel sent. */
class KernelMessagesTest {
  static List<Fixtures.Fixture> fixtures() {
    return Fixtures.all();
  }

  private static Message read(MemorySegment bytes) {
    return Message.read(Rtm.protocol(), new Cursor("nlmsghdr", bytes));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void printsByItsTables(Fixtures.Fixture fixture) {
    assertThat(Rtm.protocol().trace(MemorySegment.ofArray(fixture.bytes())))
        .isEqualTo(fixture.printed());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void isWrittenByteForByteAsItWasRead(Fixtures.Fixture fixture) {
    Message message = read(MemorySegment.ofArray(fixture.bytes()));
    byte[] buffer = new byte[fixture.bytes().length + 8];
    Arrays.fill(buffer, (byte) 0xa5);
    message.emit(new Emitter(MemorySegment.ofArray(buffer)));
    assertThat(buffer).startsWith(fixture.bytes());
    assertThat(Arrays.copyOfRange(buffer, fixture.bytes().length, buffer.length))
        .as("nothing is written after it")
        .containsOnly(0xa5);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void readsTheSameFromNativeMemory(Fixtures.Fixture fixture) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment heap = MemorySegment.ofArray(fixture.bytes());
      MemorySegment copy = arena.allocate(heap.byteSize(), 8).copyFrom(heap);
      assertThat(Rtm.protocol().trace(copy)).isEqualTo(fixture.printed());
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void cutShortAnywhereIsRefusedByTheCursorAndNothingElse(Fixtures.Fixture fixture) {
    for (int length = 0; length < fixture.bytes().length; length++) {
      byte[] cut = Arrays.copyOf(fixture.bytes(), length);
      assertThat(outcome(cut)).as("cut to %d", length).isNotNull();
      if (length >= NlMsgHdr.SIZE) {
        MemorySegment.ofArray(cut).set(ValueLayout.JAVA_INT_UNALIGNED, 0, length);
        outcome(cut);
        assertThat(Rtm.protocol().trace(MemorySegment.ofArray(cut))).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void withBitsTurnedIsReadOrRefusedByTheCursor(Fixtures.Fixture fixture) {
    Random random = new Random(fixture.where().hashCode());
    for (int i = 0; i < 500; i++) {
      byte[] bytes = fixture.bytes().clone();
      for (int turns = 1 + random.nextInt(4); turns > 0; turns--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      outcome(bytes);
    }
  }

  /** The refusal, null where the message is read; any other exception fails the test. */
  private static @org.jspecify.annotations.Nullable WireException outcome(byte[] bytes) {
    try {
      read(MemorySegment.ofArray(bytes));
      return null;
    } catch (WireException broken) {
      assertThat(broken.what()).isNotEmpty();
      assertThat(broken.offset()).isBetween(0L, (long) bytes.length);
      return broken;
    }
  }
}
