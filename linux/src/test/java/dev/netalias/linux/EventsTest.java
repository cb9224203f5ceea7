package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.contract.NamespaceHost;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.Events;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.netlink.Trace;
import dev.netalias.linux.netns.NetworkNamespace;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the running kernel tells of changes. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = "ip")
class EventsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration QUIET = Duration.ofMillis(200);

  /** What comes until nothing comes any more. */
  private static List<Event> all(Events events) {
    List<Event> all = new ArrayList<>();
    Optional<Event> next = events.next(SOON);
    while (next.isPresent()) {
      all.add(next.get());
      next = events.next(QUIET);
    }
    return all;
  }

  @Test
  void everyChangeIsToldWithTheNamesOfItsDevice() {
    try (NamespaceHost host = new NamespaceHost();
        Events events = host.net().watch()) {
      host.run(
          """
          ip addr add 10.0.0.2/24 dev eth0
          ip addr add 10.0.0.1/24 dev eth0 label eth0:0
          ip route add 10.9.0.0/16 via 10.0.0.9 src 10.0.0.1
          ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev eth0
          ip addr del 10.0.0.1/24 dev eth0
          ip link set eth1 down
          ip link set eth1 name wan
          ip addr add 10.1.0.1/24 dev wan
          ip link del wan
          """);
      List<String> told = new ArrayList<>();
      for (Event event : all(events)) {
        switch (event) {
          case Event.Observed(AddressChange a) when a.subject().local().size() == 4 ->
              told.add(a.command());
          case Event.Observed(RouteChange r) when !r.subject().isKernels() -> told.add(r.command());
          case Event.Observed(NeighbourChange n) when n.isAddition() -> told.add(n.command());
          case Event.LinkSeen(var link, boolean gone) ->
              told.add((gone ? "gone " : "seen ") + link.name() + (link.isUp() ? " up" : ""));
          default -> {}
        }
      }
      assertThat(told)
          .containsSubsequence(
              "ip addr add 10.0.0.1/24 dev eth0 label eth0:0",
              "ip route add 10.9.0.0/16 via 10.0.0.9 dev eth0 src 10.0.0.1",
              "ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev eth0",
              "ip addr del 10.0.0.1/24 dev eth0",
              "ip route del 10.9.0.0/16 via 10.0.0.9 dev eth0 src 10.0.0.1",
              "seen eth1",
              "seen wan",
              "ip addr add 10.1.0.1/24 dev wan",
              "ip addr del 10.1.0.1/24 dev wan",
              "gone wan");
    }
  }

  @Test
  void afterAnOverrunWhatIsThereIsToldAndWhatFollowsFitsToIt() {
    try (NamespaceHost host = new NamespaceHost();
        Events events = host.net().watch()) {
      host.run(
          """
          for i in $(seq 1 100); do
            for j in $(seq 1 250); do echo "addr add 10.0.$i.$j/16 dev eth0"; done
          done | ip -batch -
          ip addr del 10.0.100.250/16 dev eth0
          """);
      assertThat(events.next(SOON)).contains(new Event.Overrun());
      Event second = events.next(SOON).orElseThrow();
      assertThat(second).isInstanceOf(Event.Resynchronised.class);
      Snapshot snapshot = ((Event.Resynchronised) second).snapshot();
      assertThat(snapshot.addresses().stream().filter(a -> a.local().size() == 4)).hasSize(25_000);
      host.run("ip addr add 10.7.0.1/24 dev eth0; ip addr del 10.0.1.2/16 dev eth0");
      Set<InterfaceAddress> known = new HashSet<>(snapshot.addresses());
      for (Event event : all(events)) {
        if (event instanceof Event.Observed(AddressChange change)) {
          if (change.isAddition()) {
            known.add(change.subject());
          } else {
            known.removeIf(change.subject()::isSameAs);
          }
        }
      }
      assertThat(known)
          .extracting(a -> a.local().toString())
          .contains("10.7.0.1")
          .doesNotContain("10.0.1.2", "10.0.100.250")
          .hasSize(snapshot.addresses().size());
    }
  }

  @Test
  void anOverrunIsNotForgottenWhereWhatIsThereCantBeRead() throws IOException {
    try (NamespaceHost host = new NamespaceHost();
        Events events = host.net().watch()) {
      host.run(
          """
          for i in $(seq 1 100); do
            for j in $(seq 1 250); do echo "addr add 10.0.$i.$j/16 dev eth0"; done
          done | ip -batch -
          """);
      Path registry = registry(host);
      Files.createDirectories(registry);
      try {
        assertThat(events.next(SOON)).contains(new Event.Overrun());
        for (int time = 0; time < 2; time++) {
          assertThatThrownBy(() -> events.next(SOON))
              .isInstanceOf(KernelException.class)
              .hasMessageContaining(registry.toString());
        }
      } finally {
        Files.delete(registry);
      }
      assertThat(events.next(SOON)).containsInstanceOf(Event.Resynchronised.class);
    }
  }

  private static Path registry(NamespaceHost host) throws IOException {
    try (NetworkNamespace namespace = NetworkNamespace.open(host.name())) {
      long cookie =
          namespace.call(() -> {
            try (NetlinkSocket socket = NetlinkSocket.open(Trace.NONE)) {
              return socket.namespaceCookie();
            }
          });
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return Path.of("/run/netalias", cookie + "-" + boot);
    }
  }

  @Test
  void closingWakesWhoeverWaits() throws Exception {
    try (NamespaceHost host = new NamespaceHost()) {
      Events events = host.net().watch();
      CompletableFuture<Optional<Event>> waiting =
          CompletableFuture.supplyAsync(() -> events.next(Duration.ofDays(100_000)));
      events.close();
      assertThat(waiting.get(30, TimeUnit.SECONDS)).isEmpty();
      assertThat(events.next(Duration.ZERO)).isEmpty();
    }
  }
}
