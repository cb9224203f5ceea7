package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which line of a batch is at fault, with all that the running kernel has around its changes. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "nft", "sysctl"})
class BatchLinesTest {
  private Namespace net;

  @BeforeEach
  void freshNamespace() {
    net = new Namespace();
    net.netalias("--version").orFail(); // where it has to build itself it says so, once
    net.shell("ip addr add 10.0.0.1/24 dev eth0").orFail();
    Ran.of("ip", "-n", net.name() + "-peer", "addr", "add", "10.0.0.9/24", "dev", "peer").orFail();
  }

  @AfterEach
  void removeNamespace() {
    net.close();
  }

  /** A batch of six lines, the second of which has this address. */
  private Ran batch(String options, String second) {
    String lines =
        "for i in 1 2 3 4 5 6; do echo add eth0:$i 10.0.0.2$i/24; done | sed '2s,[^ ]*$,%s,'"
            .formatted(second);
    return net.shell(lines + " | $netalias batch - --no-announce " + options);
  }

  private void assertLine2IsRefusedAndTheOthersAreMade(Ran ran, int exitCode, String reason) {
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(exitCode);
    assertThat(ran.err()).hasLineCount(1).startsWith("netalias: line 2: " + reason);
    assertThat(ran.out()).isEqualTo("eth0:1\neth0:3\neth0:4\neth0:5\neth0:6\n");
    assertThat(net.shell("ip -o addr show dev eth0 | grep -c eth0:").out()).isEqualTo("5\n");
  }

  @Test
  void anAddressInUseIsThatOfItsLineAlsoWhereAliasesAreCounted() {
    Ran whole = batch("", "10.0.0.9/24");
    assertThat(whole.err()).startsWith("netalias: line 2: 10.0.0.9 is in use on eth0 by");
    assertLine2IsRefusedAndTheOthersAreMade(
        batch("--keep-going", "10.0.0.9/24"), 3, "10.0.0.9 is in use on eth0 by");
    assertThat(net.shell("nft list tables").out()).as("they are counted").contains("netalias");
  }

  @Test
  void aRefusalOfTheKernelIsThatOfItsLineAlsoWhereAliasesAreCounted() {
    net.shell("sysctl -qw net.ipv6.conf.eth0.disable_ipv6=1").orFail();
    Ran whole = batch("", "2001:db8::9/64");
    assertThat(whole.err()).startsWith("netalias: line 2: the kernel refused 'ip addr add 2001");
    assertLine2IsRefusedAndTheOthersAreMade(
        batch("--keep-going", "2001:db8::9/64"), 1, "the kernel refused 'ip addr add 2001");
  }

  @Test
  void soIsThatOfAnAddressThatTheKernelIsNotToDetect() {
    net.shell("sysctl -qw net.ipv6.conf.eth0.disable_ipv6=1").orFail();
    assertLine2IsRefusedAndTheOthersAreMade(
        batch("--keep-going --no-probe", "2001:db8::9/64"),
        1,
        "the kernel refused 'ip addr add 2001");
  }
}
