package dev.netalias.wire.nl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.WireException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AttributeTest {
  private static final AttributeTable INNER = new AttributeTable();
  private static final Attribute<Integer> PORT = INNER.row("T_PORT", 1, IntCodec.BE16);
  private static final AttributeTable TABLE = new AttributeTable();
  private static final Attribute<Integer> BYTE = TABLE.row("T_BYTE", 1, IntCodec.U8);
  private static final Attribute<String> TEXT = TABLE.row("T_TEXT", 2, TextCodec.TEXT);
  private static final Attribute<AttributeList> NEST = TABLE.row("T_NEST", 3, NestCodec.of(INNER));
  private static final Attribute<Long> UINT = TABLE.row("T_UINT", 4, LongCodec.UINT);
  private static final Attribute<Integer> U32 = TABLE.row("T_U32", 5, IntCodec.U32);
  private static final Attribute<AttributeList> BY_TEXT =
      TABLE.row("T_BY_TEXT", 6, NestCodec.by(TEXT, Map.of("ports", INNER)));

  private static String emitted(AttributeList list) {
    byte[] bytes = new byte[256];
    Arrays.fill(bytes, (byte) 0xa5);
    Emitter out = new Emitter(MemorySegment.ofArray(bytes));
    list.emit(out);
    return HexFormat.of().formatHex(bytes, 0, (int) out.position());
  }

  private static Cursor cursor(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return new Cursor("message", MemorySegment.ofArray(bytes));
  }

  @Test
  void isWrittenWithItsLengthAndPaddedWithZeros() {
    assertThat(emitted(AttributeList.of(BYTE.of(7), TEXT.of("eth0:0"))))
        .isEqualTo("0500 0100 07000000 0b00 0200 657468303a3000 00".replace(" ", ""));
  }

  @Test
  void aNestHoldsItsAttributesAndSaysSo() {
    assertThat(emitted(AttributeList.of(NEST.of(AttributeList.of(PORT.of(443))))))
        .isEqualTo("0c00 0380 0600 0100 01bb 0000".replace(" ", ""));
  }

  @Test
  void aNestCanBeWrittenPieceByPiece() {
    byte[] bytes = new byte[12];
    Arrays.fill(bytes, (byte) 0xa5);
    Emitter out = new Emitter(MemorySegment.ofArray(bytes));
    long nest = NEST.begin(out);
    PORT.emit(out, 443);
    NEST.end(out, nest);
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("0c0003800600010001bb0000");
  }

  @Test
  void isReadFromWhereItLies() {
    Attributes in =
        Attributes.read(TABLE, cursor("0500 0100 ff000000 0c00 0380 0600 0100 01bb 0000"));
    assertThat(in.has(BYTE)).isTrue();
    assertThat(in.intOf(BYTE, -1)).isEqualTo(255);
    assertThat(in.get(BYTE)).isEqualTo(255);
    assertThat(in.has(TEXT)).isFalse();
    assertThat(in.get(TEXT)).isNull();
    assertThat(in.intOf(U32, -1)).isEqualTo(-1);
    assertThat(in.nest(BY_TEXT)).isNull();
    assertThat(Objects.requireNonNull(in.nest(NEST)).intOf(PORT, -1)).isEqualTo(443);
  }

  @Test
  void oneReaderServesMessageAfterMessage() {
    Cursor cursor = cursor("0500 0100 01000000 0800 0500 02000000 0500 0100 03000000");
    Attributes in = Attributes.read(TABLE, cursor.part("first", 16));
    assertThat(in.intOf(U32, -1)).isEqualTo(2);
    in.reset(cursor);
    assertThat(in.intOf(BYTE, -1)).isEqualTo(3);
    assertThat(in.has(U32)).as("nothing of the first is left").isFalse();
  }

  @Test
  void ofARepeatedAttributeTheLastCounts() {
    String hex = "0500 0100 01000000 0500 0100 02000000";
    assertThat(Attributes.read(TABLE, cursor(hex)).intOf(BYTE, -1)).isEqualTo(2);
    AttributeList all = AttributeList.read(TABLE, cursor(hex));
    assertThat(all.get(BYTE)).isEqualTo(2);
    assertThat(emitted(all)).as("but both are kept").isEqualTo(hex.replace(" ", ""));
  }

  @Test
  void unknownNumbersAndFlagsSurviveARoundTripAndPrintAsNumbers() {
    String hex = "0700 3fc0 010203 00 0400 ff3f 0500 0140 05000000";
    AttributeList list = AttributeList.read(TABLE, cursor(hex));
    assertThat(list).hasToString("63 0x010203, 16383 set, T_BYTE 5");
    assertThat(emitted(list)).isEqualTo(hex.replace(" ", ""));
  }

  @Test
  void aSiblingChoosesTheTableOfANest() {
    String nest = "0c00 0680 0600 0100 01bb 0000";
    String ports = "0a00 0200 706f72747300 0000" + nest;
    String other = "0800 0200 61626300" + nest;
    assertThat(AttributeList.read(TABLE, cursor(ports)))
        .hasToString("T_TEXT ports, T_BY_TEXT {T_PORT 443}");
    assertThat(AttributeList.read(TABLE, cursor(other)))
        .hasToString("T_TEXT abc, T_BY_TEXT {1 0x01bb}");
    assertThat(emitted(AttributeList.read(TABLE, cursor(other)))).isEqualTo(other.replace(" ", ""));
    Attributes lazy = Attributes.read(TABLE, cursor(ports));
    assertThat(Objects.requireNonNull(lazy.nest(BY_TEXT)).intOf(PORT, -1)).isEqualTo(443);
  }

  @Test
  void aLengthThatIsBrokenIsRefusedByNameAndOffset() {
    assertThatThrownBy(() -> Attributes.read(TABLE, cursor("0500 0100 01000000 0300 0200")))
        .isInstanceOfSatisfying(
            WireException.class,
            e -> {
              assertThat(e.what()).isEqualTo("T_TEXT");
              assertThat(e.offset()).isEqualTo(8);
              assertThat(e.reason()).isEqualTo("its length is 3 where 4 are left");
            });
    assertThatThrownBy(() -> Attributes.read(TABLE, cursor("0900 0100 01000000")))
        .isInstanceOf(WireException.class)
        .hasMessage("T_BYTE at offset 0: its length is 9 where 8 are left");
    assertThatThrownBy(() -> Attributes.read(TABLE, cursor("0400 0200 0000")))
        .isInstanceOf(WireException.class)
        .hasMessage("message at offset 4: 2 bytes are no attribute");
  }

  @Test
  void aNumberOfTheWrongSizeIsRefusedOnlyWhenItIsRead() {
    Attributes in = Attributes.read(TABLE, cursor("0500 0100 01000000 0600 0500 01020000"));
    assertThat(in.intOf(BYTE, -1)).isEqualTo(1);
    assertThatThrownBy(() -> in.intOf(U32, -1))
        .isInstanceOf(WireException.class)
        .hasMessage("T_U32 at offset 8: has 2 bytes, not 4");
  }

  @Test
  void theLastAttributeMayLackItsPadding() {
    assertThat(Attributes.read(TABLE, cursor("0500 0100 09")).intOf(BYTE, -1)).isEqualTo(9);
  }

  @Test
  void aNumberThatTheKernelShortensKeepsItsSize() {
    String small = "0800 0400 ffffffff";
    String large = "0c00 0400 0000000001000000";
    assertThat(AttributeList.read(TABLE, cursor(small)).get(UINT)).isEqualTo(0xffff_ffffL);
    assertThat(AttributeList.read(TABLE, cursor(large)).get(UINT)).isEqualTo(0x1_0000_0000L);
    assertThat(emitted(AttributeList.read(TABLE, cursor(small)))).isEqualTo(small.replace(" ", ""));
    assertThat(emitted(AttributeList.read(TABLE, cursor(large)))).isEqualTo(large.replace(" ", ""));
  }

  @Test
  void aPayloadTooLongForItsLengthFieldIsRefused() {
    Emitter out = new Emitter(MemorySegment.ofArray(new byte[70_000]));
    assertThatThrownBy(() -> TEXT.emit(out, "x".repeat(65_536)))
        .isInstanceOf(WireException.class)
        .hasMessageStartingWith("T_TEXT at offset 0");
  }
}
