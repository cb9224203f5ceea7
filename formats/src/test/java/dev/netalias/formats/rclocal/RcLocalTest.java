package dev.netalias.formats.rclocal;

import static dev.netalias.formats.Fixture.alias;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.alias.Creation.OwnDevice;
import dev.netalias.formats.Declared;
import dev.netalias.formats.Edited;
import dev.netalias.formats.Fixture;
import dev.netalias.formats.Fuzz;
import dev.netalias.kernel.state.Realisation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RcLocalTest {
  private static final String FILE = "/etc/rc.local";

  private static final String OF_OLD =
      """
      #!/bin/sh
      /sbin/ifconfig eth0 172.16.3.1
      /sbin/ifconfig eth0:0 172.16.3.10
      /sbin/ifconfig eth0:1 172.16.3.100 netmask 255.255.255.0 up
      /sbin/route add -host 172.16.3.10 dev eth0:0
      ip addr add 10.0.0.1/8 brd + dev eth0 label eth0:2 || true
      exit 0
      """;

  @TempDir Path folder;

  @Test
  void linesThatAddAnAddressAreReadAndTheOthersTold() {
    Fixture system = new Fixture(folder, new RcLocal()).with(FILE, OF_OLD);
    assertThat(system.aliases())
        .containsExactly("eth0:0 172.16.3.10/16", "eth0:1 172.16.3.100/24", "eth0:2 10.0.0.1/8");
    assertThat(system.notes())
        .containsExactly(
            FILE + ":2: '/sbin/ifconfig eth0 172.16.3.1' stays with the script",
            FILE + ":5: '/sbin/route add -host 172.16.3.10 dev eth0:0' stays with the script");
    system.staysAsItIs();
  }

  @Test
  void aDeviceIsMadeByLinesOfItsOwn() {
    Fixture system = new Fixture(folder, new RcLocal()).with(FILE, "#!/bin/sh\nexit 0\n");
    List<Declared> wanted =
        List.of(
            alias("eth0:vm", "10.0.0.3/8").withDevice(OwnDevice.of("l2", null)),
            Fixture.route("eth0:8", "2001:db8::7/128"));
    Edited edited = system.write(wanted, false);
    assertThat(edited.unexpressed()).isEmpty();
    assertThat(system.text(FILE))
        .isEqualTo(
            """
            #!/bin/sh
            ip link set dev eth0 up
            ip link add link eth0 name eth0-vm type ipvlan mode l2
            ip link set dev eth0-vm alias eth0:vm
            sysctl -q net.ipv4.conf.eth0-vm.rp_filter=2
            sysctl -q net.ipv4.conf.eth0-vm.arp_announce=2
            sysctl -q net.ipv4.conf.eth0-vm.arp_ignore=1
            ip addr add 10.0.0.3/8 brd 10.255.255.255 dev eth0-vm
            ip link set dev eth0-vm up
            ip route replace local 2001:db8::7 dev eth0 table local proto 78 metric 9
            exit 0
            """);
    assertThat(system.declared()).containsExactlyElementsOf(wanted);
    assertThat(system.notes())
        .containsExactly(FILE + ":2: 'ip link set dev eth0 up' stays with the script");
    system.staysAsItIs();
    system.write(List.of(), true);
    assertThat(system.text(FILE)).isEqualTo("#!/bin/sh\nip link set dev eth0 up\nexit 0\n");
  }

  @Test
  void newLinesComeBeforeTheEnd() {
    Fixture system = new Fixture(folder, new RcLocal()).with(FILE, OF_OLD);
    List<Declared> wanted = system.declared();
    wanted.add(alias("eth0:3", "10.0.0.3/32"));
    wanted.add(alias("eth0:7", "10.0.0.7/32").withBroadcast(null).as(Realisation.ROUTE));
    wanted.removeIf(a -> a.tag().equals("1"));
    system.write(wanted, true);
    assertThat(system.text(FILE))
        .isEqualTo(
            OF_OLD
                .replace("/sbin/ifconfig eth0:1 172.16.3.100 netmask 255.255.255.0 up\n", "")
                .replace(
                    "exit 0\n",
                    """
                    ip link set dev eth0 up
                    ip addr replace 10.0.0.3/32 dev eth0 label eth0:3
                    ip route replace local 10.0.0.7 dev eth0 table local proto 78 metric 8
                    exit 0
                    """));
    assertThat(system.declared()).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void whatAScriptOfIpCommandsCannotSayIsNamed() {
    Fixture system = new Fixture(folder, new RcLocal());
    List<Declared> wanted = new ArrayList<>();
    wanted.add(alias("eth0:3", "10.0.0.3/8").withOpen(false));
    wanted.add(alias("eth0:six", "2001:db8::6/64"));
    Edited edited = system.write(wanted, false);
    assertThat(Fixture.texts(edited.unexpressed()))
        .containsExactly(
            FILE + ": eth0:3: a script of ip commands has no word for a closed alias",
            FILE
                + ": eth0:six: the kernel has no name for 2001:db8::6/64, which is said without it");
    assertThat(system.text(FILE))
        .isEqualTo("#!/bin/sh\nip link set dev eth0 up\nip addr replace 2001:db8::6/64 dev eth0\n");
  }

  @Test
  void mutatedFilesAreReadAndEditedOrRefused() {
    Fuzz.of(
        List.of(OF_OLD, "#!/bin/sh -e\nip addr add 10.0.0.9/8 dev eth0 label eth0:9\n"),
        text ->
            Fuzz.again(
                RcLocal.edit(Path.of(FILE), Fuzz.bytes(text), Fuzz.wish()),
                texts -> RcLocal.edit(Path.of(FILE), texts.getOrDefault(FILE, ""), Fuzz.wish())));
  }
}
