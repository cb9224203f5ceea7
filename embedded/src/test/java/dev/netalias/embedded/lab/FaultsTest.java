package dev.netalias.embedded.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.netalias.embedded.device.Faults;
import dev.netalias.embedded.device.Wire;
import dev.netalias.net.Address;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Wires on which something goes wrong. */
class FaultsTest extends LabTesting {
  private static final Address B = Address.parse("10.0.0.2");

  private final LabHost a = host("a", "10.0.0.1/24");
  private final LabHost b = host("b", "10.0.0.2/24");

  private Ping many(int count) {
    Ping.Options options = Ping.Options.of(B, count).withInterval(Duration.ofMillis(200));
    return ping(a, options.withPatience(Duration.ofSeconds(2)));
  }

  @Test
  void aCutWireCarriesNothingUntilItIsMended() {
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    wire.suffer(Faults.NONE.withCut(true));
    assertThat(many(5).received()).isZero();
    wire.suffer(Faults.NONE);
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    assertThat(b.drops()).isEmpty();
  }

  @Test
  void aWireThatLosesHalfOfItsFramesBringsAQuarterOfThePingsBack() {
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    wire.suffer(Faults.NONE.withLoss(0.5));
    assertThat(many(400).received()).isBetween(60, 140);
  }

  @Test
  void aDelayCountsBothWays() {
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    wire.suffer(Faults.NONE.withDelay(Duration.ofMillis(20)));
    assertThat(times(many(1))).containsExactly(Duration.ofMillis(40));
  }

  private static List<Duration> times(Ping ping) {
    return ping.events().stream().map(e -> ((Ping.Event.Answer) e).time()).toList();
  }

  @Test
  void aDuplicateIsToldAsSuch() {
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    wire.suffer(Faults.NONE.withDuplicate(1));
    Ping ping = a.ping(Ping.Options.of(B, 2));
    lab.run(Duration.ofSeconds(3));
    assertThat(ping.received()).isEqualTo(2);
    assertThat(ping.events())
        .filteredOn(e -> e instanceof Ping.Event.Answer answer && answer.again())
        .hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void aFrameThatIsOvertakenComesLater() {
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    wire.suffer(Faults.NONE.withReorder(0.5));
    Ping ping = ping(a, Ping.Options.of(B, 100).withInterval(Duration.ofMillis(1)));
    List<Integer> order =
        ping.events().stream().map(e -> ((Ping.Event.Answer) e).sequence()).toList();
    assertThat(order).hasSize(100).isNotEqualTo(order.stream().sorted().toList());
  }

  @Test
  void oneSeedIsOneCourseOfEvents() {
    assertThat(course(5)).isEqualTo(course(5)).isNotEqualTo(course(6));
  }

  private static List<Ping.Event> course(long seed) {
    try (Lab other = Lab.manual(seed)) {
      Wire lossy = other.addWire("lossy");
      lossy.suffer(Faults.NONE.withLoss(0.3));
      LabHost one = hostOf(other, "one", "10.0.0.1/24");
      hostOf(other, "two", "10.0.0.2/24");
      Ping ping = one.ping(Ping.Options.of(B, 30));
      other.run(Duration.ofMinutes(1));
      return ping.events();
    }
  }

  @Test
  void whatIsNoChanceIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Faults.NONE.withLoss(1.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Faults.NONE.withDelay(Duration.ofMillis(-1)));
  }
}
