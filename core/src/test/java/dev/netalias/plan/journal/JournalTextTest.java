package dev.netalias.plan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Paper;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Prefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A whole journal survives being written down. */
class JournalTextTest {
  private static final Unfinished COMMIT =
      new Unfinished(
          new Unfinished.Origin("netalias apply", "root", 7, Instant.EPOCH),
          Plan.of(
                  AddressChange.add(
                      InterfaceAddress.of(
                          new Device(3, "eth0"), Prefix.parse("10.0.0.1/24"), "eth0:0")))
              .with(
                  List.of(
                      new Paper("/var/lib/new file", null, "devices:\n  eth0: [ä%20 =]\n"),
                      new Paper("/var/lib/other", "before\n", "after\n"),
                      new Paper("/var/lib/empty", "", null))),
          Snapshot.EMPTY.only(Set.of()));

  @Test
  void aPlanComesBackWithItsPapers() {
    assertThat(JournalText.parse(JournalText.lines(COMMIT).toList())).isEqualTo(COMMIT);
  }

  @Test
  void aDamagedOriginIsRefusedAsEveryDamagedLineIs() {
    List<String> lines = new ArrayList<>(JournalText.lines(COMMIT).toList());
    for (String damaged : List.of("command=a%", "command=a%z")) {
      lines.set(1, lines.get(1).replaceFirst("command=\\S*", damaged));
      assertThatThrownBy(() -> JournalText.parse(lines))
          .as(damaged)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void oneThatEndsTooEarlyIsDamaged() {
    List<String> lines = JournalText.lines(COMMIT).toList();

    assertThatThrownBy(() -> JournalText.parse(lines.subList(0, lines.size() - 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePlanThatTakesItBackHasItsPapersBackwards() {
    assertThat(COMMIT.plan().inverse().papers())
        .containsExactly(
            new Paper("/var/lib/empty", null, ""),
            new Paper("/var/lib/other", "after\n", "before\n"),
            new Paper("/var/lib/new file", "devices:\n  eth0: [ä%20 =]\n", null));
    assertThat(COMMIT.plan().inverse().inverse()).isEqualTo(COMMIT.plan());
  }
}
