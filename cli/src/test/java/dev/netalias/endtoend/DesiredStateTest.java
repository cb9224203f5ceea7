package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The desired state on the running kernel, as a user has it. */
@Needs(
    value = Need.NETNS,
    tools = {"ip", "bash", "mvn", "python3"})
class DesiredStateTest extends StateTest {
  @Test
  void theStateIsPlannedAppliedAndThenThereIsNothingToDo() throws IOException {
    host.say(
        "devices:\n  eth0:\n    counters: false\n    aliases:\n"
            + "      - {name: web, address: 10.0.0.1/24}\n");
    Files.writeString(
        folder.resolve("etc/aliases.d/more.yaml"),
        "devices: {eth0: {counters: false, aliases: [10.0.0.2/24]}}\n");

    assertThat(host.netalias("plan"))
        .isEqualTo(
            new Ran(
                0,
                """
                ip addr add 10.0.0.1/24 brd 10.0.0.255 dev eth0 label eth0:web
                ip addr add 10.0.0.2/24 brd 10.0.0.255 dev eth0 label eth0:0
                """,
                ""));
    assertThat(host.netalias("drift"))
        .isEqualTo(
            new Ran(1, "eth0:web 10.0.0.1/24 is not there\neth0 10.0.0.2/24 is not there\n", ""));
    assertThat(host.netalias("apply")).isEqualTo(new Ran(0, "2 changes\n", ""));
    assertThat(host.netalias("apply")).isEqualTo(new Ran(0, "nothing to do\n", ""));
    assertThat(host.netalias("drift")).isEqualTo(new Ran(0, "", ""));
    assertThat(host.shell("ip -o -4 addr show dev eth0").out())
        .contains("10.0.0.1/24 brd 10.0.0.255 scope global eth0:web")
        .contains("eth0:0");
  }

  @Test
  void whatAnotherProgramMadeStaysAndWhatNetaliasMadeForTheLastStateGoes() throws IOException {
    host.shell("ip addr add 10.0.0.50/24 dev eth0 label eth0:theirs").orFail();
    host.say("devices: {eth0: [10.0.0.1/24, 10.0.0.2/24]}\n");
    host.netalias("apply").orFail();
    host.netalias("add eth0:hand 10.0.0.60/24").orFail();
    host.say("devices: {eth0: [10.0.0.2/24]}\n");

    Ran applied = host.netalias("apply");

    assertThat(applied.out()).isEqualTo("2 changes\n"); // with its counters
    assertThat(applied.err())
        .isEqualTo(
            "netalias: note: eth0:hand 10.0.0.60/24 is not saved: it stays"
                + "; netalias save eth0:hand saves it, --prune takes it away\n");
    assertThat(host.netalias("list -o json").out())
        .contains("10.0.0.50", "10.0.0.2\"", "10.0.0.60")
        .doesNotContain("10.0.0.1\"");
    assertThat(host.netalias("apply --prune").out()).isEqualTo("2 changes\n");
    assertThat(host.netalias("list -o json").out())
        .contains("10.0.0.50")
        .doesNotContain("10.0.0.60");
  }

  @Test
  void whatIsWrongInAFileIsShownWithACaretAndChangesNothing() throws IOException {
    host.say("devices:\n  eth0:\n    aliases:\n      - adress: 10.0.0.1\n");
    String file = folder.resolve("etc/aliases.yaml").toString();

    assertThat(host.netalias("apply"))
        .isEqualTo(
            new Ran(
                2,
                "",
                """
                netalias: %s:4:9: an alias has no key 'adress'; did you mean address?
                          - adress: 10.0.0.1
                            ^
                """
                    .formatted(file)));
    host.say("devices: {eth0: [10.0.0.1, 10.0.0.1]}\n");
    assertThat(host.netalias("plan").err())
        .startsWith(
            "netalias: %s:1:28: the address 10.0.0.1 is said twice for eth0: also in %s:1:18;"
                .formatted(file, file));
    assertThat(host.addresses()).isEmpty();
  }

  @Test
  void whatIsSavedIsSaidInTheFileAndWhatIsForgottenIsNot() throws IOException {
    host.say("# mine\ndevices:\n  eth0: # the uplink\n    aliases:\n      - 10.0.0.1/24\n");
    host.netalias("apply").orFail();

    assertThat(host.netalias("add eth0:web 10.0.0.2/24 --save").orFail().out())
        .isEqualTo("eth0:web\n");
    assertThat(host.netalias("add eth0 10.0.0.10-10.0.0.19/24 --save -q").exitCode()).isZero();
    assertThat(host.said())
        .isEqualTo(
            """
            # mine
            devices:
              eth0: # the uplink
                aliases:
                  - 10.0.0.1/24
                  - {name: eth0:web, address: 10.0.0.2/24}
                  - {name: eth0:1, address: 10.0.0.10-10.0.0.19/24}
            """);
    assertThat(host.netalias("save").out()).isEqualTo("nothing to do\n");
    assertThat(host.netalias("list -o json").out().split("\"saved\":true", -1)).hasSize(13);

    host.netalias("set eth0:4 10.0.0.99/24").orFail();
    host.netalias("close eth0:web").orFail();
    assertThat(host.netalias("drift").out())
        .isEqualTo(
            "eth0:4 10.0.0.99/24 is to be 10.0.0.13/24\n"
                + "eth0:web 10.0.0.2/24 is closed, and is to be open\n");
    assertThat(host.netalias("--dry-run save").out())
        .startsWith("# saved eth0:")
        .contains("eth0:4 10.0.0.99/24");
    assertThat(host.netalias("save").exitCode()).isZero();
    assertThat(host.netalias("forget eth0:7").out())
        .isEqualTo("forgot eth0:7, said in %s/etc/aliases.yaml:9:9\n".formatted(folder));
    assertThat(host.said())
        .isEqualTo(
            """
            # mine
            devices:
              eth0: # the uplink
                aliases:
                  - 10.0.0.1/24
                  - {name: eth0:web, address: 10.0.0.2/24, state: closed}
                  - {name: eth0:1, address: 10.0.0.10-10.0.0.12/24}
                  - {name: eth0:4, address: 10.0.0.99/24}
                  - {name: eth0:5, address: 10.0.0.14-10.0.0.15/24}
                  - {name: eth0:8, address: 10.0.0.17-10.0.0.19/24}
            """);
    assertThat(host.netalias("drift")).isEqualTo(new Ran(0, "", ""));
    assertThat(host.netalias("forget eth0:7"))
        .isEqualTo(
            new Ran(
                5,
                "",
                "netalias: eth0:7 is not in the desired state;"
                    + " netalias save eth0:7 puts it in\n"));
  }

  /** A gateway of its own needs a device that is there, and comes and goes with the state. */
  @Test
  void howPacketsLeaveIsPartOfTheState() throws IOException {
    host.say("devices: {eth0: [{name: a, address: 10.0.0.1/24, gateway: 10.0.0.254}]}\n");
    host.netalias("apply").orFail();
    assertThat(host.shell("ip rule").out()).contains("from 10.0.0.1");
    assertThat(host.netalias("drift")).isEqualTo(new Ran(0, "", ""));
    assertThat(host.netalias("apply").out()).isEqualTo("nothing to do\n");

    host.say("devices: {eth0: [{name: a, address: 10.0.0.1/24}]}\n");
    assertThat(host.netalias("drift").out()).isEqualTo("eth0:a 10.0.0.1/24 is to leave as usual\n");
    host.netalias("apply").orFail();
    assertThat(host.shell("ip rule").out()).doesNotContain("from 10.0.0.1");
    host.netalias("set eth0:a --gateway 10.0.0.253").orFail();
    host.netalias("save eth0:a").orFail();
    assertThat(host.said()).contains("gateway: 10.0.0.253");
  }

  @Test
  void whatAnAliasLetsInIsPartOfTheState() throws IOException {
    host.say(
        "devices: {eth0: [{name: a, address: 10.0.0.1/24, policy: [allow tcp/22 icmp, reject]},"
            + " 10.0.0.2/24]}\n");
    host.netalias("apply").orFail();
    assertThat(host.netalias("policy eth0:a show").out()).contains("allow tcp/22 icmp");
    assertThat(host.netalias("drift")).isEqualTo(new Ran(0, "", ""));
    assertThat(host.netalias("apply").out()).isEqualTo("nothing to do\n");

    host.netalias("policy eth0:a clear").orFail();
    assertThat(host.netalias("drift").out())
        .contains("eth0:a 10.0.0.1/24 is to let in: allow tcp/22");
    host.netalias("apply").orFail();
    assertThat(host.netalias("policy eth0:a show").out()).contains("allow tcp/22 icmp");

    host.say("devices: {eth0: [{name: a, address: 10.0.0.1/24}, 10.0.0.2/24]}\n");
    assertThat(host.netalias("drift").out()).isEqualTo("eth0:a 10.0.0.1/24 is to let in all\n");
    host.netalias("apply").orFail();
    assertThat(host.netalias("policy eth0:a show").out()).contains("no policy");
    host.say("devices: {eth0: [{address: 10.0.0.1/24, policy: [deny tcp/22]}]}\n");
    assertThat(host.netalias("plan").err())
        .contains("'deny' begins no clause", "policy: [deny tcp/22]");
  }

  /** The connections are held by one process on each side, which echoes over each of them. */
  private static final String TALK =
      """
      import socket, sys
      there = [f"10.1.{i >> 8}.{i & 255}" for i in range(21, 1001, 20)]
      held = []
      for address in there:
          one = socket.socket()
          one.settimeout(20)
          one.connect((address, 7000))
          held.append((address, one))
      print("held", len(held), flush=True)
      sys.stdin.readline()
      lost = []
      for address, one in held:
          try:
              one.sendall(b"x")
              assert one.recv(1) == b"x"
          except Exception as wrong:
              lost.append(address)
      print("lost", " ".join(lost) if lost else "none", flush=True)
      """;

  private static final String ECHO =
      """
      import selectors, socket
      door = socket.socket()
      door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
      door.bind(("0.0.0.0", 7000))
      door.listen(1000)
      known = selectors.DefaultSelector()
      known.register(door, selectors.EVENT_READ)
      print("listening", flush=True)
      while True:
          for key, _ in known.select():
              if key.fileobj is door:
                  one, _ = door.accept()
                  known.register(one, selectors.EVENT_READ)
              else:
                  got = key.fileobj.recv(10)
                  if got:
                      key.fileobj.sendall(got)
                  else:
                      known.unregister(key.fileobj)
                      key.fileobj.close()
      """;

  /** 951 aliases of a thousand get another address, the primary among them. */
  @Test
  void aRenumberingKeepsTheConnectionsOfTheAliasesThatStay() throws IOException {
    Files.writeString(folder.resolve("talk.py"), TALK);
    Files.writeString(folder.resolve("echo.py"), ECHO);
    StringBuilder before = new StringBuilder("devices:\n  eth0:\n    aliases:\n");
    StringBuilder after = new StringBuilder(before);
    for (int i = 1; i <= 1000; i++) {
      String old = "10.1.%d.%d".formatted(i >> 8, i & 255);
      boolean moves = i == 1 || i % 20 != 1;
      String now = moves ? "10.1.%d.%d".formatted(100 + (i >> 8), i & 255) : old;
      before.append("      - {name: eth0:%d, address: %s/16}\n".formatted(i, old));
      after.append("      - {name: eth0:%d, address: %s/16}\n".formatted(i, now));
    }
    host.say(before.toString());
    host.netalias("apply").orFail();
    Files.writeString(folder.resolve("etc/next"), after.toString());
    String script =
        """
        cd %s
        python3 echo.py >listening & echo=$!
        trap 'kill $echo' EXIT
        until grep -q listening listening; do sleep 0.02; done
        ip netns exec %s-peer ip addr add 10.1.200.1/16 dev peer
        mkfifo go; exec 9<>go
        ip netns exec %s-peer python3 talk.py <go >said &
        talk=$!
        until grep -q held said; do sleep 0.05; done
        cp etc/next etc/aliases.yaml
        $netalias apply -q
        echo "apply $?"
        echo >&9
        wait $talk
        cat said
        $netalias drift; echo "drift $?"
        """
            .formatted(folder, host.name(), host.name());

    Ran ran = host.shell(script);

    assertThat(ran.out()).contains("held 49\n", "apply 0\n", "lost none\n", "drift 0\n");
  }
}
