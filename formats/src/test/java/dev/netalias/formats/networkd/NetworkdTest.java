package dev.netalias.formats.networkd;

import static dev.netalias.formats.Fixture.alias;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.alias.Creation.OwnDevice;
import dev.netalias.formats.Declared;
import dev.netalias.formats.Edited;
import dev.netalias.formats.Fixture;
import dev.netalias.net.Address;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkdTest {
  private static final String ETH0 = "/etc/systemd/network/10-eth0.network";
  private static final String DROP_IN = ETH0 + ".d/50-netalias.conf";

  @TempDir Path folder;
  private Fixture system;

  @BeforeEach
  void begin() {
    system =
        new Fixture(folder, new Networkd())
            .with(
                ETH0,
                """
                # the wire
                [Match]
                Name=eth0

                [Network]
                Address=192.168.1.5/24
                Address=192.168.1.6/24
                Gateway=192.168.1.1

                [Address]
                Address=192.168.1.60/24
                Label=eth0:0

                [Address]
                # the second one
                Label=eth0:mail
                Address=192.168.1.61/24
                Broadcast=no
                Scope=link

                [Address]
                Address=2001:db8::5/64
                """)
            .with(
                ETH0 + ".d/10-more.conf",
                "[Address]\nAddress=10.0.0.1/8\nLabel=eth0:more\n[Address]\nAddress=2001:db8::6/64\n")
            .with("/usr/lib/systemd/network/10-eth0.network", "[Match]\nName=eth9\n")
            .with(
                "/run/systemd/network/20-late.network",
                "[Match]\nName=eth0 eth1\n[Network]\nAddress=10.9.0.1\n");
  }

  @Test
  void filesAndDropInsAreReadInTheirOrder() {
    assertThat(system.aliases())
        .containsExactly(
            "eth0 192.168.1.6/24",
            "eth0:0 192.168.1.60/24",
            "eth0:mail 192.168.1.61/24 brd null",
            "eth0:more 10.0.0.1/8",
            "eth0 2001:db8::6/64");
    assertThat(system.notes())
        .containsExactly(
            ETH0 + ":6: 192.168.1.5/24 is the own address of eth0 and stays with networkd",
            ETH0 + ":8: 'Gateway=192.168.1.1' of eth0 stays with networkd",
            ETH0 + ":19: 'Scope=link' of eth0 stays with networkd",
            ETH0 + ":22: 2001:db8::5/64 is the own address of eth0 and stays with networkd",
            "/run/systemd/network/20-late.network: it is never used for eth0, as "
                + ETH0
                + " comes before it",
            "/run/systemd/network/20-late.network:4: 10.9.0.1/8 is the own address of eth1 and stays with networkd");
  }

  @Test
  void whatIsDeclaredAlreadyChangesNoByte() {
    system.staysAsItIs();
  }

  @Test
  void whatIsNewComesIntoADropInOfTheDevicesFile() {
    List<Declared> wanted = system.declared();
    wanted.add(alias("eth0:1", "192.168.1.62/32"));
    wanted.add(alias("eth0:2", "192.168.1.63/24").withBroadcast(Address.parse("192.168.1.200")));
    wanted.add(alias("eth2:0", "10.2.0.1/16"));
    Edited edited = system.write(wanted, false);

    assertThat(edited.unexpressed()).isEmpty();
    assertThat(system.text(DROP_IN))
        .isEqualTo(
            """
            [Address]
            Address=192.168.1.62/32
            Label=eth0:1

            [Address]
            Address=192.168.1.63/24
            Label=eth0:2
            Broadcast=192.168.1.200
            """);
    assertThat(system.text("/etc/systemd/network/50-netalias-eth2.network"))
        .isEqualTo("[Match]\nName=eth2\n\n[Address]\nAddress=10.2.0.1/16\nLabel=eth2:0\n");
    assertThat(system.declared()).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void aReaddressedAliasKeepsItsSectionAndItsComments() {
    List<Declared> wanted = system.declared();
    wanted.replaceAll(a -> a.tag().equals("mail") ? alias("eth0:mail", "10.1.0.9/16") : a);
    String before = system.text(ETH0);
    system.write(wanted, false);

    assertThat(system.text(ETH0))
        .isEqualTo(before.replace("192.168.1.61/24\nBroadcast=no\n", "10.1.0.9/16\n"));
    assertThat(system.declared()).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void addingAndPruningLeavesEveryByteAsItWas() {
    List<Declared> before = system.declared();
    List<Declared> more = new ArrayList<>(before);
    more.add(alias("eth0:1", "192.168.1.62/24"));
    system.with(DROP_IN, "# mine\n");
    system.write(more, false);
    assertThat(system.text(DROP_IN)).isNotEqualTo("# mine\n");
    system.write(before, true);
    assertThat(system.text(DROP_IN)).isEqualTo("# mine\n");
  }

  @Test
  void localRoutesWithNetaliasesProtocolAreAliases() {
    String route = "[Route]\nDestination=%s\nType=local\nTable=%s\nProtocol=78\nMetric=%s\n";
    system =
        new Fixture(folder.resolve("routes"), new Networkd())
            .with(
                ETH0,
                "[Match]\nName=eth0\n"
                    + route.formatted("10.5.0.1", "local", "8")
                    + route.formatted("10.6.0.9/16", "255", "4294967295")
                    + route.formatted("2001:db8::7/128", "local", "9")
                    + route.formatted("10.7.0.1", "main", "9")
                    + route.formatted("10.8.0.1", "local", "0")
                    + "[Route]\nDestination=10.9.0.0/16\nGateway=10.0.0.1\n");
    assertThat(system.aliases())
        .containsExactly(
            "eth0:7 10.5.0.1/32 route", "eth0 10.6.0.0/16 route", "eth0:8 2001:db8::7/128 route");
    assertThat(system.notes())
        .containsExactly(
            ETH0 + ":21: the section [Route] of eth0 stays with networkd",
            ETH0 + ":27: the section [Route] of eth0 stays with networkd",
            ETH0 + ":33: the section [Route] of eth0 stays with networkd");
    system.staysAsItIs();
  }

  @Test
  void localRoutesAreWrittenAsNetaliasMakesThem() {
    List<Declared> wanted = system.declared();
    wanted.add(Fixture.route("eth0:7", "10.0.0.7/32"));
    wanted.add(Fixture.route("eth0:web", "10.7.0.0/16"));
    wanted.replaceAll(a -> a.tag().equals("0") ? Fixture.route("eth0:0", "10.0.0.9/32") : a);
    Edited edited = system.write(wanted, true);

    assertThat(Fixture.texts(edited.unexpressed()))
        .containsExactly(
            "/etc/systemd/network: eth0:web: networkd has no name for 10.7.0.0/16, which is said"
                + " without it");
    String route = "[Route]\nDestination=%s\nType=local\nTable=local\nProtocol=78\nMetric=%d\n";
    assertThat(system.text(DROP_IN))
        .isEqualTo(
            route.formatted("10.0.0.9/32", 1)
                + "\n"
                + route.formatted("10.0.0.7/32", 8)
                + "\n"
                + route.formatted("10.7.0.0/16", 4294967295L));
    assertThat(system.text(ETH0)).doesNotContain("192.168.1.60");
    assertThat(system.edit(wanted, true).files()).noneMatch(Edited.File::isChanged);

    wanted.replaceAll(a -> a.tag().equals("7") ? Fixture.route("eth0:7", "10.0.0.70/32") : a);
    wanted.removeIf(a -> a.tag().equals("0") || a.tag().equals("web"));
    system.write(wanted, true);
    assertThat(system.text(DROP_IN).strip()).isEqualTo(route.formatted("10.0.0.70/32", 8).strip());
  }

  @Test
  void anAddressGoesToAnotherNameWhereItsOwnTakesAnother() {
    List<Declared> wanted = system.declared();
    wanted.replaceAll(a -> a.tag().equals("0") ? alias("eth0:0", "192.168.1.70/24") : a);
    wanted.add(alias("eth0:new", "192.168.1.60/24"));
    Edited edited = system.write(wanted, false);
    assertThat(edited.unexpressed()).isEmpty();
    assertThat(system.declared()).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(system.edit(wanted, true).files()).noneMatch(Edited.File::isChanged);
  }

  @Test
  void anAddressThatIsReadAsTheDevicesOwnIsThereAllTheSame() {
    List<Declared> wanted = List.of(alias("eth7:six", "2001:db8:7::1/64"));
    system.write(wanted, false);
    Edited again = system.edit(wanted, false);
    assertThat(again.files()).noneMatch(Edited.File::isChanged);
    assertThat(Fixture.texts(again.unexpressed()))
        .containsExactly(
            "/etc/systemd/network: eth7:six: networkd has no name for 2001:db8:7::1/64, which is"
                + " said without it");
  }

  @Test
  void anAddressWithoutANameGetsNoneWithItsOwnSection() {
    List<Declared> wanted = system.declared();
    wanted.replaceAll(a ->
        a.prefix().toString().equals("192.168.1.6/24")
            ? a.withBroadcast(Address.parse("192.168.1.99"))
            : a);
    system.write(wanted, false);
    assertThat(system.text(DROP_IN))
        .isEqualTo("[Address]\nAddress=192.168.1.6/24\nBroadcast=192.168.1.99\n");
    assertThat(system.declared()).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void aFileOfNetaliasesGrowsItself() {
    List<Declared> wanted = system.declared();
    wanted.add(alias("eth2:0", "10.2.0.1/16"));
    system.write(wanted, false);
    wanted.add(alias("eth2:1", "10.2.0.2/16"));
    system.write(wanted, false);
    assertThat(system.text("/etc/systemd/network/50-netalias-eth2.network"))
        .endsWith("Label=eth2:0\n\n[Address]\nAddress=10.2.0.2/16\nLabel=eth2:1\n");
  }

  @Test
  void whatTheDistributionShipsIsToldWhereItDeclaresSomething() {
    String shipped = "/usr/lib/systemd/network/80-vendor.network";
    system.with(shipped, "[Match]\nName=ve-*\n[Network]\nDHCP=yes\n");
    assertThat(system.notes()).noneMatch(note -> note.startsWith(shipped));
    system.with(shipped, "[Match]\nName=eth5\n[Network]\nDHCP=yes\nAddress=10.0.0.1/8\n");
    assertThat(system.notes()).contains(shipped + ":4: 'DHCP=yes' of eth5 stays with networkd");
  }

  @Test
  void aFileThatIsNamedTakesWhatIsNewOfItsDeviceAndNothingElse() {
    List<Declared> wanted = system.declared();
    wanted.add(alias("eth0:1", "10.0.0.2/8"));
    wanted.add(alias("eth2:1", "10.2.0.1/8"));
    wanted.add(alias("eth3:1", "10.3.0.1/8"));
    String before = system.text(ETH0);
    Edited edited = system.write(wanted, ETH0);
    assertThat(system.text(ETH0))
        .isEqualTo(before + "\n[Address]\nAddress=10.0.0.2/8\nLabel=eth0:1\n");
    assertThat(Fixture.texts(edited.unexpressed()))
        .containsExactly(
            ETH0 + ": eth2:1: this file is for eth0", ETH0 + ": eth3:1: this file is for eth0");

    String fresh = "/etc/systemd/network/20-eth2.network";
    edited = system.write(wanted, fresh);
    assertThat(system.text(fresh))
        .isEqualTo("[Match]\nName=eth2\n\n[Address]\nAddress=10.2.0.1/8\nLabel=eth2:1\n");
    assertThat(Fixture.texts(edited.unexpressed()))
        .containsExactly(fresh + ": eth3:1: this file is for eth2");
    assertThat(Fixture.texts(edited.notes()))
        .containsExactly(
            fresh
                + ": no file was for eth2 before: networkd sets it up from now on, with these"
                + " addresses and no others");

    String alone = "/srv/new.network";
    system.write(List.of(alias("eth0:0", "192.168.1.60/24")), alone);
    assertThat(system.text(alone)).contains("Label=eth0:0");
  }

  @Test
  void whatNetworkdHasNoWordForIsNamed() {
    List<Declared> wanted = system.declared();
    wanted.add(alias("eth0:7", "10.0.0.7/32").withDevice(OwnDevice.USUAL));
    wanted.add(alias("eth0:8", "10.0.0.8/24").withOpen(false));
    wanted.add(alias("eth0:six", "2001:db8::66/64"));
    wanted.add(alias("eth0:own", "192.168.1.5/24"));
    Edited edited = system.write(wanted, false);

    assertThat(Fixture.texts(edited.unexpressed()))
        .containsExactly(
            "/etc/systemd/network: eth0:7: networkd gives a device neither the alias text by which"
                + " netalias knows its own, nor its ARP settings",
            "/etc/systemd/network: eth0:8: networkd has no word for a closed alias",
            "/etc/systemd/network: eth0:six: networkd has no name for 2001:db8::66/64, which is said without it",
            ETH0 + ":6: eth0:own is wanted, and declared here as the own address of eth0");
    assertThat(system.text(DROP_IN)).isEqualTo("[Address]\nAddress=2001:db8::66/64\n");
  }
}
