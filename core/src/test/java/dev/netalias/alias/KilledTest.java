package dev.netalias.alias;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.NetAlias;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.MemoryKernel;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is left of a commit that is killed in the middle: at each change in turn. */
class KilledTest {
  private MemoryKernel kernel = new MemoryKernel(false);
  private NetAlias net = NetAlias.over(kernel);
  private Device eth0 = kernel.ethernet("eth0");

  private Plan readdressing(String prefix) {
    InterfaceAddress own = InterfaceAddress.of(eth0, Prefix.parse(prefix), "eth0");
    return net.plan(d -> d.readdressMain("eth0", own));
  }

  private static List<Change> kernelsOwn(Plan plan) {
    return plan.changes().stream().filter(c -> !(c instanceof EntryChange)).toList();
  }

  /** Entries that are put come before everything, those that are removed after it. */
  private void commitUntil(Plan plan, int killedAt) {
    List<Change> done = new ArrayList<>();
    plan.changes().stream()
        .filter(c -> c instanceof EntryChange && !c.isRemoval())
        .forEach(done::add);
    done.addAll(kernelsOwn(plan).subList(0, killedAt));
    kernel.commit(new Plan(done));
  }

  private void freshHost() {
    kernel = new MemoryKernel(false);
    net = NetAlias.over(kernel);
    eth0 = kernel.ethernet("eth0");
    kernel.commit(readdressing("10.0.0.1/24"));
    net.add("eth0:0", "10.0.0.2/24");
    net.add("eth0:1", "10.0.1.2/24");
    net.add("eth0:web", "10.0.0.3/24");
    net.add("eth0:2", "10.0.1.3/24");
  }

  @Test
  void reAddressingMainLosesNoAliasWhereverItIsKilled() {
    freshHost();
    for (String prefix : List.of("10.0.0.9/24", "10.0.1.1/24", "10.0.0.1/25")) {
      int steps = kernelsOwn(readdressing(prefix)).size();
      assertThat(steps).isGreaterThan(1);
      for (int killedAt = 0; killedAt <= steps; killedAt++) {
        commitUntil(readdressing(prefix), killedAt);
        assertThat(net.view().drift()).isEmpty();
        assertThat(net.list())
            .as("%s, killed at %d", prefix, killedAt)
            .extracting(Alias::name)
            .containsExactlyInAnyOrder("eth0:0", "eth0:1", "eth0:web", "eth0:2");
        net.list().stream().filter(Alias::isKept).forEach(a -> net.open(a.name()));
        assertThat(net.list()).hasSize(4).allMatch(Alias::isOpen);
        freshHost();
      }
    }
  }

  @Test
  void nothingIsRememberedOfItAfterwards() {
    freshHost();
    List<Object> before = List.copyOf(kernel.snapshot(Set.of()).registry().entries());
    kernel.commit(readdressing("10.0.0.9/24"));
    assertThat(List.<Object>copyOf(kernel.snapshot(Set.of()).registry().entries()))
        .isEqualTo(before);
  }
}
