package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Ran;
import org.junit.jupiter.api.Test;

/** What {@code ping} and {@code link} of the lab say where something is not there, or not yet. */
class LabPingTest {
  @Test
  void aPingBeforeTheAddressesAreKnownToBeUniqueHarmsNeither() {
    Ran early =
        LabTest.lab(
            "open eth0\non b open eth0\nifconfig eth0 add fd00::1/64\n"
                + "on b ifconfig eth0 add fd00::9/64\n"
                + "! ping -c 1 fd00::9\nsleep 10\nping -c 1 fd00::9\n");

    assertThat(early.exitCode()).as(early.err() + early.out()).isZero();
    assertThat(early.err()).contains("ping: connect: Cannot assign requested address");
    assertThat(early.out()).contains("64 bytes from fd00::9: icmp_seq=1 ttl=64");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThat(LabTest.lab("link del eth9").err()).contains("there is no device 'eth9'");
    assertThat(LabTest.lab("link add eth0").err()).contains("there is a device 'eth0' already");
    assertThat(LabTest.lab("ping -I eth0:3 10.0.0.1").exitCode()).isEqualTo(5);
    Ran nowhere = LabTest.lab("ping -c 1 8.8.8.8");
    assertThat(nowhere.out()).isEmpty();
    assertThat(nowhere.err()).contains("ping: connect: Network is unreachable");
  }
}
