package dev.netalias.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliasNameTest {
  @ParameterizedTest
  @CsvSource({
    "eth0:0,eth0:0",
    "eth0:007,eth0:7",
    "eth0:000,eth0:0",
    "eth0:2147483647,eth0:2147483647",
    "eth0:0000000000002147483647,eth0:2147483647",
    "eth0:mail,eth0:mail",
    "eth0:a-b_c.d,eth0:a-b_c.d",
    "eth0:0a,eth0:0a",
    "eth0:1-2,eth0:1-2",
    "br-lan.7:0,br-lan.7:0"
  })
  void namesBecomeCanonical(String text, String canonical) {
    assertThat(AliasName.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eth0:|no tag",
        "'eth0: 1'|a blank",
        "eth0:+1|'+'",
        "eth0:1:2|':'",
        "eth0:0--|end with '-'",
        "eth0:0-|end with '-'",
        "eth0:-0|begin with '-'",
        ":0|no main device",
        "eth0|names no alias",
        "eth0:a/b|'/'",
        "et/h0:1|'/'",
        "'et h0:1'|a blank",
        "eth0:2147483648|above 2147483647",
        "eth0:4294967295|above 2147483647",
        "eth0:99999999999999999999|above 2147483647",
        "averyverylongdevice:0|at most 15",
        "eth0:ä|'ä'",
        "..:0|not the name of a device"
      })
  void refusedNamesSayWhatIsWrong(String text, String reason) {
    assertThatThrownBy(() -> AliasName.parse(text))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eth0:a\n", "eth0:\u0007", "eth0:\u007f", "e\tth0:1"})
  void controlCharactersAreRefusedAndNotPrintedRaw(String text) {
    assertThatThrownBy(() -> AliasName.parse(text))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("control character")
        .message()
        .matches("\\P{Cntrl}*");
  }

  @Test
  void onlyCanonicalNumbersAreSlots() {
    assertThat(AliasName.parse("eth0:12").slot()).hasValue(12);
    assertThat(AliasName.parse("eth0:a1").slot()).isEmpty();
    assertThat(AliasName.slotOf("007")).isEmpty();
    assertThat(AliasName.slotOf("")).isEmpty();
    assertThat(AliasName.slotOf("2147483648")).isEmpty();
  }

  @Test
  void aWholeNameHasAtMost63Bytes() {
    assertThat(AliasName.parse("eth0:" + "x".repeat(58)).toString()).hasSize(63);
    assertThatThrownBy(() -> AliasName.parse("eth0:" + "x".repeat(59)))
        .hasMessageContaining("64 bytes");
  }
}
