package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code netalias monitor} on the running kernel. */
@Needs(
    value = Need.NETNS,
    tools = {"ip", "bash", "mvn"})
@Timeout(120)
class MonitorTest {
  private final Namespace net = new Namespace();

  @AfterEach
  void removeNamespace() {
    net.close();
  }

  /** Lines without their times, until one that contains a word. */
  private static List<String> until(BufferedReader in, String last) throws Exception {
    List<String> lines = new ArrayList<>();
    do {
      lines.add(in.readLine().replaceFirst("^[0-9:.]+ +", ""));
    } while (!lines.getLast().contains(last));
    return lines;
  }

  /** Changes something until the monitor, which takes a while to start, tells of it. */
  private void awaitStart(BufferedReader in) throws Exception {
    while (!in.ready()) {
      net.shell("ip addr add 192.0.2.1/32 dev lo; ip addr del 192.0.2.1/32 dev lo");
    }
    net.shell("ip addr add 192.0.2.2/32 dev lo");
    until(in, "192.0.2.2");
  }

  @Test
  void aLineForEachChangeWhoeverMakesIt() throws Exception {
    Process monitor = net.start("exec $netalias monitor");
    BufferedReader in = monitor.inputReader();
    awaitStart(in);

    net.shell(
            """
            ip addr add 10.0.0.1/24 dev eth0
            $netalias -q add eth0:3 10.0.0.2/24
            $netalias close eth0:3
            $netalias open eth0:3
            ip route add 10.9.0.0/16 via 10.0.0.7
            ip addr del 10.0.0.2/24 dev eth0
            ip link set eth0 down
            """)
        .orFail();

    assertThat(until(in, "device eth0 closed"))
        .containsExactly(
            "address eth0 added 10.0.0.1/24",
            "alias eth0:3 added 10.0.0.2/24 secondary",
            "alias eth0:3 closed 10.0.0.2/24",
            "alias eth0:3 opened 10.0.0.2/24 secondary",
            "route 10.9.0.0/16 added 10.9.0.0/16 via 10.0.0.7 dev eth0",
            "alias eth0:3 deleted 10.0.0.2/24",
            "device eth0 closed");
    monitor.destroy();
  }

  @Test
  void asJsonEachLineIsADocument() throws Exception {
    Process monitor = net.start("exec $netalias monitor -o json");
    BufferedReader in = monitor.inputReader();
    awaitStart(in);

    net.netalias("-q add eth0:3 10.0.0.2/24");

    assertThat(until(in, "eth0:3").getLast())
        .matches(
            "\\{\"time\":\"2[^\"]+Z\",\"event\":\"added\",\"what\":\"alias\",\"name\":\"eth0:3\","
                + "\"detail\":\"10.0.0.2/24\"}");
    monitor.destroy();
  }

  @Test
  void afterTooManyChangesItSaysSoAndReadsAllAnew() throws Exception {
    Process monitor = net.start("exec $netalias monitor");
    BufferedReader in = monitor.inputReader();
    awaitStart(in);
    String pid = Long.toString(monitor.pid());
    Ran.of("kill", "-STOP", pid).orFail();

    net.shell(
            """
            for i in $(seq 20000); do
              echo addr add 192.0.2.3/32 dev lo
              echo addr del 192.0.2.3/32 dev lo
            done | ip -batch -
            ip addr add 10.0.0.1/24 dev eth0 label eth0:late
            ip addr del 192.0.2.2/32 dev lo
            """)
        .orFail();
    Ran.of("kill", "-CONT", pid).orFail();

    assertThat(until(in, "resynchronised"))
        .contains(
            "monitor overrun changes were lost; all is read anew",
            "alias eth0:late added 10.0.0.1/24",
            "address lo deleted 192.0.2.2/32");
    net.shell("ip addr add 10.0.0.2/24 dev eth0");
    assertThat(until(in, "10.0.0.2")).hasSize(1);
    monitor.destroy();
  }

  @Test
  void ctrlCEndsItAtOnceAndQuietly() throws Exception {
    Process monitor = net.start("exec $netalias monitor");
    awaitStart(monitor.inputReader());
    long start = System.nanoTime();

    Ran.of("kill", "-INT", Long.toString(monitor.pid())).orFail();

    assertThat(monitor.waitFor()).isEqualTo(130);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(monitor.errorReader().readLine()).isNull();
  }

  @Test
  void itEndsWhenNobodyReadsAnyMore() throws Exception {
    Process monitor = net.start("$netalias monitor | head -n 1 >/dev/null; echo ${PIPESTATUS[0]}");
    while (monitor.isAlive()) {
      net.shell("ip addr add 192.0.2.1/32 dev lo; ip addr del 192.0.2.1/32 dev lo");
    }

    assertThat(monitor.inputReader().readLine()).isEqualTo("0");
    assertThat(monitor.errorReader().readLine()).isNull();
  }
}
