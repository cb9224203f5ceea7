package dev.netalias.linux;

import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.linux.netlink.Reader;
import dev.netalias.linux.netlink.Request;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.nl.Attributes;
import dev.netalias.wire.nl.NlMsgHdr;
import dev.netalias.wire.nl.Nlm;
import dev.netalias.wire.rtnl.NdMsg;
import dev.netalias.wire.rtnl.Nda;
import dev.netalias.wire.rtnl.Rt;
import dev.netalias.wire.rtnl.Rtm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Neighbours as messages: {@code RTM_NEWNEIGH}, {@code RTM_DELNEIGH}. */
final class NeighbourMessages {
  /** What {@code ip neigh show} asks for. */
  static final Request DUMP =
      new Request(Rtm.GETNEIGH, 0, new NdMsg(Rt.AF_UNSPEC, 0, 0, 0, 0)::emit);

  /** What {@code ip neigh show proxy} asks for. */
  static final Request DUMP_PROXIES =
      new Request(Rtm.GETNEIGH, 0, new NdMsg(Rt.AF_UNSPEC, 0, 0, Neighbour.PROXY, 0)::emit);

  private NeighbourMessages() {}

  /** Collects the neighbours of a dump. */
  static final class Collector implements Reader {
    final List<Neighbour> neighbours = new ArrayList<>();
    private final Devices devices;

    Collector(Devices devices) {
      this.devices = devices;
    }

    @Override
    public void message(NlMsgHdr header, Cursor payload) {
      Neighbour neighbour = parse(devices, payload);
      if (neighbour != null && neighbour.state() != Neighbour.NO_ARP) {
        neighbours.add(neighbour);
      }
    }
  }

  /** The neighbour of a message; null where it is of a family without network addresses. */
  static @Nullable Neighbour parse(Devices devices, Cursor payload) {
    NdMsg header = NdMsg.parse(payload);
    if (header.family() != Address.INET && header.family() != Address.INET6) {
      return null;
    }
    Attributes in = Attributes.read(Nda.ALL, payload);
    Device device = devices.find(header.index());
    Address address = in.get(Nda.DST);
    if (device == null || address == null) {
      return null;
    }
    Mac mac = Objects.requireNonNullElse(in.get(Nda.LLADDR), Mac.NONE);
    return new Neighbour(device, address, mac, header.state(), header.flags());
  }

  /** The change as a request, {@code ip neigh add|replace|del}. */
  static Request request(NeighbourChange change) {
    Neighbour n = change.subject();
    boolean removes = change.after() == null;
    int flags = change.before() == null ? Nlm.CREATE | Nlm.EXCL : Nlm.CREATE | Nlm.REPLACE;
    return new Request(
        removes ? Rtm.DELNEIGH : Rtm.NEWNEIGH,
        removes ? 0 : flags,
        out -> {
          int family = n.address().family();
          new NdMsg(family, n.device().index(), n.state(), n.flags(), 0).emit(out);
          Nda.DST.emit(out, n.address());
          if (!removes && n.mac().size() > 0) {
            Nda.LLADDR.emit(out, n.mac());
          }
        });
  }
}
