package dev.netalias.embedded.ip;

import dev.netalias.embedded.state.HostState;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Discovery;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Flaw;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.Icmp;
import dev.netalias.wire.frame.Icmp6;
import dev.netalias.wire.frame.Ipv6;

/** ICMPv6 (RFC 4443): answers echoes, tells of errors, hears of them, and neighbour discovery. */
final class Icmp6Layer {
  private static final int IP = Packet.IP;
  private static final int AT = IP + Ipv6.SIZE;
  private static final int LEAST_MTU = 1280;

  private final HostState state;
  private final Ip6Output output;
  private final Drops drops;
  private final Echoes echoes;
  private final Discoveries discoveries;
  private final IcmpRate rate;
  private final Frame answer = new Frame();

  /** What this layer hands messages to. */
  record Takers(Echoes echoes, Discoveries discoveries) {}

  Icmp6Layer(HostState state, Ip6Output output, Drops drops, Takers takers) {
    this.state = state;
    this.output = output;
    this.drops = drops;
    this.echoes = takers.echoes;
    this.discoveries = takers.discoveries;
    this.rate = new IcmpRate(echoes.timers());
  }

  void receive(Packet packet) {
    Frame frame = packet.frame;
    int at = packet.payload;
    Flaw flaw = Icmp6.flaw(frame, at, packet.end, Ipv6.pseudoSum(frame, IP, Ipv6.ICMP));
    if (flaw != null) {
      drops.count(flaw);
      return;
    }
    Icmp icmp = Icmp.parse(frame, at);
    switch (icmp.type()) {
      case Icmp6.ECHO -> reply(packet, icmp);
      case Icmp6.ECHO_REPLY -> {
        Echoes.Reply reply =
            new Echoes.Reply(
                Ipv6.address(frame, IP + 8),
                icmp.sequence(),
                Ipv6.hopLimit(frame, IP),
                packet.end - at);
        heard(echoes.replied(icmp.id(), reply));
      }
      case Icmp6.UNREACHABLE, Icmp6.TOO_BIG, Icmp6.TIME_EXCEEDED -> error(packet, icmp);
      case Discovery.SOLICITATION, Discovery.ADVERTISEMENT -> discoveries.receive(packet);
      default -> drops.count(Drop.ICMP);
    }
  }

  private void heard(boolean taken) {
    if (!taken) {
      drops.count(Drop.ICMP);
    }
  }

  private void reply(Packet packet, Icmp icmp) {
    Frame frame = packet.frame;
    Address source = Ipv6.address(frame, IP + 8);
    Address own = Ipv6.address(frame, IP + 24);
    if (packet.group) {
      own = output.sourceOn(packet.on, source);
    }
    int size = packet.end - packet.payload;
    answer.resize(AT + size);
    answer.copy(AT, frame, packet.payload, size);
    send(new Icmp(Icmp6.ECHO_REPLY, 0, icmp.rest()), own, source);
  }

  private void send(Icmp icmp, Address from, Address to) {
    int size = answer.length() - AT;
    Ipv6 header = new Ipv6(0, size, Ipv6.ICMP, Ipv6.USUAL_HOP_LIMIT, from, to);
    header.emit(answer, IP);
    icmp.emit(answer, AT, AT + size, Ipv6.pseudoSum(answer, IP, Ipv6.ICMP) + size);
    Drop drop = output.send(answer, header);
    if (drop != null) {
      drops.count(drop);
    }
  }

  private void error(Packet packet, Icmp icmp) {
    int quoted = packet.payload + Icmp.SIZE;
    Frame frame = packet.frame;
    boolean whole = packet.end - quoted >= Ipv6.SIZE + Icmp.SIZE;
    heard(whole && failed(frame, quoted, Ipv6.address(frame, IP + 8), icmp));
  }

  /** Tells who sent an echo that it failed; false where the packet was no such echo. */
  private boolean failed(Frame frame, int ip, Address from, Icmp why) {
    if (Ipv6.next(frame, ip) != Ipv6.ICMP) {
      return false;
    }
    Icmp about = Icmp.parse(frame, ip + Ipv6.SIZE);
    Echoes.Failure failure = new Echoes.Failure(from, about.sequence(), why.type(), why.code());
    return about.type() == Icmp6.ECHO && echoes.failed(about.id(), failure);
  }

  /**
   * The neighbour that a packet was for does not answer: who sent it, here or elsewhere, is told.
   */
  void unreachable(Frame frame) {
    Icmp why = new Icmp(Icmp6.UNREACHABLE, Icmp6.HOST, 0);
    Address source = Ipv6.address(frame, IP + 8);
    if (!state.inet6().isLocal(source)) {
      tell(frame, why);
    } else if (frame.length() >= AT + Icmp.SIZE) {
      failed(frame, IP, source, why);
    }
  }

  /** Tells the source of a packet what became of it, where that may be told. */
  void tell(Frame about, Icmp icmp) {
    Address source = Ipv6.address(about, IP + 8);
    Address destination = Ipv6.address(about, IP + 24);
    Ipv6.Payload payload = Ipv6.payloadOf(about, IP);
    boolean ofError =
        payload.protocol() == Ipv6.ICMP
            && (payload.end() <= payload.at() || Icmp6.isError(about.u8(payload.at())));
    boolean may =
        !ofError
            && !source.isZero()
            && !Ipv6.isGroup(source)
            && !Ipv6.isGroup(destination)
            && !Ethernet.isGroup(Ethernet.destination(about));
    if (!may) {
      return;
    }
    if (!rate.allows()) {
      drops.count(Drop.ICMP_RATE);
      return;
    }
    int whole = Ipv6.SIZE + Ipv6.payload(about, IP);
    int quoted = Math.min(whole, LEAST_MTU - Ipv6.SIZE - Icmp.SIZE);
    answer.resize(AT + Icmp.SIZE + quoted);
    answer.copy(AT + Icmp.SIZE, about, IP, quoted);
    boolean own = state.inet6().isLocal(destination);
    send(icmp, own ? destination : output.sourceFor(source), source);
  }
}
