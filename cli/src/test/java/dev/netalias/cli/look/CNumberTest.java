package dev.netalias.cli.look;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CNumberTest {
  @ParameterizedTest
  @CsvSource({"12,12", "-3,-3", "+4,4", "12abc,12", "abc,0", "'',0", "-,0", "0x10,0", "010,10"})
  void decimalNumbersAreReadAsFarAsTheyGo(String text, int number) {
    assertThat(CNumber.decimal(text)).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"12,12", "-3,-3", "0x10,16", "010,8", "0,0", "abc,0", "08,0", "0x,0", "24x,24"})
  void othersByTheirFirstDigits(String text, long number) {
    assertThat(CNumber.ofAnyBase(text)).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"12,true", "0x1f,true", "'',true", "12x,false", "x,false", "08,false", "-1,false"})
  void whetherAllOfItIsANumber(String text, boolean whole) {
    assertThat(CNumber.isWhole(text)).isEqualTo(whole);
  }
}
