package dev.netalias.cli.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.alias.Alias;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What today's tools can't do: aliases that are devices. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ifconfig", "route", "ip", "sysctl"})
class AliasGrammarTest {
  private final TestNetwork network = TestNetwork.withEth0();

  @BeforeEach
  void setUp() {
    run("ifconfig eth0 172.16.3.1 netmask 255.255.255.0");
  }

  @AfterEach
  void close() {
    network.close();
  }

  private String run(String... lines) {
    String out = "";
    for (String line : lines) {
      Ran ran = network.ours(line);
      assertThat(ran.err()).as(line).isEmpty();
      out = ran.orFail().out();
    }
    return out;
  }

  private void fails(String line, int exitCode, String message) {
    String before = network.state();
    Ran ran = network.ours(line);
    assertThat(ran.err()).as(line).isEqualTo(message + "\n");
    assertThat(ran.exitCode()).as(line).isEqualTo(exitCode);
    assertThat(network.state()).isEqualTo(before);
  }

  private List<String> chain() {
    return network.netAlias().view().chain().stream().filter(n -> n.startsWith("eth0")).toList();
  }

  private Alias alias(String name) {
    return network.netAlias().show(name);
  }

  @Test
  void everyLineOfTheHowtoIsTakenAsItStands() {
    run(
        "ifconfig lo 127.0.0.1",
        "route add -net 127.0.0.0",
        "ifconfig eth0 172.16.3.1 netmask 255.255.255.0",
        "route add -net 172.16.3.0 dev eth0",
        "ifconfig eth0:0 172.16.3.10",
        "ifconfig eth0:1 172.16.3.100",
        "route add -host 172.16.3.10 dev eth0:0",
        "route add -host 172.16.3.100 dev eth0:1",
        "route add default gw 172.16.3.200");
    assertThat(run("route -n"))
        .isEqualTo(
            """
            Kernel IP routing table
            Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
            0.0.0.0         172.16.3.200    0.0.0.0         UG    0      0        0 eth0
            127.0.0.0       0.0.0.0         255.0.0.0       U     0      0        0 lo
            172.16.3.0      0.0.0.0         255.255.255.0   U     0      0        0 eth0
            172.16.3.0      0.0.0.0         255.255.255.0   U     0      0        0 eth0
            172.16.3.10     0.0.0.0         255.255.255.255 UH    0      0        0 eth0:0
            172.16.3.100    0.0.0.0         255.255.255.255 UH    0      0        0 eth0:1
            """);
    assertThat(alias("eth0:1").owned().prefix()).hasToString("172.16.3.100/24");
    run("ifconfig eth0:0- 0");
    assertThat(chain()).containsExactly("eth0", "eth0:1");
    assertThat(run("route -n")).doesNotContain("172.16.3.10 ").contains("172.16.3.100 ");
  }

  @Test
  void anAliasThatIsClosedIsKeptAndShownWithTheClosedOnes() {
    run("ifconfig eth0:0 172.16.3.10", "ifconfig eth0:0 down");
    assertThat(run("ifconfig")).doesNotContain("eth0:0");
    String closed =
        """
        eth0:0: flags=4098<BROADCAST,MULTICAST>  mtu 1500
                inet 172.16.3.10  netmask 255.255.255.0  broadcast 172.16.3.255
                ether 02:00:00:00:00:01  txqueuelen 1000  (Ethernet)
                RX packets 0  bytes 0 (0.0 B)
                RX errors 0  dropped 0  overruns 0  frame 0
                TX packets 0  bytes 0 (0.0 B)
                TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0

        """;
    assertThat(run("ifconfig -a")).contains(closed);
    assertThat(run("ifconfig eth0:0")).isEqualTo(closed);
    assertThat(run("ifconfig -s -a"))
        .contains(
            "\neth0:0           1500        0      0      0 0             0      0      0      0 BM\n");
    assertThat(network.shell("ip addr")).doesNotContain("172.16.3.10");
    run("ifconfig eth0:0 up");
    assertThat(run("ifconfig")).contains("eth0:0: flags=4163<");
    assertThat(network.shell("ip addr")).contains("172.16.3.10/24");
  }

  @Test
  void anAddressOpensAnAliasThatWasClosed() {
    run("ifconfig eth0:0 172.16.3.10", "ifconfig eth0:1 10.0.0.1", "ifconfig eth0:0 down");
    run("ifconfig eth0:0 10.9.0.1 netmask 255.255.0.0");
    assertThat(chain()).containsExactly("eth0", "eth0:0", "eth0:1");
    assertThat(alias("eth0:0").isOpen()).isTrue();
    assertThat(alias("eth0:0").owned().prefix()).hasToString("10.9.0.1/16");
    assertThat(alias("eth0:0").owned().broadcast()).hasToString("10.9.255.255");
  }

  @Test
  void wordsAboutAClosedAliasChangeItAndLeaveItClosed() {
    run("ifconfig eth0:0 172.16.3.10", "ifconfig eth0:0 down");
    run("ifconfig eth0:0 netmask 255.255.0.0 broadcast 172.16.9.9");
    assertThat(alias("eth0:0").isKept()).isTrue();
    assertThat(alias("eth0:0").owned().prefix()).hasToString("172.16.3.10/16");
    assertThat(alias("eth0:0").owned().broadcast()).hasToString("172.16.9.9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eth0:3- 0", "eth0:3- 172.16.9.9", "eth0:03- 0", "eth0:3 0"})
  void anAddressDeletesWhereTheNameOrTheAddressSaysSo(String words) {
    run("ifconfig eth0:3 172.16.3.10", "ifconfig eth0:4 10.0.0.1");
    run("ifconfig " + words);
    assertThat(chain()).containsExactly("eth0", "eth0:4");
  }

  @Test
  void aNameWithoutASlotDeletesSlot0() {
    run("ifconfig eth0:0 172.16.3.10", "ifconfig eth0:- 1.1.1.1");
    assertThat(chain()).containsExactly("eth0");
    fails("ifconfig eth0:- 1.1.1.1", 5, "netalias: there is no alias 'eth0:0'");
    fails("ifconfig eth0:5- 0", 5, "netalias: there is no alias 'eth0:5'");
  }

  @Test
  void aLabelThatTheSystemsToolLeftIsDeletedByItsName() {
    network.shell("ifconfig eth0:7- 172.16.3.99");
    assertThat(chain()).containsExactly("eth0", "eth0:7-");
    run("ifconfig eth0:7- 0");
    assertThat(chain()).containsExactly("eth0");
  }

  @ParameterizedTest
  @CsvSource({
    "up, 255, eth0:9: ERROR while getting interface flags",
    "down, 255, eth0:9: ERROR while getting interface flags",
    "netmask 255.0.0.0, 1, SIOCSIFNETMASK",
    "broadcast 1.2.3.4 mtu 1400, 255, SIOCSIFBRDADDR",
    "mtu 1400, 1, SIOCSIFMTU",
    "metric 1, 1, SIOCSIFMETRIC"
  })
  void nothingButAnAddressFindsANameThatIsNotThere(String words, int exitCode, String what) {
    Ran ran = network.ours("ifconfig eth0:9 " + words);
    assertThat(ran.err()).startsWith(what + ": No such device\n");
    assertThat(ran.exitCode()).isEqualTo(exitCode);
    assertThat(chain()).containsExactly("eth0");
  }

  @Test
  void aNameThatIsNotThereIsNotShown() {
    fails("ifconfig eth0:9", 1, "eth0:9: error fetching interface information: Device not found");
    fails(
        "ifconfig eth0:9- up", 255, "eth0:9-: ERROR while getting interface flags: No such device");
  }

  @Test
  void slotsAreCanonical() {
    run("ifconfig eth0:007 172.16.3.10", "ifconfig eth0:7 down", "ifconfig eth0:0007 up");
    assertThat(chain()).containsExactly("eth0", "eth0:7");
    assertThat(run("ifconfig eth0:07")).startsWith("eth0:7: flags=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "eth0:|'eth0:' has no tag after its colon",
        "eth0:+1|'eth0:+1' is not the name of an alias: its tag holds '+'",
        "eth0:1:2|'eth0:1:2' is not the name of an alias: its tag holds ':'",
        "eth0:0--|'eth0:0-' is not the name of an alias: a tag does not end with '-'",
        "eth0:-a|'eth0:-a' is not the name of an alias: a tag does not begin with '-'",
        ":0|':0' has no main device before its colon",
        "eth0:4294967295|the slot in 'eth0:4294967295' is above 2147483647"
      })
  void aNameThatIsNoneIsRefused(String name, String message) {
    fails("ifconfig " + name + " 1.2.3.4", 2, "netalias: " + message);
  }

  @Test
  void aNameLongerThanALabelIsRefusedAndNotCut() {
    Ran ran = network.ours("ifconfig eth0:abcdefghijklmn 1.2.3.4");
    assertThat(ran.err()).contains("19 bytes", "at most 15");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(chain()).containsExactly("eth0");
  }

  @ParameterizedTest
  @CsvSource({"mtu 1400,MTU", "-arp,flags", "promisc,flags", "txqueuelen 5,transmit queue"})
  void whatIsMainsIsNotChangedThroughAnAlias(String words, String what) {
    run("ifconfig eth0:0 172.16.3.10");
    fails(
        "ifconfig eth0:0 " + words,
        1,
        "netalias: an alias has no " + what + " of its own: eth0:0 shares eth0's");
    fails(
        "ifconfig eth0:0 hw ether 02:00:00:00:00:09",
        1,
        "netalias: an alias has no hardware address of its own: eth0:0 shares eth0's");
    run("ifconfig eth0:0 mtu 1500 arp -promisc txqueuelen 1000 multicast");
  }

  @Test
  void mainClosedFreesItsAliases() {
    run("ifconfig eth0:0 172.16.3.10", "ifconfig eth0:1 10.0.0.1", "ifconfig eth0:1 down");
    run("ifconfig eth0 down");
    assertThat(chain()).containsExactly("eth0");
    fails("ifconfig eth0:0 172.16.3.10", 1, "netalias: eth0 is down");
    run("ifconfig eth0 up");
    assertThat(chain()).containsExactly("eth0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "172.16.3.2 netmask 255.255.255.0",
        "10.0.0.1",
        "netmask 255.255.255.128",
        "netmask 255.255.0.0",
        "broadcast 172.16.3.0",
        "pointopoint 172.16.3.9",
        "0"
      })
  void noChangeOfMainLosesAnAlias(String words) {
    run("ifconfig eth0:0 172.16.3.10", "ifconfig eth0:1 172.16.3.11", "ifconfig eth0:2 10.9.0.1");
    network.shell("sysctl -q net.ipv4.conf.eth0.promote_secondaries=0");
    run("ifconfig eth0 " + words);
    assertThat(chain()).containsExactly("eth0", "eth0:0", "eth0:1", "eth0:2");
    assertThat(network.netAlias().list()).allMatch(Alias::isOpen);
    assertThat(network.shell("ip -4 addr show eth0"))
        .contains("172.16.3.10/24", "172.16.3.11/24", "10.9.0.1/8");
  }

  @Test
  void aLineThatFailsInItsMiddleChangesNothing() {
    fails("ifconfig eth0 10.0.0.1 netmask 255.0.255.0", 1, "SIOCSIFNETMASK: Invalid argument");
    fails(
        "ifconfig eth0:0 10.0.0.1 mtu 1400",
        1,
        "netalias: an alias has no MTU of its own: eth0:0 shares eth0's");
    fails("ifconfig eth0 10.0.0.1 mtu 5", 1, "SIOCSIFMTU: Invalid argument");
    assertThat(chain()).containsExactly("eth0");
  }

  @Test
  void anAddressOfInet6MakesAnAliasOfInet6() {
    network.withInet6();
    run("ifconfig eth0:5 add 2001:db8::5/64");
    assertThat(alias("eth0:5").owned().prefix()).hasToString("2001:db8::5/64");
    assertThat(run("ifconfig eth0:5"))
        .contains("        inet6 2001:db8::5  prefixlen 64  scopeid 0x0<global>\n");
    run("route -6 add 2001:db8:9::/48 dev eth0:5");
    assertThat(run("route -6n")).containsPattern(Pattern.compile("2001:db8:9::/48 .* eth0:5\n"));
    run("ifconfig eth0:5 del 2001:db8::5/64");
    assertThat(chain()).containsExactly("eth0");
  }

  @Test
  void aRouteWithoutADeviceIsMainsOrElseTheAliasThatReachesIt() {
    run("ifconfig eth0:0 192.168.0.1");
    run("route add -net 10.0.0.0 gw 192.168.0.9", "route add -net 11.0.0.0 gw 172.16.3.9");
    run(
        "route add -host 192.168.0.7",
        "route add -host 172.16.3.7",
        "route add default gw 192.168.0.9");
    assertThat(run("route -n"))
        .contains(
            "0.0.0.0         192.168.0.9     0.0.0.0         UG    0      0        0 eth0:0\n",
            "10.0.0.0        192.168.0.9     255.0.0.0       UG    0      0        0 eth0:0\n",
            "11.0.0.0        172.16.3.9      255.0.0.0       UG    0      0        0 eth0\n",
            "172.16.3.7      0.0.0.0         255.255.255.255 UH    0      0        0 eth0\n",
            "192.168.0.7     0.0.0.0         255.255.255.255 UH    0      0        0 eth0:0\n");
    run("route del -net 10.0.0.0", "route del -host 192.168.0.7 dev eth0:0");
    assertThat(run("route -n")).doesNotContain("10.0.0.0 ", "192.168.0.7 ");
    fails("route del -host 172.16.3.7 dev eth0:0", 7, "SIOCDELRT: No such process");
  }

  @Test
  void aRouteThroughAClosedAliasIsRefused() {
    run("ifconfig eth0:0 192.168.0.1", "ifconfig eth0:0 down");
    fails(
        "route add -net 10.0.0.0 dev eth0:0",
        1,
        "netalias: eth0:0 is closed: no route goes through it");
  }

  @Test
  void aDryRunShowsThePlanAndChangesNothing() {
    String before = network.state();
    assertThat(network.plan("ifconfig eth0:0 172.16.3.10 up").commands())
        .endsWith("ip addr add 172.16.3.10/24 brd 172.16.3.255 dev eth0 label eth0:0");
    assertThat(network.plan("route add -net 172.16.3.0 eth0").commands())
        .containsExactly("ip route prepend 172.16.3.0/24 dev eth0");
    assertThat(network.plan("route add default gw 172.16.3.200").commands())
        .containsExactly("ip route add default via 172.16.3.200 dev eth0");
    assertThat(network.plan("ifconfig eth0 up").isEmpty()).isTrue();
    assertThat(network.state()).isEqualTo(before);
  }

  @Test
  void theClassicStyleIsThatOfTheTutorial() {
    run("ifconfig eth0:0 172.16.3.10");
    network.shell("ip link set peer0 down");
    network.shell("until ip -o link show eth0 | grep -q 'state [LD]'; do sleep 0.02; done");
    assertThat(run("ifconfig --style classic -a eth0"))
        .startsWith(
            """
            eth0      Link encap:Ethernet  HWaddr 02:00:00:00:00:01 \s
                      inet addr:172.16.3.1  Bcast:172.16.3.255  Mask:255.255.255.0
                      UP BROADCAST MULTICAST  MTU:1500  Metric:1
                      RX packets:0 errors:0 dropped:0 overruns:0 frame:0
                      TX packets:0 errors:0 dropped:0 overruns:0 carrier:0
                      collisions:0 txqueuelen:1000\s
                      RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)
            """);
    assertThat(run("ifconfig eth0:0 --style=classic"))
        .isEqualTo(
            """
            eth0:0    Link encap:Ethernet  HWaddr 02:00:00:00:00:01 \s
                      inet addr:172.16.3.10  Bcast:172.16.3.255  Mask:255.255.255.0
                      UP BROADCAST MULTICAST  MTU:1500  Metric:1
                      RX packets:0 errors:0 dropped:0 overruns:0 frame:0
                      TX packets:0 errors:0 dropped:0 overruns:0 carrier:0
                      collisions:0 txqueuelen:1000\s
                      RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)

            """);
    assertThat(run("ifconfig -s -a --style classic lo"))
        .isEqualTo(
            """
            Iface   MTU Met   RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg
            lo        65536 0         0      0      0 0             0      0      0      0 L
            """);
    fails("ifconfig --style baroque", 2, "netalias: there is no style 'baroque'");
  }
}
