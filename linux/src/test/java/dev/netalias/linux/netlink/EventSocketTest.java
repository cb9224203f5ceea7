package dev.netalias.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.linux.InNewNetwork;
import dev.netalias.linux.Shell;
import dev.netalias.linux.libc.LibC;
import dev.netalias.linux.netlink.EventSocket.Received;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.wire.nl.Errno;
import dev.netalias.wire.rtnl.Rtm;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@Needs(value = Need.NETNS, tools = "ip")
@InNewNetwork
class EventSocketTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void tellsOfAddressesThatAnotherProgramAdds() {
    try (EventSocket events = EventSocket.open(Trace.NONE)) {
      Shell.run("ip addr add 10.0.0.1/24 dev lo label lo:0");
      List<String> names = new ArrayList<>();
      assertThat(
              events.receive(
                  SOON, (header, payload) -> names.add(Rtm.protocol().name(header.type()))))
          .isEqualTo(Received.MESSAGES);
      assertThat(names).contains("RTM_NEWADDR");
    }
  }

  @Test
  void nothingCameIsNoError() {
    try (EventSocket events = EventSocket.open(Trace.NONE)) {
      assertThat(events.receive(Duration.ZERO, (header, payload) -> {}))
          .isEqualTo(Received.NOTHING);
    }
  }

  @Test
  void closingWakesAReaderThatWaits() throws Exception {
    EventSocket events = EventSocket.open(Trace.NONE);
    CompletableFuture<Received> reader =
        CompletableFuture.supplyAsync(
            () -> events.receive(Duration.ofDays(10_000), (header, payload) -> {}));
    assertThat(reader.isDone()).isFalse();
    events.close();
    assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo(Received.CLOSED);
    events.close();
    assertThat(events.receive(SOON, (header, payload) -> {})).isEqualTo(Received.CLOSED);
  }

  /** The C library, but for one call. */
  private static LibC libcBut(String name, Supplier<? extends Number> instead) {
    return (LibC)
        Proxy.newProxyInstance(
            LibC.class.getClassLoader(),
            new Class<?>[] {LibC.class},
            (proxy, method, arguments) ->
                method.getName().equals(name)
                    ? instead.get()
                    : method.invoke(LibC.ofThisProcess(), arguments));
  }

  @Test
  void anotherErrorAfterAnOverrunEndsTheThrowingAway() throws Exception {
    Iterator<Integer> errors = List.of(Errno.ENOBUFS, Errno.ENOBUFS, Errno.ENOMEM).iterator();
    LibC libc = libcBut("recvfrom", () -> -(long) (errors.hasNext() ? errors.next() : Errno.EIO));
    EventSocket events = EventSocket.open(libc, Trace.NONE);
    Shell.run("ip link set lo up");
    CompletableFuture<Received> reader =
        CompletableFuture.supplyAsync(() -> events.receive(SOON, (header, payload) -> {}));
    assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo(Received.OVERRUN);
    assertThatThrownBy(() -> events.receive(SOON, (header, payload) -> {}))
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EIO));
    events.close();
  }

  @Test
  void ofManyThatCloseItOneDoes() throws Exception {
    AtomicInteger woken = new AtomicInteger();
    LibC libc = libcBut("write", () -> (long) woken.incrementAndGet());
    int rounds = 500;
    for (int round = 0; round < rounds; round++) {
      EventSocket events = EventSocket.open(libc, Trace.NONE);
      AtomicInteger ready = new AtomicInteger();
      Runnable closing =
          () -> {
            ready.incrementAndGet();
            while (ready.get() < 2) {
              Thread.onSpinWait();
            }
            events.close();
          };
      CompletableFuture<Void> other = CompletableFuture.runAsync(closing);
      closing.run();
      other.get(30, TimeUnit.SECONDS);
    }
    assertThat(woken).hasValue(rounds);
  }

  @Test
  void anOverrunIsToldOnceAndWhatWaitedIsThrownAway() {
    Shell.veth();
    try (EventSocket events = EventSocket.open(Trace.NONE)) {
      Shell.run(
          """
          for i in $(seq 1 60); do
            for j in $(seq 1 250); do echo "addr add 10.0.$i.$j/32 dev v0"; done
          done | ip -batch -
          """);
      assertThat(events.receive(SOON, (header, payload) -> {})).isEqualTo(Received.OVERRUN);
      assertThat(events.receive(Duration.ZERO, (header, payload) -> {}))
          .isEqualTo(Received.NOTHING);
      Shell.run("ip addr add 10.9.0.1/32 dev v0");
      assertThat(events.receive(SOON, (header, payload) -> {})).isEqualTo(Received.MESSAGES);
    }
  }
}
