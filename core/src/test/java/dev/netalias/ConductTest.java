package dev.netalias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation;
import dev.netalias.kernel.MemoryKernel;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConductTest {
  private final MemoryKernel kernel = new MemoryKernel(false);
  private final NetAlias net = NetAlias.over(kernel);
  private final List<String> seen = new ArrayList<>();

  ConductTest() {
    kernel.ethernet("eth0");
  }

  private void add(Step... steps) {
    Conduct conduct = new Conduct((done, total) -> {}, List.of(steps));
    net.run(d -> d.create(creation("eth0:0", "10.0.0.1/24")), conduct);
  }

  private static Creation creation(String name, String address) {
    return Creation.parse(AliasTypes.known(), name, address);
  }

  /** Asks for something to be done first, once. */
  private final class Asking implements Step {
    private boolean asked;

    @Override
    public Optional<Runnable> before(Plan plan, Snapshot now) {
      seen.add("before, planned " + plan.changes().size() + ", there " + now.addresses().size());
      return asked ? Optional.empty() : Optional.of(this::ask);
    }

    private void ask() {
      asked = true;
      seen.add("first");
    }

    @Override
    public void after(Plan plan) {
      seen.add("after, there " + net.list().size());
    }
  }

  @Test
  void whatHasToBeDoneFirstIsDoneAndAllIsPlannedAnew() {
    add(new Asking());

    assertThat(seen)
        .containsExactly(
            "before, planned 1, there 0", "first", "before, planned 1, there 0", "after, there 1");
  }

  @Test
  void aPlanOfNothingHasNoSteps() {
    net.add("eth0:0", "10.0.0.1/24");

    net.run(d -> {}, Conduct.PLAIN.with(new Asking()));

    assertThat(seen).isEmpty();
  }

  @Test
  void aStepThatRefusesBeforeLeavesAllAsItWas() {
    Step refusing =
        new Step() {
          @Override
          public Optional<Runnable> before(Plan plan, Snapshot now) {
            throw AliasException.conflict("no", "");
          }
        };

    assertThatThrownBy(() -> add(new Asking(), refusing)).hasMessage("no");

    assertThat(kernel.committed).isEmpty();
  }

  @Test
  void aStepThatFailsAfterwardsTakesThePlanBack() {
    Step failing =
        new Step() {
          @Override
          public void after(Plan plan) {
            throw AliasException.conflict("no", "");
          }
        };

    assertThatThrownBy(() -> add(failing)).hasMessage("no");

    assertThat(net.list()).isEmpty();
    assertThat(kernel.committed).hasSize(2);
  }
}
