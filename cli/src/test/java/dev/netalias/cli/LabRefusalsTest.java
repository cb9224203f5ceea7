package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Ran;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lab refuses. */
class LabRefusalsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "use",
        "use nobody",
        "on a",
        "on",
        "host add",
        "host add 'a b'",
        "host add a",
        "host x",
        "wire nope cut",
        "wire wire0 loss",
        "wire wire0 loss 300%",
        "wire wire0 loss x",
        "wire wire0 eat",
        "wire wire0 plug lo",
        "wire add wire0",
        "link add",
        "link add lo",
        "link add a:b",
        "link del lo",
        "link del eth7",
        "link x y",
        "sleep",
        "sleep soon",
        "ping",
        "ping nobody",
        "ping -c 0 10.0.0.1",
        "ping -Q 10.0.0.1",
        "ping 10.0.0.1 10.0.0.2",
        "netstat",
        "netstat -x",
        "netstat -ir",
        "sysctl",
        "sysctl net.core.other",
        "sysctl net.core.net_alias_max=many",
        "tcpdump -i eth9",
        "tcpdump off",
        "tcpdump -c x",
        "udp",
        "udp listen",
        "udp listen 99999",
        "udp send 1.2.3.4 x",
        "udp eat",
        "arp -d",
        "arp -x",
        "arp -s 10.0.0.1",
        "arp nobody",
        "cat",
        "exit soon",
        "exit 999",
        "!",
        "uname -z",
        "`date`",
        "echo 'open",
        "netalias -o json monitor",
        "0",
        "--",
        "netalias",
        "run 99999999999h",
      })
  void whatMakesNoSenseIsRefusedInOneLineThatIsNoMistakeOfNetaliass(String line) {
    Ran run = LabTest.lab(line + "\n");

    assertThat(run.exitCode()).as(run.out()).isNotZero();
    assertThat(run.err()).contains("failed with exit code").doesNotContain("mistake in netalias");
    assertThat(run.err().lines().count()).isEqualTo(2);
  }
}
