package dev.netalias.kernel.traffic;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The frame of netalias's own nftables table, {@code inet netalias}: for which prefixes it has sets
 * with counters, and for which maps to policies, with the chains and rules that look them up. So
 * each packet costs a lookup for each shape, however many aliases there are.
 *
 * @param counted the shapes that are counted
 * @param policed the shapes that have policies
 */
public record TrafficTable(SortedSet<Shape> counted, SortedSet<Shape> policed) {
  /** Its family and name. */
  public static final String NAME = "inet netalias";

  /** A table with nothing in it. */
  public static final TrafficTable EMPTY = new TrafficTable(new TreeSet<>(), new TreeSet<>());

  /** Copies the sets. */
  public TrafficTable {
    counted = new TreeSet<>(counted);
    policed = new TreeSet<>(policed);
  }

  /** The same, with these shapes counted too. */
  public TrafficTable counting(Collection<Shape> more) {
    SortedSet<Shape> all = new TreeSet<>(counted);
    all.addAll(more);
    return new TrafficTable(all, policed);
  }

  /** The same, with policies for these shapes too. */
  public TrafficTable policing(Collection<Shape> more) {
    SortedSet<Shape> all = new TreeSet<>(policed);
    all.addAll(more);
    return new TrafficTable(counted, all);
  }

  /** The same without any policy. */
  public TrafficTable withoutPolicies() {
    return new TrafficTable(counted, new TreeSet<>());
  }

  @Override
  public boolean equals(@Nullable Object other) { // without what records link for it at first use
    return other instanceof TrafficTable that
        && counted.equals(that.counted)
        && policed.equals(that.policed);
  }

  @Override
  public int hashCode() {
    return 31 * counted.hashCode() + policed.hashCode();
  }
}
