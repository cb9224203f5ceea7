package dev.netalias.linux;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.TrafficChange;
import dev.netalias.linux.netlink.NetlinkException;
import dev.netalias.linux.nft.Nftables;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The changes of netalias's nftables table in one commit; opened by the first of them. */
final class TableSession implements AutoCloseable {
  private @Nullable Nftables tables;

  /** Whether a change is one of the table. */
  static boolean takes(Change change) {
    return change instanceof TrafficChange;
  }

  private Nftables tables() {
    Nftables open = tables;
    if (open == null) {
      open = Nftables.open();
      tables = open;
    }
    return open;
  }

  /** Makes a change as a whole, or takes back what could be made of it and throws why. */
  void make(Change change) {
    NetlinkException refused = tryMake(change);
    if (refused != null) {
      KernelException failure = Failures.of(refused, change);
      makeWhatCan(change.inverse(), failure::addSuppressed);
      throw failure;
    }
  }

  private @Nullable NetlinkException tryMake(Change change) {
    if (change instanceof TrafficChange.OfCounters counters) { // linking a switch takes its time
      return tables().make(counters);
    }
    return switch ((TrafficChange) change) {
      case TrafficChange.OfTable table -> tables().make(table);
      case TrafficChange.OfCounters counters -> tables().make(counters);
      case TrafficChange.OfPolicies policies -> tables().make(policies);
      case TrafficChange.OfDrain drain -> tables().make(drain);
    };
  }

  /** Makes of a change what is still to be made; a refusal is told. */
  void makeWhatCan(Change change, Consumer<KernelException> refusals) {
    try {
      Change left = tables().stillTo((TrafficChange) change);
      NetlinkException refused = tryMake(left);
      if (refused == null && change instanceof TrafficChange.OfPolicies policies) {
        refused = tables().drop(policies.dropped()); // whose elements may be gone already
      }
      if (refused != null && !(change.isRemoval() && Nftables.isGone(refused))) {
        refusals.accept(Failures.of(refused, change));
      }
    } catch (NetlinkException lost) {
      refusals.accept(Failures.of(lost, change));
    }
  }

  @Override
  public void close() {
    if (tables != null) {
      tables.close();
    }
  }
}
