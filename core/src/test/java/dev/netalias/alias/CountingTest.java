package dev.netalias.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.NetAlias;
import dev.netalias.kernel.MemoryKernel;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.kernel.traffic.TrafficReading;
import dev.netalias.net.Prefix;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Counters in a draft, on a kernel that counts in a table, and on those that don't. */
class CountingTest {
  private final MemoryKernel kernel = new MemoryKernel(false);
  private final NetAlias net = NetAlias.over(kernel);

  CountingTest() {
    kernel.ethernet("eth0");
  }

  private static Creation wanted(String name, String address) {
    return Creation.parse(AliasTypes.known(), name, address);
  }

  @Test
  void whereTheTableCanNotBeReadAliasesAreMadeAllTheSameAndTheReasonIsSaid() {
    kernel.traffic = TrafficReading.refused("this kernel has no nftables");
    String[] note = new String[1];
    net.run(d -> {
      d.create(wanted("eth0:0", "10.0.0.1/24"));
      d.plan();
      note[0] = d.counting().note();
    });

    assertThat(note[0]).isEqualTo("not counted: this kernel has no nftables");
    assertThat(net.show("eth0:0").isOpen()).isTrue();
    assertThat(net.view().unread()).isEqualTo("this kernel has no nftables");
    assertThatThrownBy(() -> net.run(d -> d.counting().count(d.alias("eth0:0"))))
        .isInstanceOf(AliasException.class)
        .hasMessage("this kernel has no nftables");
  }

  @Test
  void aKernelThatCountsByItselfIsNotToldToAndHasNoPolicies() {
    net.run(d -> {
      d.create(wanted("eth0:0", "10.0.0.1/24"));
      d.plan();
      assertThat(d.counting().note()).isEmpty();
    });
    Policy policy = Policy.parse(List.of("allow", "icmp"), false);

    assertThatThrownBy(() -> net.run(d -> d.counting().police(d.alias("eth0:0"), policy)))
        .isInstanceOf(AliasException.class)
        .hasMessageContaining("policies are nftables' work");
  }

  @Test
  void whatIsNotToBeCountedIsNot() {
    kernel.traffic = TrafficReading.ABSENT;
    net.run(d -> {
      d.counting().wish(Counting.Wish.NEVER);
      d.create(wanted("eth0:0", "10.0.0.1/24"));
    });
    assertThat(kernel.counted).isEmpty();
    net.add("eth0:1", "10.0.0.2/24");
    assertThat(kernel.counted).containsOnlyKeys(Prefix.parse("10.0.0.2/32"));
    net.remove("eth0:0");
    assertThat(kernel.counted).hasSize(1);
  }

  @Test
  void oneThatIsMadeAndDeletedInOneDraftLeavesNothing() {
    kernel.traffic = TrafficReading.ABSENT;
    net.run(d -> {
      d.create(wanted("eth0:0", "10.0.0.1/24"));
      d.readdress(d.alias("eth0:0"), Prefix.parse("10.0.0.9/24"), null);
      d.delete(d.alias("eth0:0"));
    });

    assertThat(kernel.counted).isEmpty();
  }

  @Test
  void oneThatIsDeletedAndMadeAgainInOneDraftBeginsAtZero() {
    kernel.traffic = TrafficReading.ABSENT;
    net.add("eth0:0", "10.0.0.1/24");
    kernel.counted.replaceAll((prefix, counters) -> new Counters(1, 2, 3, 4));
    net.run(d -> {
      d.delete(d.alias("eth0:0"));
      d.create(wanted("eth0:1", "10.0.0.1/24"));
    });

    assertThat(kernel.counted)
        .containsExactlyEntriesOf(Map.of(Prefix.parse("10.0.0.1/32"), Counters.ZERO));
  }
}
