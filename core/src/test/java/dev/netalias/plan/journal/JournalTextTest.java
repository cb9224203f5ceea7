package dev.netalias.plan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Plan;
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

class JournalTextTest {
  private static List<String> lines() {
    InterfaceAddress address =
        InterfaceAddress.of(new Device(3, "eth0"), Prefix.parse("10.0.0.1/24"), "eth0:0");
    Unfinished commit =
        new Unfinished(
            new Unfinished.Origin("netalias add", "root", 7, Instant.EPOCH),
            Plan.of(AddressChange.add(address)),
            Snapshot.EMPTY.only(Set.of()));
    List<String> lines = new ArrayList<>();
    JournalText.lines(commit).forEach(lines::add);
    return lines;
  }

  @Test
  void aCommitIsReadAsItWasWritten() {
    Unfinished read = JournalText.parse(lines());
    assertThat(read.origin().command()).isEqualTo("netalias add");
    assertThat(read.plan().changes()).hasSize(1);
  }

  @Test
  void aDamagedOriginIsRefusedAsEveryDamagedLineIs() {
    List<String> lines = lines();
    for (String damaged : List.of("command=a%", "command=a%z")) {
      lines.set(1, lines.get(1).replaceFirst("command=\\S*", damaged));
      assertThatThrownBy(() -> JournalText.parse(lines))
          .as(damaged)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
