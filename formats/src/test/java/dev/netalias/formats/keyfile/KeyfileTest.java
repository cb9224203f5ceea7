package dev.netalias.formats.keyfile;

import static dev.netalias.formats.Fixture.alias;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.alias.Creation.OwnDevice;
import dev.netalias.formats.Declared;
import dev.netalias.formats.Edited;
import dev.netalias.formats.Fixture;
import dev.netalias.formats.Format;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyfileTest {
  private static final String FOLDER = "/etc/NetworkManager/system-connections/";
  private static final String ETH0 = FOLDER + "wire.nmconnection";

  @TempDir Path folder;
  private Fixture system;

  @BeforeEach
  void begin() {
    system =
        new Fixture(folder, new Keyfile())
            .with(
                ETH0,
                """
                [connection]
                id=wire
                uuid=4e3e8f5a-8b7a-4a4e-9a3c-0a3f6d6b1c11
                type=ethernet
                interface-name=eth0

                [ipv4]
                # the first is eth0's own
                address2=192.168.1.61/24
                address1=192.168.1.5/24,192.168.1.1
                addresses3=192.168.1.62;24;
                address9=nonsense
                method=manual
                dns=192.168.1.1;

                [ipv6]
                method=auto
                """);
  }

  @Test
  void addressesAreReadInTheOrderOfTheirNumbers() {
    assertThat(system.aliases()).containsExactly("eth0 192.168.1.61/24", "eth0 192.168.1.62/24");
    assertThat(system.notes())
        .containsExactly(
            ETH0 + ":10: the gateway 192.168.1.1 stays with NetworkManager",
            ETH0 + ":10: 192.168.1.5/24 is the own address of eth0 and stays with NetworkManager",
            ETH0 + ":12: 'nonsense' is no address of ipv4, and is ignored",
            ETH0 + ":14: 'dns=192.168.1.1;' of eth0 stays with NetworkManager",
            ETH0 + ":17: 'method=auto' of eth0 stays with NetworkManager");
  }

  @Test
  void whatIsDeclaredAlreadyChangesNoByte() {
    system.staysAsItIs();
  }

  @Test
  void newAddressesComeAfterTheOthersAndLostNamesAreNamed() {
    List<Declared> wanted = system.declared();
    wanted.add(alias("eth0:1", "192.168.1.63/24"));
    wanted.add(alias("eth0", "2001:db8::6/64"));
    wanted.add(Fixture.route("eth0:7", "10.0.0.7/32"));
    wanted.add(alias("eth0:d", "10.0.0.8/32").withDevice(OwnDevice.USUAL));
    wanted.add(alias("eth0:b", "10.0.0.9/24").withBroadcast(null));
    String before = system.text(ETH0);
    Edited edited = system.write(wanted, false);

    assertThat(system.text(ETH0))
        .isEqualTo(
            before
                .replace("address9=nonsense\n", "address9=nonsense\naddress10=192.168.1.63/24\n")
                .concat("address1=2001:db8::6/64\n"));
    String where = FOLDER.substring(0, FOLDER.length() - 1) + ": ";
    assertThat(Fixture.texts(edited.unexpressed()))
        .containsExactly(
            where
                + "eth0:7: NetworkManager gives a route no protocol, by which netalias knows its own",
            where
                + "eth0:d: NetworkManager gives a device neither the alias text by which netalias"
                + " knows its own, nor its ARP settings",
            where + "eth0:b: NetworkManager chooses the broadcast address by itself",
            where
                + "eth0:1: NetworkManager has no name for 192.168.1.63/24, which is said without it");
  }

  @Test
  void theConnectionOfAnotherDeviceIsNotTouched() {
    String before = system.text(ETH0);
    List<Declared> wanted = List.of(alias("eth1", "10.0.0.1/8"));
    Edited edited = system.write(wanted, ETH0);
    assertThat(system.text(ETH0)).isEqualTo(before);
    assertThat(Fixture.texts(edited.unexpressed()))
        .containsExactly(ETH0 + ": eth1 has no connection, and this file is for another device");

    String fresh = FOLDER + "fresh.nmconnection";
    edited = system.write(List.of(alias("eth1", "10.0.0.1/8"), alias("eth2", "10.0.0.2/8")), fresh);
    assertThat(system.text(fresh)).contains("interface-name=eth1").doesNotContain("10.0.0.2");
    assertThat(Fixture.texts(edited.unexpressed()))
        .containsExactly(fresh + ": eth2 has no connection, and this file is for eth1");
    assertThat(Fixture.texts(edited.notes()).getLast())
        .startsWith(fresh + ": no file was for eth1 before: NetworkManager sets it up");
  }

  @Test
  void aNewSectionComesBehindWhatIsNewInTheLastOne() {
    String head =
        "[connection]\ninterface-name=eth0\n\n[ipv6]\nmethod=manual\naddress1=2001:db8::1/64\n";
    system.with(ETH0, head);
    system.write(List.of(alias("eth0", "10.0.0.1/8"), alias("eth0", "2001:db8::2/64")), false);
    assertThat(system.text(ETH0))
        .isEqualTo(
            head + "address2=2001:db8::2/64\n\n[ipv4]\nmethod=manual\naddress1=10.0.0.1/8\n");
  }

  @Test
  void addingAndPruningLeavesEveryByteAsItWas() {
    String before = system.text(ETH0);
    List<Declared> declared = system.declared();
    List<Declared> more = new ArrayList<>(declared);
    more.add(alias("eth0", "192.168.1.63/24"));
    system.write(more, false);
    assertThat(system.text(ETH0)).isNotEqualTo(before);
    system.write(declared, true);
    assertThat(system.text(ETH0)).isEqualTo(before);
  }

  @Test
  @Needs(tools = "nmcli")
  void networkManagerAcceptsWhatIsWrittenAndReadsTheSame() {
    List<Declared> wanted = system.declared();
    wanted.add(alias("eth0", "192.168.1.63/24"));
    wanted.add(alias("eth1", "10.0.0.1/8"));
    wanted.add(alias("eth1", "10.0.0.2/8"));
    wanted.add(alias("eth2", "2001:db8::1/64"));
    wanted.add(alias("eth2", "10.2.0.1/8"));
    wanted.removeIf(a -> a.prefix().toString().contains("62"));
    Edited edited = system.write(wanted, true);

    assertThat(edited.unexpressed()).isEmpty();
    for (Format.Check check : new Keyfile().checks(system.root(), edited, folder)) {
      Ran ran = Ran.of(check.command().toArray(String[]::new)).orFail();
      assertThat(ran.err()).as("%s", check).doesNotContain("warning").doesNotContain("invalid");
    }
    assertThat(addresses("wire", 4)).isEqualTo("192.168.1.5/24, 192.168.1.61/24, 192.168.1.63/24");
    assertThat(addresses("netalias-eth1", 4)).isEqualTo("10.0.0.1/8, 10.0.0.2/8");
    assertThat(addresses("netalias-eth2", 6)).isEqualTo("2001:db8::1/64");
  }

  private String addresses(String id, int family) {
    String file = system.root().real(Path.of(FOLDER + id + ".nmconnection")).toString();
    String out =
        Ran.of("sh", "-c", "nmcli --offline connection modify connection.autoconnect yes <" + file)
            .orFail()
            .out();
    StringBuilder found = new StringBuilder();
    String section = "";
    for (String line : out.split("\n")) {
      section = line.startsWith("[") ? line : section;
      if (section.equals("[ipv" + family + "]") && line.matches("address[0-9]+=.*")) {
        found.append(found.isEmpty() ? "" : ", ").append(line.replaceAll("address[0-9]+=|,.*", ""));
      }
    }
    return found.toString();
  }
}
