package dev.netalias.cli.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.NetAlias;
import dev.netalias.alias.AliasException;
import dev.netalias.cli.look.name.HostNames;
import dev.netalias.cli.print.Format;
import dev.netalias.cli.print.Output;
import dev.netalias.kernel.Plan;
import dev.netalias.testkit.Ran;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A network namespace, in which the system's tools run and the look-alikes. */
final class TestNetwork implements AutoCloseable {
  private static final int MOST_TRIES = 20;
  private static final int SETTLING_TRIES = 30;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name =
      "netalias-look-%d-%d".formatted(ProcessHandle.current().pid(), COUNT.getAndIncrement());
  private final NetAlias netAlias;

  /** One with nothing but a closed lo. */
  TestNetwork() {
    Ran.of("ip", "netns", "add", name).orFail();
    netAlias = NetAlias.inNamespace(name);
  }

  /** One with eth0 and its other end peer0, both quiet, as IPv6 is off. */
  static TestNetwork withEth0() {
    TestNetwork network = new TestNetwork();
    network.shell(
        """
        sysctl -q net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
        ip link add eth0 address 02:00:00:00:00:01 type veth peer name peer0 \
          address 02:00:00:00:00:02
        ip link set peer0 up
        """);
    return network;
  }

  NetAlias netAlias() {
    return netAlias;
  }

  /** Turns on IPv6 of an open eth0, with no probing, and awaits its own address. */
  void withInet6() {
    shell(
        """
        sysctl -q net.ipv6.conf.eth0.accept_dad=0 net.ipv6.conf.eth0.router_solicitations=0 \
          net.ipv6.conf.eth0.disable_ipv6=0 net.ipv6.conf.lo.disable_ipv6=0
        ip link set eth0 up
        until ip -6 -o addr show dev eth0 scope link -tentative | grep -q fe80; do sleep 0.02; done
        """);
  }

  /** Runs shell commands, which must succeed; their output. */
  String shell(String commands) {
    return in("sh", "-ec", commands).orFail().out();
  }

  private Ran in(String... command) {
    List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", name));
    words.addAll(List.of(command));
    return Ran.in(Path.of("."), Map.of("LC_ALL", "C"), words);
  }

  /** Runs a command line of the system's {@code ifconfig} or {@code route}. */
  Ran system(String line) {
    return in(line.split(" "));
  }

  /** Runs one as a user who may change nothing. */
  Ran systemForbidden(String line) {
    return system("setpriv --reuid=65534 --regid=65534 --clear-groups " + line);
  }

  /** Runs the same line of the look-alike. */
  Ran ours(String line) {
    return ours(line, netAlias::run);
  }

  /**
   * Looks whether the system and ours show the same. Counters may move between two looks: what
   * counts is a look while they stand still.
   */
  void showsTheSame(String line) {
    for (int i = 0; i < MOST_TRIES; i++) {
      Ran before = system(line);
      Ran ours = ours(line);
      if (before.equals(system(line))) {
        assertThat(ours).as(line).isEqualTo(before);
        return;
      }
    }
    throw new AssertionError("the counters never stand still");
  }

  /** What a line would do; nothing is changed. */
  Plan plan(String line) {
    Plan[] plan = {new Plan(List.of())};
    Ran ran = ours(line, operations -> plan[0] = netAlias.plan(operations));
    ran.orFail();
    return plan[0];
  }

  /** Runs a line of the look-alike with another way to make its changes. */
  Ran ours(String line, Session.Changer changer) {
    List<String> words = List.of(line.split(" "));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream toErr = new PrintStream(err, true, StandardCharsets.UTF_8);
    Session session =
        new Session(
            words.getFirst(),
            netAlias,
            HostNames.SYSTEM,
            new Output(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                toErr,
                Format.TABLE,
                false,
                () -> false),
            new RouteBook(),
            changer);
    int exitCode;
    try {
      List<String> rest = words.subList(1, words.size());
      exitCode =
          words.getFirst().endsWith("ifconfig")
              ? new Ifconfig(session).run(rest)
              : new RouteCommand(session).run(rest);
    } catch (AliasException refusal) {
      toErr.print("netalias: " + refusal.getMessage() + "\n");
      exitCode = refusal.kind().exitCode();
    }
    return new Ran(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Addresses and routes, as the system's tools show them; who made a route does not count. */
  String state() {
    return shell(
            """
            ip addr show dev eth0
            ip addr show dev lo
            route -n || true
            ip route
            ip -6 route
            """)
        .replace("proto 78 ", "");
  }

  /** Looks whether the state becomes this; the kernel settles a link's state in its own time. */
  void isSoon(Supplier<String> state) {
    String expected = state.get();
    String actual = state();
    for (int i = 0; i < SETTLING_TRIES && !actual.equals(expected); i++) {
      shell("sleep 0.1");
      expected = state.get();
      actual = state();
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Override
  public void close() {
    netAlias.close();
    Ran.of("ip", "netns", "del", name);
  }
}
