package dev.netalias.linux;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.RuleChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.TrafficChange;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.netlink.Request;
import dev.netalias.wire.nl.Errno;

/** Changes as requests to the kernel. */
final class Requests {
  private Requests() {}

  /** The request of a change. */
  static Request of(Change change) {
    if (change instanceof AddressChange address) { // linking a switch over types takes its time
      return AddressMessages.request(address);
    }
    return switch (change) {
      case AddressChange address -> AddressMessages.request(address);
      case RouteChange route -> RouteRequests.request(route);
      case RuleChange rule -> RuleMessages.request(rule);
      case LinkChange link -> LinkMessages.request(link);
      case DeviceChange device -> StackMessages.request(device);
      case SettingChange setting -> LinkMessages.request(setting);
      case NeighbourChange neighbour -> NeighbourMessages.request(neighbour);
      case ElsewhereChange there -> of(there.change());
      case MoveChange move -> throw new IllegalArgumentException("where to is open: " + move);
      case RoutesChange routes -> throw new IllegalArgumentException("not one request: " + routes);
      case Change.Many many -> throw new IllegalArgumentException("not one request: " + many);
      case EntryChange entry -> throw new IllegalArgumentException("not the kernel's: " + entry);
      case TrafficChange c -> throw new IllegalArgumentException("not rtnetlink's: " + c);
    };
  }

  /** The requests of a change of many, written without an object for each. */
  static NetlinkSocket.Rows rows(Change.Many change) {
    return change instanceof AddressesChange addresses
        ? RangeRequests.of(addresses)
        : ColumnRequests.of((RoutesChange) change);
  }

  /** The request of a change on the way back, which finds things in any state. */
  static Request back(Change change) {
    return switch (change) {
      case ElsewhereChange there -> back(there.change());
      case AddressChange(InterfaceAddress before, var after) when before != null && after == null ->
          AddressMessages.remove(before, false);
      case RouteChange route when route.isAddition() && !route.beside() ->
          RouteRequests.append(route.subject());
      case NeighbourChange(var before, Neighbour after) when before == null && after != null ->
          NeighbourMessages.request(new NeighbourChange(null, settled(after)));
      default -> of(change);
    };
  }

  /** A neighbour that was being looked for comes back as one to be looked for again. */
  private static Neighbour settled(Neighbour n) {
    int lasting = Neighbour.PERMANENT | Neighbour.NO_ARP;
    boolean stays = (n.state() & lasting) != 0 || (n.flags() & Neighbour.PROXY) != 0;
    return stays ? n : new Neighbour(n.device(), n.address(), n.mac(), Neighbour.STALE, n.flags());
  }

  /** Whether a refusal says that what was to go is gone, or what was to come is there. */
  static boolean isDoneAlready(Change change, int errno) {
    if (change.isRemoval()) {
      return switch (errno) {
        case Errno.ENOENT, Errno.ESRCH, Errno.EADDRNOTAVAIL, Errno.ENODEV -> true;
        default -> false;
      };
    }
    return change.isAddition() && errno == Errno.EEXIST;
  }
}
