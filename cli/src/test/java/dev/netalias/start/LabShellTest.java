package dev.netalias.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./netalias lab} as a person meets it at a terminal, and as the real kernel meets it. */
@Needs(tools = {"bash", "mvn", "find", "python3"})
class LabShellTest {
  private static final Path LAUNCHER = Path.of("../netalias").toAbsolutePath().normalize();
  private static final Path TYPED = Path.of("src/test/resources/lab/typed.py").toAbsolutePath();

  private static final String TAP_SCRIPT =
      """
      ifconfig eth0 10.9.0.2 netmask 255.255.255.0
      add eth0:0 10.9.0.3/24
      add eth0:mail 10.9.0.4/24
      echo ready
      """;

  private static final String TAP_SHELL =
      """
      set -u
      mkfifo "$2.in"
      "$1" lab --tap tap0 <"$2.in" >"$2.out" 2>&1 & lab=$!
      exec 3>"$2.in"
      cat "$2" >&3
      for try in $(seq 100); do grep -qs ready "$2.out" && break; sleep 0.2; done
      ip addr add 10.9.0.1/24 dev tap0 || exit 1
      tcpdump -nt -i tap0 -l arp >"$2.dump" 2>"$2.dump.err" & dump=$!
      for try in $(seq 50); do grep -qs listening "$2.dump.err" && break; sleep 0.2; done
      ping -c 3 -i 0.2 -W 10 10.9.0.3 || exit 2
      arping -c 1 -w 10 -I tap0 10.9.0.4 || exit 3
      for try in $(seq 100); do grep -qs "Reply 10.9.0.4" "$2.dump" && break; sleep 0.2; done
      kill $dump; wait $dump 2>/dev/null
      cat "$2.dump"
      printf 'list\\nexit\\n' >&3
      exec 3>&-
      wait $lab; code=$?
      cat "$2.out"
      echo "the lab ends with $code"
      ip link show tap0 2>/dev/null && exit 4
      exit 0
      """;

  @TempDir Path folder;

  @BeforeAll
  static void buildOnce() {
    Ran.of(LAUNCHER.toString(), "--version").orFail();
  }

  /** What a terminal of that kind shows when these lines are typed, without its control codes. */
  private String typed(String terminal, String lines) throws Exception {
    Path input = Files.writeString(folder.resolve("typed.txt"), lines);
    String script = "exec python3 \"$0\" \"$1\" \"$2\" <\"$3\"";
    List<String> command =
        List.of(
            "sh", "-c", script, TYPED.toString(), terminal, LAUNCHER.toString(), input.toString());
    Map<String, String> environment =
        Map.of("HOME", folder.toString(), "XDG_STATE_HOME", folder.resolve("state").toString());
    return Ran.in(folder, environment, command)
        .orFail()
        .out()
        .replaceAll("\u001b\\[[?>=]?[0-9;]*[a-zA-Z$]p?|\u001b[=>]", "")
        .replace("\r", "");
  }

  @Test
  void itPromptsWithTheHostsNameCompletesNamesAndRemembersLines() throws Exception {
    String shown =
        typed(
            "xterm",
            """
            ifconfig eth0 10.0.0.1 netmask 255.255.255.0
            netal\tadd eth0:mail 10.0.0.5/24
            on b ifconfig eth0 10.0.0.2 netmask 255.255.255.0
            show eth0:m\t
            use b
            ping -c 2 -i 0.1 10.0.0.5
            exit 7
            """);

    assertThat(shown).contains("A lab inside this process", "a# ifconfig eth0 10.0.0.1");
    assertThat(shown).contains("a# netalias add eth0:mail", "\neth0:mail\n");
    assertThat(shown).contains("10.0.0.5/24");
    assertThat(shown).contains("b# ping -c 2").contains("2 received, 0% packet loss");
    assertThat(shown).endsWith("exit code 7\n");
    assertThat(folder.resolve("state/netalias/lab_history")).content().contains("use b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xterm", "dumb"})
  void controlCEndsWhatRunsAndControlDEndsTheLab(String terminal) throws Exception {
    String shown =
        typed(
            terminal,
            """
            ifconfig eth0 10.0.0.1 netmask 255.255.255.0
            on b ifconfig eth0 10.0.0.2 netmask 255.255.255.0
            ping -c 1000 10.0.0.2^C
            nonsense
            echo goes on
            ^D
            """);

    assertThat(shown).contains("64 bytes from 10.0.0.2: icmp_seq=1", "ping statistics");
    assertThat(shown).contains("there is no command 'nonsense'", "\ngoes on\n");
    assertThat(shown).endsWith("exit code 0\n");
  }

  @Test
  @Needs(
      value = Need.NETNS,
      tools = {"ip", "unshare", "ping", "arping", "tcpdump"})
  void theRealKernelMeetsAliasesThatLiveInTheProcess() throws Exception {
    Path lines = Files.writeString(folder.resolve("tap.lab"), TAP_SCRIPT);
    Path script = Files.writeString(folder.resolve("tap.sh"), TAP_SHELL);

    Ran run =
        Ran.of("unshare", "-n", "bash", script.toString(), LAUNCHER.toString(), lines.toString());

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("3 received, 0% packet loss")
        .contains("Unicast reply from 10.9.0.4")
        .contains("Request who-has 10.9.0.4", "Reply 10.9.0.4 is-at 02:00:5e:")
        .containsPattern("eth0:0 +ip +10\\.9\\.0\\.3/24 +label +open +3 +3 ")
        .contains("the lab ends with 0");
  }
}
