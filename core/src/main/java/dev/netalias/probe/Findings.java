package dev.netalias.probe;

import java.util.Comparator;
import java.util.List;

/**
 * What came of asking.
 *
 * @param conflicts addresses that somebody has, in the order of the addresses
 * @param unasked addresses of which nobody could be asked
 */
public record Findings(List<Conflict> conflicts, List<Target> unasked) {
  private static final Comparator<Target> BY_ADDRESS =
      Comparator.comparing(Target::address).thenComparing(t -> t.device().index());

  /** Nobody has anything. */
  public static final Findings NONE = new Findings(List.of(), List.of());

  /** Sorts the lists. */
  public Findings {
    conflicts =
        conflicts.stream().sorted(Comparator.comparing(Conflict::target, BY_ADDRESS)).toList();
    unasked = unasked.stream().sorted(BY_ADDRESS).toList();
  }
}
