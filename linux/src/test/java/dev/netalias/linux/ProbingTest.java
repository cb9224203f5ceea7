package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.netalias.Conduct;
import dev.netalias.InUseException;
import dev.netalias.NetAlias;
import dev.netalias.Probing;
import dev.netalias.Talk;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import dev.netalias.probe.Conflict;
import dev.netalias.probe.Conversation;
import dev.netalias.probe.Findings;
import dev.netalias.probe.Links;
import dev.netalias.probe.Target;
import dev.netalias.probe.Timing;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking before an address opens, and telling after it, with a neighbour of the running kernel. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "ping"})
class ProbingTest {
  private static final Mac PEER = Mac.parse("02:00:00:00:00:77");

  @TempDir private Path folder;
  private NamespaceHost host;
  private NetAlias net;

  @BeforeEach
  void connect() {
    host = new NamespaceHost();
    net = host.net();
    host.run("ip addr add 10.0.0.1/16 dev eth0");
    peer(
        """
        ip link set peer0 address 02:00:00:00:00:77
        ip addr add 10.0.0.2/16 dev peer0
        """);
    host.run("until ip -o link show eth0 | grep -q 'state UP'; do sleep 0.02; done");
  }

  @AfterEach
  void disconnect() {
    host.close();
  }

  private String peer(String commands) {
    return Ran.of("ip", "netns", "exec", host.name() + "-peer", "sh", "-ec", commands)
        .orFail()
        .out();
  }

  private static Creation wanted(Draft draft, String name, String address) {
    return Creation.parse(draft.view().types(), name, address);
  }

  private void add(String name, String address) {
    net.run(d -> d.create(wanted(d, name, address)), net.careful());
  }

  private void refused(Consumer<Draft> operations) {
    String before = held();
    assertThatThrownBy(() -> net.run(operations, net.careful()))
        .isInstanceOfSatisfying(
            InUseException.class,
            inUse -> assertThat(inUse.conflicts().getFirst().mac()).isEqualTo(PEER));
    assertThat(held()).isEqualTo(before);
  }

  private String held() {
    return host.run(
        "ip link show type macvlan; ip -4 addr; ip -6 addr show scope global;"
            + " ip route show table local; ip -6 route show table local type local dev eth0 | grep -v fe80 || true");
  }

  @Test
  void whatTheNeighbourHasIsRefusedInEachFormAndNothingIsLeftBehind() {
    refused(d -> d.create(wanted(d, "eth0:0", "10.0.0.2/16")));
    refused(d -> d.create(wanted(d, "eth0:0", "10.0.0.2").as(Realisation.ROUTE)));
    peer("ip addr add 203.0.113.9/32 dev peer0");
    refused(d -> d.create(wanted(d, "eth0:0", "203.0.113.9")));
    add("eth0:0", "10.0.0.3/16");
    refused(d -> d.readdress(d.alias("eth0:0"), Prefix.parse("10.0.0.2/16"), null));
    net.close("eth0:0");
    peer("ip addr add 10.0.0.3/16 dev peer0");
    refused(d -> d.open(d.alias("eth0:0")));
    assertThat(net.show("eth0:0").isOpen()).isFalse();
  }

  @Test
  @Needs(linkTypes = "macvlan")
  void aDeviceOfItsOwnIsAskedForOnTheOneBelow() {

    refused(
        d -> d.create(wanted(d, "eth0:vm", "10.0.0.2/16").withDevice(Creation.OwnDevice.USUAL)));
  }

  @Test
  void ofIpv6TheKernelsDetectionIsAwaitedAndARouteIsAskedForByNetalias() {
    peer("ip addr add 2001:db8::2/64 dev peer0 nodad");
    refused(d -> d.create(wanted(d, "eth0:0", "2001:db8::2/64")));
    refused(d -> d.create(wanted(d, "eth0:0", "2001:db8::2").as(Realisation.ROUTE)));
    add("eth0:0", "2001:db8::3/64");
    assertThat(host.run("ip -6 addr show dev eth0 tentative")).doesNotContain("2001:db8::3");
    host.run("echo 0 > /proc/sys/net/ipv6/conf/eth0/accept_dad");
    add("eth0:1", "2001:db8::2/64");
    assertThat(net.list()).hasSize(2);
  }

  @Test
  void whatThePlanTookAlongIsAsBeforeWhereTheKernelFindsADuplicateAfterIt() {
    peer("ip addr add 2001:db8::2/64 dev peer0 nodad");
    net.add("eth0:0", "10.1.0.10/24");
    net.add("eth0:1", "10.1.0.11/24");
    net.add("eth0:2", "10.1.0.12/24");
    host.run("ip route add 192.0.2.0/24 via 10.1.0.99 src 10.1.0.11");
    String routes = host.run("ip route");
    for (String promote : List.of("0", "1")) {
      host.run("echo " + promote + " > /proc/sys/net/ipv4/conf/eth0/promote_secondaries");
      refused(d -> {
        d.delete(d.alias("eth0:0"));
        d.create(wanted(d, "eth0:6", "2001:db8::2/64"));
      });
      assertThat(host.run("ip route")).isEqualTo(routes);
    }
  }

  @Test
  void whoAsksForTheSameAddressAtTheSameTimeIsHeard() throws Exception {
    CountDownLatch asks = new CountDownLatch(1);
    Snapshot now = net.kernel().snapshot(EnumSet.noneOf(Part.class));
    Target here = new Target(now.link("eth0").orElseThrow().device(), Address.parse("10.0.0.50"));
    Conversation long7 = new Conversation(net.kernel(), new SplittableRandom(1), asks::countDown);
    FutureTask<Findings> found =
        new FutureTask<>(() -> long7.ask(List.of(here), Timing.RFC5227, Links.own(now)));
    Thread.ofPlatform().start(found);
    asks.await();
    try (NetAlias other = NetAlias.inNamespace(host.name() + "-peer")) {
      Device peer0 = other.view().snapshot().link("peer0").orElseThrow().device();
      new Conversation(other.kernel(), new SplittableRandom(2), () -> {})
          .ask(List.of(new Target(peer0, here.address())), Timing.QUICK, Set.of());
    }
    assertThat(found.get().conflicts()).containsExactly(new Conflict(here, PEER));
  }

  @Test
  @Needs(linkTypes = "bridge")
  void aNeighbourThatKnewAnotherHasTheAddressIsToldOfThisOne() {
    String other = host.name() + "-other";
    Ran.of("ip", "netns", "add", other).orFail();
    try {
      peer(
          """
          ip addr flush dev peer0
          ip link add br0 type bridge
          ip link add port type veth peer name eth0 netns OTHER
          ip link set peer0 master br0
          ip link set port master br0
          ip link set br0 up
          ip link set port up
          ip addr add 10.0.0.2/16 dev br0
          ip addr add 2001:db8::2/64 dev br0 nodad
          ip -n OTHER link set eth0 up
          ip -n OTHER addr add 10.0.0.60/16 dev eth0
          ip -n OTHER addr add 2001:db8::60/64 dev eth0 nodad
          ping -c 1 -W 60 10.0.0.60
          ping -c 1 -W 60 2001:db8::60
          """
              .replace("OTHER", other));
      String mac = host.run("cat /sys/class/net/eth0/address").strip();
      assertThat(peer("ip neigh show dev br0")).doesNotContain(mac);
      Ran.of("ip", "-n", other, "addr", "flush", "dev", "eth0", "scope", "global").orFail();

      add("eth0:0", "10.0.0.60/16");
      add("eth0:6", "2001:db8::60/64");

      peer("until ip neigh show 10.0.0.60 | grep -q " + mac + "; do sleep 0.02; done");
      peer("until ip neigh show 2001:db8::60 | grep -q " + mac + "; do sleep 0.02; done");
    } finally {
      Ran.of("ip", "netns", "del", other).orFail();
    }
  }

  @Test
  void tenThousandAreAskedForWithoutAMistakeWhereTheNeighbourHasEverySecond() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      Address address = Address.ofIpv4((10 << 24 | 32 << 8) + 2 * i);
      lines.add("route add local " + address + " dev peer0 table local");
    }
    Path batch = Files.write(folder.resolve("batch"), lines);
    Ran.of("ip", "-n", host.name() + "-peer", "-batch", batch.toString()).orFail();
    Snapshot now = net.kernel().snapshot(EnumSet.noneOf(Part.class));
    Device eth0 = now.link("eth0").orElseThrow().device();
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      targets.add(new Target(eth0, Address.ofIpv4((10 << 24 | 32 << 8) + i)));
    }
    Conversation conversation = new Conversation(net.kernel(), new SplittableRandom(1), () -> {});
    long start = System.nanoTime();
    Findings findings = conversation.ask(targets, Timing.QUICK, Links.own(now));
    System.out.printf(
        "10,000 addresses asked for in %d ms%n", (System.nanoTime() - start) / 1_000_000);
    assertThat(findings.unasked()).isEmpty();
    assertThat(findings.conflicts())
        .hasSize(5_000)
        .allMatch(c -> c.target().address().low() % 2 == 0 && PEER.equals(c.mac()));
  }

  @Test
  void whereThereIsNobodyToAskNobodyIsAwaited() {
    List<String> notes = new ArrayList<>();
    Talk talk = new Talk(new SplittableRandom(1), () -> {}, notes::add);
    host.run("ip link set eth0 arp off");
    net.run(
        d -> d.create(wanted(d, "eth0:0", "10.0.0.2/16")),
        Conduct.PLAIN.with(new Probing(net.kernel(), Timing.QUICK, talk)));
    assertThat(notes).isEmpty();
    host.run("ip link set eth0 arp on");
    peer("ip link set peer0 down");
    host.run("until ip -o link show eth0 | grep -q NO-CARRIER; do sleep 0.02; done");
    assertTimeout(
        Duration.ofMinutes(1),
        () ->
            net.run(
                d -> {
                  d.create(wanted(d, "eth0:1", "10.0.0.9/16"));
                  d.create(wanted(d, "eth0:2", "2001:db8::9/64"));
                },
                Conduct.PLAIN.with(new Probing(net.kernel(), Timing.QUICK, talk))));
    assertThat(notes)
        .containsExactly("eth0 has no carrier: nobody could be asked whether an address is in use");
  }
}
