package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** States that are confirmed or taken back, and the history of all of them. */
@Needs(
    value = Need.NETNS,
    tools = {"ip", "bash", "mvn", "setsid", "socat"})
class ConfirmTest extends StateTest {
  private static final String FIRST =
      "devices: {eth0: {counters: false, aliases: [10.0.0.1/24, 10.0.0.2/24]}}\n";
  private static final String SECOND =
      "devices: {eth0: {counters: false, aliases: [10.0.0.2/24, 10.0.0.3/24]}}\n";

  @BeforeEach
  void beginWithTheFirst() throws IOException {
    host.say(FIRST);
    host.netalias("apply").orFail();
    host.say(SECOND);
  }

  @Test
  void whatIsConfirmedStaysAndTheOthersCanBeGoneBackTo() {
    assertThat(host.netalias("apply --confirm 300").out()).endsWith(" changes\n");
    assertThat(host.netalias("apply").err()).contains("waits to be confirmed");
    assertThat(host.netalias("history").out()).contains("unconfirmed");
    assertThat(host.netalias("confirm").out()).isEqualTo("state 2 is kept\n");
    assertThat(host.netalias("confirm").exitCode()).isEqualTo(5);
    assertThat(host.addresses()).isEqualTo("10.0.0.2/24 10.0.0.3/24 ");

    assertThat(host.netalias("rollback").out()).endsWith(" changes\n");
    assertThat(host.addresses()).isEqualTo("10.0.0.1/24 10.0.0.2/24 ");
    assertThat(host.netalias("rollback 2").exitCode()).isZero();
    assertThat(host.addresses()).isEqualTo("10.0.0.2/24 10.0.0.3/24 ");
    assertThat(host.netalias("rollback 0").exitCode()).isZero();
    assertThat(host.addresses()).isEmpty();
    assertThat(host.netalias("rollback 9").exitCode()).isEqualTo(5);
    assertThat(host.netalias("history -o json").out())
        .contains("\"number\":5", "\"what\":\"rollback 0\"", "\"who\":\"root");
  }

  /** The command, its shell and their whole session are killed as soon as the change is made. */
  @Test
  void aStateThatNobodyConfirmsIsTakenBackAlsoWhenTheWholeSessionIsKilled() {
    host.netalias("add --no-counters eth0:hand 10.0.0.77/24").orFail();

    Ran ran =
        host.shell(
            """
            setsid bash -c '$netalias apply --confirm 5 -q; exec sleep 600' & first=$!
            await has eth0 10.0.0.3 && echo applied
            kill -9 -- -$first
            await has eth0 10.0.0.1 && await hasnot eth0 10.0.0.3 && echo back
            await $netalias drift -q - <<<'%s' && echo clean
            """
                .formatted(FIRST.strip()));

    assertThat(ran.out()).isEqualTo("applied\nback\nclean\n");
    assertThat(host.addresses()).isEqualTo("10.0.0.1/24 10.0.0.2/24 10.0.0.77/24 ");
    assertThat(
            host.shell("await test ! -e $STATE_DIRECTORY/*/unconfirmed; $netalias history").out())
        .contains("rollback: not confirmed");
    // A boot does not make it the state again, until the file says something else.
    assertThat(host.netalias("apply --boot").err()).contains("nobody confirmed it");
    assertThat(host.addresses()).contains("10.0.0.1/24").doesNotContain("10.0.0.3");
  }

  /** Killed somewhere in the middle of ten thousand aliases. */
  @Test
  void aStateThatWasKilledHalfwayIsTakenBackToo() throws IOException {
    host.say("devices: {eth0: {counters: false, aliases: [10.64.0.0-10.64.39.15/32]}}\n");

    Ran ran =
        host.shell(
            """
            some() { [ "$(ip -o addr show dev eth0 | wc -l)" -gt 100 ]; }
            "$netalias" apply --confirm 6 -q --no-probe --no-announce & first=$!
            until some; do :; done
            kill -9 $first && echo killed
            none() { [ "$(ip -o -4 addr show dev eth0 | wc -l)" = 2 ]; }
            await none && await has eth0 10.0.0.1 && echo back
            await test ! -e "$(echo $STATE_DIRECTORY/*/unconfirmed)"
            $netalias drift - <<<'%s' && echo clean
            """
                .formatted(FIRST.strip()));

    assertThat(ran.out()).isEqualTo("killed\nback\nclean\n");
  }

  /** What was undone waits for nobody. */
  @Test
  void aStateThatWasKilledHalfwayAndIsUndoneByHandWaitsNoMore() throws IOException {
    host.say("devices: {eth0: {counters: false, aliases: [10.64.0.0-10.64.39.15/32]}}\n");

    Ran ran =
        host.shell(
            """
            some() { [ "$(ip -o addr show dev eth0 | wc -l)" -gt 100 ]; }
            "$netalias" apply --confirm 600 -q --no-probe --no-announce & first=$!
            until some; do :; done
            kill -9 $first
            $netalias confirm || echo $?
            $netalias recover -q && echo undone
            $netalias confirm || echo $?
            $netalias history | wc -l
            $netalias apply -q - <<<'%s' && echo applied
            """
                .formatted(SECOND.strip()));

    assertThat(ran.out()).isEqualTo("1\nundone\n5\n2\napplied\n");
    assertThat(host.addresses()).isEqualTo("10.0.0.2/24 10.0.0.3/24 ");
  }

  /** The session comes over an address that the new state takes away. */
  @Test
  void aSessionThatCutItsOwnLinkGetsItBack() {
    Ran ran =
        host.shell(
            """
            ip netns exec %s ip addr add 10.0.0.200/24 dev peer
            socat TCP-LISTEN:7000,bind=10.0.0.1,reuseaddr EXEC:bash & door=$!
            await ss -ltn 'sport = :7000' | grep -q 7000
            (
              echo "$netalias apply --force --confirm 5 -q"
              sleep 600 & echo $! >%s/typist; wait
            ) | ip netns exec %s socat - TCP:10.0.0.1:7000,retry=50,interval=0.1 & far=$!
            await hasnot eth0 10.0.0.1 && echo cut
            kill -9 $door $far $(cat %s/typist)
            await has eth0 10.0.0.1 && await hasnot eth0 10.0.0.3 && echo back
            ip netns exec %s ping -c 1 -W 20 10.0.0.1 >/dev/null && echo reached
            """
                .formatted(
                    host.name() + "-peer",
                    folder,
                    host.name() + "-peer",
                    folder,
                    host.name() + "-peer"));

    assertThat(ran.out()).isEqualTo("cut\nback\nreached\n");
  }

  /** The boot is told from the time of the state by its name. */
  @Test
  void aBootWithinTheTimeMakesTheStateBeforeAndNotTheOneThatNobodyConfirmed() {
    host.netalias("apply --confirm 600 -q").orFail();
    host.shell(
        """
        sed -i 's/^# boot: .*/# boot: another/' $STATE_DIRECTORY/*/unconfirmed
        ip addr flush dev eth0
        """);

    assertThat(host.netalias("apply --boot").err()).contains("nobody confirmed it");
    assertThat(host.addresses()).isEqualTo("10.0.0.1/24 10.0.0.2/24 ");
    assertThat(host.netalias("confirm").exitCode()).isEqualTo(5);
    assertThat(host.netalias("apply -q").exitCode()).as("somebody wants it").isZero();
    assertThat(host.addresses()).isEqualTo("10.0.0.2/24 10.0.0.3/24 ");
  }
}
