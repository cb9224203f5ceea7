package dev.netalias.kernel.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.kernel.traffic.Match.Transport;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policies as people write them. */
class PolicyTextTest {
  private static Policy policy(String text) {
    return Policy.parse(List.of(text.split(" ")), false);
  }

  @Test
  void aPolicyReadsAsItWasWritten() {
    String text =
        "allow tcp/22,443 udp/53,6000-6063 icmp from 192.168.0.0/24,2001:db8::1 allow all";

    assertThat(policy(text)).hasToString(text + " else drop");
    assertThat(policy("allow icmpv6 tcp from 10.1.2.3/8"))
        .hasToString("allow icmp tcp from 10.0.0.0/8 else drop");
  }

  @Test
  void whatAClauseAllowsIsKnownWithoutAKernel() {
    Policy policy = policy("allow tcp/22,8000-8010 from 10.0.0.0/8 allow udp");
    Address near = Address.parse("10.1.1.1");

    assertThat(policy.allows(Transport.TCP, 8005, near)).isTrue();
    assertThat(policy.allows(Transport.TCP, 8011, near)).isFalse();
    assertThat(policy.allows(Transport.TCP, 22, Address.parse("11.0.0.1"))).isFalse();
    assertThat(policy.allows(Transport.UDP, 1, Address.parse("11.0.0.1"))).isTrue();
  }

  @Test
  void whatIsWrongIsSaid() {
    for (List<String> wrong :
        List.of(
            List.of("tcp/22", "begins no clause"),
            List.of("allow", "takes services"),
            List.of("allow from 10.0.0.0/8", "takes services"),
            List.of("allow tcp/22 from", "'from' takes one word"),
            List.of("allow gre", "is no service"),
            List.of("allow icmp/8", "has no ports"),
            List.of("allow all/8", "has no ports"),
            List.of("allow tcp/", "is no port"),
            List.of("allow tcp/70000", "is no range of ports"),
            List.of("allow tcp/9-1", "is no range of ports"),
            List.of("allow tcp/22 from 10.0.0.0/33", "33"),
            List.of("allow tcp/" + "12345,".repeat(30) + "1", "several: allow"))) {
      assertThatThrownBy(() -> policy(wrong.getFirst()))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining(wrong.getLast());
    }
  }
}
