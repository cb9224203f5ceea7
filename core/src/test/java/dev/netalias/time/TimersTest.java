package dev.netalias.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimersTest {
  private final ManualTicker ticker = new ManualTicker();
  private final Timers timers = new Timers(ticker);
  private final List<String> ran = new ArrayList<>();

  @Test
  void aTaskRunsOnceAndNotBeforeItsMoment() {
    timers.after(Duration.ofSeconds(5), () -> ran.add("five"));
    ticker.advance(Duration.ofSeconds(5).minusNanos(1));
    assertThat(timers.runDue()).isZero();
    ticker.advance(Duration.ofNanos(1));
    assertThat(timers.runDue()).isEqualTo(1);
    assertThat(timers.runDue()).isZero();
    assertThat(ran).containsExactly("five");
  }

  @Test
  void tasksOfOneMomentRunInTheOrderInWhichTheyWereMade() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      timers.at(7, () -> ran.add(name));
    }
    ticker.advanceTo(7);
    timers.runDue();
    assertThat(ran).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void aCancelledTaskDoesNotRunAndTheNextMomentSkipsIt() {
    Timers.Timer first = timers.at(3, () -> ran.add("first"));
    timers.at(9, () -> ran.add("second"));
    first.cancel();
    first.cancel();
    assertThat(first.isWaiting()).isFalse();
    assertThat(timers.next()).hasValue(9);
    ticker.advanceTo(100);
    timers.runDue();
    assertThat(ran).containsExactly("second");
    assertThat(timers.next()).isEmpty();
  }

  @Test
  void aTaskMayStartAndCancelOthersWhileItRuns() {
    Timers.Timer victim = timers.at(5, () -> ran.add("victim"));
    timers.at(
        4,
        () -> {
          victim.cancel();
          timers.at(5, () -> ran.add("child"));
        });
    ticker.advanceTo(5);
    assertThat(timers.runDue()).isEqualTo(2);
    assertThat(ran).containsExactly("child");
  }

  @Test
  void whoWaitsForTheFirstIsToldOfASoonerOne() {
    List<String> told = new ArrayList<>();
    Timers watched = new Timers(ticker, () -> told.add("sooner"));
    watched.at(10, () -> {});
    watched.at(20, () -> {});
    watched.at(5, () -> {});
    assertThat(told).hasSize(2);
  }

  @Test
  void aManualTickerDoesNotGoBack() {
    ticker.advanceTo(10);
    ticker.advanceTo(4);
    assertThat(ticker.nanos()).isEqualTo(10);
  }

  @Test
  void thousandsOfTasksComeInOrderWhateverWasCancelledBetween() {
    Random random = new Random(4);
    List<Integer> expected = new ArrayList<>();
    List<Integer> seen = new ArrayList<>();
    List<Timers.Timer> all = new ArrayList<>();
    int[] moments = IntStream.range(0, 5000).map(i -> random.nextInt(1000)).toArray();
    for (int moment : moments) {
      all.add(timers.at(moment, () -> seen.add(moment)));
    }
    for (int i = 0; i < moments.length; i++) {
      if (random.nextBoolean()) {
        all.get(i).cancel();
      } else {
        expected.add(moments[i]);
      }
    }
    expected.sort(Comparator.naturalOrder());
    assertThat(timers.waiting()).isEqualTo(expected.size());
    while (timers.next().isPresent()) {
      ticker.advanceTo(timers.next().getAsLong());
      timers.runDue();
    }
    assertThat(seen).isEqualTo(expected);
  }
}
