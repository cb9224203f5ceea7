package dev.netalias.kernel.traffic;

import dev.netalias.kernel.traffic.Match.Plain;
import dev.netalias.kernel.traffic.Match.To;
import dev.netalias.kernel.traffic.Match.Verdict;
import dev.netalias.kernel.traffic.NftCommand.AddChain;
import dev.netalias.kernel.traffic.NftCommand.AddRule;
import dev.netalias.kernel.traffic.NftCommand.DeleteChain;
import dev.netalias.kernel.traffic.NftCommand.FlushChain;
import dev.netalias.kernel.traffic.NftCommand.Hook;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Addresses that take no new TCP connections, as a chain of netalias's table that is there only as
 * long as somebody waits for the established ones to end.
 */
public final class Draining {
  /** The chain. */
  public static final String CHAIN = "draining";

  private Draining() {}

  /** The steps from some addresses to others. */
  public static List<NftCommand> steps(Collection<Address> from, Collection<Address> to) {
    List<NftCommand> steps = new ArrayList<>();
    if (!from.isEmpty()) {
      steps.add(new FlushChain(CHAIN));
    }
    if (to.isEmpty()) {
      steps.add(new DeleteChain(CHAIN));
      return steps;
    }
    steps.add(new AddChain(CHAIN, Hook.INPUT));
    steps.add(AddRule.of(CHAIN, Plain.NO_BEGINNING, Verdict.ACCEPT));
    for (Address address : to) {
      Prefix host = new Prefix(address, address.bits());
      steps.add(AddRule.of(CHAIN, new To(host), Verdict.RESET)); // of TCP alone
    }
    return steps;
  }
}
