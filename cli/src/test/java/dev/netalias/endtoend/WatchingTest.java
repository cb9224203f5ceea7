package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes on until Ctrl-C, and what is refused to whom. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "bash", "mvn", "nft", "python3", "setpriv", "timeout"})
class WatchingTest {
  /** {@code python3 -c TYPE SHOWN COMMAND...}: on a terminal, with Ctrl-C once that is shown. */
  private static final String TYPE =
      """
      import os, pty, select, sys
      child, terminal = pty.fork()
      if child == 0:
          os.environ['TERM'] = 'xterm'
          os.execvp(sys.argv[2], sys.argv[2:])
      seen = b''
      asked = False
      while select.select([terminal], [], [], 60)[0]:
          try:
              seen += os.read(terminal, 65536)
          except OSError:
              break
          if not asked and sys.argv[1].encode() in seen:
              asked = True
              os.write(terminal, b'\\x03')
      sys.stdout.buffer.write(seen)
      print('exit', os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
      """;

  private final Namespace net = new Namespace();

  @BeforeAll
  static void buildOnce() {
    Ran.of(Namespace.NETALIAS.toString(), "--version").orFail();
  }

  @BeforeEach
  void alias() {
    net.netalias("add eth0 10.0.0.5/24 --no-probe --no-announce").orFail();
  }

  @AfterEach
  void removeNamespace() {
    net.close();
  }

  @Test
  void topDrawsUntilControlCAndGivesTheTerminalBack() {
    Ran ran = net.shell("python3 -c \"" + TYPE + "\" eth0:0 $netalias top");

    assertThat(ran.out())
        .contains("netalias top: 1 alias")
        .contains("\u001b[?1049h")
        .endsWith("exit 130\n");
    assertThat(ran.out().indexOf("\u001b[?1049l")).isGreaterThan(ran.out().indexOf("eth0:0"));
  }

  @Test
  void announceWatchTellsAgainWheneverTheLinkComesBack() {
    Ran ran =
        net.shell(
            """
            peer="ip -n %s-peer"
            mac=$(cat /sys/class/net/eth0/address)
            forget() { $peer neigh replace 10.0.0.5 lladdr 02:00:00:00:00:99 nud stale dev peer; }
            told() { timeout 60 bash -c \
              "until $peer neigh show 10.0.0.5 | grep -q $mac; do sleep 0.05; done"; }
            $peer addr add 10.0.0.9/24 dev peer
            forget
            $netalias announce eth0:0 --watch & watching=$!
            told && echo told
            ip link set eth0 down
            forget
            ip link set eth0 up
            told && echo again
            kill $watching
            wait $watching
            """
                .formatted(net.name()));

    String announced = "eth0:0 10.0.0.5 announced"; // said after the neighbours are told
    assertThat(ran.out().lines()).containsExactlyInAnyOrder(announced, "told", announced, "again");
  }

  @Test
  void withoutTheCapabilityNeighboursAreNeitherAskedNorToldAndThatIsSaid() {
    String without = "setpriv --bounding-set -net_raw --inh-caps -net_raw $netalias ";
    Ran probed = net.shell(without + "probe 10.0.0.9 --on eth0");
    assertThat(probed.exitCode()).isEqualTo(4);
    assertThat(probed.err()).startsWith("netalias: asking neighbours needs CAP_NET_RAW");
    Ran announced = net.shell(without + "announce eth0:0");
    assertThat(announced.exitCode()).isEqualTo(4);
    assertThat(announced.err()).startsWith("netalias: telling neighbours needs CAP_NET_RAW");

    Ran added = net.shell(without + "add eth0 10.0.0.6/24");
    assertThat(added.out()).isEqualTo("eth0:1\n");
    assertThat(added.err())
        .contains("nobody was asked whether 10.0.0.6 is in use: that needs CAP_NET_RAW")
        .contains("neighbours were not told: that needs CAP_NET_RAW");
  }

  @Test
  void whoIsLoggedInBySshIsNotShutOutThoughSudoDroppedTheVariable() {
    String login = "export SSH_CONNECTION='10.0.0.9 51234 10.0.0.5 22'; ";
    String dropped = "bash -c 'env -u SSH_CONNECTION $netalias policy eth0:0 allow %s; exit $?'";
    Ran refused = net.shell(login + dropped.formatted("tcp/80"));

    assertThat(refused)
        .isEqualTo(
            new Ran(
                1,
                "",
                "netalias: that would shut out 10.0.0.9, from where you are connected to eth0:0 by"
                    + " SSH; allow tcp/22 from 10.0.0.9 too, or say --force\n"));
    net.shell(login + dropped.formatted("tcp/22")).orFail();
    assertThat(net.netalias("show eth0:0").out()).contains("policy       allow tcp/22 else drop\n");
  }
}
