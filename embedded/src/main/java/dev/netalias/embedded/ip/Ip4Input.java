package dev.netalias.embedded.ip;

import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.RouteEntry;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Flaw;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.Icmp;
import dev.netalias.wire.frame.Ipv4;
import org.jspecify.annotations.Nullable;

/** Takes IPv4 packets: judges, attributes, delivers or forwards them. */
final class Ip4Input implements Reassembly.Fate {
  private static final int IP = Packet.IP;
  private static final long LOWER = 0xffff_ffffL;
  private static final int LOOPBACK_NET = 127;
  private static final int BLACKHOLE = 6;
  private static final int PROHIBIT = 8;
  private static final int PROHIBITED = 13;

  private final HostState state;
  private final Attribution attribution;
  private final Drops drops;
  private final Ip4Output output;
  private final Icmp4 icmp;
  private final UdpSockets udp;
  private final Reassembly reassembly;
  private final Packet packet;
  private final Frame forwarded = new Frame();

  /** What the layers of one stack share. */
  record Shared(HostState state, Attribution attribution, Drops drops, UdpSockets udp) {}

  Ip4Input(Shared shared, Ip4Output output, Icmp4 icmp, Echoes echoes) {
    state = shared.state;
    attribution = shared.attribution;
    drops = shared.drops;
    udp = shared.udp;
    this.output = output;
    this.icmp = icmp;
    reassembly = new Reassembly(echoes.timers(), this);
    packet = new Packet(state.loopback(), Address.INET);
  }

  /** What waiting fragments take. */
  int waitingFragments() {
    return reassembly.waiting();
  }

  void receive(Interface on, Frame frame) {
    Flaw flaw = Ipv4.flaw(frame, IP);
    if (flaw != null) {
      drops.count(flaw);
      return;
    }
    packet.on = on;
    packet.frame = frame;
    packet.sourceLow = Ipv4.source(frame, IP) & LOWER;
    packet.destinationLow = Ipv4.destination(frame, IP) & LOWER;
    packet.payload = IP + Ipv4.headerLength(frame, IP);
    packet.end = IP + Ipv4.totalLength(frame, IP);
    Drop refused = refusal(on);
    if (refused != null) {
      drops.count(refused);
      return;
    }
    int alias = attribution.choose(packet);
    if (alias != Attribution.MAIN) {
      on.aliases().received(alias, packet.end - IP);
    }
    if (attribution.isDestinationsOwn()) {
      packet.group = false;
      deliver();
    } else {
      byRoute();
    }
  }

  /** Why a packet can't be what it says that it is. */
  private @Nullable Drop refusal(Interface on) {
    if (on.device().isLoopback()) {
      return null;
    }
    int source = packet.source();
    int destination = packet.destination();
    int net = source >>> 24;
    boolean impossible =
        net >= 224
            || net == LOOPBACK_NET
            || destination >>> 24 == LOOPBACK_NET
            || net == 0 && (source != 0 || destination != -1)
            || destination == 0;
    if (impossible) {
      return Drop.MARTIAN;
    }
    RouteEntry own = state.inet().findLocal(0, packet.sourceLow);
    if (own != null) {
      return own.isLocal() ? Drop.OWN_SOURCE : Drop.MARTIAN;
    }
    return on.setting(Setting.RP_FILTER) == 0 || source == 0 ? null : reversePath(on);
  }

  private @Nullable Drop reversePath(Interface on) {
    RouteEntry back = state.inet().find(0, packet.sourceLow, 0);
    boolean strict = on.setting(Setting.RP_FILTER) == 1;
    boolean fits = back != null && (!strict || back.out() == on.device());
    return fits ? null : Drop.REVERSE_PATH;
  }

  private void byRoute() {
    int destination = packet.destination();
    RouteEntry local = state.inet().findLocal(0, packet.destinationLow);
    boolean broadcast = local != null && local.type() == Route.BROADCAST;
    if (destination == -1 || Ipv4.isGroup(destination) || broadcast) {
      packet.group = true;
      deliver();
    } else if (local != null && local.isLocal()) {
      packet.group = false;
      deliver();
    } else {
      forward();
    }
  }

  // For this host

  private void deliver() {
    if (Ipv4.isFragment(packet.frame, IP)) {
      Frame whole = reassembled();
      if (whole == null) {
        return;
      }
      packet.frame = whole;
      packet.payload = IP + Ipv4.headerLength(whole, IP);
      packet.end = whole.length();
      Ipv4 header = Ipv4.parse(whole, IP);
      header.withPayload(packet.end - packet.payload).withFragment(header.id(), 0).emit(whole, IP);
    }
    switch (Ipv4.protocol(packet.frame, IP)) {
      case Ipv4.UDP -> {
        if (!udp.receive(packet, Ipv4.pseudoSum(packet.frame, IP))) {
          unreachable(Drop.PORT, Icmp.PORT);
        }
      }
      case Ipv4.ICMP -> icmp.receive(packet);
      default -> unreachable(Drop.PROTOCOL, Icmp.PROTOCOL);
    }
  }

  private @Nullable Frame reassembled() {
    Frame frame = packet.frame;
    int fragment = Ipv4.fragment(frame, IP);
    Reassembly.Key key =
        new Reassembly.Key(
            Address.ofIpv4(packet.source()),
            Address.ofIpv4(packet.destination()),
            Ipv4.protocol(frame, IP),
            frame.u16(IP + 4));
    boolean more = (fragment & Ipv4.MORE_FRAGMENTS) != 0;
    Reassembly.Fragment part =
        new Reassembly.Fragment(8 * (fragment & Ipv4.OFFSET_BITS), more, packet.payload);
    return reassembly.take(key, part, frame, packet.end);
  }

  private void unreachable(Drop reason, int code) {
    drops.count(reason);
    if (!packet.group) {
      icmp.tell(packet.frame, new Icmp(Icmp.UNREACHABLE, code, 0));
    }
  }

  @Override
  public void dropped(Drop reason) {
    drops.count(reason);
  }

  @Override
  public void late(Frame first) {
    icmp.tell(first, new Icmp(Icmp.TIME_EXCEEDED, Icmp.REASSEMBLY, 0));
  }

  // For others

  private void forward() {
    Frame frame = packet.frame;
    boolean forUs = Ethernet.destination(frame) == packet.on.device().mac();
    if (packet.on.setting(Setting.FORWARDING) == 0 || !forUs) {
      drops.count(Drop.NOT_FOR_US);
      return;
    }
    if (Ipv4.ttl(frame, IP) <= 1) {
      refuse(Drop.TTL, new Icmp(Icmp.TIME_EXCEEDED, 0, 0));
      return;
    }
    RouteEntry route = state.inet().find(0, packet.destinationLow, 0);
    if (route == null) {
      refuse(Drop.NO_ROUTE, new Icmp(Icmp.UNREACHABLE, Icmp.NET, 0));
    } else if (route.out() == null) {
      reject(route);
    } else {
      forward(route, state.of(route.out()));
    }
  }

  private void refuse(Drop reason, Icmp told) {
    drops.count(reason);
    icmp.tell(packet.frame, told);
  }

  private void reject(RouteEntry route) {
    if (route.type() == BLACKHOLE) {
      drops.count(Drop.REJECTED);
    } else {
      int code = route.type() == PROHIBIT ? PROHIBITED : Icmp.HOST;
      refuse(Drop.REJECTED, new Icmp(Icmp.UNREACHABLE, code, 0));
    }
  }

  private void forward(RouteEntry route, Interface to) {
    Frame frame = packet.frame;
    if (to == packet.on) {
      redirect(route);
    }
    forwarded.resize(packet.end);
    forwarded.copy(0, frame, 0, packet.end);
    Ipv4.age(forwarded, IP);
    Drop drop = output.send(forwarded, route);
    if (drop == Drop.TOO_BIG) {
      int mtu = to.device().mtu();
      refuse(drop, new Icmp(Icmp.UNREACHABLE, Icmp.FRAGMENTATION_NEEDED, mtu));
    } else if (drop != null) {
      drops.count(drop);
    }
  }

  /**
   * A redirect is due where the source could have sent the packet to the next hop itself: where
   * both lie in one logical network. Two logical networks on one wire are no such case, though the
   * packet leaves where it came in: their hosts reach each other through this one.
   */
  private void redirect(RouteEntry route) {
    Address next = route.gateway() == null ? Address.ofIpv4(packet.destination()) : route.gateway();
    RouteEntry towardsNext = state.inet().find(next);
    RouteEntry towardsSource = state.inet().find(0, packet.sourceLow, 0);
    boolean due =
        towardsNext != null
            && towardsSource != null
            && towardsNext.gateway() == null
            && towardsSource.gateway() == null
            && towardsNext.route().destination().equals(towardsSource.route().destination())
            && towardsNext.out() == towardsSource.out();
    if (due) {
      icmp.tell(packet.frame, new Icmp(Icmp.REDIRECT, Icmp.REDIRECT_HOST, (int) next.low()));
    }
  }
}
