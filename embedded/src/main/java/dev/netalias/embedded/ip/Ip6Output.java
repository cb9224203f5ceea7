package dev.netalias.embedded.ip;

import dev.netalias.embedded.device.AliasDevice;
import dev.netalias.embedded.device.NetDevice;
import dev.netalias.embedded.state.Held;
import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.NextHop;
import dev.netalias.embedded.state.RouteEntry;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.Ipv6;
import org.jspecify.annotations.Nullable;

/** Sends IPv6 packets: source, route, device, fragments of its own, and the neighbour to whom. */
final class Ip6Output {
  /** Bytes of a fragment header (RFC 8200 section 4.5). */
  static final int FRAGMENT_HEADER = 8;

  private static final int IP = Packet.IP;
  private static final int UNUSABLE = InterfaceAddress.TENTATIVE | InterfaceAddress.DAD_FAILED;
  private static final Address NONE = new Address(Address.INET6, 16, 0, 0);

  private final HostState state;
  private final NextHop hop;
  private final Frame part = new Frame();
  private int lastId;

  Ip6Output(HostState state, Interface some) {
    this.state = state;
    this.hop = new NextHop(Address.INET6, some);
  }

  /** The address that this host takes as source for packets to another; zero where it has none. */
  Address sourceFor(Address destination) {
    RouteEntry route = state.inet6().find(destination);
    if (route == null) {
      return NONE;
    }
    if (route.isLocal()) {
      return destination;
    }
    Address preferred = route.route().preferredSource();
    if (preferred != null) {
      return preferred;
    }
    Address near = route.gateway() == null ? destination : route.gateway();
    return route.out() == null ? NONE : sourceOn(state.of(route.out()), near);
  }

  /** The address of the longest common prefix and the same scope on a device, else of another. */
  Address sourceOn(Interface on, Address near) {
    Address best = NONE;
    int bestCommon = -1;
    for (Held held : on.addresses().of(Address.INET6)) {
      InterfaceAddress address = held.value();
      if ((address.flags() & UNUSABLE) == 0) {
        boolean sameScope = address.scope() == InterfaceAddress.usualScope(near);
        int common = (sameScope ? 200 : 0) + commonBits(address.local(), near);
        if (common > bestCommon) {
          bestCommon = common;
          best = address.local();
        }
      }
    }
    return best;
  }

  private static int commonBits(Address one, Address other) {
    int high = Long.numberOfLeadingZeros(one.high() ^ other.high());
    return high < 64 ? high : 64 + Long.numberOfLeadingZeros(one.low() ^ other.low());
  }

  /**
   * Sends a packet of this host's own, see {@link Ip4Output#send}.
   *
   * @return why it could not be sent, null where it was
   */
  @Nullable Drop send(Frame frame, Ipv6 header) {
    header.emit(frame, IP);
    RouteEntry route = state.inet6().find(header.destination());
    if (route == null) {
      return Drop.NO_ROUTE;
    }
    if (header.source().isZero()) {
      return Drop.NO_SOURCE;
    }
    return send(frame, route, true);
  }

  /** Sends a packet straight onto a link: neighbour discovery. */
  void sendOn(Interface on, Frame frame, Ipv6 header) {
    header.emit(frame, IP);
    hop.through(on, through(on, null, frame));
    hop.to(header.destination().high(), header.destination().low());
    transmit(frame);
  }

  /** Sends a packet whose header is complete along a route. */
  @Nullable Drop send(Frame frame, RouteEntry route, boolean own) {
    if (route.isLocal()) {
      Interface loopback = state.loopback();
      hop.through(loopback, loopback.device());
    } else if (route.out() == null) {
      return Drop.REJECTED;
    } else {
      Interface on = state.of(route.out());
      hop.through(on, through(on, route, frame));
    }
    Address gateway = route.gateway();
    if (gateway == null) {
      hop.to(frame.i64(IP + 24), frame.i64(IP + 32));
    } else {
      hop.to(gateway.high(), gateway.low());
    }
    return fit(frame, own);
  }

  private static NetDevice through(Interface on, @Nullable RouteEntry route, Frame frame) {
    if (on.aliases().size() == 0) {
      return on.device();
    }
    Address bound = route == null ? null : route.route().preferredSource();
    AliasDevice alias = bound == null ? null : on.openAlias(bound);
    if (alias == null) {
      alias = on.aliases().open(Address.INET6, frame.i64(IP + 8), frame.i64(IP + 16));
    }
    return alias == null ? on.device() : alias;
  }

  private @Nullable Drop fit(Frame frame, boolean own) {
    int mtu = hop.on().device().mtu();
    int size = frame.length() - IP;
    if (size <= mtu) {
      transmit(frame);
      return null;
    }
    if (!own) {
      return Drop.TOO_BIG;
    }
    Ipv6 whole = Ipv6.parse(frame, IP);
    int from = IP + Ipv6.SIZE;
    int left = size - Ipv6.SIZE;
    int most = (mtu - Ipv6.SIZE - FRAGMENT_HEADER) / 8 * 8;
    lastId++;
    for (int done = 0; done < left; done += most) {
      int bytes = Math.min(most, left - done);
      part.resize(from + FRAGMENT_HEADER + bytes);
      new Ipv6(
              whole.traffic(),
              FRAGMENT_HEADER + bytes,
              Ipv6.FRAGMENT,
              whole.hopLimit(),
              whole.source(),
              whole.destination())
          .emit(part, IP);
      part.put8(from, whole.next());
      part.put8(from + 1, 0);
      part.put16(from + 2, done | (done + bytes < left ? 1 : 0));
      part.put32(from + 4, lastId);
      part.copy(from + FRAGMENT_HEADER, frame, from + done, bytes);
      transmit(part);
    }
    return null;
  }

  private void transmit(Frame frame) {
    boolean group = hop.high() >>> 56 == 0xff;
    if (!group && !hop.on().needsNoNeighbours()) {
      state.neighbours().send(hop, frame);
      return;
    }
    boolean loops = hop.on().device().isLoopback();
    long mac = loops ? 0 : group ? Ethernet.ofIpv6Group(hop.low()) : Ethernet.BROADCAST;
    new Ethernet(mac, loops ? 0 : hop.on().device().mac(), Ethernet.IPV6).emit(frame);
    hop.via().transmit(frame);
  }
}
