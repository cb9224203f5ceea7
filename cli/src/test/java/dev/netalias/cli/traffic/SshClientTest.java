package dev.netalias.cli.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.net.Address;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who is connected by SSH. */
class SshClientTest {
  @Test
  void theVariableOfSshIsRead() {
    SshClient client = Objects.requireNonNull(SshClient.of("192.0.2.7 50000 10.0.0.10 2222"));

    assertThat(client.client()).isEqualTo(Address.parse("192.0.2.7"));
    assertThat(client.server()).isEqualTo(Address.parse("10.0.0.10"));
    assertThat(client.port()).isEqualTo(2222);
  }

  @Test
  void zonesAndIpv4WithinIpv6AreTakenOff() {
    SshClient zone = Objects.requireNonNull(SshClient.of("fe80::1%eth0 1 fe80::2%eth0 22"));
    SshClient mapped =
        Objects.requireNonNull(SshClient.of("::ffff:192.0.2.7 1 ::ffff:10.0.0.1 22"));

    assertThat(zone.server()).isEqualTo(Address.parse("fe80::2"));
    assertThat(mapped.client()).isEqualTo(Address.parse("192.0.2.7"));
  }

  @Test
  void whatIsNoConnectionIsNone() {
    assertThat(SshClient.of("")).isNull();
    assertThat(SshClient.of("a b c d")).isNull();
    assertThat(SshClient.of("192.0.2.7 1 nobody 22")).isNull();
  }
}
