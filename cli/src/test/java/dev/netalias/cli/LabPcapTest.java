package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code netalias lab --pcap}: what the wires carry, as others read it. */
class LabPcapTest {
  @TempDir Path folder;

  @Test
  @Needs(tools = "tshark")
  void whatTheWiresCarryIsWrittenAndSound() throws Exception {
    Path file = folder.resolve("t.pcap");
    Path script = LabTest.EXAMPLES.resolve("one-host-as-three.lab");
    Ran run =
        Screen.on(new FakeKernel())
            .run(List.of("lab", "-q", script.toString(), "--pcap", file.toString()));
    assertThat(run.exitCode()).isZero();

    assertThat(frames(file, "arp || icmp || udp").lines().count()).isGreaterThan(20);
    assertThat(frames(file, "not (arp || icmp || udp || icmpv6)")).isEmpty();
    assertThat(frames(file, "_ws.malformed || ip.checksum.status == 0")).isEmpty();
    assertThat(frames(file, "icmp.checksum.status == 0 || udp.checksum.status == 0")).isEmpty();
  }

  @Test
  @Needs(tools = "tshark")
  void everyWireHasAFileOfItsOwn() throws Exception {
    Path file = folder.resolve("t.pcap");
    Ran run =
        LabTest.lab(
            LabTest.TWO_HOSTS
                + "wire add far\nwire far plug eth0\non b wire far plug eth0\n"
                + "ping -c 1 10.0.0.2\n",
            "--pcap",
            file.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();

    assertThat(frames(file, "icmp")).isEmpty();
    assertThat(frames(folder.resolve("t-far.pcap"), "icmp").lines()).hasSize(2);
  }

  private static String frames(Path file, String filter) {
    return Ran.of(
            "tshark",
            "-r",
            file.toString(),
            "-Y",
            filter,
            "-o",
            "ip.check_checksum:TRUE",
            "-o",
            "udp.check_checksum:TRUE")
        .orFail()
        .out();
  }

  @Test
  void anUnwritablePcapIsRefusedBeforeAnythingRuns() {
    Ran run = LabTest.lab("echo x", "--pcap", folder.resolve("no/such/t.pcap").toString());

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("there is no folder for");
  }
}
