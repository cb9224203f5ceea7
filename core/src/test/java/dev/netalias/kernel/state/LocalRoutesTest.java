package dev.netalias.kernel.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import org.junit.jupiter.api.Test;

class LocalRoutesTest {
  private static final Device ETH0 = new Device(2, "eth0");

  private static LocalRoutes.Builder rows(String... prefixes) {
    LocalRoutes.Builder rows = new LocalRoutes.Builder(ETH0);
    for (int i = 0; i < prefixes.length; i++) {
      rows.add(Prefix.parse(prefixes[i]), prefixes.length - i, i % 2 == 0);
    }
    return rows;
  }

  @Test
  void rowsStandInTheOrderOfTheirMetricsTheGreatestOneLast() {
    LocalRoutes.Builder rows = rows("10.0.0.3", "2001:db8::2", "10.0.0.0/24");
    rows.add(Prefix.parse("10.0.0.9"), RouteColumns.WORD_METRIC, true);
    rows.add(Prefix.parse("10.0.0.8"), 1L << 31, true);
    assertThat(rows.build().routes())
        .extracting(r -> r.destination() + " " + r.metric() + " " + r.table())
        .containsExactly(
            "10.0.0.0/24 1 255",
            "2001:db8::2/128 2 7878",
            "10.0.0.3/32 3 255",
            "10.0.0.8/32 2147483648 255",
            "10.0.0.9/32 4294967295 255");
  }

  @Test
  void aRowIsFoundByMetricPrefixAndAddress() {
    LocalRoutes rows = rows("10.0.0.3", "2001:db8::2", "10.0.0.2").build();
    assertThat(rows.withMetric(2, 0)).isEqualTo(1);
    assertThat(rows.withMetric(9, 0)).isEqualTo(-1);
    assertThat(rows.find(Prefix.parse("10.0.0.3"), 3, 0)).isEqualTo(2);
    assertThat(rows.find(Prefix.parse("10.0.0.3"), 2, 0)).isEqualTo(-1);
    assertThat(rows.find(Address.parse("2001:db8::2"))).isEqualTo(1);
    assertThat(rows.findAny(Address.parse("10.0.0.0"), 3)).isEqualTo(0);
    assertThat(rows.findAny(Address.parse("10.0.0.4"), 100)).isEqualTo(-1);
    assertThat(rows.findAny(Address.parse("2001:db8::1"), 2)).isEqualTo(1);
    assertThat(rows.findAny(Address.parse("2001:db9::1"), 2)).isEqualTo(-1);
  }

  @Test
  void whatWasBuiltStaysWhenTheBuilderGrows() {
    LocalRoutes.Builder rows = rows("10.0.0.1");
    LocalRoutes built = rows.build();
    for (int i = 0; i < 1000; i++) {
      rows.addInet(i, 32, 1001 - i, false);
    }
    assertThat(built.routes()).hasSize(1);
    assertThat(rows.build().routes())
        .hasSize(1001)
        .isSortedAccordingTo((a, b) -> Long.compare(a.metric(), b.metric()));
  }

  @Test
  void aMillionRowsTakeTenBytesEach() {
    LocalRoutes.Builder rows = new LocalRoutes.Builder(ETH0);
    for (int i = 0; i < 1_000_000; i++) {
      rows.addInet(0x0a000000 + i, 32, i + 1, true);
    }
    LocalRoutes built = rows.build();
    int bytes =
        4 * built.metrics.length
            + 2 * built.shapes.length
            + 4 * built.lows.length
            + 4 * built.middles.length
            + 8 * built.highs.length;
    assertThat(bytes).isEqualTo(10_000_000);
    assertThat(built.route(999_999).destination()).hasToString("10.15.66.63/32");
  }
}
