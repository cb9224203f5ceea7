package dev.netalias.cli;

import static dev.netalias.testkit.Need.NETNS;
import static dev.netalias.testkit.Need.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.contract.NamespaceHost;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were written, raised by the real ifupdown; and what it raised, taken over. */
@Needs(
    value = {NETNS, ROOT},
    tools = {"ip", "ifup"})
class FilesOnLinuxTest {
  @TempDir Path folder;
  private NamespaceHost host;
  private Screen screen;
  private Path interfaces;

  @BeforeEach
  void begin() throws IOException {
    host = new NamespaceHost();
    host.run("sysctl -qw net.ipv6.conf.eth0.accept_dad=0");
    screen = Screen.in(host.name()).below(folder);
    interfaces = folder.resolve("etc/network/interfaces");
    Files.createDirectories(interfaces.getParent());
    Files.writeString(interfaces, "auto lo\niface lo inet loopback\n");
  }

  @AfterEach
  void end() {
    host.close();
  }

  private String run(String words) {
    return screen.run(words).orFail().out();
  }

  /** Shows what the kernel has, whoever made it, in no order. */
  private static final String ALL =
      """
      {
        ip -o addr show scope global | sed 's/^[0-9]*: *//; s/ tentative//; s/ nodad//; s/ *\\\\\\\\.*//'
        ip route show table local proto 78
        ip -6 route show table local proto 78
        for device in $(ip -o link show type macvlan | sed 's/^[0-9]*: *//; s/@.*//'); do
          ip -d link show $device | grep -oE '[^ ]*@eth0|,UP|link/ether [^ ]*|mode [a-z]* |alias .*'
          grep . /proc/sys/net/ipv4/conf/$device/rp_filter /proc/sys/net/ipv4/conf/$device/arp_*
        done
      } | sort
      """;

  private String addresses() {
    return host.run(ALL);
  }

  private void ifup(String verb) {
    host.run(
        "mkdir -p %1$s/state; %2$s -a -i %3$s --state-dir=%1$s/state"
            .formatted(folder, verb, interfaces));
  }

  @Test
  @Needs(
      value = {NETNS, ROOT},
      tools = {"ip", "ifup"},
      linkTypes = "macvlan")
  void ifupAndAScriptMakeTheSameDevicesAsNetalias() {
    host.run("ip link set eth0 up");
    screen.run("add eth0:own 10.0.0.1/24 --as device").orFail();
    screen
        .run("add eth0:0 10.1.0.1/32 --as device --mode private --mac 02:00:00:00:00:12")
        .orFail();
    screen.run("add eth0:six 2001:db8::6/64 --as device").orFail();
    String before = addresses();
    assertThat(before)
        .contains("eth0-own@eth0", "alias eth0:six", "02:00:00:00:00:12", "mode private", ",UP")
        .contains("eth0-own/arp_ignore:1", "eth0-own/arp_announce:2", "eth0-own/rp_filter:2");

    run("export ifupdown --write");
    run("export rc.local --write");
    screen.run("del --on eth0 --all").orFail();
    assertThat(addresses()).isEmpty();
    ifup("ifup");
    assertThat(addresses()).isEqualTo(before);
    assertThat(run("show eth0:own")).contains("realisation  device");
    assertThat(run("export ifupdown --write")).isEqualTo("nothing to do\n");
    ifup("ifdown");
    assertThat(addresses()).isEmpty();

    host.run(folder.resolve("etc/rc.local").toString());
    assertThat(addresses()).isEqualTo(before);
    assertThat(run("export rc.local --write")).isEqualTo("nothing to do\n");
  }

  @Test
  void aLocalRouteOfIfupsHasNoDriftAndApplyGivesItItsName() throws IOException {
    Files.writeString(
        interfaces,
        """
        auto eth0 eth0:net
        iface eth0 inet static
          address 10.0.0.1/24
        iface eth0:net inet manual
          up ip route add local 198.51.100.0/24 dev $IFACE table local proto 78 metric 4294967295
        """
            .replace("$IFACE", "eth0"));
    run("import ifupdown --save -q");
    ifup("ifup");
    assertThat(run("list -q")).doesNotContain("eth0:net");
    assertThat(screen.run("drift").orFail().out()).isEmpty();
    assertThat(run("--dry-run apply --no-probe --no-announce"))
        .contains("# remember: open alias eth0:net 198.51.100.0/24")
        .doesNotContain("ip route add");
    run("apply --no-probe --no-announce");
    assertThat(run("list")).contains("eth0:net", "198.51.100.0/24");
    assertThat(run("apply")).isEqualTo("nothing to do\n");
  }

  @Test
  void ifupMakesTheSameOfAWrittenFileAsNetaliasAndIfdownLeavesNothing() {
    screen.run("add eth0:0 10.0.0.1/24").orFail();
    screen.run("add eth0:1 10.0.0.2/24").orFail();
    screen.run("add eth0:host 10.1.0.1/32").orFail();
    screen.run("add eth0:p2p 10.2.0.1/31").orFail();
    screen.run("add eth0:brd 10.3.0.1/24 --broadcast 10.3.0.200").orFail();
    screen.run("add eth0:six 2001:db8::6/64").orFail();
    screen.run("add eth0:7 10.9.0.7 --as route").orFail();
    screen.run("add eth0:off 10.0.0.9/24 --closed").orFail();
    String before = addresses();
    assertThat(before).contains("eth0:brd", "10.9.0.7", "2001:db8::6/64");

    run("export ifupdown --write");
    screen.run("del --on eth0 --all").orFail();
    assertThat(addresses()).isEmpty();

    ifup("ifup");
    assertThat(addresses()).isEqualTo(before);
    assertThat(run("export ifupdown --write")).isEqualTo("nothing to do\n");

    ifup("ifdown");
    assertThat(addresses()).isEmpty();
  }

  @Test
  void whatIfupMadeIsWhatAppliesFromItsImport() throws IOException {
    Files.writeString(
        interfaces,
        """
        auto eth0 eth0:0 eth0:1
        iface eth0 inet static
          address 10.0.0.1
          netmask 255.255.255.0
          up ip addr add 10.0.0.4/24 brd + dev $IFACE label $IFACE:4
        iface eth0:0 inet static
          address 10.0.0.2/24
        iface eth0:1 inet static
          address 172.16.5.5
        iface eth0:off inet static
          address 10.0.0.3/24
        """);
    Path aliases = folder.resolve("etc/netalias/aliases.yaml");
    Files.createDirectories(aliases.getParent());
    Files.writeString(aliases, run("import ifupdown -q"));
    ifup("ifup");
    String made = addresses();
    assertThat(made).contains("172.16.5.5/16 brd 172.16.255.255", "eth0:4");
    assertThat(screen.run("drift").err()).isEmpty();
    assertThat(screen.run("drift").exitCode()).as("clean but for the closed one").isEqualTo(1);
    assertThat(screen.run("drift").out()).contains("eth0:off").doesNotContain("eth0:0");

    ifup("ifdown");
    host.run("ip link set eth0 up; ip addr add 10.0.0.1/24 brd + dev eth0");
    screen.run("apply").orFail();
    assertThat(addresses()).isEqualTo(made);
    assertThat(screen.run("drift").orFail().out()).doesNotContain("eth0");
    assertThat(run("export ifupdown --write")).isEqualTo("nothing to do\n");
  }

  @Test
  void gatewaysAndPoliciesOfWhatThereIsAreNamed() {
    screen.run("add eth0:0 10.0.0.1/24 --gateway 10.0.0.254 --no-probe").orFail();
    screen.run("policy eth0:0 allow tcp/80").orFail();
    assertThat(screen.run("export ifupdown").exitCode()).isEqualTo(1);
    assertThat(screen.run("export ifupdown").err())
        .isEqualTo("netalias: not expressed: 'policy', 'gateway' of eth0:0\n");
  }

  @Test
  @Needs(
      value = {NETNS, ROOT},
      tools = {"ip", "networkctl"})
  void networkdMakesTheSameOfAWrittenFileAsNetalias() throws IOException {
    screen.run("add eth0:0 10.0.0.1/24").orFail();
    screen.run("add eth0:host 10.1.0.1/32").orFail();
    screen.run("add eth0:brd 10.3.0.1/24 --broadcast 10.3.0.200").orFail();
    screen.run("add eth0:six 2001:db8::6/64").orFail();
    screen.run("add eth0:7 10.9.0.7 --as route").orFail();
    screen.run("add eth0:8 2001:db8:9::8 --as route").orFail();
    screen.run("add eth0:net 198.51.100.0/24 --as route --whole").orFail();
    String before = addresses();
    run("export networkd --write --partial");
    screen.run("del --on eth0 --all").orFail();

    networkd(folder.resolve("etc/systemd/network"), before.lines().count());
    assertThat(addresses()).isEqualTo(before);
  }

  @Test
  @Needs(
      value = {NETNS, ROOT},
      tools = {"ip", "networkctl", "netplan"})
  void netplanAndNetworkdMakeTheSameOfAWrittenFileAsNetalias() throws IOException {
    screen.run("add eth0:0 10.0.0.1/24").orFail();
    screen.run("add eth0:host 10.1.0.1/32").orFail();
    screen.run("add eth0:six 2001:db8::6/64").orFail();
    String before = addresses();
    run("export netplan --write --partial");
    screen.run("del --on eth0 --all").orFail();

    host.run("netplan generate --root-dir " + folder);
    networkd(folder.resolve("run/systemd/network"), before.lines().count());
    assertThat(addresses()).isEqualTo(before);
  }

  @Test
  @Needs(
      value = {NETNS, ROOT},
      tools = {"ip", "networkctl"})
  void whatNetworkdItselfRefusesIsPutBackAndItsOldMistakesAreNot() throws IOException {
    Path file = folder.resolve("etc/systemd/network/10-eth0.network");
    Files.createDirectories(file.getParent());
    String before = "[Match]\nName=eth0\n\n[Network]\nAdress=10.0.0.1/24\n";
    Files.writeString(file, before);
    Path state = folder.resolve("state.yaml");
    Files.writeString(state, "devices: {eth0: [10.1.0.0-10.1.32.1/16]}\n");
    Ran refused = screen.run("export networkd --write --from=" + state);
    assertThat(refused.exitCode()).as("more than 8192 addresses").isEqualTo(1);
    assertThat(refused.err())
        .contains("refused by systemd-networkd: /etc/systemd/network/10-eth0.network.d/50-netalias")
        .contains("Argument list too long")
        .doesNotContain("Adress")
        .endsWith("; the files are as they were\n");
    Path dropIn = folder.resolve("etc/systemd/network/10-eth0.network.d/50-netalias.conf");
    assertThat(dropIn).doesNotExist();

    Files.writeString(state, "devices: {eth0: [10.1.0.0-10.1.31.255/16]}\n");
    Ran accepted = screen.run("export networkd --write --from=" + state).orFail();
    assertThat(accepted.err()).isEmpty();
    assertThat(dropIn).content().contains("Address=10.1.31.255/16");
    assertThat(file).hasContent(before);
  }

  /** Has the real daemon set up eth0; it is ended once all addresses are there. */
  private void networkd(Path files, long addresses) throws IOException {
    Path all = Files.writeString(folder.resolve("all"), ALL);
    host.run(
        """
        unshare -m sh -ec '
          mount -t tmpfs none /run
          mount -o remount,bind,ro /sys
          mkdir -p /run/systemd/network
          cp %s /run/all
          cp %s/*.network /run/systemd/network/
          chmod 755 /run/systemd/network; chmod 644 /run/systemd/network/*
          container=netalias /lib/systemd/systemd-networkd >/run/said 2>&1 &
          daemon=$!
          for i in $(seq 600); do
            [ $(sh /run/all | wc -l) -ge %d ] && break
            kill -0 $daemon && sleep 0.05
          done
          kill $daemon
          wait $daemon || true
        '
        """
            .formatted(all, files, addresses));
  }
}
