package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands about many aliases: little memory, a bar, and Ctrl-C at any point of them. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "kill", "script", "sysctl"})
class BulkTest {
  private static final String QUIET = "--no-counters --no-probe --no-announce ";
  private static final int MANY = 300_000;
  private static final String RANGE = "10.16.0.0-10.20.147.223"; // so many addresses

  private Namespace net;

  @BeforeEach
  void freshNamespace() {
    net = new Namespace();
    net.shell("ip addr add 10.0.0.1/8 dev eth0").orFail();
  }

  @AfterEach
  void removeNamespace() {
    net.close();
  }

  private long routes() {
    String count = net.shell("ip route show table local proto 78 | wc -l").orFail().out();
    return Long.parseLong(count.strip());
  }

  @Test
  void ctrlCTakesAHalfDoneCommandOfManyRoutesBack() throws Exception {
    net.netalias("add " + QUIET + "eth0 10.9.9.9 --as route").orFail();
    Process process = net.start("exec $netalias -q add " + QUIET + "eth0 " + RANGE + " --as route");
    while (routes() < 20_000) {
      assertThat(process.isAlive()).isTrue();
    }
    Ran.of("kill", "-INT", Long.toString(process.pid())).orFail();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(new String(process.getErrorStream().readAllBytes()))
        .isEqualTo("netalias: interrupted; nothing was changed\n");
    assertThat(routes()).isEqualTo(1);
    assertThat(net.netalias("list").err()).isEmpty();
  }

  @Test
  void manyAreAddedListedAndDeletedInLittleMemory() {
    String small = "JDK_JAVA_OPTIONS=-Xmx96m $netalias -q ";
    net.shell(small + "add " + QUIET + "eth0 " + RANGE + " --as route").orFail();
    assertThat(routes()).isEqualTo(MANY);
    assertThat(net.shell(small + "list | tail -n 1").orFail().out())
        .startsWith("eth0:" + (MANY - 1) + " ");
    assertThat(net.shell(small + "-o json list | tr '{' '\\n' | grep -c realisation").out())
        .isEqualTo(MANY + "\n");
    net.shell(small + "del --on eth0 --all").orFail();
    assertThat(routes()).isZero();
  }

  @Test
  void aBatchThatGoesOnShowsHowFarItIsOnATerminalAndNothingInAPipe() {
    net.shell(
            "for i in $(seq 1 250); do for j in $(seq 1 20); do echo add eth0 10.1.$j.$i/8; done;"
                + " done >/tmp/$$.batch; mv /tmp/$$.batch /tmp/bulk-"
                + net.name())
        .orFail();
    String batch = "batch --keep-going " + "/tmp/bulk-" + net.name();
    try {
      String shown =
          net.shell("TERM=xterm script -qec \"$netalias -o commands " + batch + "\" /dev/null")
              .orFail()
              .out();
      assertThat(shown.replace('\r', '\n').lines().filter(l -> l.startsWith("[")).toList())
          .isNotEmpty()
          .allMatch(l -> l.length() < 80)
          .anyMatch(l -> l.matches("\\[#*\\.*] \\d+ of 5000, .*/s, .* left *"));
      assertThat(shown).contains("\r\u001b[K");
      net.netalias("del --on eth0 --all").orFail();
      assertThat(net.netalias(batch).err()).doesNotContain("[#");
    } finally {
      net.shell("rm -f /tmp/bulk-" + net.name());
    }
  }

  @Test
  void aBatchNamesTheRoutesThatItMadeBesideOthersThatItNeedNotRead() {
    net.netalias("add " + QUIET + "eth0 10.9.0.0-10.9.0.99 --as route").orFail();
    net.netalias("add " + QUIET + "eth0 10.8.0.1 --as route").orFail(); // the slots are known now

    String lines = "add eth0 10.0.0.9/8\nadd eth0 10.8.0.2 --as route\n";
    Ran ran = net.shell("printf '" + lines + "' | $netalias -q batch -");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(routes()).isEqualTo(102);
  }

  @Test
  void closesOfABatchCostTheSameEach() {
    net.netalias("add " + QUIET + "eth0 10.9.0.0-10.9.127.255 --as route").orFail();
    String close = "seq -f 'close eth0:%.0f' 0 32767 | timeout 60 $netalias -q batch -";
    net.shell(close).orFail(); // each looked for among all before it, it takes minutes
    assertThat(routes()).isZero();
  }

  @Test
  void labelsAreDeletedTheNewestFirst() {
    net.shell("sysctl -qw net.ipv4.conf.eth0.promote_secondaries=1").orFail();
    net.netalias("add " + QUIET + "eth0 10.1.0.1-10.1.11.184/8").orFail();
    List<String> commands =
        net.netalias("--dry-run del --on eth0 --all")
            .orFail()
            .out()
            .lines()
            .filter(line -> line.startsWith("ip addr del"))
            .toList();
    assertThat(commands)
        .as("the other way round each makes another the primary: minutes, not moments")
        .hasSize(3000)
        .startsWith("ip addr del 10.1.11.184/8 dev eth0")
        .endsWith("ip addr del 10.1.0.1/8 dev eth0");
  }
}
