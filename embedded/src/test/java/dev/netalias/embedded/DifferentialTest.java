package dev.netalias.embedded;

import dev.netalias.contract.Differential;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import org.junit.jupiter.api.Test;

/**
 * The embedded kernel and the running one, under the same random commands. Another seed, number or
 * length: {@code -Dnetalias.seed=7 -Dnetalias.sequences=100 -Dnetalias.steps=10}.
 */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = "ip")
class DifferentialTest {
  @Test
  void bothKernelsLookTheSameAfterEachOfTheSameCommands() {
    new Differential(EmbeddedHost::new, NamespaceHost::new)
        .run(
            Long.getLong("netalias.seed", 20261121),
            Integer.getInteger("netalias.sequences", 2000),
            Integer.getInteger("netalias.steps", 40));
  }
}
