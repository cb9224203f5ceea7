package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code netalias lab}, as scripts use it. */
class LabTest {
  static final Path EXAMPLES = Path.of("../examples");
  static final String TWO_HOSTS =
      """
      ifconfig eth0 10.0.0.1 netmask 255.255.255.0
      on b ifconfig eth0 10.0.0.2 netmask 255.255.255.0
      """;

  @TempDir Path folder;

  /** Runs lines from standard input, which are not printed. */
  static Ran lab(String lines, String... options) {
    List<String> words = Stream.concat(Stream.of("lab", "-", "-q"), Stream.of(options)).toList();
    return Screen.on(new FakeKernel()).typing(lines).run(words);
  }

  private static String printed(String lines) {
    return lab(lines).orFail().out();
  }

  static Stream<Path> examples() throws IOException {
    return Files.list(EXAMPLES)
        .filter(f -> f.toString().endsWith(".lab"))
        .sorted()
        .toList()
        .stream();
  }

  @Test
  void thereAreFourExamples() throws IOException {
    assertThat(examples().map(f -> f.getFileName().toString()))
        .containsExactly(
            "alias-txt.lab",
            "howto.lab",
            "one-host-as-three.lab",
            "own-mac.lab",
            "two-subnets.lab");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleRunsToItsEndAndReadsWell(Path script) {
    Ran run = Screen.on(new FakeKernel()).run(List.of("lab", script.toString()));

    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(run.out()).startsWith("# ").doesNotContain("expect ");
  }

  @Test
  void theReadmeShowsWhatItsFirstCommandPrints() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    assertThat(readme.indexOf("./netalias lab examples/howto.lab"))
        .isEqualTo(readme.indexOf("./netalias"));
    int start = readme.indexOf("```console\na# ") + "```console\n".length();
    List<String> shown = readme.substring(start, readme.indexOf("```", start)).lines().toList();
    Ran run =
        Screen.on(new FakeKernel()).run(List.of("lab", EXAMPLES.resolve("howto.lab").toString()));

    assertThat(run.out().lines().map(String::stripTrailing)).containsSubsequence(shown);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleAsserts(Path script) throws IOException {
    List<String> lines = Files.readAllLines(script);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("expect ") && !lines.get(i).startsWith("expect not ")) {
        List<String> spoilt = new ArrayList<>(lines);
        spoilt.set(i, "expect this is nowhere");
        Ran run = lab(String.join("\n", spoilt));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
            .contains("standard input:" + (i + 1) + ": 'expect this is nowhere' failed");
        return; // one a script: the machinery is the same for all
      }
    }
    throw new AssertionError(script + " asserts nothing");
  }

  @Test
  void aScriptEndsAtTheFirstFailingLineWithItsNumberAndExitCode() {
    Ran run = lab("echo one\n\n# more\nshow eth0:9\necho two\n");

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.out()).isEqualTo("one\n");
    assertThat(run.err())
        .endsWith("netalias: standard input:4: 'show eth0:9' failed with exit code 5\n");
  }

  @Test
  void aScriptFromAFileIsPrintedWithTheHostInFrontOfEachLine() throws IOException {
    Path script = Files.writeString(folder.resolve("s.lab"), "# Note\nuse b\necho x # y\n");

    Ran run = Screen.on(new FakeKernel()).run(List.of("lab", script.toString()));

    assertThat(run.out()).isEqualTo("# Note\na# use b\nb# echo x # y\nx\n");
  }

  @Test
  void aMissingScriptIsNotFound() {
    Ran run = Screen.on(new FakeKernel()).run(List.of("lab", folder.resolve("no.lab").toString()));

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err()).contains("there is no script");
  }

  @Test
  void aPipeWithoutAScriptGoesOnAfterAFailureAndEndsWithTheLastExitCode() {
    Ran run =
        Screen.on(new FakeKernel()).typing("nonsense\necho on\nshow eth0:1").run(List.of("lab"));

    assertThat(run.out()).isEqualTo("on\n");
    assertThat(run.err()).contains("there is no command 'nonsense'");
    assertThat(run.exitCode()).isEqualTo(5);
  }

  @Test
  void exitEndsAScriptWithItsCode() {
    Ran run = lab("echo a\nexit 7\necho b\n");

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.out()).isEqualTo("a\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void everyHostBeginsWithLoAndEth0WithoutAddress() {
    assertThat(printed("host\non c netalias -o json list\n".replace("on c", "on b")))
        .isEqualTo(
            """
            HOST  CHAIN
            a *   lo->eth0->0
            b     lo->eth0->0
            []
            """);
    assertThat(lab("on c chain\n", "--hosts", "3").out()).isEqualTo("lo->eth0->0\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "10001"})
  void aWrongNumberOfHostsIsRefused(String hosts) {
    Ran run = lab("echo x", "--hosts", hosts);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void commandsOfNetaliasRunWithAndWithoutTheWordAndWithAPath() {
    assertThat(
            printed(
                """
                netalias open eth0
                add eth0:3 10.0.0.3/24
                /usr/bin/netalias add eth0:4 10.0.0.4/24
                /sbin/ifconfig eth0:5 10.0.0.5
                netalias --dry-run del eth0:3
                chain
                """))
        .isEqualTo(
            """
            eth0:3
            eth0:4
            sysctl -q net.ipv4.conf.eth0.promote_secondaries=1
            ip addr del 10.0.0.3/24 dev eth0
            sysctl -q net.ipv4.conf.eth0.promote_secondaries=0
            lo->eth0->eth0:3->eth0:4->eth0:5->0
            """);
  }

  @Test
  void aLabInTheLabIsRefused() {
    assertThat(lab("netalias lab").err()).contains("this is a lab already");
    assertThat(lab("netalias --netns x list").err()).contains("one network");
  }

  @Test
  void expectLooksAtTheLastOutputErrorsIncluded() {
    assertThat(lab("echo a  'b  c'\nexpect 'b  c'\nexpect a b c\nexpect -x 'a b  c'\n").exitCode())
        .isZero();
    assertThat(lab("! show eth0:9\nexpect eth0:9\nexpect not eth0:8\n").exitCode()).isZero();
    assertThat(lab("echo abc\nexpect -x ab\n").exitCode()).isEqualTo(1);
    assertThat(lab("echo abc\nexpect not b\n").exitCode()).isEqualTo(1);
    assertThat(lab("echo abc\necho\nexpect abc\n").exitCode()).isEqualTo(1);
    assertThat(lab("expect\n").exitCode()).isEqualTo(2);
  }

  @Test
  void aLineThatShouldFailAndDoesNotEndsTheScript() {
    Ran run = lab("! echo fine\n");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("'echo fine' did not fail");
  }

  @Test
  void aLabHourTakesNoTime() {
    long before = System.nanoTime();
    assertThat(lab("sleep 1h\nrun 1h\n").exitCode()).isZero();
    assertThat(System.nanoTime() - before).isLessThan(60_000_000_000L);
  }

  @Test
  void whatPassesADeviceIsShownBetweenTheLines() {
    String text = printed(TWO_HOSTS + "tcpdump -i eth0 -c 3\non b ping -c 1 10.0.0.1\n");

    assertThat(text.lines().filter(l -> l.startsWith("a| ")))
        .satisfiesExactly(
            l ->
                assertThat(l)
                    .isEqualTo("a| ARP, Request who-has 10.0.0.1 tell 10.0.0.2, length 28"),
            l -> assertThat(l).startsWith("a| ARP, Reply 10.0.0.1 is-at 02:00:5e:"),
            l -> assertThat(l).contains("ICMP echo request"));
  }

  @Test
  void whatPassesAWireIsShownUnderTheWiresName() {
    String text = printed(TWO_HOSTS + "tcpdump -c 1 wire0\non b ping -c 1 10.0.0.1\n");

    assertThat(text)
        .startsWith("tcpdump: listening on wire wire0; 'tcpdump off' ends it\n")
        .contains("wire0| ARP, Request who-has 10.0.0.1 tell 10.0.0.2, length 28\n")
        .doesNotContain("wire0| ARP, Reply");
    assertThat(printed(TWO_HOSTS + "tcpdump wire0\ntcpdump off\non b ping -c 1 10.0.0.1\n"))
        .doesNotContain("wire0| ");
    assertThat(lab("tcpdump nowhere\n").exitCode()).isNotZero();
  }

  @Test
  void theMonitorShowsEachChangeBehindTheLineThatMadeIt() {
    String text =
        printed(
            TWO_HOSTS
                + "monitor\nadd eth0:0 10.0.0.5/24\nexpect a| alias eth0:0 added 10.0.0.5/24\n"
                + "close eth0:0\nexpect a| alias eth0:0 closed\n"
                + "on b add eth0:0 10.0.0.6/24\nmonitor off\ndel eth0:0\n");

    assertThat(text.lines())
        .containsSubsequence(
            "monitor: watching host a; 'monitor off' ends it",
            "eth0:0",
            "a| alias eth0:0 added 10.0.0.5/24 secondary",
            "a| alias eth0:0 closed 10.0.0.5/24");
    assertThat(text).doesNotContain("b| ").doesNotContain("deleted");
    assertThat(lab("monitor off\n").exitCode()).isEqualTo(5);
    assertThat(lab("monitor strange\n").exitCode()).isEqualTo(2);
  }

  @Test
  void theMonitorPrintsJsonWithTheLabsOwnTime() {
    assertThat(printed("netalias monitor -o json\nsleep 2\nopen eth0\nmonitor off\n"))
        .isEqualTo(
            """
            {"time":"1970-01-01T00:00:02Z","event":"opened","what":"device","name":"eth0",\
            "detail":""}
            """);
    assertThat(lab("netalias -o json monitor\n").err()).contains("monitor -o json");
  }

  @Test
  void namesAreThoseOfTheLabsHosts() {
    String lines = TWO_HOSTS + "route add default gw 10.0.0.2\n";
    assertThat(printed(lines + "netstat -r\n"))
        .containsPattern("(?m)^default +b +0\\.0\\.0\\.0 +UG");
    assertThat(
            printed(lines + "on b ifconfig eth0:0 10.0.0.7\nroute add -host b dev eth0\nroute\n"))
        .containsPattern("(?m)^b +0\\.0\\.0\\.0 +255.255.255.255 +UH");
    assertThat(printed(TWO_HOSTS + "ping -c 1 b\n"))
        .contains("PING 10.0.0.2")
        .contains("1 received");
    assertThat(lab("ifconfig eth0 nobody.example\n").err())
        .contains("nobody.example: Unknown host");
    assertThat(lab("ping -c 1 b\n").err()).contains("host 'b' has no address");
  }

  @Test
  void pingSaysWhyThereIsNoAnswer() {
    assertThat(lab("ping -c 1 10.0.0.9").err()).contains("ping: connect: Network is unreachable");
    assertThat(lab("ping -c 1 10.0.0.9").exitCode()).isEqualTo(2);
    Ran none = lab(TWO_HOSTS + "ping -c 1 10.0.0.9");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.out()).contains("From 10.0.0.1 icmp_seq=1 Destination Host Unreachable");
    assertThat(none.out())
        .contains("1 packets transmitted, 0 received, +1 errors, 100% packet loss");
  }

  @Test
  void pingComesFromTheAliasThatIsNamed() {
    assertThat(
            printed(
                TWO_HOSTS
                    + "add eth0:0 10.0.0.77/24\non b tcpdump\nping -c 1 -I eth0:0 10.0.0.2\n"))
        .contains("PING 10.0.0.2 (10.0.0.2) from 10.0.0.77 : 56(84) bytes of data.")
        .contains("b| IP 10.0.0.77 > 10.0.0.2: ICMP echo request");
  }

  @Test
  void aWireLosesDelaysAndRepeatsAsItIsTold() {
    Ran cut = lab(TWO_HOSTS + "wire wire0 cut\nping -c 2 10.0.0.2\n");
    assertThat(cut.exitCode()).isEqualTo(1);
    assertThat(printed(TWO_HOSTS + "wire wire0 cut\nwire wire0 mend\nping -c 1 10.0.0.2\n"))
        .contains("1 received");
    assertThat(
            printed(TWO_HOSTS + "ping -c 1 10.0.0.2\nwire wire0 delay 50ms\nping -c 1 10.0.0.2\n"))
        .contains("time=100 ms");
    assertThat(
            printed(
                TWO_HOSTS + "ping -c 1 10.0.0.2\nwire wire0 duplicate 100%\nping -c 2 10.0.0.2\n"))
        .contains("(DUP!)");
    String lossy = printed(TWO_HOSTS + "wire wire0 loss 30%\nping -c 200 -i 0.1 10.0.0.2\nwire\n");
    assertThat(lossy).containsPattern("\\b[3-6]\\d(\\.\\d+)?% packet loss");
    assertThat(lossy).contains("wire0  2     loss 30%");
  }

  @Test
  void aDeviceIsPluggedIntoAnotherWire() {
    assertThat(
            lab(TWO_HOSTS
                    + "wire add far\nwire far plug eth0\nlink\nexpect eth0 far open\n"
                    + "! ping -c 1 10.0.0.2\non b wire far plug eth0\nping -c 1 10.0.0.2\n")
                .exitCode())
        .isZero();
  }

  @Test
  void aHostForwardsBetweenItsWires() {
    Ran run =
        lab(
            """
            wire add far
            host add r
            on r link add eth1 far
            on b wire far plug eth0
            on r ifconfig eth0 10.0.0.254 netmask 255.255.255.0
            on r ifconfig eth1 10.0.1.254 netmask 255.255.255.0
            ifconfig eth0 10.0.0.1 netmask 255.255.255.0
            on b ifconfig eth0 10.0.1.1 netmask 255.255.255.0
            route add default gw 10.0.0.254
            on b route add default gw 10.0.1.254
            ! ping -c 1 10.0.1.1
            on r sysctl net.ipv4.ip_forward=1
            expect net.ipv4.ip_forward = 1
            ping -c 1 10.0.1.1
            expect ttl=63
            """);

    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
  }

  @Test
  void netAliasMaxBoundsTheSlotsOfEveryDevice() {
    assertThat(
            lab("""
            sysctl net.core.net_alias_max
            expect net.core.net_alias_max = -1
            sysctl -w net.core.net_alias_max=2
            ifconfig eth0 10.0.0.1
            add eth0:1 10.0.0.3
            ! add eth0:2 10.0.0.4
            link add eth1
            open eth1
            ! add eth1:2 10.0.0.5
            sysctl net.core.net_alias_max=-1
            add eth1:2 10.0.0.5
            """)
                .exitCode())
        .isZero();
  }

  @Test
  void arpListsDeletesAndSetsNeighbours() {
    Ran run =
        lab(
            TWO_HOSTS
                + """
                add eth0:0 192.168.7.1/24
                on b add eth0:0 192.168.7.2/24
                ping -c 1 10.0.0.2
                ping -c 1 192.168.7.2
                arp -n
                expect 10.0.0.2 ether 02:00:5e:3a:3c:7e C eth0
                expect 192.168.7.2 ether 02:00:5e:3a:3c:7e C eth0:0
                cat /proc/net/arp
                expect 192.168.7.2 0x1 0x2 02:00:5e:3a:3c:7e * eth0:0
                arp -d 10.0.0.2
                arp -n
                expect not 10.0.0.2
                arp -s 10.0.0.9 02:00:00:00:00:09
                arp -n 10.0.0.9
                expect 10.0.0.9 ether 02:00:00:00:00:09 CM eth0
                ! arp -d 10.0.0.77
                expect No ARP entry for 10.0.0.77
                """);

    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
  }

  @Test
  void catPrintsTheFilesThatAPatternFits() {
    Ran run =
        lab("ifconfig eth0 10.0.0.1\nadd eth0:0 10.0.0.2\ncat /proc/net/alias*\ncat /etc/passwd\n");

    assertThat(run.out())
        .isEqualTo(
            """
            eth0:0
            type    name            n_attach
            2       ip              1     \s
            device           family address                               \s
            eth0:0           2      10.0.0.2                              \s
            """);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("cat: /etc/passwd: No such file or directory");
  }

  @Test
  void netstatPrintsAsTheOriginalDoes() {
    assertThat(printed("ifconfig lo 127.0.0.1\nadd lo:0 127.0.0.2/8\nnetstat -i\nnetstat -rn\n"))
        .isEqualTo(
            """
            lo:0
            Kernel Interface table
            Iface             MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg
            lo              65536        0      0      0 0             0      0      0      0 LRU
            lo:0            65536        0      0      0 0             0      0      0      0 LRU
            Kernel IP routing table
            Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface
            """);
  }

  @Test
  void procNetRouteShowsTheAliasThatARouteGoesThrough() {
    assertThat(
            printed(
                "ifconfig eth0 10.0.0.1 netmask 255.255.255.0\nifconfig eth0:0 10.0.0.2\n"
                    + "route add -host 10.9.9.9 dev eth0:0\ncat /proc/net/route\n"))
        .containsPattern("(?m)^eth0:0\t0909090A\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0 +$")
        .containsPattern("(?m)^eth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0 +$");
  }

  @Test
  void datagramsReachTheAliasThatTheyAreFor() {
    assertThat(
            printed(
                TWO_HOSTS
                    + """
                    on b add eth0:0 10.0.0.22/24
                    on b udp listen 10.0.0.22:9
                    on b udp listen 7
                    udp send 10.0.0.22:9 for the alias
                    udp send 10.0.0.2:7 for main
                    on b udp off
                    udp send 10.0.0.2:7 for nobody
                    """))
        .isEqualTo(
            "eth0:0\n"
                + "b| udp to eth0:0 from 10.0.0.1: for the alias\n"
                + "b| udp to eth0 from 10.0.0.1: for main\n");
  }

  @Test
  void ipv6AliasesAreReachedOnceTheyAreKnownToBeUnique() {
    assertThat(
            printed(
                "open eth0\non b open eth0\nadd eth0:0 2001:db8::1/64\n"
                    + "on b add eth0:0 2001:db8::2/64\nsleep 3\nping -c 1 2001:db8::2\n"))
        .contains("64 bytes from 2001:db8::2: icmp_seq=1 ttl=64")
        .contains("1 received, 0% packet loss");
  }

  @Test
  void helpFitsAnOldTerminalAndEveryLineOfItIsTrue() {
    String help = printed("help");

    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    assertThat(printed("help wire").lines()).hasSize(4);
    assertThat(printed("help add")).contains("netalias add");
    assertThat(lab("help nonsense").exitCode()).isEqualTo(2);
  }
}
