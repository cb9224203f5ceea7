package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real systemd boots with what {@code netalias enable} has installed. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "bash", "mvn", "unshare", "nsenter", "systemd-run"},
    fileSystems = "cgroup2")
class SystemdTest {
  private static final String TIMERS =
      "timers() { systemctl list-units --all --plain --no-legend 'netalias-rollback-*'; }\n";

  @TempDir private static Path folder;

  private static BootedHost host;

  @BeforeAll
  static void boot() throws Exception {
    Ran.of(Namespace.NETALIAS.toString(), "--version").orFail();
    host = new BootedHost(folder);
  }

  @AfterAll
  static void end() throws Exception {
    if (host != null) {
      host.close();
    }
  }

  @Test
  void theSavedStateIsThereBeforeTheNetworkCountsAsOnline() {
    assertThat(host.shell("cat /share/online").out())
        .as(host::said)
        .contains(" 10.0.0.1/24 ", " 10.0.0.2/24 ");
    assertThat(host.shell("systemctl is-active netalias netalias-watch").out())
        .isEqualTo("active\nactive\n");
  }

  @Test
  void bothUnitsHaveTwoCapabilitiesAndCanWriteNothing() {
    Ran ran =
        host.shell(
            """
            watch=$(systemctl show -P MainPID netalias-watch)
            for status in /run/status /proc/$watch/status; do
              awk '/^(Cap(Prm|Eff|Bnd)|NoNewPrivs|Seccomp):/ {printf "%s%s ", $1, $2}' $status
              echo
            done
            nsenter -t $watch -m touch /etc/x /opt/x /usr/x 2>&1 |
              grep -c 'Read-only'
            """);
    String confined =
        "CapPrm:0000000000003000 CapEff:0000000000003000 CapBnd:0000000000003000 NoNewPrivs:1"
            + " Seccomp:2 \n";
    assertThat(ran.out()).isEqualTo(confined + confined + "3\n");
  }

  @Test
  void aDeviceThatComesLaterGetsItsAliases() {
    Ran ran =
        host.shell(
            """
            ip link add late0 type veth peer name late1
            ip link set late0 up
            await has late0 10.5.0.1 && echo there
            """);
    assertThat(ran.out()).as(ran.err()).isEqualTo("there\n");
  }

  /** All of the login's processes are killed, as the end of a session may do it. */
  @Test
  void aTimerOfSystemdTakesAStateBackWhenTheWholeSessionIsKilled() {
    Ran ran =
        host.shell(
            TIMERS
                + """
                echo 'devices: {eth0: [10.0.0.1/24, 10.0.0.3/24]}' >/tmp/new.yaml
                systemd-run -q --scope --unit=login bash -c '
                  $netalias apply /tmp/new.yaml --confirm 6 -q --no-probe; exec sleep 600' &
                await has eth0 10.0.0.3 && await hasnot eth0 10.0.0.2 && echo applied
                timers | sed -n 's/-[0-9a-f]*[.]timer .*/-TOKEN.timer/p'
                systemctl kill -s KILL login.scope
                await has eth0 10.0.0.2 && await hasnot eth0 10.0.0.3 && echo back
                await eval '[[ -z $(timers) ]]' && echo gone
                $netalias history | tail -1 | grep -o 'rollback: not confirmed'
                """);
    assertThat(ran.out())
        .as(ran.err())
        .isEqualTo(
            """
            applied
            netalias-rollback-TOKEN.timer
            back
            gone
            rollback: not confirmed
            """);
  }

  @Test
  void whatIsConfirmedStaysAndItsTimerEnds() {
    Ran ran =
        host.shell(
            TIMERS
                + """
                echo 'devices: {eth0: [10.0.0.1/24, 10.0.0.2/24], peer0: [10.7.0.1/24]}' >/tmp/other.yaml
                $netalias apply /tmp/other.yaml --confirm 600 -q --no-probe
                [[ $(timers) ]] && echo waits
                $netalias confirm -q
                [[ $(timers) ]] || echo gone
                has peer0 10.7.0.1 && echo stays
                """);
    assertThat(ran.out()).as(ran.err()).isEqualTo("waits\ngone\nstays\n");
  }
}
