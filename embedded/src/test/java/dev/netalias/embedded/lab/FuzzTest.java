package dev.netalias.embedded.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.state.Neighbours;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Checksum;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.Ipv4;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A million mutated frames: nothing throws, nothing grows, every drop is counted by a reason, and
 * pings are answered after it. {@code -Dnetalias.fuzz.frames=N} feeds more, {@code
 * -Dnetalias.fuzz.seed=N} others.
 */
class FuzzTest extends LabTesting {
  private static final int FRAMES = Integer.getInteger("netalias.fuzz.frames", 1_000_000);
  private static final long SEED = Long.getLong("netalias.fuzz.seed", 42);
  private static final int IP = Ethernet.SIZE;

  private final Random random = new Random(SEED);
  private final List<byte[]> samples = new ArrayList<>();

  @Test
  void aMillionMutatedFramesHarmNobody() {
    LabHost a = host("a", "10.0.0.1/24", "2001:db8::1/64");
    LabHost b = host("b", "10.0.0.2/24", "2001:db8::2/64");
    b.net().add("eth0:0", "10.0.0.3/24");
    b.net().add("eth0:1", "2001:db8::3/64");
    forwards(a, "eth0");
    forwards(b, "eth0");
    record(a, b);
    Wire.Plug plug = wire.plug(f -> {});
    feed(plug, FRAMES / 4);
    long before = used();
    feed(plug, FRAMES - FRAMES / 4);
    long grown = used() - before;
    assertThat(grown).as("bytes more than after the first quarter").isLessThan(16 << 20);
    assertThat(dropsOf(b)).hasSizeGreaterThan(20);
    assertThat(b.kernel().stack().waitingFragments()).isLessThan(600_000);
    assertThat(b.kernel().stack().state().neighbours().size())
        .isLessThanOrEqualTo(Neighbours.BOUND);
    plug.unplug();
    lab.run(Duration.ofMinutes(2));
    assertThat(b.kernel().stack().waitingFragments()).isZero();
    for (String address : List.of("10.0.0.2", "10.0.0.3", "2001:db8::2", "2001:db8::3")) {
      assertThat(reaches(a, address)).as(address).isTrue();
    }
  }

  private static Map<String, Long> dropsOf(LabHost host) {
    return new TreeMap<>(host.drops());
  }

  /** What two hosts say to each other, and the parts of a datagram. */
  private void record(LabHost a, LabHost b) {
    Wire.Plug listener = wire.listen(f -> samples.add(f.bytes()));
    lab.run(Duration.ofSeconds(2));
    for (String address :
        List.of("10.0.0.2", "10.0.0.3", "10.0.0.9", "2001:db8::2", "2001:db8::3")) {
      reaches(a, address);
      reaches(b, "10.0.0.1");
    }
    var to = Address.parse("10.0.0.3");
    ping(a, Ping.Options.of(to, 1).withSize(4000));
    ping(a, Ping.Options.of(Address.parse("2001:db8::3"), 1).withSize(4000));
    var any = Address.ofIpv4(0);
    b.bind(any, 9, d -> assertThat(d.payload()).hasSize(d.length()));
    var socket = a.bind(any, 0, d -> {});
    socket.send(to, 9, new byte[100]);
    socket.send(to, 10, new byte[100]);
    lab.run(Duration.ofMillis(1));
    listener.unplug();
    assertThat(samples).hasSizeGreaterThan(30);
  }

  private void feed(Wire.Plug plug, int frames) {
    Frame frame = new Frame();
    for (int i = 0; i < frames; i++) {
      byte[] sample = samples.get(random.nextInt(samples.size()));
      frame.resize(sample.length);
      frame.copy(0, sample);
      mutate(frame);
      plug.send(frame);
      if (i % 64 == 0) {
        lab.world().settle();
      }
      if (i % 4096 == 0) {
        lab.world().run(Duration.ofMillis(100));
      }
    }
    lab.world().settle();
  }

  /** Changes some bytes, not the destination as often; repairs the IPv4 sum now and then. */
  private void mutate(Frame frame) {
    for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
      int from = random.nextInt(8) == 0 ? 0 : 12;
      frame.put8(from + random.nextInt(Math.min(frame.length() - from, 60)), random.nextInt());
    }
    if (random.nextInt(4) == 0) {
      frame.resize(random.nextInt(frame.length() + 1));
    }
    boolean inet = frame.length() >= IP + Ipv4.SIZE && Ethernet.type(frame) == Ethernet.IPV4;
    if (inet && random.nextInt(4) > 0) {
      int header = Math.min(4 * (frame.u8(IP) & 0xf), frame.length() - IP);
      frame.put16(IP + 10, 0);
      frame.put16(IP + 10, Checksum.of(Checksum.sum(frame, IP, header, 0)));
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
