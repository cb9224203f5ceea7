package dev.netalias.embedded.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.embedded.device.Capture;
import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.ip.UdpSocket;
import dev.netalias.net.Address;
import dev.netalias.testkit.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the lab writes to pcap files is what tshark dissects without a complaint. */
class PcapTest extends LabTesting {
  @TempDir private Path folder;

  @Test
  @Needs(tools = "tshark")
  void everySortOfFrameDissectsWithoutAMalformedPacketOrABadChecksum()
      throws IOException, InterruptedException {
    Path file = folder.resolve("lab.pcap");
    int[] seen = {0};
    Wire far = lab.addWire("far");
    try (Capture capture =
        lab.capture(wire, Files.newOutputStream(file), Instant.parse("2026-01-01T00:00:00Z"))) {
      wire.listen(f -> seen[0]++);
      everything(far);
      assertThat(capture.failure()).isEmpty();
    }
    List<String> checks =
        List.of(
            "-o",
            "ip.check_checksum:TRUE",
            "-o",
            "udp.check_checksum:TRUE",
            "-o",
            "tcp.check_checksum:TRUE");
    assertThat(tshark(file, checks, List.of())).hasSize(seen[0]).hasSizeGreaterThan(40);
    String bad =
        "_ws.malformed || _ws.expert.severity >= \"Warning\" && _ws.expert.group == \"Checksum\""
            + " || ip.checksum.status == \"Bad\" || udp.checksum.status == \"Bad\""
            + " || icmp.checksum.status == \"Bad\" || icmpv6.checksum.status == \"Bad\""
            + " || ip.fragment.error";
    assertThat(tshark(file, checks, List.of("-Y", bad))).isEmpty();
    assertThat(tshark(file, checks, List.of("-Y", "icmp.type == 5"))).hasSize(1);
    assertThat(tshark(file, checks, List.of("-Y", "ip.fragments && icmp"))).isNotEmpty();
    String first =
        tshark(file, checks, List.of("-T", "fields", "-e", "frame.time_epoch")).getFirst();
    assertThat(first).startsWith("1767225600.");
  }

  /** Every message that the stack can send. */
  private void everything(Wire far) {
    LabHost a = host("a", "10.0.0.1/24", "2001:db8::1/64");
    LabHost b = host("b", "10.0.0.2/24", "2001:db8::2/64");
    b.net().add("eth0:0", "10.0.0.3/24");
    b.net().add("eth0:1", "2001:db8::3/64");
    b.addLink("eth1", far);
    up(b, "eth1");
    own(b, "eth1", "10.1.0.2/24");
    forwards(b, "eth0", "eth1");
    lab.run(Duration.ofSeconds(2));
    route(a, "0.0.0.0/0", "10.0.0.2");
    route(b, "172.16.0.0/16", "10.0.0.1");
    for (String to :
        List.of(
            "10.0.0.2",
            "10.0.0.3",
            "10.0.0.9",
            "2001:db8::3",
            "2001:db8::9",
            "10.1.0.9",
            "192.0.2.1",
            "172.16.0.1")) {
      ping(a, to);
    }
    Address alias = Address.parse("10.0.0.3");
    ping(a, Ping.Options.of(Address.parse("10.1.0.9"), 1).withTtl(1));
    ping(a, Ping.Options.of(alias, 1).withSize(5001));
    ping(a, Ping.Options.of(Address.parse("2001:db8::3"), 1).withSize(5001));
    UdpSocket socket = a.bind(Address.ofIpv4(0), 4000, d -> {});
    socket.send(alias, 9, new byte[0]);
    socket.send(alias, 9, new byte[777]);
    socket.send(Address.parse("10.0.0.255"), 9, new byte[3]);
    UdpSocket six = a.bind(Address.parse("::"), 4000, d -> {});
    six.send(Address.parse("2001:db8::3"), 9, new byte[99]);
    lab.run(Duration.ofSeconds(40));
  }

  private static List<String> tshark(Path file, List<String> checks, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
    command.addAll(checks);
    command.addAll(options);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.lines().toList();
  }
}
