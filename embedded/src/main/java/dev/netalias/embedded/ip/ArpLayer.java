package dev.netalias.embedded.ip;

import dev.netalias.embedded.device.MainDevice;
import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.NeighbourEntry;
import dev.netalias.embedded.state.Neighbours;
import dev.netalias.embedded.state.RouteEntry;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Arp;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Flaw;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.Ipv4;
import org.jspecify.annotations.Nullable;

/** ARP (RFC 826): asks for neighbours, answers for this host's addresses. */
final class ArpLayer {
  private static final int AT = Ethernet.SIZE;
  private static final long LOWER = 0xffff_ffffL;
  private static final long PROBE = 0;

  /** Values of {@code arp_ignore} and {@code arp_announce} (Documentation/networking/ip-sysctl). */
  private static final int SAME_SUBNET = 2;

  private static final int NEVER = 8;
  private static final int BEST = 2;

  private final HostState state;
  private final Attribution attribution;
  private final Drops drops;
  private final Ip4Output output;
  private final Packet packet;
  private final Frame question = new Frame(AT + Arp.SIZE).resize(AT + Arp.SIZE);

  ArpLayer(HostState state, Attribution attribution, Drops drops, Ip4Output output) {
    this.state = state;
    this.attribution = attribution;
    this.drops = drops;
    this.output = output;
    this.packet = new Packet(state.loopback(), Address.INET);
  }

  void receive(Interface on, Frame frame) {
    Flaw flaw = Arp.flaw(frame, AT);
    if (flaw != null) {
      drops.count(flaw);
      return;
    }
    Arp arp = Arp.parse(frame, AT);
    if (!isSensible(on, arp)) {
      drops.count(Drop.MARTIAN);
      return;
    }
    boolean mine = isFor(on, arp);
    if (mine && arp.operation() == Arp.REQUEST) {
      send(on, arp.senderMac(), arp.answer(on.device().mac()));
    } else if (!mine && arp.operation() == Arp.REQUEST) {
      drops.count(Drop.ARP_NOT_OURS);
    }
    learn(on, arp, mine);
  }

  private static boolean isSensible(Interface on, Arp arp) {
    boolean known = arp.operation() == Arp.REQUEST || arp.operation() == Arp.REPLY;
    boolean single = !Ethernet.isGroup(arp.senderMac()) && arp.senderMac() != 0;
    boolean host = !Ipv4.isGroup(arp.sender()) && arp.sender() != -1 && arp.sender() >>> 24 != 127;
    return known && single && host && !on.device().has(Link.NO_ARP);
  }

  /** Whether the device that the packet belongs to, and no other, owns the target. */
  private boolean isFor(Interface on, Arp arp) {
    packet.on = on;
    packet.sourceLow = arp.sender() & LOWER;
    packet.destinationLow = arp.target() & LOWER;
    boolean alias = attribution.choose(packet) != Attribution.MAIN;
    return switch (on.setting(Setting.ARP_IGNORE)) {
      case 0 -> attribution.isDestinationsOwn() || !alias && isRouted(on);
      case SAME_SUBNET -> attribution.isDestinationsOwn() && isNear(on, arp);
      case NEVER -> false;
      default -> attribution.isDestinationsOwn();
    };
  }

  /**
   * Whether a local route of this device that no address made holds the target, or an address of a
   * device that is stacked on it, beside it or below it. Linux would answer for those of any device
   * of the host.
   */
  private boolean isRouted(Interface on) {
    RouteEntry local = state.inet().findLocal(0, packet.destinationLow);
    MainDevice out = local == null || !local.isLocal() ? null : local.out();
    if (local == null || out == null) {
      return false;
    }
    return out == on.device() ? !local.route().isKernels() : state.of(out).bottom() == on.bottom();
  }

  /** Whether who asks is in the subnet of the address; who asks for nobody always is. */
  private static boolean isNear(Interface on, Arp arp) {
    Address sender = Address.ofIpv4(arp.sender());
    return arp.sender() == PROBE
        || on.addresses().withLocal(Address.ofIpv4(arp.target())).stream()
            .anyMatch(held -> held.value().subnet().contains(sender));
  }

  private void learn(Interface on, Arp arp, boolean mine) {
    Address sender = Address.ofIpv4(arp.sender());
    if (arp.sender() == PROBE || state.inet().isLocal(sender)) {
      return;
    }
    boolean answers = arp.operation() == Arp.REPLY && arp.targetMac() == on.device().mac();
    Neighbours.Heard told = answers ? Neighbours.Heard.ANSWER : Neighbours.Heard.RUMOUR;
    boolean asks = mine && arp.operation() == Arp.REQUEST;
    state.neighbours().hear(on, sender, arp.senderMac(), asks ? Neighbours.Heard.QUESTION : told);
  }

  /** Asks for a neighbour: alone the one who had the address, else everybody. */
  void ask(NeighbourEntry entry, @Nullable Frame onBehalfOf) {
    Interface on = entry.on();
    int target = (int) entry.address().low();
    int sender = onBehalfOf == null ? 0 : Ipv4.source(onBehalfOf, AT);
    if (on.setting(Setting.ARP_ANNOUNCE) == BEST) {
      sender = output.sourceOn(on, target);
    } else if (!state.inet().isLocal(Address.ofIpv4(sender))) {
      sender = output.sourceFor(target);
    }
    boolean known = entry.state() == NeighbourEntry.PROBE;
    Arp request = new Arp(Arp.REQUEST, on.device().mac(), sender, 0, target);
    send(on, known ? entry.mac() : Ethernet.BROADCAST, request);
  }

  /** Sends a packet of ARP to one, or to everybody. */
  void send(Interface on, long to, Arp arp) {
    new Ethernet(to, on.device().mac(), Ethernet.ARP).emit(question);
    arp.emit(question, AT);
    on.device().transmit(question);
  }
}
