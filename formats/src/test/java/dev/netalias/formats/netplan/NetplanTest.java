package dev.netalias.formats.netplan;

import static dev.netalias.formats.Fixture.alias;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.formats.Declared;
import dev.netalias.formats.Edited;
import dev.netalias.formats.Fixture;
import dev.netalias.formats.Format;
import dev.netalias.formats.RefusedException;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetplanTest {
  private static final String MAIN = "/etc/netplan/10-main.yaml";
  private static final String MORE = "/etc/netplan/50-more.yaml";
  private static final String OURS = "/etc/netplan/90-netalias.yaml";

  /** What netplan refuses, and what is said of it. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "network: [",
          ":1:11: this is no YAML",
          "network:\n  ethernets:\n    eth0:\n",
          ":3:10: a mapping is expected here",
          "network: {ethernets: {eth0: {addresses: [10.0.0.1]}}}",
          "'10.0.0.1' has no prefix length",
          "network: {ethernets: {eth0: {addresses: [10.0.0.1/33]}}}",
          "is not 0 to 32",
          "network: {ethernets: {eth0: {addresses: 10.0.0.1/8}}}",
          "a list of addresses is expected here",
          "network: {ethernets: {eth0: {addresses: [{10.0.0.1/8: {lifetime: 5}}]}}}",
          "a lifetime is 0 or forever");

  @TempDir Path folder;
  private Fixture system;

  @BeforeEach
  void begin() {
    system =
        new Fixture(folder.resolve("system"), new Netplan())
            .with(
                MAIN,
                """
                # the wires
                network:
                  version: 2
                  ethernets:
                    eth0:
                      dhcp6: false
                      addresses:
                        - 192.168.1.5/24 # eth0's own
                        - "192.168.1.60/24":
                            label: "eth0:0" # web
                        - 192.168.1.61/24:
                            label: eth0:mail

                        # the last
                        - "2001:db8::5/64"
                        - "2001:db8::6/64"
                      mtu: 1500
                    eth1: {dhcp4: true, addresses: [10.0.0.1/8, {"10.0.0.2/8": {label: "eth1:2"}}, "10.0.0.3/8"]}
                    eth2: {}
                    uplink:
                      match: {macaddress: "02:00:00:00:00:01"}
                      set-name: wan0
                  vlans:
                    vlan7:
                      id: 7
                      link: eth0
                """)
            .with(MORE, "network:\n  ethernets:\n    eth0:\n      addresses: [172.16.0.1/16]\n")
            .with(
                "/lib/netplan/10-main.yaml",
                "network: {ethernets: {eth9: {addresses: [1.2.3.4/8]}}}\n");
  }

  @Test
  void listsOfSeveralFilesArePutTogether() {
    assertThat(system.aliases())
        .containsExactly(
            "eth0:0 192.168.1.60/24",
            "eth0:mail 192.168.1.61/24",
            "eth0 2001:db8::6/64",
            "eth1:2 10.0.0.2/8",
            "eth1 10.0.0.3/8",
            "eth0 172.16.0.1/16");
    assertThat(system.notes())
        .containsExactly(
            MAIN + ":8:11: 192.168.1.5/24 is the own address of eth0 and stays with netplan",
            MAIN + ":15:11: 2001:db8::5/64 is the own address of eth0 and stays with netplan",
            MAIN + ":5:5: 'dhcp6', 'mtu' of eth0 stay with netplan",
            MAIN + ":18:37: 10.0.0.1/8 is the own address of eth1 and stays with netplan",
            MAIN + ":18:5: 'dhcp4' of eth1 stays with netplan",
            MAIN + ":24:5: 'id', 'link' of vlan7 stay with netplan");
  }

  @Test
  void whatIsDeclaredAlreadyChangesNoByte() {
    system.staysAsItIs();
  }

  @Test
  void newAliasesComeIntoTheListOfTheirDevice() {
    List<Declared> wanted = system.declared();
    wanted.add(alias("eth0:1", "192.168.1.62/24"));
    wanted.add(alias("eth1:4", "10.0.0.4/8"));
    wanted.add(alias("eth2:0", "10.2.0.1/16"));
    wanted.add(alias("vlan7:0", "10.7.0.1/16"));
    wanted.add(alias("wan0:0", "203.0.113.1/24"));
    String before = system.text(MAIN);
    Edited edited = system.write(wanted, false);

    assertThat(edited.unexpressed()).isEmpty();
    assertThat(system.text(MORE))
        .contains("addresses: [172.16.0.1/16, {\"192.168.1.62/24\": {label: \"eth0:1\"}}]");
    String list = "      addresses:\n        - \"%s\":\n            label: \"%s\"\n";
    assertThat(system.text(MAIN))
        .isEqualTo(
            before
                .replace(
                    "\"10.0.0.3/8\"]", "\"10.0.0.3/8\", {\"10.0.0.4/8\": {label: \"eth1:4\"}}]")
                .replace("eth2: {}", "eth2: {addresses: [{\"10.2.0.1/16\": {label: \"eth2:0\"}}]}")
                .replace(
                    "      match:", list.formatted("203.0.113.1/24", "wan0:0") + "      match:")
                .replace("      id: 7", list.formatted("10.7.0.1/16", "vlan7:0") + "      id: 7"));
    assertThat(system.declared()).contains(alias("eth0:1", "192.168.1.62/24"));
  }

  @Test
  void anUnknownDeviceGetsAFileOfNetaliasAndStaysThere() {
    List<Declared> wanted = system.declared();
    wanted.add(alias("eth5:0", "10.5.0.1/16"));
    wanted.add(alias("eth6:0", "10.6.0.1/16"));
    system.write(wanted, false);
    String item = "    %s:\n      addresses:\n        - \"%s\":\n            label: \"%s\"\n";
    String head = "network:\n  version: 2\n  ethernets:\n";
    String six = item.formatted("eth6", "10.6.0.1/16", "eth6:0");
    assertThat(system.text(OURS))
        .isEqualTo(head + item.formatted("eth5", "10.5.0.1/16", "eth5:0") + six);

    wanted.add(alias("eth7:0", "10.7.0.1/16"));
    wanted.add(alias("eth5:1", "10.5.0.2/16"));
    system.write(wanted, false);
    assertThat(system.text(OURS))
        .isEqualTo(
            head
                + item.formatted("eth7", "10.7.0.1/16", "eth7:0")
                + item.formatted("eth5", "10.5.0.1/16", "eth5:0")
                + "        - \"10.5.0.2/16\":\n            label: \"eth5:1\"\n"
                + six);
  }

  @Test
  void aFileWithoutEthernetsGetsThem() {
    system.with(OURS, "network:\n  renderer: networkd\n# the end\n");
    List<Declared> wanted = system.declared();
    wanted.add(alias("eth5:0", "10.5.0.1/16"));
    wanted.add(alias("eth6:0", "10.6.0.1/16"));
    system.write(wanted, false);
    String item = "    %s:\n      addresses:\n        - \"%s\":\n            label: \"%s\"\n";
    assertThat(system.text(OURS))
        .isEqualTo(
            "network:\n  renderer: networkd\n  ethernets:\n"
                + item.formatted("eth5", "10.5.0.1/16", "eth5:0")
                + item.formatted("eth6", "10.6.0.1/16", "eth6:0")
                + "# the end\n");
  }

  @Test
  void pruningTakesItemsAwayWithTheirLinesAndCommas() {
    List<Declared> few =
        system.declared().stream()
            .filter(a -> a.tag().equals("mail") || a.prefix().toString().equals("10.0.0.3/8"))
            .toList();
    String before = system.text(MAIN);
    system.write(few, true);
    assertThat(system.text(MAIN))
        .isEqualTo(
            before
                .replace(
                    "        - \"192.168.1.60/24\":\n            label: \"eth0:0\" # web\n", "")
                .replace("        - \"2001:db8::6/64\"\n", "")
                .replace("{\"10.0.0.2/8\": {label: \"eth1:2\"}}, ", ""));
    assertThat(system.text(MORE)).contains("addresses: []");
  }

  @Test
  void aFileThatIsNamedTakesWhatIsNewAndNoMore() {
    List<Declared> wanted = system.declared();
    wanted.add(alias("eth0:1", "192.168.1.62/24"));
    String fresh = "/etc/netplan/70-mine.yaml";
    Edited edited = system.write(wanted, fresh);
    assertThat(edited.files().stream().filter(Edited.File::isChanged)).hasSize(1);
    assertThat(system.text(fresh))
        .isEqualTo(
            """
            network:
              version: 2
              ethernets:
                eth0:
                  addresses:
                    - "192.168.1.62/24":
                        label: "eth0:1"
            """);
    assertThat(edited.notes()).isEmpty();
    wanted.add(alias("eth0:2", "192.168.1.63/24"));
    system.write(wanted, fresh);
    assertThat(system.text(fresh))
        .endsWith(
            "label: \"eth0:1\"\n        - \"192.168.1.63/24\":\n            label: \"eth0:2\"\n");
  }

  @Test
  void whatHasAnAnchorOrATagIsEditedBehindIt() {
    system =
        new Fixture(folder.resolve("anchors"), new Netplan())
            .with(
                "/etc/netplan/1.yaml",
                """
                network:
                  version: 2
                  ethernets: &all
                    eth0:
                      addresses: &list # of eth0
                        - 10.0.0.1/8
                    eth1:
                      addresses: &other !!seq [10.1.0.1/16]
                    eth2: &two
                      dhcp4: true
                """);
    system.write(
        List.of(
            alias("eth0:0", "10.0.0.2/8"),
            alias("eth1:0", "10.1.0.2/16"),
            alias("eth2:0", "10.2.0.2/16"),
            alias("eth3:0", "10.3.0.2/16")),
        false);
    assertThat(system.text("/etc/netplan/1.yaml"))
        .isEqualTo(
            """
            network:
              version: 2
              ethernets: &all
                eth0:
                  addresses: &list # of eth0
                    - 10.0.0.1/8
                    - "10.0.0.2/8":
                        label: "eth0:0"
                eth1:
                  addresses: &other !!seq [10.1.0.1/16, {"10.1.0.2/16": {label: "eth1:0"}}]
                eth2: &two
                  addresses:
                    - "10.2.0.2/16":
                        label: "eth2:0"
                  dhcp4: true
            """);
    assertThat(system.aliases()).hasSize(4);
    system.staysAsItIs();
  }

  @Test
  void aReaddressedAliasKeepsItsLineAndItsQuotes() {
    List<Declared> wanted = system.declared();
    wanted.replaceAll(a -> a.tag().equals("0") ? alias("eth0:0", "10.1.0.1/16") : a);
    String before = system.text(MAIN);
    system.write(wanted, false);
    assertThat(system.text(MAIN))
        .isEqualTo(before.replace("\"192.168.1.60/24\"", "\"10.1.0.1/16\""));
  }

  @Test
  void addingAndPruningLeavesEveryByteAsItWas() {
    List<Declared> before = system.declared();
    List<Declared> more = new ArrayList<>(before);
    more.add(alias("eth0:1", "192.168.1.62/24"));
    more.add(alias("eth1:1", "10.0.0.9/8"));
    String main = system.text(MAIN);
    String other = system.text(MORE);
    system.write(more, false);
    system.write(before, true);
    assertThat(system.text(MAIN)).isEqualTo(main);
    assertThat(system.text(MORE)).isEqualTo(other);
  }

  @Test
  void namesThatAreLostAreNamed() {
    system.with(
        "/etc/netplan/99-nm.yaml", "network: {ethernets: {eth2: {renderer: NetworkManager}}}\n");
    List<Declared> wanted = system.declared();
    wanted.add(alias("eth2:0", "10.2.0.1/16"));
    wanted.add(alias("eth0:six", "2001:db8::66/64"));
    wanted.add(alias("eth0:off", "192.168.1.99/24").withOpen(false));
    wanted.add(Fixture.route("eth0:7", "10.0.0.7/32"));
    Edited edited = system.write(wanted, false);
    assertThat(Fixture.texts(edited.unexpressed()))
        .containsExactly(
            "/etc/netplan: eth0:off: netplan has no word for a closed alias",
            "/etc/netplan: eth0:7: netplan gives a route no protocol, by which netalias knows its own",
            "/etc/netplan: eth0:six: IPv6 has no name for 2001:db8::66/64, which is said without it",
            "/etc/netplan: eth2:0: NetworkManager has no name for 10.2.0.1/16, which is said"
                + " without it");
  }

  @Test
  void whatNetplanRefusesIsRefusedWithItsPlace() {
    REFUSED.forEach((text, why) -> {
      system.with("/etc/netplan/99-bad.yaml", text);
      assertThatThrownBy(system::read)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(why);
    });
  }

  @Test
  @Needs(tools = "netplan")
  void theGeneratorRefusesTheSameFiles() {
    for (String text : REFUSED.keySet()) {
      system.with("/etc/netplan/99-bad.yaml", text);
      assertThat(generate().exitCode()).as(text).isNotZero();
    }
  }

  @Test
  @Needs(tools = "netplan")
  void theGeneratorAcceptsWhatIsWrittenAndMakesTheAliasesOfIt() {
    List<Declared> wanted = system.declared();
    wanted.add(alias("eth0:1", "192.168.1.62/24"));
    wanted.add(alias("eth1:4", "10.0.0.4/8"));
    wanted.add(alias("eth2:0", "10.2.0.1/16"));
    wanted.add(alias("vlan7:0", "10.7.0.1/16"));
    wanted.add(alias("eth5:0", "10.5.0.1/16"));
    system.write(wanted, false);
    generate().orFail();
    assertThat(network("eth0")).contains("Address=192.168.1.62/24\nLabel=eth0:1");
    assertThat(network("eth1")).contains("Address=10.0.0.4/8\nLabel=eth1:4");
    assertThat(network("eth2")).contains("Address=10.2.0.1/16\nLabel=eth2:0");
    assertThat(network("vlan7")).contains("Address=10.7.0.1/16\nLabel=vlan7:0");
    assertThat(network("eth5")).contains("Address=10.5.0.1/16\nLabel=eth5:0");

    system.write(List.of(), true);
    generate().orFail();
    assertThat(network("eth1")).doesNotContain("Label=").contains("Address=10.0.0.1/8");
  }

  private Ran generate() {
    Edited none = new Edited(List.of(), List.of(), List.of());
    Format.Check check =
        new Netplan().checks(system.root(), none, folder.resolve("scratch")).getFirst();
    return Ran.of(check.command().toArray(String[]::new));
  }

  private String network(String device) {
    String file = "scratch/run/systemd/network/10-netplan-" + device + ".network";
    return Ran.of("cat", folder.resolve(file).toString()).orFail().out();
  }
}
