package dev.netalias;

import dev.netalias.alias.Alias;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.AddressRange;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was read back after a commit against what the plan said there would be: what the kernel took
 * along unasked is put back. What a plan can't have taken along is somebody else's doing, and stays
 * as it is.
 *
 * @param missing addresses of aliases that the plan can have taken along, and that are not there
 */
record Verification(List<InterfaceAddress> missing) {
  static Verification of(Plan plan, List<Alias> expected, List<InterfaceAddress> found) {
    Set<Prefix> subnets = new HashSet<>();
    Set<Integer> links = new HashSet<>();
    for (Change change : plan.changes()) {
      if (change instanceof AddressChange(InterfaceAddress gone, var next) && gone != null) {
        subnets.add(gone.subnet());
      } else if (change instanceof AddressesChange(AddressRange gone, var next) && gone != null) {
        gone.all().forEach(a -> subnets.add(a.subnet()));
      } else if (change instanceof LinkChange link) { // linking a switch over types takes its time
        links.add(link.device().index());
      }
    }
    Set<InterfaceAddress.Key> there = new HashSet<>();
    found.forEach(a -> there.add(a.key()));
    List<InterfaceAddress> missing =
        expected.stream()
            .filter(a -> !a.isKept() && !a.isRoute())
            .map(Alias::owned)
            .filter(a -> canHaveGone(a, subnets, links) && !there.contains(a.key()))
            .toList();
    return new Verification(missing);
  }

  private static boolean canHaveGone(InterfaceAddress a, Set<Prefix> subnets, Set<Integer> links) {
    boolean alongWithAnother = a.local().family() == Address.INET && subnets.contains(a.subnet());
    boolean alongWithTheLink = links.contains(a.device().index());
    return a.lifetime().equals(Lifetime.FOREVER) && (alongWithAnother || alongWithTheLink);
  }

  /** Puts back what is missing. */
  void settle(Kernel kernel) {
    if (!missing.isEmpty()) {
      kernel.commit(new Plan(missing.stream().<Change>map(AddressChange::add).toList()));
    }
  }
}
