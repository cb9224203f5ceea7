package dev.netalias;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Address;
import dev.netalias.probe.Target;
import java.util.function.Predicate;

/**
 * Lets addresses of IPv6 open without the kernel's asking for them, {@code ip addr add … nodad}.
 *
 * @param which those that it is so with
 */
public record Undetected(Predicate<Target> which) implements Step {
  @Override
  public Plan shaped(Plan plan) {
    return new Plan(plan.changes().stream().map(this::shaped).toList());
  }

  private Change shaped(Change change) {
    if (change instanceof AddressChange added && added.isAddition()) {
      InterfaceAddress a = added.subject();
      boolean is =
          a.local().family() == Address.INET6 && which.test(new Target(a.device(), a.local()));
      return is ? AddressChange.add(a.withFlags(a.flags() | InterfaceAddress.NO_DAD)) : change;
    }
    return change;
  }
}
