package dev.netalias.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.net.Address;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesiredTest {
  private static final AliasTypes TYPES = AliasTypes.known();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "192.0.2.1/24",
        "192.0.2.1-192.0.2.9",
        "10.0.0.0-10.15.66.63/8",
        "2001:db8::1-2001:db8::ffff/64"
      })
  void addressesAreWrittenAsTheyAreRead(String text) {
    assertThat(Addresses.parse(TYPES, text)).hasToString(text);
  }

  @Test
  void aRangeKnowsWhatIsInIt() {
    Addresses range = Addresses.parse(TYPES, "10.0.0.250-10.0.1.5");

    assertThat(range.count()).isEqualTo(12);
    assertThat(range.last()).isEqualTo(Address.parse("10.0.1.5"));
    assertThat(range.contains(Address.parse("10.0.1.0"))).isTrue();
    assertThat(range.contains(Address.parse("10.0.1.6"))).isFalse();
    assertThat(range.contains(Address.parse("::a00:1"))).isFalse();
  }

  @Test
  void aLengthThatIsNoneOfTheFamilysIsRefused() {
    assertThatThrownBy(() -> Addresses.parse(TYPES, "10.0.0.1-10.0.0.2/33"))
        .isInstanceOf(AliasException.class)
        .hasMessageContaining("33");
  }

  @Test
  void whatIsSaidOfOneDeviceInSeveralPlacesIsPutTogether() {
    DesiredAlias one = DesiredAlias.of("0", Addresses.parse(TYPES, "10.0.0.1"), Place.NOWHERE);
    DesiredAlias two = DesiredAlias.of(null, Addresses.parse(TYPES, "10.0.0.2"), Place.NOWHERE);
    Place second = new Place("b.yaml", 2, 3);
    Desired desired =
        new Desired(List.of(DesiredDevice.of("eth0", List.of(one), Place.NOWHERE)))
            .and(new Desired(List.of(new DesiredDevice("eth0", true, true, List.of(two), second))));

    assertThat(desired.joined().devices())
        .containsExactly(new DesiredDevice("eth0", true, true, List.of(one, two), Place.NOWHERE));
    assertThat(desired.count()).isEqualTo(2);
    assertThat(second).hasToString("b.yaml:2:3");
  }
}
