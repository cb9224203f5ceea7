package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States that are confirmed or taken back, and the history of all of them. */
@Needs(
    value = Need.NETNS,
    tools = {"ip", "bash", "mvn", "setsid", "socat"})
class ConfirmTest {
  private static final String FIRST =
      "devices: {eth0: {counters: false, aliases: [10.0.0.1/24, 10.0.0.2/24]}}\n";
  private static final String SECOND =
      "devices: {eth0: {counters: false, aliases: [10.0.0.2/24, 10.0.0.3/24]}}\n";

  /** Waits, a minute at most, until a command succeeds. */
  private static final String AWAIT =
      """
      await() { local i; for ((i = 0; i < 600; i++)); do "$@" && return; sleep 0.1; done; false; }
      has() { ip -o addr show dev eth0 | grep -q " $1/"; }
      hasnot() { ! has "$1"; }
      """;

  private final Namespace net = new Namespace();

  @TempDir private Path folder;

  @BeforeAll
  static void buildOnce() {
    Ran.of(Namespace.NETALIAS.toString(), "--version").orFail();
  }

  @BeforeEach
  void beginWithTheFirst() throws IOException {
    Files.createDirectories(folder.resolve("etc"));
    say(FIRST);
    netalias("apply").orFail();
    say(SECOND);
  }

  /** What takes a state back lives on behind the command, and writes into the folder. */
  @AfterEach
  void removeNamespaceOnceNobodyWorksInIt() {
    String nobody = "for i in {1..300}; do [[ -z $(ip netns pids %s) ]] && break; sleep 0.1; done";
    Ran.of("bash", "-c", nobody.formatted(net.name())).orFail();
    net.close();
  }

  private void say(String text) throws IOException {
    Files.writeString(folder.resolve("etc/aliases.yaml"), text);
  }

  private Ran netalias(String words) {
    return shell("$netalias " + words);
  }

  private Ran shell(String script) {
    String folders =
        "export CONFIGURATION_DIRECTORY=%1$s/etc STATE_DIRECTORY=%1$s/var\n".formatted(folder);
    return net.shell(folders + AWAIT + script);
  }

  private String addresses() {
    return shell("ip -o -4 addr show dev eth0 | awk '{print $4}' | sort | tr '\\n' ' '").out();
  }

  @Test
  void whatIsConfirmedStaysAndTheOthersCanBeGoneBackTo() {
    assertThat(netalias("apply --confirm 300").out()).endsWith(" changes\n");
    assertThat(netalias("apply").err()).contains("waits to be confirmed");
    assertThat(netalias("history").out()).contains("unconfirmed");
    assertThat(netalias("confirm").out()).isEqualTo("state 2 is kept\n");
    assertThat(netalias("confirm").exitCode()).isEqualTo(5);
    assertThat(addresses()).isEqualTo("10.0.0.2/24 10.0.0.3/24 ");

    assertThat(netalias("rollback").out()).endsWith(" changes\n");
    assertThat(addresses()).isEqualTo("10.0.0.1/24 10.0.0.2/24 ");
    assertThat(netalias("rollback 2").exitCode()).isZero();
    assertThat(addresses()).isEqualTo("10.0.0.2/24 10.0.0.3/24 ");
    assertThat(netalias("rollback 0").exitCode()).isZero();
    assertThat(addresses()).isEmpty();
    assertThat(netalias("rollback 9").exitCode()).isEqualTo(5);
    assertThat(netalias("history -o json").out())
        .contains("\"number\":5", "\"what\":\"rollback 0\"", "\"who\":\"root");
  }

  /** The command, its shell and their whole session are killed as soon as the change is made. */
  @Test
  void aStateThatNobodyConfirmsIsTakenBackAlsoWhenTheWholeSessionIsKilled() {
    netalias("add --no-counters eth0:hand 10.0.0.77/24").orFail();

    Ran ran =
        shell(
            """
            setsid bash -c '$netalias apply --confirm 5 -q; exec sleep 600' & first=$!
            await has 10.0.0.3 && echo applied
            kill -9 -- -$first
            await has 10.0.0.1 && await hasnot 10.0.0.3 && echo back
            await $netalias drift -q - <<<'%s' && echo clean
            """
                .formatted(FIRST.strip()));

    assertThat(ran.out()).isEqualTo("applied\nback\nclean\n");
    assertThat(addresses()).isEqualTo("10.0.0.1/24 10.0.0.2/24 10.0.0.77/24 ");
    assertThat(
            shell("await test ! -e $STATE_DIRECTORY/*/unconfirmed.yaml; $netalias history").out())
        .contains("rollback: not confirmed");
    // A boot does not make it the state again, until the file says something else.
    assertThat(netalias("apply --boot").err()).contains("nobody confirmed it");
    assertThat(addresses()).contains("10.0.0.1/24").doesNotContain("10.0.0.3");
  }

  /** Killed somewhere in the middle of ten thousand aliases. */
  @Test
  void aStateThatWasKilledHalfwayIsTakenBackToo() throws IOException {
    say("devices: {eth0: {counters: false, aliases: [10.64.0.0-10.64.39.15/32]}}\n");

    Ran ran =
        shell(
            """
            some() { [ "$(ip -o addr show dev eth0 | wc -l)" -gt 100 ]; }
            "$netalias" apply --confirm 6 -q --no-probe --no-announce & first=$!
            until some; do :; done
            kill -9 $first && echo killed
            none() { [ "$(ip -o -4 addr show dev eth0 | wc -l)" = 2 ]; }
            await none && await has 10.0.0.1 && echo back
            await test ! -e "$(echo $STATE_DIRECTORY/*/unconfirmed.yaml)"
            $netalias drift - <<<'%s' && echo clean
            """
                .formatted(FIRST.strip()));

    assertThat(ran.out()).isEqualTo("killed\nback\nclean\n");
  }

  /** The session comes over an address that the new state takes away. */
  @Test
  void aSessionThatCutItsOwnLinkGetsItBack() {
    Ran ran =
        shell(
            """
            ip netns exec %s ip addr add 10.0.0.200/24 dev peer
            socat TCP-LISTEN:7000,bind=10.0.0.1,reuseaddr EXEC:bash & door=$!
            await ss -ltn 'sport = :7000' | grep -q 7000
            (
              echo "$netalias apply --force --confirm 5 -q"
              sleep 600 & echo $! >%s/typist; wait
            ) | ip netns exec %s socat - TCP:10.0.0.1:7000,retry=50,interval=0.1 & far=$!
            await hasnot 10.0.0.1 && echo cut
            kill -9 $door $far $(cat %s/typist)
            await has 10.0.0.1 && await hasnot 10.0.0.3 && echo back
            ip netns exec %s ping -c 1 -W 20 10.0.0.1 >/dev/null && echo reached
            """
                .formatted(
                    net.name() + "-peer",
                    folder,
                    net.name() + "-peer",
                    folder,
                    net.name() + "-peer"));

    assertThat(ran.out()).isEqualTo("cut\nback\nreached\n");
  }

  /** The boot is told from the time of the state by its name. */
  @Test
  void aBootWithinTheTimeMakesTheStateBeforeAndNotTheOneThatNobodyConfirmed() {
    netalias("apply --confirm 600 -q").orFail();
    shell(
        """
        sed -i 's/^# boot: .*/# boot: another/' $STATE_DIRECTORY/*/unconfirmed.yaml
        ip addr flush dev eth0
        """);

    assertThat(netalias("apply --boot").err()).contains("nobody confirmed it");
    assertThat(addresses()).isEqualTo("10.0.0.1/24 10.0.0.2/24 ");
    assertThat(netalias("confirm").exitCode()).isEqualTo(5);
    assertThat(netalias("apply -q").exitCode()).as("somebody wants it").isZero();
    assertThat(addresses()).isEqualTo("10.0.0.2/24 10.0.0.3/24 ");
  }
}
