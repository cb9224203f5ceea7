package dev.netalias.cli.traffic;

import dev.netalias.alias.Alias;
import dev.netalias.kernel.state.Counters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What went to and from aliases in each second, from one look at their counters to the next. */
final class Rates {
  private static final double SECOND = 1e9;

  private Map<String, Counters> before = Map.of();
  private long lookedAt;

  /**
   * One alias.
   *
   * @param alias the alias, which is counted
   * @param total its counters
   * @param second packets and bytes in a second; zeros at the first look
   */
  record Row(Alias alias, Counters total, Counters second) {
    /** All bytes in a second. */
    long bytes() {
      return second.rxBytes() + second.txBytes();
    }
  }

  /**
   * Another look.
   *
   * @param nanos when it was
   * @return those that are counted, in their order
   */
  List<Row> look(List<Alias> aliases, long nanos) {
    double seconds = (nanos - lookedAt) / SECOND;
    Map<String, Counters> now = new HashMap<>();
    List<Row> rows =
        aliases.stream()
            .filter(a -> a.counters() != null)
            .map(a -> row(a, a.counters(), now, seconds))
            .toList();
    before = now;
    lookedAt = nanos;
    return rows;
  }

  private Row row(Alias alias, Counters total, Map<String, Counters> now, double seconds) {
    String key = alias.name() + " " + alias.address();
    now.put(key, total);
    Counters was = before.getOrDefault(key, total);
    Counters second =
        new Counters(
            perSecond(was.rxPackets(), total.rxPackets(), seconds),
            perSecond(was.rxBytes(), total.rxBytes(), seconds),
            perSecond(was.txPackets(), total.txPackets(), seconds),
            perSecond(was.txBytes(), total.txBytes(), seconds));
    return new Row(alias, total, second);
  }

  /** A counter that began anew counts from 0. */
  private static long perSecond(long was, long is, double seconds) {
    long more = is >= was ? is - was : is;
    return seconds <= 0 ? 0 : Math.round(more / seconds);
  }
}
