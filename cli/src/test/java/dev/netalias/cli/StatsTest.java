package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.state.Counters;
import dev.netalias.net.Address;
import dev.netalias.testkit.Ran;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code stats} on a kernel that counts by itself. */
class StatsTest {
  private final FakeKernel kernel = FakeKernel.host();
  private final Screen screen = Screen.on(kernel);

  @BeforeEach
  void twoAliases() {
    screen.run("add eth0 172.16.3.10/24 172.16.3.100/24");
    kernel.counters.put(
        new Counters.Key(2, Address.parse("172.16.3.10")), new Counters(12, 3456, 7, 890));
  }

  @Test
  void packetsAndBytesStandInATableAndWhatIsNotCountedIsSaidOnce() {
    Ran ran = screen.run("stats");

    assertThat(ran.out())
        .isEqualTo(
            """
            NAME    RX PACKETS  RX BYTES  TX PACKETS  TX BYTES
            eth0:0  12          3456      7           890
            eth0:1  -           -         -           -
            """);
    assertThat(ran.err()).isEqualTo("netalias: note: eth0:1: this kernel does not count it\n");
    assertThat(screen.run("stats eth0:0").err()).isEmpty();
    assertThat(screen.run("stats eth0:9").exitCode()).isEqualTo(5);
  }

  @Test
  void asJsonWhatIsNotCountedIsNullWithTheReason() {
    assertThat(screen.run("stats -o json").out())
        .isEqualTo(
            """
            [{"name":"eth0:0","address":"172.16.3.10","counters":{"rx_packets":12,\
            "rx_bytes":3456,"tx_packets":7,"tx_bytes":890},"counters_reason":null,\
            "per_second":null},{"name":"eth0:1","address":"172.16.3.100","counters":null,\
            "counters_reason":null,"per_second":null}]
            """);
  }

  @Test
  void countingIsNotSwitchedWhereTheKernelCountsByItself() {
    assertThat(screen.run("stats eth0:0 --on"))
        .isEqualTo(new Ran(1, "", "netalias: this kernel counts every alias by itself\n"));
    assertThat(screen.run("stats --on --off").exitCode()).isEqualTo(2);
    assertThat(screen.run("stats eth0 --on"))
        .isEqualTo(
            new Ran(
                2,
                "",
                "netalias: 'eth0' is a device, not an alias; netalias stats --on counts all\n"));
    assertThat(screen.run("stats --watch --interval 0").exitCode()).isEqualTo(2);
    assertThat(screen.run("stats --interval 5").err())
        .isEqualTo(
            "netalias: --interval says how often --watch shows them, and --watch is not said;"
                + " netalias stats --watch --interval 5\n");
  }

  @Test
  void whereThereIsNothingToCountThatIsSaid() {
    screen.run("del --on eth0 --all").orFail();

    assertThat(screen.run("stats --on"))
        .isEqualTo(new Ran(0, "", "netalias: note: there is no alias that could be counted\n"));
  }
}
