package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A command that is killed in the middle, and what the next ones say and do about it. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "kill", "setpriv"})
class CutOffTest {
  private static final int MANY = 20_000;

  private Namespace net;

  @BeforeEach
  void freshNamespace() {
    net = new Namespace();
  }

  @AfterEach
  void removeNamespace() {
    net.close();
  }

  private long addresses() {
    return net.shell("ip -o -4 addr show dev eth0").orFail().out().lines().count();
  }

  private void killHalfway() throws Exception {
    Process process = net.start("exec $netalias -q add eth0 10.0.0.1-10.0.78.32");
    while (addresses() < 1000) {
      assertThat(process.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    Ran.of("kill", "-9", Long.toString(process.pid())).orFail();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(addresses()).isBetween(1000L, MANY - 1L);
  }

  @Test
  void theNextCommandSaysHowFarItCameAndRecoverUndoesIt() throws Exception {
    assertThat(net.netalias("recover").out())
        .isEqualTo("nothing to recover: no command was cut off\n");
    killHalfway();
    long made = addresses();
    String tells =
        "'netalias add -q eth0 10.0.0.1-10.0.78.32' of \\S+, process \\d+, begun [-0-9: ]+, was cut"
            + " off: %d of %d changes are made; netalias recover undoes it, netalias recover"
            + " --finish makes the rest\n";

    Ran refused = net.netalias("add eth0 10.9.9.9");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).matches("netalias: " + tells.formatted(made, MANY));
    Ran read =
        net.shell("setpriv --reuid=65534 --regid=65534 --clear-groups $netalias list --limit 1");
    assertThat(read.exitCode()).isZero();
    assertThat(read.out()).hasLineCount(2);
    assertThat(read.err()).matches("netalias: warning: " + tells.formatted(made, MANY));
    assertThat(net.netalias("-q list --limit 1").err()).isEmpty();
    assertThat(net.netalias("ifconfig eth0:7 10.9.9.9").exitCode()).isEqualTo(1);
    Ran unsaved = net.shell("CONFIGURATION_DIRECTORY=/nonexistent $netalias save");
    assertThat(unsaved.exitCode()).isEqualTo(1);
    assertThat(unsaved.err()).matches("netalias: (warning: )?" + tells.formatted(made, MANY));
    Ran foreseen = net.netalias("recover --dry-run");
    assertThat(foreseen.out())
        .hasLineCount((int) made)
        .endsWith("ip addr del 10.0.0.1/32 dev eth0\n");
    assertThat(foreseen.err())
        .startsWith(
            "netalias: note: by these %d changes the command that was cut off would be undone\n"
                .formatted(made));
    assertThat(addresses()).isEqualTo(made);

    Ran undone = net.netalias("recover");
    assertThat(undone.err()).isEmpty();
    assertThat(undone.out())
        .startsWith("undone: 'netalias add -q eth0 10.0.0.1-10.0.78.32' of ")
        .endsWith(" %d of %d changes had been made\n".formatted(made, MANY));
    assertThat(addresses()).isZero();
    assertThat(net.netalias("add eth0 10.9.9.9")).isEqualTo(new Ran(0, "eth0:0\n", ""));
  }

  @Test
  void recoverMakesTheRestOrLeavesAllAsItIs() throws Exception {
    killHalfway();
    long made = addresses();
    Ran kept = net.netalias("-o json recover --keep");
    assertThat(kept.out())
        .startsWith(
            "{\"found\":true,\"dry_run\":false,\"end\":\"kept\",\"command\":\"netalias add ")
        .contains("\"total\":" + MANY, "\"done\":" + made, "\"changes\":[]");
    assertThat(addresses()).isEqualTo(made);
    net.netalias("del --on eth0 --all");
    assertThat(addresses()).isZero();

    killHalfway();
    assertThat(net.netalias("recover --undo --finish").exitCode()).isEqualTo(2);
    assertThat(net.netalias("-q recover --finish")).isEqualTo(new Ran(0, "", ""));
    assertThat(addresses()).isEqualTo(MANY);
    assertThat(net.netalias("show eth0:" + (MANY - 1)).out()).contains("10.0.78.32");
  }

  @Test
  void whoMayNotChangeAnythingIsToldSo() throws Exception {
    killHalfway();
    Ran refused = net.shell("setpriv --reuid=65534 --regid=65534 --clear-groups $netalias recover");
    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err()).startsWith("netalias: recovering needs CAP_NET_ADMIN");
    assertThat(net.netalias("-q recover").exitCode()).isZero();
  }
}
