package dev.netalias.formats.networkd;

import static dev.netalias.formats.Fixture.alias;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.formats.Declared;
import dev.netalias.formats.Edited;
import dev.netalias.formats.Fixture;
import dev.netalias.kernel.state.Realisation;
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
  void whatNetworkdHasNoWordForIsNamed() {
    List<Declared> wanted = system.declared();
    wanted.add(alias("eth0:7", "10.0.0.7/32").withBroadcast(null).as(Realisation.ROUTE));
    wanted.add(alias("eth0:8", "10.0.0.8/24").withOpen(false));
    wanted.add(alias("eth0:six", "2001:db8::66/64"));
    wanted.add(alias("eth0:own", "192.168.1.5/24"));
    Edited edited = system.write(wanted, false);

    assertThat(Fixture.texts(edited.unexpressed()))
        .containsExactly(
            "/etc/systemd/network: eth0:7: networkd has no word for an alias that is a route",
            "/etc/systemd/network: eth0:8: networkd has no word for a closed alias",
            "/etc/systemd/network: eth0:six: networkd has no name for 2001:db8::66/64, which is said without it",
            ETH0 + ":6: eth0:own is wanted, and declared here as the own address of eth0");
    assertThat(system.text(DROP_IN)).isEqualTo("[Address]\nAddress=2001:db8::66/64\n");
  }
}
