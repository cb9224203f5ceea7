package dev.netalias.cli.look.name;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.net.Address;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
  @ParameterizedTest
  @CsvSource({
    "172.16.3.1,172.16.3.1",
    "0,0.0.0.0",
    "10,0.0.0.10",
    "10.1,10.0.0.1",
    "10.1.2,10.1.0.2",
    "10.1.65535,10.1.255.255",
    "0xffffff00,255.255.255.0",
    "0X0A.010.8.0xff,10.8.8.255",
    "4294967295,255.255.255.255"
  })
  void numbersAreReadAsByInetAton(String text, String address) {
    assertThat(AddressText.aton(text)).get().hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1.",
        "1..2",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3.256",
        "10.16777216",
        "4294967296",
        "08",
        "0x",
        "0xg",
        "-1",
        "+1",
        "1.2.3.4a",
        "a",
        "99999999999999999999"
      })
  void whatIsNoNumberIsNotRead(String text) {
    assertThat(AddressText.aton(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "::1,::1",
    "::,::",
    "2001:db8::5,2001:db8::5",
    "::ffff:1.2.3.4,1.2.3.4",
    "::1.2.3.4,::1.2.3.4",
    "::0.1.0.0,::0.1.0.0",
    "::0.0.3.4,::304",
    "2001:0:0:1::1,2001:0:0:1::1"
  })
  void inet6IsPrintedAsByInetNtopAndMappedAddressesAlone(String text, String printed) {
    assertThat(AddressText.ntop6(Address.parse(text))).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.3.4", "2001:::1", "2001::g", "x"})
  void whatIsNoInet6IsNotRead(String text) {
    assertThat(AddressText.pton6(text)).isEmpty();
  }
}
