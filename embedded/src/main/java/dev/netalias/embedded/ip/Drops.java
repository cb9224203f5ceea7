package dev.netalias.embedded.ip;

import dev.netalias.wire.frame.Flaw;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many frames were dropped for which reason. */
public final class Drops {
  private final long[] flaws = new long[Flaw.values().length];
  private final long[] drops = new long[Drop.values().length];

  Drops() {}

  void count(Flaw flaw) {
    flaws[flaw.ordinal()]++;
  }

  void count(Drop drop) {
    drops[drop.ordinal()]++;
  }

  /** How many frames had a flaw. */
  public long of(Flaw flaw) {
    return flaws[flaw.ordinal()];
  }

  /** How many sound frames were dropped for a reason. */
  public long of(Drop drop) {
    return drops[drop.ordinal()];
  }

  /** How many frames were dropped. */
  public long total() {
    long total = 0;
    for (long n : flaws) {
      total += n;
    }
    for (long n : drops) {
      total += n;
    }
    return total;
  }

  /** Every reason in words for which a frame was dropped, and how many were. */
  public Map<String, Long> byReason() {
    Map<String, Long> counted = new LinkedHashMap<>();
    for (Flaw flaw : Flaw.values()) {
      if (of(flaw) > 0) {
        counted.put(flaw.text(), of(flaw));
      }
    }
    for (Drop drop : Drop.values()) {
      if (of(drop) > 0) {
        counted.put(drop.text(), of(drop));
      }
    }
    return counted;
  }
}
