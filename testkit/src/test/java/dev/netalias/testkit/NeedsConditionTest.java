package dev.netalias.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.testkit.engine.EngineTestKit;

class NeedsConditionTest {

  @Test
  void aTestRunsWhereAllThatItNeedsIsThere() {
    FakeMachine machine = new FakeMachine(true, Set.of("tcpdump"), true);

    assertThat(judge(machine, Everything.class).isDisabled()).isFalse();
  }

  @Test
  void aTestIsSkippedWithTheReasonWhereAnythingIsMissing() {
    FakeMachine machine = new FakeMachine(false, Set.of(), false);

    ConditionEvaluationResult result = judge(machine, Everything.class);

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason())
        .contains(
            "needs user 0, permission to make network namespaces, "
                + "permission to make user namespaces, the program tcpdump, "
                + "a kernel with devices of type dummy");
  }

  @Test
  void aMissingProgramFailsTheTestInContinuousIntegration() {
    FakeMachine machine = new FakeMachine(true, Set.of(), true);

    assertThatThrownBy(() -> judge(machine, Everything.class))
        .hasMessageContaining("the program tcpdump");
  }

  @Test
  void aMissingPermissionFailsTheTestInContinuousIntegration() {
    FakeMachine machine = new FakeMachine(false, Set.of("tcpdump"), true);

    assertThatThrownBy(() -> judge(machine, Everything.class)).hasMessageContaining("user 0");
  }

  @Test
  void whatTheKernelWasNotConfiguredForIsSkippedInContinuousIntegrationToo() {
    Machine machine =
        new FakeMachine(true, Set.of(), true) {
          @Override
          public boolean succeeds(List<String> command) {
            return command.equals(Need.USERNS.probe());
          }
        };

    ConditionEvaluationResult result = judge(machine, Dummy.class);

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason())
        .contains(
            "needs a kernel with devices of type dummy, a kernel with file systems of type cgroup2");
  }

  @Test
  void theAnnotationBringsItsConditionAlong() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(OnThisMachine.class))
        .execute()
        .testEvents()
        .assertStatistics(counts -> counts.started(1).succeeded(1));
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(OnAnotherMachine.class))
        .execute()
        .testEvents()
        .assertStatistics(counts -> counts.started(0));
  }

  @Test
  void thisMachineAnswersWhatACommandAnswers() {
    assertThat(Machine.THIS.succeeds(List.of("true"))).isTrue();
    assertThat(Machine.THIS.succeeds(List.of("false"))).isFalse();
    assertThat(Machine.THIS.succeeds(List.of("no-such-program-anywhere"))).isFalse();
    assertThat(Machine.THIS.hasTool("sh")).isTrue();
    assertThat(Machine.THIS.hasTool("no-such-program-anywhere")).isFalse();
  }

  private static ConditionEvaluationResult judge(Machine machine, Class<?> test) {
    Needs needs = AnnotationSupport.findAnnotation(test, Needs.class).orElseThrow();
    return new NeedsCondition(machine).judge(needs, test.getSimpleName());
  }

  @Needs(
      value = {Need.ROOT, Need.NETNS, Need.USERNS},
      tools = "tcpdump",
      linkTypes = "dummy")
  private static final class Everything {}

  @Needs(linkTypes = "dummy", fileSystems = "cgroup2")
  private static final class Dummy {}

  @Needs(tools = "sh")
  static final class OnThisMachine {
    @Test
    void runs() {}
  }

  @Needs(tools = "no-such-program-anywhere")
  static final class OnAnotherMachine {
    @Test
    void runs() {}
  }

  private static class FakeMachine implements Machine {
    private final boolean permitted;
    private final Set<String> tools;
    private final boolean continuousIntegration;

    FakeMachine(boolean permitted, Set<String> tools, boolean continuousIntegration) {
      this.permitted = permitted;
      this.tools = tools;
      this.continuousIntegration = continuousIntegration;
    }

    @Override
    public boolean succeeds(List<String> command) {
      return permitted;
    }

    @Override
    public boolean hasTool(String name) {
      return tools.contains(name);
    }

    @Override
    public boolean isContinuousIntegration() {
      return continuousIntegration;
    }
  }
}
