package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./netalias} on the running kernel, as a user has it. */
@Needs(
    value = Need.NETNS,
    tools = {"ip", "bash", "mvn", "setpriv"})
class EndToEndTest {
  private final Namespace net = new Namespace();

  @BeforeAll
  static void buildOnce() {
    Ran.of(Namespace.NETALIAS.toString(), "--version").orFail();
  }

  @AfterEach
  void removeNamespace() {
    net.close();
  }

  /** Prefix and label of each IPv4 address of eth0, a line each. */
  private List<String> addresses() {
    String script =
        "ip -o -4 addr show dev eth0 | sed -E 's/.* inet ([^ ]+).* ([^ ]+)\\\\.*/\\1 \\2/'";
    return net.shell(script).out().lines().toList();
  }

  @Test
  void theKernelHasWhatTheCommandsSay() {
    assertThat(net.netalias("add eth0 10.0.0.1/24 10.0.0.2/24"))
        .isEqualTo(new Ran(0, "eth0:0\neth0:1\n", ""));
    assertThat(addresses()).containsExactly("10.0.0.1/24 eth0:0", "10.0.0.2/24 eth0:1");

    assertThat(net.netalias("close eth0:0").exitCode()).isZero();
    assertThat(addresses()).containsExactly("10.0.0.2/24 eth0:1");
    assertThat(net.netalias("chain").out()).isEqualTo("lo->eth0->eth0:0->eth0:1->0\n");

    assertThat(net.netalias("open eth0:0").exitCode()).isZero();
    assertThat(net.netalias("set eth0:1 10.0.0.3/24").exitCode()).isZero();
    assertThat(addresses()).containsExactly("10.0.0.1/24 eth0:0", "10.0.0.3/24 eth0:1");

    assertThat(net.netalias("del --on eth0 --all").exitCode()).isZero();
    assertThat(addresses()).isEmpty();
  }

  @Test
  void aliasesOfOthersAreListedAndDeletedByName() {
    net.shell(
        """
        ip addr add 10.0.0.1/24 dev eth0
        ip addr add 10.0.0.2/24 dev eth0 label eth0:7
        ip addr add 10.0.0.3/24 dev eth0 label eth0:7
        ip addr add 10.0.0.4/24 dev eth0 label eth0:0-
        """);

    assertThat(net.netalias("list").out().lines().map(l -> l.replaceAll(" +", " ")))
        .containsExactly(
            "NAME TYPE ADDRESS AS STATE RX TX MADE BY",
            "eth0:7 ip 10.0.0.2/24 label open - - others",
            "eth0:7 ip 10.0.0.3/24 label open - - others",
            "eth0:0- ip 10.0.0.4/24 label open - - others");
    assertThat(net.netalias("del eth0:7 10.0.0.3 eth0:0- 10.0.0.4").exitCode()).isZero();
    assertThat(addresses()).containsExactly("10.0.0.1/24 eth0", "10.0.0.2/24 eth0:7");
  }

  @Test
  void aRenamedDeviceTakesItsAliasesAlong() {
    net.shell("ip addr add 10.0.0.100/24 dev eth0").orFail();
    net.netalias("add eth0 10.0.0.1/24 10.0.0.2/24").orFail();
    net.netalias("close eth0:1").orFail();
    net.shell("ip link set eth0 down; ip link set eth0 name lan; ip link set lan up");

    assertThat(net.netalias("chain").out()).isEqualTo("lo->lan->lan:0->lan:1->0\n");
    net.netalias("open lan:1").orFail();
    assertThat(net.shell("ip -o addr show dev lan").out()).contains("10.0.0.2/24", "lan:1");
  }

  @Test
  void anotherNamespaceIsNamedOrGivenByItsPath() {
    Ran.of(Namespace.NETALIAS.toString(), "--netns", net.name(), "add", "eth0", "10.0.0.1")
        .orFail();

    Ran byPath =
        Ran.of(Namespace.NETALIAS.toString(), "chain", "--netns", "/run/netns/" + net.name());
    assertThat(byPath.out()).isEqualTo("lo->eth0->eth0:0->0\n");
    assertThat(Ran.of(Namespace.NETALIAS.toString(), "--netns", "no-such", "list"))
        .isEqualTo(
            new Ran(
                5,
                "",
                "netalias: there is no network namespace 'no-such'; ip netns list shows them\n"));
    Ran notOne = Ran.of(Namespace.NETALIAS.toString(), "--netns", "/etc/passwd", "list");
    assertThat(notOne.exitCode()).isEqualTo(2);
    assertThat(notOne.err())
        .startsWith("netalias: '/etc/passwd' can't be entered: that is no network namespace");
  }

  @Test
  void withoutPermissionEverythingCanBeReadAndTried() {
    net.netalias("add eth0 10.0.0.1/24").orFail();
    String nobody = "exec setpriv --reuid=65534 --regid=65534 --clear-groups $netalias ";

    assertThat(net.shell(nobody + "add eth0 10.0.0.2/24"))
        .isEqualTo(
            new Ran(
                4,
                "",
                "netalias: adding an address needs CAP_NET_ADMIN; run it with sudo, or try it in"
                    + " the lab: netalias lab\n"));
    assertThat(net.shell(nobody + "add nope:0 10.0.0.2/24").exitCode()).isEqualTo(5);
    assertThat(net.shell(nobody + "add eth0 10.0.0.300").exitCode()).isEqualTo(2);
    assertThat(net.shell(nobody + "list").out()).contains("eth0:0");
    assertThat(net.shell(nobody + "--dry-run del eth0:0").out())
        .isEqualTo("ip addr del 10.0.0.1/24 dev eth0\n");
  }

  @Test
  void linkedUnderTheirNamesItIsIfconfigAndRoute() {
    String links = "d=$(mktemp -d); trap 'rm -r $d' EXIT; ln -s $netalias $d/ifconfig; ";
    net.shell(
            links
                + """
                ln -s $netalias $d/route
                $d/ifconfig eth0 10.0.0.1 netmask 255.255.255.0
                $d/ifconfig eth0:0 10.0.0.2
                $d/route add -host 10.0.0.2 dev eth0:0
                """)
        .orFail();

    assertThat(addresses()).containsExactly("10.0.0.1/24 eth0", "10.0.0.2/24 eth0:0");
    assertThat(net.shell("ip route show 10.0.0.2").out()).contains("src 10.0.0.2");
    assertThat(net.shell(links + "$d/ifconfig eth0:0- 0").exitCode()).isZero();
    assertThat(addresses()).containsExactly("10.0.0.1/24 eth0");
    assertThat(net.shell(links + "$d/ifconfig --help").out()).contains("ifconfig [-a] [-v] [-s]");
  }

  @Test
  @Needs(tools = "flock")
  void interruptedWhileAnotherHasTheLockItEndsAtOnceAndSaysSo() {
    Ran ran =
        net.shell(
            """
            set -m # else a shell lets what it starts in the background ignore SIGINT
            mount -t tmpfs none /run # so that the only lock there is this namespace's
            $netalias add eth0 10.0.0.1
            $netalias close eth0:0
            exec 9>"$(echo /run/netalias/*.lock)"
            flock 9
            $netalias add eth0 10.0.0.2 9>&- 2>&1 & # what bash says of jobs stays on its stderr
            pid=$!
            until grep -q -- "-> FLOCK.* $pid " /proc/locks; do sleep 0.05; done
            kill -INT $pid
            wait $pid
            echo "code $?"
            """);

    assertThat(ran.out()).endsWith("netalias: interrupted; nothing was changed\ncode 130\n");
  }

  @Test
  void theLookAlikesCanBeTriedAndWithoutPermissionSayWhatTheOriginalsSay() {
    Ran tried = net.netalias("ifconfig eth0:0 10.0.0.2 netmask 255.255.255.0 --dry-run");
    assertThat(tried.out())
        .contains("ip addr add 10.0.0.2/24 brd 10.0.0.255 dev eth0 label eth0:0\n");
    assertThat(addresses()).isEmpty();

    Ran refused =
        net.shell(
            "exec setpriv --reuid=65534 --regid=65534 --clear-groups $netalias ifconfig eth0:0 10.0.0.2");
    assertThat(refused.exitCode()).isEqualTo(255);
    assertThat(refused.err())
        .isEqualTo("SIOCSIFADDR: Operation not permitted\nSIOCSIFFLAGS: Operation not permitted\n");
    assertThat(net.netalias("ifconfig --help").out()).contains("Example:");
  }

  @ParameterizedTest
  @CsvSource({
    "add eth0:0 10.0.0.1/24, 1",
    "add eth0: 10.0.0.1, 2",
    "add eth0:nine-ten-eleven 10.0.0.1, 2",
    "no-such-command, 2",
    "del eth0:9, 5",
    "add nope 10.0.0.1, 5",
  })
  void wrongInputIsOneLineAndItsExitCode(String words, int exitCode) {
    net.netalias("add eth0:0 10.0.0.2/24").orFail();

    Ran ran = net.netalias(words);

    assertThat(ran.exitCode()).isEqualTo(exitCode);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("netalias: ").hasLineCount(1);
    assertThat(addresses()).containsExactly("10.0.0.2/24 eth0:0");
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoError() {
    net.netalias("-q add eth0 10.0.0.1-10.0.11.184/16").orFail();

    Ran ran = net.shell("$netalias list | head -n 2; echo ${PIPESTATUS[0]}");

    assertThat(ran.out()).startsWith("NAME ").endsWith("\n0\n").hasLineCount(3);
    assertThat(ran.err()).isEmpty();
    assertThat(net.shell("$netalias list >/dev/full"))
        .isEqualTo(
            new Ran(1, "", "netalias: the output can't be written: No space left on device\n"));
  }

  @Test
  void manyAtOnceGiveEveryAliasANameOfItsOwn() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      processes.add(net.start("$netalias -q add eth0 10.0.%d.1-10.0.%d.20/16".formatted(i, i)));
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }

    assertThat(addresses()).hasSize(120);
    assertThat(addresses().stream().map(a -> a.split(" ")[1]).distinct()).hasSize(120);
    assertThat(net.netalias("list").err()).isEmpty();
  }

  @Test
  void ctrlCTakesAHalfDoneCommandBack() throws Exception {
    Process process = net.start("exec $netalias -q add eth0 10.0.0.1-10.0.156.64");
    while (addresses().size() < 1000) {
      assertThat(process.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    Ran.of("kill", "-INT", Long.toString(process.pid())).orFail();

    assertThat(process.waitFor()).isEqualTo(130);
    assertThat(new String(process.getErrorStream().readAllBytes()))
        .isEqualTo("netalias: interrupted; nothing was changed\n");
    assertThat(addresses()).isEmpty();
    assertThat(net.netalias("list").err()).isEmpty();
  }

  @Test
  void aDeviceThatGoesMeanwhileIsGone() throws Exception {
    Process process = net.start("exec $netalias -q add eth0 10.0.0.1-10.0.156.64");
    while (addresses().size() < 1000) {
      assertThat(process.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    net.shell("ip link del eth0").orFail();

    assertThat(process.waitFor()).isEqualTo(5);
    assertThat(new String(process.getErrorStream().readAllBytes()))
        .startsWith("netalias: eth0 is gone")
        .hasLineCount(1);
    assertThat(net.netalias("chain").out()).isEqualTo("lo->0\n");
  }

  @Test
  void aBatchIsOneTransaction() {
    Ran refused =
        net.shell(
            """
            printf '%s\\n' 'add eth0 10.0.0.1/24' 'add eth0 10.0.0.1/24' | $netalias batch -
            """);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).startsWith("netalias: line 2: 10.0.0.1 is on eth0 already");
    assertThat(addresses()).isEmpty();

    Ran done =
        net.shell("seq 250 | sed 's,.*,add eth0:& 10.0.0.&/24,' | $netalias batch - | wc -l");
    assertThat(done.out().strip()).isEqualTo("250");
    assertThat(addresses()).hasSize(250);
  }

  @Test
  void aBatchTakesLinesOfOldScriptsToo() {
    Ran ran =
        net.shell(
            """
            $netalias batch - <<'END'
            /sbin/ifconfig eth0 172.16.3.1 netmask 255.255.255.0
            /sbin/ifconfig eth0:0 172.16.3.10
            /sbin/route add -host 172.16.3.10 dev eth0:0
            END
            """);
    assertThat(ran).isEqualTo(new Ran(0, "", ""));
    assertThat(addresses()).containsExactly("172.16.3.1/24 eth0", "172.16.3.10/24 eth0:0");

    Ran refused =
        net.shell(
            "printf 'ifconfig eth0:1 172.16.3.11\\nifconfig nope:1 1.2.3.4\\n' | $netalias batch -");
    assertThat(refused.err()).startsWith("netalias: line 2: ").hasLineCount(1);
    assertThat(addresses()).hasSize(2);
  }

  @Test
  @Needs(tools = "script")
  void onATerminalTablesAreColouredAndALongCommandShowsHowFarItIs() {
    net.netalias("-q add eth0 10.0.0.1/24").orFail();

    assertThat(net.shell("TERM=xterm script -qec \"$netalias list\" /dev/null").out())
        .contains("\u001b[32mopen\u001b[0m");
    assertThat(net.shell("NO_COLOR=1 TERM=xterm script -qec \"$netalias list\" /dev/null").out())
        .contains("open")
        .doesNotContain("\u001b[3");
    // Blanks at the end cover what stood there, of a longer line.
    String many =
        "TERM=xterm script -qec \"$netalias -o commands add eth0 10.1.0.1-10.1.78.32/16\"";
    assertThat(net.shell(many + " /dev/null | tr '\\r' '\\n' | grep -m 1 '#'").out())
        .matches("\\[#*\\.*] \\d+ of 20000, [0-9.]+/s, \\S+ \\w+ left *\n");
  }
}
