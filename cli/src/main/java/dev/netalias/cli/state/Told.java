package dev.netalias.cli.state;

import dev.netalias.cli.print.Format;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Invocation;
import dev.netalias.kernel.Plan;

/** What is said of a state that was made. */
final class Told {
  private Told() {}

  static void of(Invocation call, Changer changer, Plan plan) {
    Output output = call.output();
    if (output.format() != Format.TABLE || plan.isEmpty()) {
      if (!output.quiet() || output.format() != Format.TABLE) {
        changer.print(plan);
      }
    } else if (!output.quiet()) {
      int changes = plan.changes().stream().mapToInt(change -> change.count()).sum();
      output.out().println(changes == 1 ? "1 change" : changes + " changes");
    }
  }
}
