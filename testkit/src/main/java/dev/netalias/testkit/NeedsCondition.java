package dev.netalias.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides whether a test with {@link Needs} runs, is skipped or fails. */
final class NeedsCondition implements ExecutionCondition {

  /** Other refusals than "unknown" only say that the type wants more arguments. */
  private static final String LINK_PROBE =
      """
      ip link add p0 type veth peer name p1 &&
      ! ip link add link p0 probe type "$1" 2>&1 | grep -q 'Unknown device type'
      """;

  private final Machine machine;

  NeedsCondition() {
    this(Machine.THIS);
  }

  NeedsCondition(Machine machine) {
    this.machine = machine;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<Needs> needs = AnnotationSupport.findAnnotation(context.getElement(), Needs.class);
    if (needs.isEmpty()) {
      return ConditionEvaluationResult.enabled("needs nothing");
    }
    ConditionEvaluationResult result = judge(needs.get(), context.getDisplayName());
    if (result.isDisabled()) {
      System.out.println(
          "SKIPPED " + context.getDisplayName() + ": " + result.getReason().orElseThrow());
    }
    return result;
  }

  ConditionEvaluationResult judge(Needs needs, String test) {
    List<String> missing = missing(needs);
    List<String> unconfigured = unconfigured(needs);
    if (!missing.isEmpty() && machine.isContinuousIntegration()) {
      throw new NeedMissing(test + " needs " + String.join(", ", missing));
    }
    missing.addAll(unconfigured);
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("all that it needs is there");
    }
    return ConditionEvaluationResult.disabled("needs " + String.join(", ", missing));
  }

  private List<String> missing(Needs needs) {
    Set<Need> wanted = EnumSet.noneOf(Need.class);
    Collections.addAll(wanted, needs.value());
    if (needs.linkTypes().length > 0) {
      wanted.add(Need.USERNS); // to try the types in
    }
    List<String> missing = new ArrayList<>();
    for (Need need : wanted) {
      if (!machine.succeeds(need.probe())) {
        missing.add(need.what());
      }
    }
    for (String tool : needs.tools()) {
      if (!machine.hasTool(tool)) {
        missing.add("the program " + tool);
      }
    }
    return missing;
  }

  private List<String> unconfigured(Needs needs) {
    List<String> unconfigured = new ArrayList<>();
    for (String type : needs.linkTypes()) {
      if (!machine.succeeds(List.of("unshare", "-rn", "sh", "-c", LINK_PROBE, "sh", type))) {
        unconfigured.add("a kernel with devices of type " + type);
      }
    }
    for (String type : needs.fileSystems()) {
      if (!machine.succeeds(List.of("grep", "-qw", type, "/proc/filesystems"))) {
        unconfigured.add("a kernel with file systems of type " + type);
      }
    }
    return unconfigured;
  }

  /** A need is missing on a machine that must have them all. */
  static final class NeedMissing extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NeedMissing(String message) {
      super(message);
    }
  }
}
