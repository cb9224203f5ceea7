package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Link;
import dev.netalias.net.Address;
import dev.netalias.testkit.Ran;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code list}, {@code show}, {@code chain}, {@code types}, {@code proc}. */
class ReadingTest {
  private final FakeKernel kernel = FakeKernel.host();
  private final Screen screen = Screen.on(kernel);

  @BeforeEach
  void someAliases() {
    kernel.plug(3, "eth1", Link.BROADCAST);
    screen.run("add eth0 172.16.3.10/24 172.16.3.100/24");
    screen.run("add eth0:web 2001:db8::80/64");
    screen.run("close eth0:1");
    kernel.label("eth1", "10.0.0.1/8", "eth1:0");
    kernel.counters.put(
        new Counters.Key(2, Address.parse("172.16.3.10")), new Counters(12, 3456, 7, 890));
  }

  @Test
  void theTableIsAlignedAndFitsEightyColumns() {
    Ran ran = screen.run("list");

    assertThat(ran.out())
        .isEqualTo(
            """
            NAME      TYPE  ADDRESS          AS     STATE   RX  TX  MADE BY
            eth0:0    ip    172.16.3.10/24   label  open    12  7   netalias
            eth0:1    ip    172.16.3.100/24  label  closed  -   -   netalias
            eth0:web  ip6   2001:db8::80/64  label  open    -   -   netalias
            eth1:0    ip    10.0.0.1/8       label  closed  -   -   others
            """);
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void theLongestAddressesLeaveTheTableWithinEightyColumns() {
    kernel.counters.clear();
    screen.run("add eth0 2001:db8:1111:2222:3333:4444:5555:6666/128");

    Ran ran = screen.run("list");

    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(ran.out()).startsWith("NAME     TYPE ADDRESS   ").contains(" STATE  MADE BY\n");
  }

  @Test
  void thoseOfEveryNamespaceAreListedAndWhatCantBeLookedAtIsTold() {
    FakeKernel box = FakeKernel.host().label("eth0", "10.1.0.1/24", "eth0:5");
    kernel.beside("box", box).beside("shut", null);

    assertThat(screen.run("list --all-netns --state open"))
        .isEqualTo(
            new Ran(
                0,
                """
                NETNS           NAME      TYPE  ADDRESS          AS     STATE  RX  TX  MADE BY
                /proc/1/ns/net  eth0:0    ip    172.16.3.10/24   label  open   12  7   netalias
                /proc/1/ns/net  eth0:web  ip6   2001:db8::80/64  label  open   -   -   netalias
                box             eth0:5    ip    10.1.0.1/24      label  open   -   -   others
                """,
                """
                netalias: unreadable: 'shut' can't be looked at: Operation not permitted
                netalias: unreadable: process 7 is not to be looked at
                """));
    assertThat(screen.run("list --all-netns eth0 --limit 9 -o json --prefix 10.0.0.0/8").out())
        .startsWith("[{\"netns\":\"box\",\"name\":\"eth0:5\",\"main\":\"eth0\",")
        .contains("\"counters\":null,");
    assertThat(screen.run("list --all-netns --as label -o commands").out())
        .startsWith("ip addr add 172.16.3.10/24 brd 172.16.3.255 dev eth0 label eth0:0\n")
        .endsWith("ip -n box addr add 10.1.0.1/24 dev eth0 label eth0:5\n");
    assertThat(screen.run("list --all-netns eth7").exitCode()).isEqualTo(5);
    assertThat(screen.run("list -o json").out()).doesNotContain("netns");
  }

  @Test
  void whereThereIsOneNetworkAllNamespacesAreThatOne() {
    assertThat(screen.run("list --all-netns eth1").out())
        .isEqualTo(
            """
            NETNS  NAME    TYPE  ADDRESS     AS     STATE   RX  TX  MADE BY
            -      eth1:0  ip    10.0.0.1/8  label  closed  -   -   others
            """);
    assertThat(screen.run("list --all-netns eth1 -o json").out()).startsWith("[{\"netns\":null,");
  }

  @Test
  void aDeviceNarrowsTheList() {
    assertThat(screen.run("list eth1").out()).contains("eth1:0").doesNotContain("eth0");
    assertThat(screen.run("list nope"))
        .isEqualTo(
            new Ran(5, "", "netalias: there is no device 'nope'; devices: lo, eth0, eth1\n"));
    assertThat(screen.run("list eth0:0").err())
        .isEqualTo("netalias: there is no device 'eth0:0'; netalias show eth0:0\n");
  }

  @Test
  void theKeysOfJsonAreTheContract() {
    assertThat(screen.run("show eth0:0 -o json").out())
        .isEqualTo(
            """
            {"name":"eth0:0","main":"eth0","tag":"0","type":"ip","family":2,\
            "address":"172.16.3.10","prefix_length":24,"broadcast":"172.16.3.255",\
            "realisation":"label","state":"open","mac":"02:00:00:00:00:02","mtu":1500,\
            "managed":true,"saved":false,"counters":{"rx_packets":12,"rx_bytes":3456,\
            "tx_packets":7,"tx_bytes":890},"counters_reason":null,\
            "gateway":null,"table":null,"preferred_source":false}
            """);
    assertThat(screen.run("-o json list eth1").out())
        .startsWith("[{\"name\":\"eth1:0\"")
        .contains("\"state\":\"closed\"", "\"managed\":false", "\"counters\":null,")
        .endsWith("]\n");
    assertThat(screen.run("-ojson chain").out())
        .isEqualTo("[\"lo\",\"eth0\",\"eth0:0\",\"eth0:1\",\"eth0:web\",\"eth1\",\"eth1:0\"]\n");
    assertThat(screen.run("types --output=json").out())
        .isEqualTo(
            """
            [{"family":2,"name":"ip","attached":3,"registered":true},\
            {"family":10,"name":"ip6","attached":1,"registered":true}]
            """);
  }

  @Test
  void asCommandsTheListMakesTheSameAliases() {
    assertThat(screen.run("list -o commands").out())
        .isEqualTo(
            """
            ip addr add 172.16.3.10/24 brd 172.16.3.255 dev eth0 label eth0:0
            # closed: ip addr add 172.16.3.100/24 brd 172.16.3.255 dev eth0 label eth0:1
            ip addr add 2001:db8::80/64 dev eth0
            ip addr add 10.0.0.1/8 dev eth1 label eth1:0
            """);
  }

  @Test
  void showTellsAllThatIsKnown() {
    assertThat(screen.run("show eth0:00").out())
        .isEqualTo(
            """
            name         eth0:0
            main         eth0
            type         ip (family 2)
            address      172.16.3.10/24
            broadcast    172.16.3.255
            realisation  label
            state        open
            mac          02:00:00:00:00:02
            mtu          1500
            received     12 packets, 3456 bytes
            sent         7 packets, 890 bytes
            made by      netalias
            """);
    assertThat(screen.run("show eth1:0").out())
        .contains(
            "state        closed, as eth1 is down\n",
            "received     this kernel does not count it\n");
    assertThat(screen.run("show eth0").exitCode()).isEqualTo(2);
    assertThat(screen.run("show eth0:9").exitCode()).isEqualTo(5);
  }

  @Test
  void ofSeveralOfOneNameAnAddressSaysWhich() {
    kernel.label("eth1", "10.0.0.2/8", "eth1:0");

    assertThat(screen.run("show eth1:0"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "netalias: 2 aliases have the name eth1:0: 10.0.0.1/8, 10.0.0.2/8;"
                    + " say which by its address, as in: netalias del eth1:0 10.0.0.1\n"));
    assertThat(screen.run("show eth1:0 10.0.0.2").out()).contains("10.0.0.2/8");
  }

  @Test
  void coloursAreForTerminalsOrWhereTheyAreAskedFor() {
    assertThat(screen.run("list").out()).doesNotContain("\u001b");
    assertThat(screen.run("list --color always").out()).contains("\u001b[32mopen\u001b[0m");
    assertThat(screen.asTerminal().run("list --color never").out()).doesNotContain("\u001b");
  }

  @Test
  void whatTheKernelContradictsIsToldOnStandardErrorUnlessQuiet() {
    kernel.label("eth0", "172.16.3.101/24", "eth0:1");
    String drift =
        "eth0:1 is remembered as closed, with 172.16.3.100/24, and is there as a label;"
            + " netalias del eth0:1 deletes both";

    assertThat(screen.run("list").err()).isEqualTo("netalias: drift: " + drift + "\n");
    assertThat(screen.run("list -q").err()).isEmpty();
    assertThat(screen.run("list -o json").err())
        .isEqualTo(
            "{\"warning\":{\"kind\":\"drift\",\"message\":\"" + drift + "\",\"hint\":\"\"}}\n");
  }

  @Test
  void thousandsOfContradictionsAreSummedUp() {
    for (int i = 10; i < 60; i++) {
      screen.run("add eth0:%d 10.7.0.%d/24 --closed".formatted(i, i));
      kernel.label("eth0", "10.8.0.%d/24".formatted(i), "eth0:" + i);
    }
    assertThat(screen.run("list").err().lines())
        .hasSize(6)
        .first()
        .isEqualTo(
            "netalias: drift: eth0:10 is remembered as closed, with 10.7.0.10/24, and is there as a"
                + " label; netalias del eth0:10 deletes both");
    assertThat(screen.run("list").err()).endsWith("netalias: drift: and 45 more\n");
  }

  @Test
  void labelsOfOthersCannotDriveTheTerminal() {
    kernel.label("eth1", "10.0.0.3/8", "eth1:\u001b[2J");

    assertThat(screen.run("list").out()).contains("eth1:\\u001b[2J");
    for (String line : List.of("chain", "proc aliases", "proc dev", "ifconfig", "del eth1:0 -n")) {
      Ran ran = screen.run(line.replace("-n", "--dry-run"));
      assertThat(ran.out()).as(line).isNotEmpty().doesNotContain("\u001b");
    }
  }

  @Test
  void theListingsAreThoseOfTheEngine() {
    assertThat(screen.run("proc aliases").out().lines())
        .allMatch(line -> line.length() == 63)
        .hasSize(5);
    assertThat(screen.run("proc dev").out().lines().skip(2).map(l -> l.split(": ")[0].strip()))
        .isEqualTo(List.of("lo", "eth0", "eth0:0", "eth0:1", "eth0:web", "eth1", "eth1:0"));
    assertThat(screen.run("proc route"))
        .isEqualTo(
            new Ran(2, "", "netalias: there is no listing 'route'; aliases, alias_types or dev\n"));
  }

  @Test
  void everyCommandThatPrintsPrintsOneDocumentWhereJsonIsWanted() {
    assertThat(screen.run("-o json proc aliases").out())
        .startsWith("[{\"device\":\"eth0:0\",\"family\":2,\"address\":\"172.16.3.10\"},{");
    assertThat(screen.run("-o json proc alias_types").out())
        .isEqualTo(
            "[{\"type\":2,\"name\":\"ip\",\"n_attach\":3},"
                + "{\"type\":10,\"name\":\"ip6\",\"n_attach\":1}]\n");
    assertThat(screen.run("-o json proc dev").out())
        .startsWith("[{\"name\":\"lo\",\"traffic\":{\"rx_bytes\":0,")
        .contains("{\"name\":\"eth0:0\",\"traffic\":{\"rx_bytes\":3456,\"rx_packets\":12,");
    assertThat(screen.run("-o json ifconfig eth0:0").out())
        .startsWith("[{\"name\":\"eth0:0\",\"main\":\"eth0\",\"flags\":[\"UP\",")
        .contains("\"inet\":{\"address\":\"172.16.3.10\",\"netmask\":\"255.255.255.0\",")
        .hasLineCount(1);
    assertThat(screen.run("-o json ifconfig -a").out()).contains("\"flags\":[\"BROADCAST\"]");
    assertThat(screen.run("-o json route").out()).isEqualTo("[]\n");
    assertThat(screen.run("-o json ifconfig nope"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "{\"error\":{\"kind\":\"conflict\",\"message\":\"nope: error fetching interface"
                    + " information: Device not found\",\"hint\":\"\"}}\n"));
    assertThat(screen.run("-o json route add nonsense words").err())
        .startsWith("{\"error\":{")
        .hasLineCount(1);
    assertThat(screen.run("-o json ifconfig eth0:7 10.0.0.7").out())
        .startsWith("{\"dry_run\":false,\"changes\":[{\"action\":\"add\"");
    assertThat(screen.run("-o json --version").out())
        .startsWith("{\"name\":\"netalias\",\"version\":\"");
    assertThat(screen.run("-o json list --help").out())
        .startsWith("{\"command\":\"netalias list\",\"help\":\"Lists the aliases");
    assertThat(screen.run("-o json completion zsh").out())
        .startsWith("{\"shell\":\"zsh\",\"script\":\"#compdef netalias");
  }

  private List<String> listed(String options) {
    return screen.run("list " + options).out().lines().skip(1).map(l -> l.split(" ")[0]).toList();
  }

  @Test
  void theListCanBeNarrowed() {
    assertThat(listed("--limit 2")).containsExactly("eth0:0", "eth0:1");
    assertThat(listed("--limit 0")).isEmpty();
    assertThat(listed("--state open")).containsExactly("eth0:0", "eth0:web");
    assertThat(listed("--state closed --limit 1")).containsExactly("eth0:1");
    assertThat(listed("--prefix 172.16.0.0/16")).containsExactly("eth0:0", "eth0:1");
    assertThat(listed("--prefix 2001:db8::/32")).containsExactly("eth0:web");
    assertThat(listed("eth0 --as label --prefix 10.0.0.0/8")).isEmpty();
    assertThat(listed("--as route")).isEmpty();
    assertThat(screen.run("list --limit 1 -o json").out()).contains("eth0:0\"").hasLineCount(1);
    assertThat(screen.run("list --limit 0 -o json").out()).isEqualTo("[]\n");
    assertThat(screen.run("list --limit x").exitCode()).isEqualTo(2);
    assertThat(screen.run("list --prefix x").exitCode()).isEqualTo(2);
    assertThat(screen.run("list --state ajar"))
        .isEqualTo(
            new Ran(2, "", "netalias: 'ajar' is no value of --state; it takes open or closed\n"));
  }
}
