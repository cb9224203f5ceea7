package dev.netalias.embedded.ip;

import dev.netalias.embedded.device.AliasDevice;
import dev.netalias.embedded.device.NetDevice;
import dev.netalias.embedded.state.Held;
import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.NextHop;
import dev.netalias.embedded.state.RouteEntry;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.Ipv4;
import org.jspecify.annotations.Nullable;

/** Sends IPv4 packets: source, route, device, fragments, and the neighbour to whom. */
final class Ip4Output {
  private static final int IP = Packet.IP;
  private static final long LOWER = 0xffff_ffffL;

  private final HostState state;
  private final NextHop hop;
  private final Frame part = new Frame();
  private int lastId;

  Ip4Output(HostState state, Interface some) {
    this.state = state;
    this.hop = new NextHop(Address.INET, some);
  }

  /** The route to an address; null where there is none, or it rejects. */
  @Nullable RouteEntry route(int destination) {
    return state.inet().find(0, destination & LOWER, 0);
  }

  /** The address that this host takes as source for packets to another; 0 where it has none. */
  int sourceFor(int destination) {
    RouteEntry route = route(destination);
    return route == null ? 0 : source(route, destination);
  }

  /** The address of a device that it speaks with to a neighbour; 0 where this host has none. */
  int sourceOn(Interface on, int neighbour) {
    return source(on, Address.ofIpv4(neighbour));
  }

  private int source(RouteEntry route, int destination) {
    if (route.isLocal()) {
      return destination;
    }
    Address preferred = route.route().preferredSource();
    if (preferred != null) {
      return (int) preferred.low();
    }
    Interface on = route.out() == null ? null : state.of(route.out());
    Address near = route.gateway() == null ? Address.ofIpv4(destination) : route.gateway();
    return on == null ? 0 : source(on, near);
  }

  /** The primary address of the subnet that holds a neighbour, else the first of all. */
  private int source(Interface on, Address near) {
    InterfaceAddress first = null;
    for (Held held : on.addresses().of(Address.INET)) {
      InterfaceAddress address = held.value();
      if (address.isSecondary() || address.scope() > InterfaceAddress.SCOPE_LINK) {
        continue;
      }
      if (address.subnet().contains(near)) {
        return (int) address.local().low();
      }
      first = first == null ? address : first;
    }
    return first == null ? elsewhere(on) : (int) first.local().low();
  }

  /** A device without an address of its own borrows one of another device. */
  private int elsewhere(Interface except) {
    for (Interface on : state.interfaces()) {
      for (Held held : on.addresses().of(Address.INET)) {
        if (on != except && held.value().scope() == InterfaceAddress.SCOPE_GLOBAL) {
          return (int) held.value().local().low();
        }
      }
    }
    return 0;
  }

  /**
   * Sends a packet of this host's own.
   *
   * @param frame its payload, behind the room for the headers
   * @param header without an id
   * @return why it could not be sent, null where it was
   */
  @Nullable Drop send(Frame frame, Ipv4 header) {
    lastId = lastId + 1 & 0xffff;
    header.withFragment(lastId, header.fragment()).emit(frame, IP);
    boolean everywhere = header.destination() == -1 || Ipv4.isGroup(header.destination());
    RouteEntry route = route(header.destination());
    if (route == null && everywhere) {
      return flood(frame, header.source());
    }
    if (route == null) {
      return Drop.NO_ROUTE;
    }
    return send(frame, route);
  }

  /** A packet to everybody leaves through the device of its source. */
  private @Nullable Drop flood(Frame frame, int source) {
    for (Interface on : state.interfaces()) {
      if (!on.addresses().withLocal(Address.ofIpv4(source)).isEmpty()) {
        hop.through(on, through(on, null, source));
        return fit(frame, Ipv4.destination(frame, IP));
      }
    }
    return Drop.NO_ROUTE;
  }

  /** Sends a packet whose header is complete along a route. */
  @Nullable Drop send(Frame frame, RouteEntry route) {
    int destination = Ipv4.destination(frame, IP);
    if (route.isLocal()) {
      Interface loopback = state.loopback();
      hop.through(loopback, loopback.device());
      return fit(frame, destination);
    }
    if (route.out() == null) {
      return Drop.REJECTED;
    }
    Interface on = state.of(route.out());
    hop.through(on, through(on, route, Ipv4.source(frame, IP)));
    Address gateway = route.gateway();
    boolean broadcast = route.type() == Route.BROADCAST;
    int next = broadcast ? -1 : gateway == null ? destination : (int) gateway.low();
    return fit(frame, next);
  }

  /**
   * The device that a packet is sent through: the open alias that its route is bound to, else the
   * one whose address it has as source, else the main device.
   */
  private static NetDevice through(Interface on, @Nullable RouteEntry route, int source) {
    if (on.aliases().size() == 0) {
      return on.device();
    }
    Address bound = route == null ? null : route.route().preferredSource();
    AliasDevice alias = bound == null ? null : on.openAlias(bound);
    if (alias == null) {
      alias = on.aliases().open(Address.INET, 0, source & LOWER);
    }
    return alias == null ? on.device() : alias;
  }

  /** Sends a packet whole, or in as many parts as the device's MTU asks for. */
  private @Nullable Drop fit(Frame frame, int next) {
    int mtu = hop.on().device().mtu();
    if (Ipv4.totalLength(frame, IP) <= mtu) {
      transmit(frame, next);
      return null;
    }
    Ipv4 whole = Ipv4.parse(frame, IP);
    if ((whole.fragment() & Ipv4.DONT_FRAGMENT) != 0) {
      return Drop.TOO_BIG;
    }
    int from = IP + whole.headerLength();
    int left = whole.totalLength() - whole.headerLength();
    int most = (mtu - Ipv4.SIZE) / 8 * 8;
    for (int done = 0; done < left; done += most) {
      int size = Math.min(most, left - done);
      boolean more = done + size < left || (whole.fragment() & Ipv4.MORE_FRAGMENTS) != 0;
      int place = (whole.fragment() & Ipv4.OFFSET_BITS) + done / 8;
      Ipv4 header =
          Ipv4.of(whole.protocol(), whole.source(), whole.destination(), size)
              .withTtl(whole.ttl())
              .withFragment(whole.id(), place | (more ? Ipv4.MORE_FRAGMENTS : 0));
      part.resize(IP + Ipv4.SIZE + size);
      part.copy(IP + Ipv4.SIZE, frame, from + done, size);
      header.emit(part, IP);
      transmit(part, next);
    }
    return null;
  }

  private void transmit(Frame frame, int next) {
    boolean resolves = next != -1 && !Ipv4.isGroup(next) && !hop.on().needsNoNeighbours();
    if (resolves) {
      state.neighbours().send(hop.to(0, next & LOWER), frame);
      return;
    }
    boolean loops = hop.on().device().isLoopback();
    long mac = loops ? 0 : Ipv4.isGroup(next) ? Ethernet.ofIpv4Group(next) : Ethernet.BROADCAST;
    new Ethernet(mac, loops ? 0 : hop.on().device().mac(), Ethernet.IPV4).emit(frame);
    hop.via().transmit(frame);
  }
}
