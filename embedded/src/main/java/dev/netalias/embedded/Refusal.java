package dev.netalias.embedded;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RuleChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.TrafficChange;

/** Why something is refused, in the words of Linux, before it is known which change it was. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  static final int EBUSY = 16;
  static final int ERANGE = 34;
  static final int EADDRINUSE = 98;
  static final int EHOSTUNREACH = 113;

  private final int errno;
  private final String reason;

  Refusal(int errno, String reason) {
    super(reason, null, false, false);
    this.errno = errno;
    this.reason = reason;
  }

  /** The error of the change that was refused. */
  KernelException of(Change change) {
    return new KernelException(operation(change), errno, reason, change);
  }

  private static String operation(Change change) {
    boolean removes = change.isRemoval();
    return switch (change) {
      case AddressChange c -> removes ? "RTM_DELADDR" : "RTM_NEWADDR";
      case Change.Many c -> operation(c.single(0));
      case RouteChange c -> removes ? "RTM_DELROUTE" : "RTM_NEWROUTE";
      case NeighbourChange c -> removes ? "RTM_DELNEIGH" : "RTM_NEWNEIGH";
      case RuleChange c -> removes ? "RTM_DELRULE" : "RTM_NEWRULE";
      case LinkChange c -> "RTM_NEWLINK";
      case DeviceChange c -> removes ? "RTM_DELLINK" : "RTM_NEWLINK";
      case MoveChange c -> "RTM_NEWLINK";
      case ElsewhereChange c -> operation(c.change());
      case SettingChange c -> "sysctl";
      case EntryChange c -> "registry";
      case TrafficChange c -> "nftables";
    };
  }
}
