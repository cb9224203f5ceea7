package dev.netalias.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.link.Neighbourhood.Claim;
import dev.netalias.kernel.state.Device;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.time.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProberTest {
  private static final Device ETH0 = new Device(2, "eth0");
  private static final Mac OWN = Mac.parse("02:00:00:00:00:01");
  private static final Mac OTHER = Mac.parse("02:00:00:00:00:02");

  private final ManualTicker ticker = new ManualTicker();
  private final List<Long> asked = new ArrayList<>();
  private boolean sends = true;

  private static Target target(String address) {
    return new Target(ETH0, Address.parse(address));
  }

  private static Claim claim(String address, Mac mac) {
    return new Claim(ETH0.index(), Address.parse(address), mac);
  }

  private Prober prober(Timing timing, String... addresses) {
    Prober.Ground ground = new Prober.Ground(timing, ticker, new SplittableRandom(1), Set.of(OWN));
    Prober prober =
        new Prober(
            ground,
            target -> {
              asked.add(ticker.nanos() / 1_000_000);
              return sends;
            });
    for (String address : addresses) {
      prober.add(target(address));
    }
    return prober;
  }

  private void run(Prober prober, Duration time) {
    long end = ticker.nanos() + time.toNanos();
    while (prober.next().isPresent() && prober.next().getAsLong() <= end) {
      ticker.advanceTo(prober.next().getAsLong());
      prober.work(Integer.MAX_VALUE, ticker.nanos());
    }
    ticker.advanceTo(end);
  }

  @Test
  void whatNobodyAnswersForIsFreeWithinHalfASecond() {
    Prober prober = prober(Timing.QUICK, "10.0.0.1");
    run(prober, Duration.ofMillis(500));
    assertThat(prober.isDone()).isTrue();
    assertThat(prober.conflicts()).isEmpty();
    assertThat(asked).containsExactly(0L, 100L, 200L);
  }

  @Test
  void theStandardsTimesAreKept() {
    Prober prober = prober(Timing.RFC5227, "10.0.0.1");
    run(prober, Duration.ofSeconds(8));
    assertThat(prober.isDone()).isTrue();
    assertThat(asked).hasSize(3);
    assertThat(asked.get(0)).isBetween(0L, 1000L);
    assertThat(asked.get(1) - asked.get(0)).isBetween(999L, 2000L);
    assertThat(asked.get(2) - asked.get(1)).isBetween(999L, 2000L);
    assertThat(Timing.RFC5227.longest()).hasSeconds(7);
    Prober young = prober(Timing.RFC5227, "10.0.0.1");
    run(young, Duration.ofMillis(3900));
    assertThat(young.isDone()).as("it listens for two seconds more").isFalse();
  }

  @Test
  void whoAnswersHasItAndIsNotAskedAgain() {
    Prober prober = prober(Timing.QUICK, "10.0.0.1", "10.0.0.2");
    run(prober, Duration.ofMillis(10));
    prober.heard(claim("10.0.0.2", OTHER));
    run(prober, Duration.ofMillis(500));
    assertThat(prober.conflicts()).containsExactly(new Conflict(target("10.0.0.2"), OTHER));
    assertThat(asked).hasSize(4);
  }

  @Test
  void anAnswerToTheLastQuestionCountsUntilTheEnd() {
    Prober prober = prober(Timing.QUICK, "10.0.0.1");
    run(prober, Duration.ofMillis(399));
    prober.heard(claim("10.0.0.1", OTHER));
    assertThat(prober.isDone()).isTrue();
    assertThat(prober.conflicts()).hasSize(1);
  }

  @Test
  void whatThisHostItselfSaysOrOthersSayOfOtherThingsIsNoConflict() {
    Prober prober = prober(Timing.QUICK, "10.0.0.1");
    prober.heard(claim("10.0.0.1", OWN));
    prober.heard(claim("10.0.0.3", OTHER));
    prober.heard(new Claim(ETH0.index() + 1, Address.parse("10.0.0.1"), OTHER));
    run(prober, Duration.ofMillis(500));
    assertThat(prober.conflicts()).isEmpty();
  }

  @Test
  void aThreadThatCameLateHearsWhatWaitsBeforeItConcludes() {
    Prober prober = prober(Timing.QUICK, "10.0.0.1");
    run(prober, Duration.ofMillis(300));
    long heardUntil = ticker.nanos();
    ticker.advance(Duration.ofSeconds(9));
    prober.work(Integer.MAX_VALUE, heardUntil);
    assertThat(prober.isDone()).isFalse();
    prober.heard(claim("10.0.0.1", OTHER));
    assertThat(prober.conflicts()).hasSize(1);
  }

  @Test
  void whatCanNotBeSentIsTriedAgainAndThenToldOf() {
    sends = false;
    Prober prober = prober(Timing.QUICK, "10.0.0.1");
    run(prober, Duration.ofMillis(50));
    sends = true;
    run(prober, Duration.ofMillis(500));
    assertThat(prober.unasked()).isEmpty();
    sends = false;
    Prober never = prober(Timing.QUICK, "10.0.0.1");
    run(never, Duration.ofMillis(500));
    assertThat(never.isDone()).isTrue();
    assertThat(never.unasked()).containsExactly(target("10.0.0.1"));
  }

  @Test
  void tenThousandAreAskedForAtTheSameTimeAndEachButOnce() {
    Prober prober = prober(Timing.QUICK);
    for (int i = 0; i < 10_000; i++) {
      prober.add(new Target(ETH0, Address.ofIpv4(0x0a000000 + i)));
      prober.add(new Target(ETH0, Address.ofIpv4(0x0a000000 + i)));
    }
    run(prober, Duration.ofSeconds(1));
    assertThat(prober.isDone()).isTrue();
    assertThat(asked).hasSize(30_000);
  }
}
