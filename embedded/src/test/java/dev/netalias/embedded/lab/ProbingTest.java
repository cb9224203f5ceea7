package dev.netalias.embedded.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.Conduct;
import dev.netalias.InUseException;
import dev.netalias.Probing;
import dev.netalias.Talk;
import dev.netalias.embedded.device.Faults;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.probe.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Asking before an address opens, and telling after it, on the lab's wire and in its time. */
class ProbingTest extends LabTesting {
  private final LabHost a = host("a", "10.0.0.1/24");
  private final LabHost b = host("b", "10.0.0.2/24");

  private void add(LabHost host, String name, String address) {
    host.net().run(d -> d.create(wanted(name, address)), host.net().careful());
  }

  private void refused(String name, String address) {
    assertThatThrownBy(() -> add(a, name, address))
        .isInstanceOfSatisfying(
            InUseException.class,
            inUse ->
                assertThat(inUse.conflicts().getFirst().mac())
                    .isEqualTo(link(b, "eth0").state().mac()))
        .hasMessageContaining("is in use on eth0 by");
  }

  @Test
  void anAddressThatANeighbourHasIsRefusedAndNothingIsLeftBehind() {
    String before = snapshot(a).addresses().toString() + snapshot(a).registry();
    refused("eth0:0", "10.0.0.2/24");
    assertThat(snapshot(a).addresses().toString() + snapshot(a).registry()).isEqualTo(before);
  }

  @Test
  void aFreeOneOpensAfterThreeQuestionsAndIsAnnounced() {
    List<String> seen = watch(wire);
    long start = a.kernel().nanos();
    add(a, "eth0:0", "10.0.0.9/24");
    assertThat(Duration.ofNanos(a.kernel().nanos() - start)).isBetween(millis(400), millis(500));
    lab.run(millis(1));
    assertThat(seen).filteredOn(l -> l.contains("who-has 10.0.0.9 tell 0.0.0.0")).hasSize(3);
    assertThat(seen).filteredOn(l -> l.contains("who-has 10.0.0.9 tell 10.0.0.9")).hasSize(1);
    assertThat(seen).filteredOn(l -> l.contains("Reply 10.0.0.9 is-at")).hasSize(1);
  }

  private static Duration millis(int count) {
    return Duration.ofMillis(count);
  }

  @Test
  void ofIpv6TheKernelsOwnDetectionIsAwaited() {
    add(b, "eth0:six", "2001:db8::2/64");
    refused("eth0:0", "2001:db8::2/64");
    assertThat(a.net().list()).isEmpty();
    assertThat(snapshot(a).registry().entries()).isEmpty();
    add(a, "eth0:0", "2001:db8::3/64");
    assertThat(a.net().show("eth0:0").owned().flags() & 0x40).as("tentative").isZero();
  }

  @Test
  void aRouteAliasIsAskedForTooThoughTheKernelNeverDoes() {
    assertThatThrownBy(() ->
            a.net()
                .run(
                    d -> d.create(wanted("eth0:0", "10.0.0.2").as(Realisation.ROUTE)),
                    a.net().careful()))
        .isInstanceOf(InUseException.class);
  }

  @Test
  void whatIsRefusedNamesAFewAndCountsTheOthers() {
    for (int i = 100; i < 110; i++) {
      own(b, "eth0", "10.0.0." + i + "/24");
    }
    assertThatThrownBy(() ->
            a.net().run(d -> d.create(wanted("eth0", "10.0.0.100/24"), 20), a.net().careful()))
        .isInstanceOfSatisfying(
            InUseException.class, inUse -> assertThat(inUse.conflicts()).hasSize(10))
        .hasMessageContaining("10 addresses are in use")
        .hasMessageContaining("10.0.0.100 by")
        .hasMessageContaining("and 7 more");
  }

  @Test
  void aLostAnswerIsAskedForAgain() {
    wire.suffer(Faults.NONE.withLoss(0.3));
    own(b, "eth0", "10.0.0.77/24");
    refused("eth0:0", "10.0.0.77/24");
  }

  @Test
  void aNeighbourThatKnewAnotherHasTheAddressIsToldOfThisOne() {
    LabHost c = host("c", "10.0.0.3/24");
    own(b, "eth0", "10.0.0.50/24");
    assertThat(reaches(c, "10.0.0.50")).isTrue();
    long ofB = neighbour(c, "10.0.0.50").mac();
    assertThat(ofB).isEqualTo(link(b, "eth0").state().mac().number());
    b.net().run(d -> d.closeMain("eth0"));
    add(a, "eth0:0", "10.0.0.50/24");
    lab.run(millis(1));
    assertThat(neighbour(c, "10.0.0.50").mac()).isEqualTo(link(a, "eth0").state().mac().number());
  }

  @Test
  void whereNobodyCanHearItNobodyIsAsked() {
    List<String> notes = new ArrayList<>();
    Talk talk = new Talk(new SplittableRandom(1), () -> {}, notes::add);
    Conduct conduct = Conduct.PLAIN.with(new Probing(a.kernel(), Timing.QUICK, talk));
    long start = a.kernel().nanos();
    a.net().run(d -> d.create(wanted("lo:0", "10.0.0.2/32")), conduct);
    assertThat(notes).isEmpty();

    a.net().run(d -> d.change("eth0", d.mainState("eth0").withFlag(Link.NO_ARP, true)));
    a.net().run(d -> d.create(wanted("eth0:0", "10.0.0.99/24")), conduct);
    assertThat(notes).isEmpty();
    assertThat(a.kernel().nanos()).isEqualTo(start);
  }
}
