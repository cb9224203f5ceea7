package dev.netalias.wire.nl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.WireException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
  private enum Two {
    FIRST,
    SECOND
  }

  private static <T> T decoded(Codec<T> codec, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return codec.decode(new Cursor("payload", MemorySegment.ofArray(bytes)));
  }

  private static <T> String encoded(Codec<T> codec, T value) {
    Emitter out = new Emitter(MemorySegment.ofArray(new byte[128]));
    codec.encode(out, value);
    return HexFormat.of().formatHex(out.written().toArray(ValueLayout.JAVA_BYTE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "6c6f00",
        "76303a6bc3b66c6e00", // köln in UTF-8
        "76303a6bf66c6e00", // köln in Latin-1, which is no UTF-8
        "ff00",
        "c3b6f600", // good UTF-8, then not
        "edb3b600", // the surrogate that stands for f6, as bytes
        "f09f988000", // beyond the first plane
        "f09f928000" // the same, with DC80 as its second half
      })
  void aTextKeepsWhateverBytesTheKernelHolds(String hex) {
    assertThat(encoded(TextCodec.TEXT, decoded(TextCodec.TEXT, hex))).isEqualTo(hex);
  }

  @Test
  void aTextEndsAtItsZeroOrAtItsEnd() {
    assertThat(decoded(TextCodec.TEXT, "6162006364")).isEqualTo("ab");
    assertThat(decoded(TextCodec.TEXT, "6162")).isEqualTo("ab");
    assertThat(decoded(TextCodec.TEXT, "76303a6bc3b66c6e00")).isEqualTo("v0:köln");
    assertThat(TextCodec.bytes("ö\udcff\ud83d\udc80"))
        .isEqualTo(HexFormat.of().parseHex("c3b6fff09f9280"));
    assertThat(TextCodec.bytes("köln")).isEqualTo("köln".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void fieldsHaveTheirNamesAndThoseWithoutAreKept() {
    FieldsCodec<Two> codec = FieldsCodec.u32(Two.values());
    Fields<Two> longer = decoded(codec, "01000000ffffffff03000000");
    assertThat(longer.get(Two.SECOND)).isEqualTo(0xffff_ffffL);
    assertThat(longer).hasToString("[first 1 second 4294967295 #2 3]");
    assertThat(encoded(codec, longer)).isEqualTo("01000000ffffffff03000000");
    Fields<Two> shorter = decoded(codec, "01000000");
    assertThat(shorter.get(Two.SECOND)).isZero();
    assertThat(encoded(codec, shorter)).isEqualTo("01000000");
    assertThatThrownBy(() -> decoded(codec, "0100000002")).isInstanceOf(WireException.class);
  }

  @Test
  void fieldsOf64BitsAreUnsigned() {
    FieldsCodec<Two> codec = FieldsCodec.u64(Two.values());
    Fields<Two> fields = decoded(codec, "ffffffffffffffff0000000000000000");
    assertThat(fields).hasToString("[first 18446744073709551615]");
    assertThat(encoded(codec, fields)).isEqualTo("ffffffffffffffff0000000000000000");
  }

  @Test
  void valuesAndBitsPrintTheirNamesAndElseTheirNumbers() {
    Names values = Names.values("down 2, up 6");
    assertThat(values.print(6)).isEqualTo("up");
    assertThat(values.print(5)).isEqualTo("5");
    Names bits = Names.bits("UP 1, BOTH 6, LOOPBACK 8");
    assertThat(bits.print(0)).isEqualTo("0");
    assertThat(bits.print(9)).isEqualTo("UP|LOOPBACK");
    assertThat(bits.print(0x84)).isEqualTo("0x84");
    assertThat(bits.print(0x46)).isEqualTo("BOTH|0x40");
    assertThat(Names.NONE.print(-1)).isEqualTo("-1");
  }

  @Test
  void errorNumbersHaveTheirNamesAndTexts() {
    assertThat(Errno.name(Errno.EEXIST)).isEqualTo("EEXIST");
    assertThat(Errno.name(Errno.ENOBUFS)).isEqualTo("ENOBUFS");
    assertThat(Errno.name(4095)).isEqualTo("4095");
    assertThat(Errno.text(Errno.EADDRNOTAVAIL)).isEqualTo("Cannot assign requested address");
    assertThat(Errno.text(4095)).isEqualTo("error 4095");
  }
}
