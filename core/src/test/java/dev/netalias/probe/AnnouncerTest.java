package dev.netalias.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.state.Device;
import dev.netalias.net.Address;
import dev.netalias.time.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
  private static final Target TARGET = new Target(new Device(2, "eth0"), Address.parse("10.0.0.1"));

  private final ManualTicker ticker = new ManualTicker();
  private final List<Long> told = new ArrayList<>();

  private void run(Announcer announcer) {
    announcer.add(TARGET);
    while (announcer.next().isPresent()) {
      ticker.advanceTo(announcer.next().getAsLong());
      announcer.work(Integer.MAX_VALUE);
    }
  }

  private Announcer announcer(int count, boolean sends) {
    Announcement how = new Announcement(count, Duration.ofSeconds(2));
    return new Announcer(
        how,
        ticker,
        target -> {
          told.add(ticker.nanos() / 1_000_000);
          return sends;
        });
  }

  @Test
  void itTellsAsOftenAsItIsToAndInItsTime() {
    Announcer announcer = announcer(3, true);
    run(announcer);
    assertThat(told).containsExactly(0L, 2000L, 4000L);
    assertThat(announcer.untold()).isEmpty();
  }

  @Test
  void whatCanNotBeSentIsTriedAgainForAWhile() {
    Announcer announcer = announcer(1, false);
    run(announcer);
    assertThat(told).hasSize(20);
    assertThat(announcer.untold()).hasSize(1);
  }
}
