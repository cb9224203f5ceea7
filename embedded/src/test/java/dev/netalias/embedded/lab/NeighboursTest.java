package dev.netalias.embedded.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.embedded.device.Faults;
import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.state.NeighbourEntry;
import dev.netalias.embedded.state.Neighbours;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.wire.frame.Arp;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The states of neighbours as time goes by, and how many there can be. */
class NeighboursTest extends LabTesting {
  @Test
  void aNeighbourIsReachableThenStaleThenAskedThenGone() {
    LabHost a = host("a", "10.0.0.1/24");
    host("b", "10.0.0.2/24");
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    NeighbourEntry b = neighbour(a, "10.0.0.2");
    lab.run(Duration.ofSeconds(29));
    assertThat(b.state()).isEqualTo(NeighbourEntry.REACHABLE);
    lab.run(Duration.ofSeconds(2));
    assertThat(b.state()).isEqualTo(NeighbourEntry.STALE);
    wire.suffer(Faults.NONE.withCut(true));
    Ping lost = a.ping(Ping.Options.of(Address.parse("10.0.0.2"), 1));
    lab.run(Duration.ofSeconds(1));
    assertThat(b.state()).isEqualTo(NeighbourEntry.DELAY);
    lab.run(Duration.ofSeconds(5));
    assertThat(b.state()).isEqualTo(NeighbourEntry.PROBE);
    lab.run(Duration.ofSeconds(5));
    assertThat(b.state()).isEqualTo(Neighbour.FAILED);
    assertThat(lost.received()).isZero();
    wire.suffer(Faults.NONE);
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    assertThat(b.state()).isEqualTo(NeighbourEntry.REACHABLE);
  }

  @Test
  void aStaleNeighbourThatAnswersIsReachableAgain() {
    LabHost a = host("a", "10.0.0.1/24");
    host("b", "10.0.0.2/24");
    List<String> seen = watch(wire);
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    lab.run(Duration.ofMinutes(1));
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    assertThat(seen).filteredOn(l -> l.startsWith("ARP, Request who-has 10.0.0.2")).hasSize(1);
    lab.run(Duration.ofSeconds(6));
    assertThat(neighbour(a, "10.0.0.2").state()).isEqualTo(NeighbourEntry.REACHABLE);
    assertThat(seen).filteredOn(l -> l.startsWith("ARP, Request who-has 10.0.0.2")).hasSize(2);
  }

  @Test
  void anAddressThatMovesToAnotherHostIsFoundAgainWhenThatAnnouncesIt() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    LabHost c = host("c", "10.0.0.3/24");
    b.net().add("eth0:0", "10.0.0.9/24");
    assertThat(reaches(a, "10.0.0.9")).isTrue();
    long before = neighbour(a, "10.0.0.9").mac();
    b.net().remove("eth0:0");
    c.net().add("eth0:0", "10.0.0.9/24");
    long mac = Long.parseLong(link(c, "eth0").state().mac().toString().replace(":", ""), 16);
    send(Ethernet.BROADCAST, new Arp(Arp.REQUEST, mac, 0x0a000009, 0, 0x0a000009));
    assertThat(neighbour(a, "10.0.0.9").mac()).isEqualTo(mac).isNotEqualTo(before);
    assertThat(reaches(a, "10.0.0.9")).isTrue();
  }

  @Test
  void anEntryThatWasSetByHandIsNotChangedByWhatIsHeard() {
    LabHost a = host("a", "10.0.0.1/24");
    host("b", "10.0.0.2/24");
    Address address = Address.parse("10.0.0.2");
    Mac mac = Mac.parse("02:00:00:00:00:99");
    Neighbour fixed = new Neighbour(device(a, "eth0"), address, mac, Neighbour.PERMANENT, 0);
    a.kernel().commit(Plan.of(NeighbourChange.add(fixed)));
    assertThat(reaches(a, "10.0.0.2")).isFalse();
    send(Ethernet.BROADCAST, new Arp(Arp.REPLY, 0x020000000005L, 0x0a000002, 0, 0x0a000002));
    assertThat(snapshot(a).neighbours()).containsExactly(fixed);
    a.kernel().commit(Plan.of(NeighbourChange.remove(fixed)));
    assertThat(reaches(a, "10.0.0.2")).isTrue();
  }

  @Test
  void closingADeviceForgetsItsNeighbours() {
    LabHost a = host("a", "10.0.0.1/24");
    host("b", "10.0.0.2/24");
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    Link eth0 = link(a, "eth0");
    a.kernel()
        .commit(
            Plan.of(
                new LinkChange(
                    eth0.device(), eth0.state(), eth0.state().withFlag(Link.UP, false))));
    assertThat(snapshot(a).neighbours()).isEmpty();
  }

  @Test
  void aFloodOfMadeUpNeighboursStaysWithinTheBoundAndHarmsNobody() {
    LabHost a = host("a", "10.0.0.1/8");
    host("b", "10.0.0.2/8");
    for (int i = 0; i < 50_000; i++) {
      send(
          Ethernet.BROADCAST,
          new Arp(Arp.REQUEST, 0x020000100000L + i, 0x0a010000 + i, 0, 0x0a000001));
    }
    assertThat(a.kernel().stack().state().neighbours().size()).isEqualTo(Neighbours.BOUND);
    assertThat(reaches(a, "10.0.0.2")).isTrue();
    for (int i = 0; i < 3000; i++) {
      a.ping(Ping.Options.of(Address.ofIpv4(0x0a020000 + i), 1));
    }
    lab.run(Duration.ofMillis(1));
    assertThat(a.kernel().stack().state().neighbours().size()).isEqualTo(Neighbours.BOUND);
    assertThat(a.drops().get("no room to wait for a neighbour")).isPositive();
    lab.run(Duration.ofMinutes(1));
    assertThat(reaches(a, "10.0.0.2")).isTrue();
  }

  private Wire.Plug injector;

  private void send(long to, Arp arp) {
    if (injector == null) {
      injector = wire.plug(f -> {});
    }
    Frame frame = new Frame().resize(Ethernet.SIZE + Arp.SIZE);
    new Ethernet(to, arp.senderMac(), Ethernet.ARP).emit(frame);
    arp.emit(frame, Ethernet.SIZE);
    injector.send(frame);
    lab.world().settle();
  }
}
