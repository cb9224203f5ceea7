package dev.netalias.cli.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.alias.Alias;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.Resources;
import dev.netalias.kernel.state.Traffic;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rates, and what {@code top} draws of them. */
class TopViewTest {
  private static final long SECOND = 1_000_000_000L;

  private static Alias alias(String tag, long packets, long bytes) {
    Device eth0 = new Device(2, "eth0");
    Mac mac = Mac.parse("02:00:00:00:00:02");
    Link main =
        new Link(
            eth0,
            1,
            "",
            new LinkState(Link.UP, 1500, 1000, mac),
            mac,
            0,
            "",
            Traffic.NONE,
            Map.of(),
            Resources.NONE,
            null);
    InterfaceAddress owned =
        InterfaceAddress.of(eth0, Prefix.parse("10.0.0." + tag.length() + "/24"), "eth0:" + tag);
    Counters counters = new Counters(packets, bytes, packets / 2, bytes / 2);
    return new Alias(main, tag, owned, Realisation.LABEL, Alias.State.OPEN, false, counters, null);
  }

  @Test
  void theBusiestComesFirstWithTheLongestBarAndItsLastSeconds() {
    Rates rates = new Rates();
    TopView view = new TopView(false);
    view.frame(rates.look(List.of(alias("a", 0, 0), alias("bb", 0, 0)), 0), 0, 80, 24);
    List<String> lines =
        view.frame(
            rates.look(List.of(alias("a", 10, 1000), alias("bb", 40, 4000)), 2 * SECOND),
            3,
            80,
            24);

    assertThat(lines)
        .containsExactly(
            "netalias top: 5 aliases, 3 not counted  rx 2.50kB/s  tx 1.25kB/s  (q quits)",
            "NAME      RX B/S   TX B/S    PKT/S SHARE                       LAST",
            "eth0:bb    2.00k    1.00k       30 ########################### _#",
            "eth0:a       500      250        8 #######                     _#");
  }

  @Test
  void itFitsTheTerminal() {
    Rates rates = new Rates();
    TopView view = new TopView(true);
    List<Alias> many = List.of(alias("a-very-long-tag-that-nobody-types", 0, 0), alias("b", 9, 9));
    view.frame(rates.look(many, 0), 0, 40, 3);
    List<String> lines = view.frame(rates.look(many, SECOND), 0, 40, 3);

    assertThat(lines).hasSize(3).allMatch(line -> line.length() <= 40);
  }

  @Test
  void aCounterThatBeganAnewIsNoNegativeRate() {
    Rates rates = new Rates();
    rates.look(List.of(alias("a", 1000, 100_000)), 0);
    Counters second = rates.look(List.of(alias("a", 10, 1000)), SECOND).getFirst().second();

    assertThat(second).isEqualTo(new Counters(10, 1000, 5, 500));
  }

  @Test
  void numbersHaveThreeDigits() {
    assertThat(List.of(0L, 999L, 1000L, 12_345L, 999_999L, 123_456_789L, Long.MAX_VALUE))
        .extracting(Numbers::shortened)
        .containsExactly("0", "999", "1.00k", "12.3k", "1.00M", "123M", "9.22E");
  }
}
