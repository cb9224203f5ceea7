package dev.netalias.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.NetAlias;
import dev.netalias.embedded.device.World;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.Events;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Part.UnreadException;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Prefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the port promises, on the embedded kernel. */
class EmbeddedKernelTest {
  private static final Set<Part> ALL = EnumSet.allOf(Part.class);

  private final EmbeddedHost host = new EmbeddedHost();
  private final NetAlias net = host.net();
  private final Kernel kernel = net.kernel();

  @BeforeEach
  void addAnAlias() {
    net.add("eth0:0", "10.0.0.5/24");
    net.add("eth0:1", "2001:db8::5/64");
    net.close("eth0:0");
  }

  @AfterEach
  void close() {
    host.close();
  }

  /** All that a reader can see; counters aside, which only packets change. */
  private String seen() {
    Snapshot s = kernel.snapshot(EnumSet.complementOf(EnumSet.of(Part.COUNTERS)));
    return String.join(
        "\n",
        s.links().toString(),
        s.addresses().toString(),
        s.routes().toString(),
        s.neighbours().toString(),
        s.registry().toString(),
        net.view().chain().toString());
  }

  private Change added(String device, String prefix) {
    Device on = kernel.snapshot(Set.of()).link(device).orElseThrow().device();
    return AddressChange.add(InterfaceAddress.of(on, Prefix.parse(prefix), device));
  }

  private static List<Event> all(Events events) {
    List<Event> all = new ArrayList<>();
    for (Optional<Event> next = events.next(Duration.ZERO);
        next.isPresent();
        next = events.next(Duration.ZERO)) {
      all.add(next.get());
    }
    return all;
  }

  @Test
  void aPlanWhoseLastChangeIsRefusedChangesNothingAndTellsNothing() {
    String before = seen();
    Change twice = added("eth1", "10.7.0.1/24");
    Plan plan = new Plan(List.of(added("eth0", "10.6.0.1/24"), twice, twice));
    try (Events events = kernel.events()) {
      assertThatThrownBy(() -> kernel.commit(plan))
          .isInstanceOfSatisfying(
              KernelException.class,
              e -> {
                assertThat(e.errno()).isEqualTo(KernelException.EEXIST);
                assertThat(e.change()).isEqualTo(twice);
              });
      assertThat(all(events)).isEmpty();
    }
    assertThat(seen()).isEqualTo(before);
  }

  @Test
  void progressThatThrowsStopsTheCommitAtAnyChangeAndTakesItBack() {
    Plan plan =
        net.plan(d -> {
          d.open(d.alias("eth0:0", null));
          d.delete(d.alias("eth0:1", null));
          d.closeMain("eth1");
        });
    String before = seen();
    for (int stop = 1; stop <= plan.changes().size(); stop++) {
      int last = stop;
      assertThatThrownBy(() ->
              kernel.commit(
                  plan,
                  (done, total) -> {
                    assertThat(total).isEqualTo(plan.changes().size());
                    if (done >= last) { // entries in a row are one step
                      throw new IllegalStateException("stopped at " + last);
                    }
                  }))
          .hasMessage("stopped at " + last);
      assertThat(seen()).as("stopped at " + last).isEqualTo(before);
    }
    kernel.commit(plan);
    assertThat(seen()).isNotEqualTo(before);
  }

  @Test
  void theInverseOfAPlanBringsBackWhatWasThere() {
    Plan plan =
        net.plan(d -> {
          d.open(d.alias("eth0:0", null));
          d.delete(d.alias("eth0:1", null));
        });
    String before = seen();
    kernel.commit(plan);
    assertThat(seen()).isNotEqualTo(before);
    kernel.commit(plan.inverse());
    assertThat(net.view().chain()).isEqualTo(List.of("lo", "eth0", "eth0:0", "eth0:1", "eth1"));
    assertThat(net.show("eth0:0").isKept()).isTrue();
    assertThat(net.show("eth0:1").owned().prefix()).isEqualTo(Prefix.parse("2001:db8::5/64"));
  }

  @Test
  void eachReaderIsToldOfACommitInItsOrder() {
    Change first = added("eth0", "10.6.0.1/24");
    Change second = added("eth1", "10.7.0.1/24");
    try (Events one = kernel.events();
        Events other = kernel.events()) {
      kernel.commit(new Plan(List.of(first, second)));
      List<Event> told = all(one);
      assertThat(told)
          .filteredOn(e -> e instanceof Event.Observed o && o.change() instanceof AddressChange)
          .extracting(e -> ((AddressChange) ((Event.Observed) e).change()).subject().local())
          .map(Object::toString)
          .containsExactly("10.6.0.1", "10.7.0.1");
      assertThat(all(other)).isEqualTo(told);
    }
  }

  @Test
  void aReaderThatIsTooSlowIsToldSoAndGetsWhatIsThere() {
    Change come = added("eth0", "10.6.0.1/24");
    Plan plan = Plan.of(come);
    try (Events events = kernel.events()) {
      for (int i = 0; i < 20_000; i++) {
        kernel.commit(plan);
        kernel.commit(plan.inverse());
      }
      kernel.commit(plan);
      List<Event> told = all(events);
      assertThat(told).hasAtLeastOneElementOfType(Event.Overrun.class);
      int overrun = told.indexOf(new Event.Overrun());
      assertThat(told.get(overrun + 1)).isInstanceOf(Event.Resynchronised.class);
      Event.Resynchronised again = (Event.Resynchronised) told.get(overrun + 1);
      assertThat(again.snapshot().addresses().toString())
          .isEqualTo(kernel.snapshot(ALL).addresses().toString());
    }
  }

  @Test
  void eventsThatAreClosedWakeWhoWaits() throws InterruptedException {
    try (EmbeddedKernel live = new EmbeddedKernel(World.live(1))) {
      Events events = live.events();
      AtomicBoolean empty = new AtomicBoolean();
      Thread reader = new Thread(() -> empty.set(events.next(Duration.ofMinutes(5)).isEmpty()));
      reader.start();
      events.close();
      reader.join(Duration.ofMinutes(1));
      assertThat(reader.isAlive()).isFalse();
      assertThat(empty).isTrue();
    }
  }

  @Test
  void onlyOneAtATimeIsBetweenReadingAndCommitting() throws InterruptedException {
    CountDownLatch got = new CountDownLatch(1);
    Thread other;
    try (Kernel.Exclusive mine = kernel.exclusive();
        Kernel.Exclusive again = kernel.exclusive()) {
      assertThat(mine).isNotNull();
      assertThat(again).isNotNull();
      other =
          new Thread(() -> {
            try (Kernel.Exclusive theirs = kernel.exclusive()) {
              got.countDown();
              assertThat(theirs).isNotNull();
            }
          });
      other.start();
      while (other.getState() != Thread.State.WAITING && got.getCount() > 0) {
        Thread.onSpinWait();
      }
      assertThat(got.await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(got.await(1, TimeUnit.MINUTES)).isTrue();
    other.join();
  }

  @Test
  void aSnapshotHoldsThePartsThatWereAskedFor() {
    Snapshot none = kernel.snapshot(Set.of());
    assertThat(none.links()).hasSize(3);
    assertThat(none.registry().entries()).isNotEmpty();
    assertThat(none.addresses()).isEmpty();
    assertThatThrownBy(none::routes).isInstanceOf(UnreadException.class);
    assertThat(kernel.snapshot(EnumSet.of(Part.ADDRESSES)).addresses()).isNotEmpty();
    Snapshot routes = kernel.snapshot(EnumSet.of(Part.ROUTES));
    assertThat(routes.routes()).isNotEmpty().noneMatch(r -> r.table() == 255);
    Snapshot local = kernel.snapshot(EnumSet.of(Part.ROUTES, Part.LOCAL_ROUTES));
    assertThat(local.routes()).anyMatch(r -> r.table() == 255);
  }

  @Test
  void aSnapshotDoesNotChangeWithTheKernel() {
    Snapshot before = kernel.snapshot(ALL);
    String then = before.addresses().toString() + before.routes() + before.registry();
    net.open("eth0:0");
    net.remove("eth0:1");
    assertThat(before.addresses().toString() + before.routes() + before.registry()).isEqualTo(then);
  }
}
