package dev.netalias.bench;

import dev.netalias.alias.table.AliasTable;
import dev.netalias.net.Address;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One lookup in the table of a main device, addresses in random order: aim below 10 ns at 256
 * aliases, and at most 5 times that at 1,000,000.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AliasLookup {
  private static final int BATCH = 1 << 20;
  private static final int FIRST = 0x0a00_0000;

  /** How many aliases. */
  @Param({"256", "100000", "1000000"})
  public int aliases;

  private final AliasTable table = new AliasTable();
  private final int[] hits = new int[BATCH];
  private final int[] misses = new int[BATCH];

  /** Fills the table. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    for (int i = 0; i < aliases; i++) {
      table.put(Address.ofIpv4(FIRST + i), i);
    }
    for (int i = 0; i < BATCH; i++) {
      hits[i] = FIRST + random.nextInt(aliases);
      misses[i] = FIRST + aliases + random.nextInt(1 << 24);
    }
  }

  /** Addresses that are aliases'. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int hit() {
    int sum = 0;
    for (int address : hits) {
      sum += table.find(Address.INET, 0, address & 0xffff_ffffL);
    }
    return sum;
  }

  /** Addresses that are nobody's. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int miss() {
    int sum = 0;
    for (int address : misses) {
      sum += table.find(Address.INET, 0, address & 0xffff_ffffL);
    }
    return sum;
  }
}
