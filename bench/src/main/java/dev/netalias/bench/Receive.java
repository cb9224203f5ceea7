package dev.netalias.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The receive path: aim 3 million a second on one core, and nothing allocated for a packet. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 8, time = 1)
public class Receive {
  /** How many aliases. */
  @Param({"1", "100000"})
  public int aliases;

  /** For how many of them frames come, in random order. */
  @Param({"1", "100000"})
  public int targets;

  private Receiver receiver = new Receiver(1, 1);

  /** Makes the host and the frames. */
  @Setup
  public void start() {
    receiver.close();
    receiver = new Receiver(aliases, targets);
  }

  /** A frame from the wire to a socket. */
  @Benchmark
  @OperationsPerInvocation(Receiver.FRAMES)
  public long datagrams() {
    return receiver.receive();
  }

  /** Every frame came through. */
  @TearDown(Level.Iteration)
  public void check() {
    receiver.check();
  }
}
