package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What comes back with a state that nobody confirms, whatever stands in its way. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "bash", "mvn", "setsid", "flock", "mount", "stat"})
class TakenBackTest extends StateTest {
  private static final String FIRST =
      "devices: {eth0: {counters: false, aliases: [10.0.0.1/24, 10.0.0.2/24]}}\n";
  private static final String SECOND =
      "devices: {eth0: {counters: false, aliases: [10.0.0.2/24, 10.0.0.3/24]}}\n";

  /** How others hold what netalias locks, and see who waits for it. */
  private static final String LOCKED =
      """
      pending=$(echo $STATE_DIRECTORY/*)/unconfirmed
      lock=/run/netalias/$(basename $STATE_DIRECTORY/*).lock
      waiting() { [ "$(grep -c -e "-> FLOCK .*:$(stat -c %i $lock) " /proc/locks)" = "$1" ]; }
      """;

  private void begin(String before, String first, String next) throws IOException {
    host.say(first);
    host.shell("set -e\n" + before + "\n$netalias apply -q").orFail();
    host.say(next);
  }

  /** All of the network that a state can change, without what only passes. */
  private String everything() {
    return host.shell(
            """
            ip -o -4 addr show dev eth0 | sed 's/ *valid_lft.*//'
            ip route show table all | grep -v ' table local '
            """)
        .orFail()
        .out();
  }

  private void applyAndTakeBack(String gone) {
    String before = everything();
    Ran ran =
        host.shell(
            """
            $netalias apply --confirm 300 -q
            hasnot eth0 %s && echo applied
            $netalias rollback -q
            test ! -e $STATE_DIRECTORY/*/unconfirmed && echo over
            """
                .formatted(gone));
    assertThat(ran.out()).isEqualTo("applied\nover\n");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void addressesOfOtherProgramsComeBack() throws IOException {
    begin(
        """
        ip addr add 10.0.0.5/24 dev eth0 label eth0:ssh
        ip addr add 10.7.0.5/24 dev eth0
        ip addr add 10.7.0.6/24 dev eth0
        """,
        FIRST,
        "devices: {eth0: {exclusive: true, counters: false, aliases: [10.0.0.10/24]}}\n");

    applyAndTakeBack("10.7.0.6");
  }

  @Test
  void aLabelOfOthersComesBackWithItsNameAndItsAddress() throws IOException {
    begin(
        "ip addr add 10.0.0.5/24 dev eth0 label eth0:ssh",
        FIRST,
        "devices: {eth0: {counters: false, aliases: [{name: 'eth0:ssh', address: 10.0.0.9/24}]}}\n");
    applyAndTakeBack("10.0.0.5");

    host.say(
        "devices: {eth0: {counters: false, aliases: [{name: 'eth0:web', address: 10.0.0.5/24}]}}\n");
    applyAndTakeBack("10.0.0.1");
  }

  @Test
  void routesThatWentWithAnAddressComeBack() throws IOException {
    begin("", FIRST, "devices: {eth0: {counters: false, aliases: [10.0.0.3/24]}}\n");
    host.shell(
            """
            set -e
            ip route add default via 10.0.0.254 src 10.0.0.1
            ip route add 10.9.0.0/16 via 10.0.0.253 src 10.0.0.2 metric 7
            """)
        .orFail();

    applyAndTakeBack("10.0.0.1");
  }

  @Test
  void whatOthersDidMeanwhileStays() throws IOException {
    begin(
        "ip addr add 10.7.0.5/24 dev eth0",
        FIRST,
        "devices: {eth0: {counters: false, aliases: [10.0.0.2/24, 10.8.0.1/24]}}\n");
    Ran ran =
        host.shell(
            """
            $netalias apply --confirm 300 -q
            ip addr add 10.8.0.2/24 dev eth0 # with a primary that is taken back
            ip route add 10.9.0.0/16 via 10.8.0.254 src 10.8.0.2
            $netalias add -q eth0:hand 10.0.0.77/24
            ip addr del 10.7.0.5/24 dev eth0
            $netalias rollback -q && $netalias list -q
            ip route show 10.9.0.0/16
            """);

    assertThat(ran.err()).isEmpty();
    assertThat(host.addresses()).isEqualTo("10.0.0.1/24 10.0.0.2/24 10.0.0.77/24 10.8.0.2/24 ");
    assertThat(ran.out()).contains("eth0:hand", "10.9.0.0/16 via 10.8.0.254");
  }

  @Test
  void onADeviceThatIsClosedAllComesBackThatCanAndTheRestWhenItOpens() throws IOException {
    begin("", FIRST, SECOND);
    host.shell("ip route add default via 10.0.0.254 src 10.0.0.1").orFail();
    Ran ran =
        host.shell(
            """
            $netalias apply --confirm 10 -q
            ip link set eth0 down
            await has eth0 10.0.0.1 && hasnot eth0 10.0.0.3 && echo back
            test -e $STATE_DIRECTORY/*/unconfirmed && echo waits
            $netalias rollback
            ip link set eth0 up
            await test ! -e $STATE_DIRECTORY/*/unconfirmed && ip route show default
            """);

    assertThat(ran.out()).isEqualTo("back\nwaits\ndefault via 10.0.0.254 dev eth0 src 10.0.0.1 \n");
    assertThat(ran.err()).contains("can't be taken back", "netalias rollback again");
  }

  @Test
  void onADeviceThatWasRenamedAllComesBack() throws IOException {
    begin("", FIRST, SECOND);
    Ran renamed =
        host.shell(
            """
            $netalias apply --confirm 300 -q
            ip link set eth0 down && ip link set eth0 name lan0 && ip link set lan0 up
            $netalias rollback -q
            ip -o -4 addr show dev lan0 | sed 's/ *valid_lft.*//'
            """);
    assertThat(renamed.out())
        .contains("10.0.0.1/24", "10.0.0.2/24", "lan0:")
        .doesNotContain("10.0.0.3", "eth0:");
  }

  @Test
  void onADeviceThatWasMadeAnewItsOwnThingsComeBack() throws IOException {
    begin("", FIRST, SECOND);
    Ran anew =
        host.shell(
            """
            $netalias apply --confirm 300 -q
            ip link del eth0
            ip link add eth0 type veth peer name other && ip link set eth0 up
            ip addr add 10.0.0.3/24 dev eth0 # as netalias watch does
            $netalias rollback -q
            """);
    assertThat(anew.err()).isEmpty();
    assertThat(host.addresses()).as("10.0.0.2 went with the device").isEqualTo("10.0.0.1/24 ");
  }

  @Test
  void aRollbackToANumberPassesOverNoDeviceThatIsClosed() throws IOException {
    begin("", FIRST, SECOND);
    host.shell("$netalias apply -q && ip link set eth0 down").orFail();

    assertThat(host.netalias("rollback 1").err()).contains("eth0 is down; open it first");
    assertThat(host.addresses()).isEqualTo("10.0.0.2/24 10.0.0.3/24 ");
    host.shell("ip link set eth0 up").orFail();
    assertThat(host.netalias("rollback 1").exitCode()).isZero();
    assertThat(host.addresses()).isEqualTo("10.0.0.1/24 10.0.0.2/24 ");
  }

  @Test
  void aFullDiskKeepsNoStateFromBeingTakenBackAndNoBootFromItsAddresses() throws IOException {
    begin("", FIRST, SECOND);
    Ran ran =
        host.shell(
            """
            mount -t tmpfs -o size=32k none $STATE_DIRECTORY
            $netalias apply -q - <<<'%s' || exit
            $netalias apply --confirm 10 -q || exit
            cat /dev/zero >$STATE_DIRECTORY/full 2>/dev/null
            await has eth0 10.0.0.1 && await hasnot eth0 10.0.0.3 && echo back
            await test ! -e $STATE_DIRECTORY/*/unconfirmed && echo over
            ip addr flush dev eth0
            cat /dev/zero >>$STATE_DIRECTORY/full 2>/dev/null
            $netalias apply --boot && has eth0 10.0.0.1 && hasnot eth0 10.0.0.3 && echo booted
            rm -f $STATE_DIRECTORY/*/rejected; cat /dev/zero >>$STATE_DIRECTORY/full 2>/dev/null
            $netalias apply || echo refused
            has eth0 10.0.0.1 && hasnot eth0 10.0.0.3 && echo unchanged
            """
                .formatted(FIRST.strip()));

    assertThat(ran.out()).contains("back\nover\n", "booted\n", "refused\nunchanged\n");
    assertThat(ran.err()).contains("nobody confirmed it", "the history does not tell of it");
  }

  @Test
  void aDiskThatCanOnlyBeReadIsTriedAgain() throws IOException {
    begin("", FIRST, SECOND);
    Ran ran =
        host.shell(
            """
            mount -t tmpfs none $STATE_DIRECTORY
            $netalias apply -q - <<<'%s'
            $netalias apply --confirm 10 -q
            mount -o remount,ro $STATE_DIRECTORY
            await has eth0 10.0.0.1 && await hasnot eth0 10.0.0.3 && echo back
            mount -o remount,rw $STATE_DIRECTORY
            await test ! -e $STATE_DIRECTORY/*/unconfirmed && echo over
            $netalias history | tail -n 1
            """
                .formatted(FIRST.strip()));

    assertThat(ran.out()).startsWith("back\nover\n").contains("rollback: not confirmed");
  }

  @Test
  void ofTwoStatesThatAreToBeConfirmedAtOnceOneIsRefused() throws IOException {
    begin("", FIRST, SECOND);
    Ran ran =
        host.shell(
            LOCKED
                + """
                exec 9>$lock && flock 9
                $netalias apply --confirm 300 --no-probe -q 9>&- & first=$!
                $netalias apply --confirm 300 --no-probe -q - 9>&- <<<'%s' & second=$!
                await waiting 2
                exec 9>&-
                wait $first; a=$?; wait $second; b=$?; echo $((a + b))
                """
                    .formatted("devices: {eth0: {counters: false, aliases: [10.0.0.4/24]}}"));

    assertThat(ran.out()).isEqualTo("1\n");
    assertThat(ran.err()).containsOnlyOnce("waits to be confirmed");
  }

  @Test
  void twoStatesThatAreAppliedAtOnceLeaveOneOfThem() throws IOException {
    begin("", FIRST, SECOND);
    Files.writeString(
        folder.resolve("third.yaml"),
        "devices: {eth0: {counters: false, aliases: [10.0.0.4/24]}}\n");
    Ran ran =
        host.shell(
            LOCKED
                + """
                exec 9>$lock && flock 9
                $netalias apply --no-probe -q 9>&- & first=$!
                $netalias apply --no-probe -q %s/third.yaml 9>&- & second=$!
                await waiting 2
                exec 9>&-
                wait $first && wait $second && echo both
                """
                    .formatted(folder));

    assertThat(ran).isEqualTo(new Ran(0, "both\n", ""));
    assertThat(host.addresses()).isIn("10.0.0.2/24 10.0.0.3/24 ", "10.0.0.4/24 ");
  }

  @Test
  void whoConfirmsWaitsForWhoTakesBack() throws IOException {
    begin("", FIRST, SECOND);
    Ran ran =
        host.shell(
            LOCKED
                + """
                $netalias apply --confirm 300 -q
                exec 9>$lock && flock 9
                $netalias confirm 9>&- & first=$!
                await waiting 1 && test -e $pending && echo waits
                rm $pending # as who takes it back does at its end
                exec 9>&-
                wait $first; echo $?
                """);

    assertThat(ran.out()).isEqualTo("waits\n5\n");
    assertThat(ran.err()).contains("no state waits to be confirmed");
  }

  @Test
  void whatWaitsAndCanNotBeReadStandsInNoWayButItsOwn() throws IOException {
    begin("", FIRST, SECOND);
    host.shell("echo >$(echo $STATE_DIRECTORY/*)/unconfirmed").orFail();

    assertThat(host.netalias("history").exitCode()).isZero();
    assertThat(host.netalias("open eth0").exitCode()).isZero();
    for (String words : new String[] {"apply --confirm 9", "confirm", "rollback"}) {
      Ran refused = host.netalias(words);
      assertThat(refused.exitCode()).as(words).isEqualTo(1);
      assertThat(refused.err()).as(words).contains("unconfirmed: it is damaged", "remove that");
    }
    assertThat(host.netalias("apply --boot").err()).contains("it is set aside");
    assertThat(host.addresses()).isEqualTo("10.0.0.2/24 10.0.0.3/24 ");
    assertThat(host.netalias("rollback").exitCode()).isZero();
    host.shell("echo >$(echo $STATE_DIRECTORY/*)/unconfirmed").orFail();
    assertThat(host.netalias("apply").err()).contains("it is damaged");
    assertThat(host.addresses()).isEqualTo("10.0.0.2/24 10.0.0.3/24 ");
  }
}
