package dev.netalias.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.state.Connection;
import dev.netalias.kernel.state.Connection.End;
import dev.netalias.net.Address;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who is connected by SSH. */
class LoginTest {
  private static Connection of(String text) {
    return Objects.requireNonNull(Login.connection(text));
  }

  @Test
  void theVariableOfSshIsRead() {
    Connection login = of("192.0.2.7 50000 10.0.0.10 2222");

    assertThat(login.peer()).isEqualTo(new End(Address.parse("192.0.2.7"), 50_000));
    assertThat(login.local()).isEqualTo(new End(Address.parse("10.0.0.10"), 2222));
  }

  @Test
  void zonesAndIpv4WithinIpv6AreTakenOff() {
    assertThat(of("fe80::1%eth0 1 fe80::2%eth0 22").local().address())
        .isEqualTo(Address.parse("fe80::2"));
    assertThat(of("::ffff:192.0.2.7 1 ::ffff:10.0.0.1 22").peer().address())
        .isEqualTo(Address.parse("192.0.2.7"));
  }

  @Test
  void whatIsNoConnectionIsNone() {
    for (String text : new String[] {"", "a b c d", "192.0.2.7 1 nobody 22", "192.0.2.7 1 22"}) {
      assertThat(Login.connection(text)).isNull();
    }
    assertThat(Login.connection(null)).isNull();
  }
}
