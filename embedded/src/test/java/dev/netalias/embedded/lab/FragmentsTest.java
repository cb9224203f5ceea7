package dev.netalias.embedded.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.embedded.device.Faults;
import dev.netalias.embedded.device.Wire;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.Ipv4;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Datagrams that come in parts. */
class FragmentsTest extends LabTesting {
  private static final Address B = Address.parse("10.0.0.2");
  private static final int IP = Ethernet.SIZE;

  @Test
  void aDatagramComesWholeHoweverItsPartsAreMixed() {
    LabHost a = host("a", "10.0.0.1/24");
    host("b", "10.0.0.2/24");
    assertThat(ping(a, Ping.Options.of(B, 1).withSize(65_000)).received()).isEqualTo(1);
    wire.suffer(Faults.NONE.withReorder(0.5).withDuplicate(0.3));
    Ping.Options many = Ping.Options.of(B, 50).withSize(9000).withInterval(Duration.ofMillis(50));
    assertThat(ping(a, many).received()).isEqualTo(50);
  }

  @Test
  void partsThatNeverComeAreGivenUpAndToldOf() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    List<String> seen = watch(wire);
    inject(fragment(a, b, part(7, Ipv4.MORE_FRAGMENTS, 16)));
    lab.run(Duration.ofSeconds(29));
    assertThat(b.kernel().stack().waitingFragments()).isPositive();
    assertThat(b.drops()).isEmpty();
    lab.run(Duration.ofSeconds(2));
    assertThat(b.drops()).containsEntry("fragments missing", 1L);
    assertThat(b.kernel().stack().waitingFragments()).isZero();
    assertThat(seen).anyMatch(l -> l.contains("ip reassembly time exceeded"));
  }

  @Test
  void partsThatOverlapSpoilTheirDatagram() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    inject(fragment(a, b, part(8, Ipv4.MORE_FRAGMENTS, 24)));
    inject(fragment(a, b, part(8, Ipv4.MORE_FRAGMENTS | 2, 24)));
    lab.run(Duration.ofMillis(1));
    assertThat(b.drops()).containsEntry("overlapping fragments", 1L);
    assertThat(b.kernel().stack().waitingFragments()).isZero();
    inject(fragment(a, b, part(9, Ipv4.MORE_FRAGMENTS | 9, 24)));
    inject(fragment(a, b, part(9, 4, 8))); // the last, and it ends before another
    lab.run(Duration.ofMillis(1));
    assertThat(b.drops()).containsEntry("overlapping fragments", 2L);
  }

  @Test
  void aFloodOfUnfinishedDatagramsStaysWithinItsBound() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    for (int id = 0; id < 20_000; id++) {
      inject(fragment(a, b, part(id, Ipv4.MORE_FRAGMENTS, id % 2 == 0 ? 1024 : 8)));
      inject(fragment(a, b, part(id, 100, 0)));
    }
    assertThat(b.kernel().stack().waitingFragments()).isLessThan(300_000);
    assertThat(b.drops().get("no room for fragments")).isPositive();
    assertThat(ping(a, Ping.Options.of(B, 1).withSize(5000)).received()).isEqualTo(1);
  }

  private static Ipv4 part(int id, int place, int size) {
    return Ipv4.of(Ipv4.UDP, 0x0a000001, 0x0a000002, size).withFragment(id, place);
  }

  private static Frame fragment(LabHost from, LabHost to, Ipv4 header) {
    Frame frame = new Frame().resize(IP + header.totalLength());
    frame.fill(0, frame.length(), 0);
    new Ethernet(mac(to), mac(from), Ethernet.IPV4).emit(frame);
    header.emit(frame, IP);
    return frame;
  }

  private static long mac(LabHost host) {
    var on = host.kernel().stack().state().find("eth0");
    return on == null ? 0 : on.device().mac();
  }

  private Wire.Plug injector;

  private void inject(Frame frame) {
    if (injector == null) {
      injector = wire.plug(f -> {});
    }
    injector.send(frame);
    lab.world().settle();
  }
}
