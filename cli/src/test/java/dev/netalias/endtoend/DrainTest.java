package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ./netalias del --drain} with a server on the alias and a client beside it. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "bash", "mvn", "nft", "python3", "timeout", "ss"})
class DrainTest {
  /** A server that echoes, and a client that talks until the file that it is given is gone. */
  private static final String BEGIN =
      """
      work=$(mktemp -d)
      trap 'kill $server $client 2>/dev/null; rm -rf $work' EXIT
      until_true() { timeout 100 bash -c "until $1; do sleep 0.05; done"; }
      cat >$work/server.py <<'END'
      import socket, threading
      s = socket.create_server(('10.0.0.5', 7000))
      def echo(c):
          while (b := c.recv(9)): c.sendall(b)
      while True: threading.Thread(target=echo, args=(s.accept()[0],), daemon=True).start()
      END
      cat >$work/client.py <<'END'
      import os, socket, sys, time
      c = socket.create_connection(('10.0.0.5', 7000), source_address=('10.0.0.2', 0))
      while os.path.exists(sys.argv[1]):
          c.sendall(b'a')
          assert c.recv(9) == b'a'
          time.sleep(0.01)
      print('served to its end')
      END
      touch $work/talk
      python3 $work/server.py & server=$!
      until_true "ss -tln | grep -q 10.0.0.5:7000"
      ip addr add 10.0.0.2/24 dev lo
      python3 $work/client.py $work/talk & client=$!
      until_true "ss -tn state established | grep -q 10.0.0.5:7000"
      draining() { nft list chain inet netalias draining >/dev/null 2>&1; }
      export -f draining
      connect() {
        timeout 20 bash -c ': </dev/tcp/10.0.0.5/7000' 2>&1 | grep -q refused && echo refused \
          || echo in
      }
      """;

  private final Namespace net = new Namespace();

  @BeforeEach
  void alias() {
    assertThat(net.netalias("add eth0 10.0.0.5/24 --no-probe --no-announce").exitCode()).isZero();
  }

  @AfterEach
  void removeNamespace() {
    net.close();
  }

  private Ran script(String rest) {
    return net.shell(BEGIN + rest);
  }

  @Test
  void theOldConnectionGoesOnAndNoNewOneComesUntilTheAliasGoes() {
    Ran ran =
        script(
            """
            $netalias del eth0:0 --drain 300 & netalias_pid=$!
            until_true draining
            connect
            $netalias list | grep -c eth0:0
            rm $work/talk
            wait $client
            wait $netalias_pid; echo "exit $?"
            $netalias list | grep -c eth0:0
            nft list tables
            """);
    assertThat(ran.out()).isEqualTo("refused\n1\nserved to its end\nexit 0\n0\n");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void whenTheTimeIsOverWhatIsLeftIsCutAndThatIsSaid() {
    Ran ran = script("$netalias close eth0:0 --drain 1; echo \"exit $?\"");
    assertThat(ran.out()).isEqualTo("exit 0\n");
    assertThat(ran.err())
        .containsPattern(
            "note: 1 connection is left after 1 s, and cut: 10.0.0.2:\\d+ to 10.0.0.5:7000"
                + " \\(eth0:0, python3 \\d+\\)\n");
    assertThat(net.netalias("list").out()).contains("closed");
  }

  @Test
  void whoIsInterruptedChangesNothingAndNewConnectionsComeAgain() {
    Ran ran =
        script(
            """
            (trap - INT; exec timeout -s INT --preserve-status 300 \
              $netalias del eth0:0 --drain 300) & timeout_pid=$!
            until_true draining
            kill -INT $(pgrep -f -P $timeout_pid 'drain' | head -1) 2>/dev/null \
              || kill -TERM $timeout_pid
            wait $timeout_pid
            connect
            $netalias list | grep -c open
            nft list chain inet netalias draining 2>/dev/null | wc -l
            """);
    assertThat(ran.out()).isEqualTo("in\n1\n0\n");
    assertThat(ran.err()).contains("interrupted; nothing was changed");
  }
}
