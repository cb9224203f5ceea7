package dev.netalias.embedded.ip;

import dev.netalias.embedded.state.Held;
import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.RouteEntry;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Discovery;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Flaw;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.Icmp;
import dev.netalias.wire.frame.Icmp6;
import dev.netalias.wire.frame.Ipv6;
import dev.netalias.wire.frame.Udp;
import org.jspecify.annotations.Nullable;

/** Takes IPv6 packets: judges, attributes, delivers or forwards them. */
final class Ip6Input implements Reassembly.Fate {
  private static final int IP = Packet.IP;
  private static final int LINK_GROUP = 0xff02;

  private final HostState state;
  private final Attribution attribution;
  private final Drops drops;
  private final UdpSockets udp;
  private final Ip6Output output;
  private final Icmp6Layer icmp;
  private final Reassembly reassembly;
  private final Packet packet;
  private final Frame forwarded = new Frame();

  Ip6Input(Ip4Input.Shared shared, Ip6Output output, Icmp6Layer icmp, Echoes echoes) {
    state = shared.state();
    attribution = shared.attribution();
    drops = shared.drops();
    udp = shared.udp();
    this.output = output;
    this.icmp = icmp;
    reassembly = new Reassembly(echoes.timers(), this);
    packet = new Packet(state.loopback(), Address.INET6);
  }

  /** What waiting fragments take. */
  int waitingFragments() {
    return reassembly.waiting();
  }

  void receive(Interface on, Frame frame) {
    Flaw flaw = Ipv6.flaw(frame, IP);
    if (flaw != null) {
      drops.count(flaw);
      return;
    }
    packet.on = on;
    packet.frame = frame;
    packet.sourceHigh = frame.i64(IP + 8);
    packet.sourceLow = frame.i64(IP + 16);
    packet.destinationHigh = frame.i64(IP + 24);
    packet.destinationLow = frame.i64(IP + 32);
    Drop refused = refusal(on);
    if (refused != null) {
      drops.count(refused);
      return;
    }
    int alias = attribution.choose(packet);
    if (alias != Attribution.MAIN) {
      on.aliases().received(alias, Ipv6.SIZE + Ipv6.payload(frame, IP));
    }
    packet.group = Ipv6.isGroup(frame, IP + 24);
    RouteEntry local = state.inet6().findLocal(packet.destinationHigh, packet.destinationLow);
    if (packet.group ? isJoined(on) : local != null && local.isLocal()) {
      unwrap();
    } else if (packet.group) {
      drops.count(Drop.NOT_FOR_US);
    } else {
      forward();
    }
  }

  private @Nullable Drop refusal(Interface on) {
    if (on.device().isLoopback()) {
      return null;
    }
    boolean impossible =
        packet.sourceHigh >>> 56 == 0xff
            || isLoopback(packet.sourceHigh, packet.sourceLow)
            || isLoopback(packet.destinationHigh, packet.destinationLow)
            || packet.destinationHigh == 0 && packet.destinationLow == 0;
    if (impossible) {
      return Drop.MARTIAN;
    }
    RouteEntry own = state.inet6().findLocal(packet.sourceHigh, packet.sourceLow);
    return own != null && own.isLocal() ? Drop.OWN_SOURCE : null;
  }

  private static boolean isLoopback(long high, long low) {
    return high == 0 && low == 1;
  }

  /** Groups of the link that every host is in: all nodes, and those of its addresses. */
  private boolean isJoined(Interface on) {
    if (packet.destinationHigh >>> 48 != LINK_GROUP) {
      return false;
    }
    if (packet.destinationLow == 1) {
      return true;
    }
    for (Held held : on.addresses().of(Address.INET6)) {
      Address group = Discovery.solicitedGroup(held.value().local());
      if (group.low() == packet.destinationLow) {
        return true;
      }
    }
    return false;
  }

  // For this host

  private void unwrap() {
    Ipv6.Payload payload = Ipv6.payloadOf(packet.frame, IP);
    if (payload.flaw() != null) {
      drops.count(payload.flaw());
    } else if (payload.protocol() == Ipv6.FRAGMENT) {
      fragment(payload);
    } else {
      deliver(payload);
    }
  }

  private void fragment(Ipv6.Payload payload) {
    Frame frame = packet.frame;
    int at = payload.at();
    int data = at + Ip6Output.FRAGMENT_HEADER;
    if (data > payload.end()) {
      drops.count(Flaw.IPV6_EXTENSION);
      return;
    }
    int place = frame.u16(at + 2);
    int offset = place & ~7;
    boolean more = (place & 1) != 0;
    int size = payload.end() - data;
    if (more && (size == 0 || size % 8 != 0) || offset + size > 0xffff) {
      drops.count(Flaw.IPV6_LENGTH);
      return;
    }
    Reassembly.Key key =
        new Reassembly.Key(
            Ipv6.address(frame, IP + 8),
            Ipv6.address(frame, IP + 24),
            frame.u8(at),
            frame.i32(at + 4));
    Frame whole =
        reassembly.take(key, new Reassembly.Fragment(offset, more, data), frame, payload.end());
    if (whole != null) {
      packet.frame = withoutExtensions(whole);
      unwrap();
    }
  }

  /** The whole with the IPv6 header alone before its payload. */
  private static Frame withoutExtensions(Frame whole) {
    Ipv6.Payload payload = Ipv6.payloadOf(whole, IP);
    int data = payload.at() + Ip6Output.FRAGMENT_HEADER;
    int size = whole.length() - data;
    Ipv6 header = Ipv6.parse(whole, IP);
    Frame plain = new Frame(IP + Ipv6.SIZE + size).resize(IP + Ipv6.SIZE + size);
    plain.copy(0, whole, 0, IP);
    plain.copy(IP + Ipv6.SIZE, whole, data, size);
    new Ipv6(
            header.traffic(),
            size,
            whole.u8(payload.at()),
            header.hopLimit(),
            header.source(),
            header.destination())
        .emit(plain, IP);
    return plain;
  }

  private void deliver(Ipv6.Payload payload) {
    packet.payload = payload.at();
    packet.end = payload.end();
    switch (payload.protocol()) {
      case Ipv6.ICMP -> icmp.receive(packet);
      case Ipv6.UDP -> datagram();
      case Ipv6.NOTHING -> {}
      default -> {
        drops.count(Drop.PROTOCOL);
        icmp.tell(packet.frame, new Icmp(Icmp6.PARAMETER, Icmp6.NEXT_HEADER, 6));
      }
    }
  }

  private void datagram() {
    boolean summed =
        packet.end - packet.payload < Udp.SIZE || Udp.isSummed(packet.frame, packet.payload);
    if (!summed) {
      drops.count(Flaw.UDP_CHECKSUM);
    } else if (!udp.receive(packet, Ipv6.pseudoSum(packet.frame, IP, Ipv6.UDP))) {
      drops.count(Drop.PORT);
      icmp.tell(packet.frame, new Icmp(Icmp6.UNREACHABLE, Icmp6.PORT, 0));
    }
  }

  @Override
  public void dropped(Drop reason) {
    drops.count(reason);
  }

  @Override
  public void late(Frame first) {
    icmp.tell(first, new Icmp(Icmp6.TIME_EXCEEDED, 1, 0));
  }

  // For others

  private void forward() {
    Frame frame = packet.frame;
    boolean forUs = Ethernet.destination(frame) == packet.on.device().mac();
    if (packet.on.setting(Setting.FORWARDING) == 0 || !forUs) {
      drops.count(Drop.NOT_FOR_US);
      return;
    }
    if (Ipv6.hopLimit(frame, IP) <= 1) {
      refuse(Drop.TTL, new Icmp(Icmp6.TIME_EXCEEDED, 0, 0));
      return;
    }
    RouteEntry route = state.inet6().find(packet.destinationHigh, packet.destinationLow, 0);
    if (route == null || route.out() == null) {
      Drop reason = route == null ? Drop.NO_ROUTE : Drop.REJECTED;
      refuse(reason, new Icmp(Icmp6.UNREACHABLE, Icmp6.NO_ROUTE, 0));
      return;
    }
    int end = IP + Ipv6.SIZE + Ipv6.payload(frame, IP);
    forwarded.resize(end);
    forwarded.copy(0, frame, 0, end);
    forwarded.put8(IP + 7, Ipv6.hopLimit(frame, IP) - 1);
    Drop drop = output.send(forwarded, route, false);
    if (drop == Drop.TOO_BIG) {
      int mtu = route.out().mtu();
      refuse(drop, new Icmp(Icmp6.TOO_BIG, 0, mtu));
    } else if (drop != null) {
      drops.count(drop);
    }
  }

  private void refuse(Drop reason, Icmp told) {
    drops.count(reason);
    icmp.tell(packet.frame, told);
  }
}
