package dev.netalias.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inet.ipaddr.IPAddressString;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @Test
  void textAndBytesOfRandomAddressesAgreeWithAnotherLibrary() {
    Random random = new Random(20261121);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(bytes);
      for (int b = 0; b < bytes.length; b++) {
        bytes[b] = random.nextInt(3) == 0 ? bytes[b] : 0; // zeros, for the runs of RFC 5952
      }
      int family = bytes.length == 4 ? Address.INET : Address.INET6;
      Address address = Address.of(family, bytes);
      var oracle = new IPAddressString(address.toString()).getAddress();
      assertThat(oracle.getBytes()).isEqualTo(bytes);
      boolean mapped = address.high() == 0 && address.low() >>> 32 == 0xffff;
      if (!mapped) {
        assertThat(address.toString()).isEqualTo(oracle.toCanonicalString());
      }
      assertThat(Address.parse(address.toString())).isEqualTo(address);
      assertThat(address.bytes()).isEqualTo(bytes);
      int length = random.nextInt(address.bits() + 1);
      var block = oracle.setPrefixLength(length, false).toPrefixBlock();
      assertThat(address.masked(length).bytes()).isEqualTo(block.getLower().getBytes());
      assertThat(address.filled(length).bytes()).isEqualTo(block.getUpper().getBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "01.2.3.4",
        "1.2.3.4 ",
        "a.b.c.d",
        "1.2.3.-4",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "12345::",
        "1:2:3:4:5:6:7:8:9",
        "::g",
        "1:2:3:4:5:6:7::8",
        "::1.2.3",
        "::1.2.3.4:5",
        "fe80::1%eth0",
        "::٣"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> Address.parse(text))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(text);
  }

  @Test
  void ipv6TextMayEndInDottedIpv4() {
    assertThat(Address.parse("::ffff:10.1.2.3")).hasToString("::ffff:10.1.2.3");
    assertThat(Address.parse("64:ff9b::10.1.2.3")).hasToString("64:ff9b::a01:203");
  }

  @Test
  void countingOnCarriesAndStopsAtTheLastAddress() {
    assertThat(Address.parse("10.0.0.255").plus(1)).hasToString("10.0.1.0");
    assertThat(Address.parse("::ffff:ffff:ffff:ffff").plus(1)).hasToString("0:0:0:1::");
    assertThatThrownBy(() -> Address.parse("255.255.255.255").plus(1))
        .isInstanceOf(FormatException.class);
    Address last = Address.parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    assertThatThrownBy(() -> last.plus(1)).isInstanceOf(FormatException.class);
  }

  @Test
  void addressesOfAMadeUpFamilyKeepTheirBytes() {
    Address address = Address.of(99, (byte) 1, (byte) 0xff, (byte) 3);
    assertThat(address.bits()).isEqualTo(24);
    assertThat(address.bytes()).containsExactly(1, 0xff, 3);
    assertThat(address).hasToString("99/01ff03");
    assertThatThrownBy(() -> new Address(99, 3, 0, 1L << 24)).isInstanceOf(FormatException.class);
  }

  @Test
  void prefixesContainTheirSubnetAndNothingOfAnotherFamily() {
    Prefix prefix = Prefix.parse("192.168.3.7/22");
    assertThat(prefix.network()).hasToString("192.168.0.0/22");
    assertThat(prefix.last()).hasToString("192.168.3.255");
    assertThat(prefix.mask()).hasToString("255.255.252.0");
    assertThat(prefix.contains(Address.parse("192.168.0.0"))).isTrue();
    assertThat(prefix.contains(Address.parse("192.168.4.0"))).isFalse();
    assertThat(prefix.contains(Address.parse("::c0a8:1"))).isFalse();
    assertThat(Prefix.parse("10.0.0.1").isHost()).isTrue();
    for (String wrong : new String[] {"10.0.0.1/33", "10.0.0.1/", "10.0.0.1/-1", "::/129", "/8"}) {
      assertThatThrownBy(() -> Prefix.parse(wrong)).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void addressesAreOrderedAsUnsignedNumbers() {
    assertThat(Address.parse("200.0.0.1")).isGreaterThan(Address.parse("10.0.0.1"));
    assertThat(Address.parse("fe80::1")).isGreaterThan(Address.parse("2001::1"));
    assertThat(Address.parse("::1")).isGreaterThan(Address.parse("255.255.255.255"));
  }

  @Test
  void macAddressesAreReadAndPrinted() {
    assertThat(Mac.parse("02:00:5E:10:00:01")).hasToString("02:00:5e:10:00:01");
    assertThat(Mac.NONE.size()).isZero();
    assertThat(Mac.parse("02:00").size()).isEqualTo(2);
    assertThatThrownBy(() -> Mac.parse("02-00")).isInstanceOf(FormatException.class);
  }
}
