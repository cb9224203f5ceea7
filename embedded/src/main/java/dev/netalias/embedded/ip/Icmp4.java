package dev.netalias.embedded.ip;

import dev.netalias.embedded.state.HostState;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Flaw;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.Icmp;
import dev.netalias.wire.frame.Ipv4;

/** ICMP (RFC 792, RFC 1122 section 3.2.2): answers echoes, tells of errors, hears of them. */
final class Icmp4 {
  private static final int IP = Packet.IP;

  /** Bytes of an error, its IPv4 header included (RFC 1812 section 4.3.2.3). */
  private static final int MOST_BYTES = 576;

  private final HostState state;
  private final Ip4Output output;
  private final Drops drops;
  private final Echoes echoes;
  private final IcmpRate rate;
  private final Frame answer = new Frame();

  Icmp4(HostState state, Ip4Output output, Drops drops, Echoes echoes) {
    this.state = state;
    this.output = output;
    this.drops = drops;
    this.echoes = echoes;
    this.rate = new IcmpRate(echoes.timers());
  }

  void receive(Packet packet) {
    Frame frame = packet.frame;
    int at = packet.payload;
    Flaw flaw = Icmp.flaw(frame, at, packet.end);
    if (flaw != null) {
      drops.count(flaw);
      return;
    }
    Icmp icmp = Icmp.parse(frame, at);
    switch (icmp.type()) {
      case Icmp.ECHO -> reply(packet, icmp);
      case Icmp.ECHO_REPLY -> {
        int bytes = packet.end - at;
        Echoes.Reply reply =
            new Echoes.Reply(
                Address.ofIpv4(packet.source()), icmp.sequence(), Ipv4.ttl(frame, IP), bytes);
        heard(echoes.replied(icmp.id(), reply));
      }
      case Icmp.UNREACHABLE, Icmp.TIME_EXCEEDED -> error(packet, icmp);
      default -> drops.count(Drop.ICMP);
    }
  }

  private void heard(boolean taken) {
    if (!taken) {
      drops.count(Drop.ICMP);
    }
  }

  private void reply(Packet packet, Icmp icmp) {
    if (packet.group) {
      drops.count(Drop.GROUP_ECHO);
      return;
    }
    int size = packet.end - packet.payload;
    answer.resize(IP + Ipv4.SIZE + size);
    answer.copy(IP + Ipv4.SIZE, packet.frame, packet.payload, size);
    int at = IP + Ipv4.SIZE;
    new Icmp(Icmp.ECHO_REPLY, 0, icmp.rest()).emit(answer, at, at + size);
    send(Ipv4.of(Ipv4.ICMP, packet.destination(), packet.source(), size));
  }

  private void send(Ipv4 header) {
    Drop drop = output.send(answer, header);
    if (drop != null) {
      drops.count(drop);
    }
  }

  /** An error about a packet that this host sent: an echo's is passed on. */
  private void error(Packet packet, Icmp icmp) {
    int quoted = packet.payload + Icmp.SIZE;
    Frame frame = packet.frame;
    boolean whole =
        packet.end - quoted >= Ipv4.SIZE + Icmp.SIZE
            && Ipv4.headerLength(frame, quoted) == Ipv4.SIZE;
    heard(whole && failed(frame, quoted, Address.ofIpv4(packet.source()), icmp));
  }

  /** Tells who sent an echo that it failed; false where the packet was no such echo. */
  private boolean failed(Frame frame, int ip, Address from, Icmp why) {
    if (Ipv4.protocol(frame, ip) != Ipv4.ICMP) {
      return false;
    }
    Icmp about = Icmp.parse(frame, ip + Ipv4.SIZE);
    Echoes.Failure failure = new Echoes.Failure(from, about.sequence(), why.type(), why.code());
    return about.type() == Icmp.ECHO && echoes.failed(about.id(), failure);
  }

  /**
   * The neighbour that a packet was for does not answer: who sent it, here or elsewhere, is told.
   */
  void unreachable(Frame frame) {
    Icmp why = new Icmp(Icmp.UNREACHABLE, Icmp.HOST, 0);
    Address source = Address.ofIpv4(Ipv4.source(frame, IP));
    if (!state.inet().isLocal(source)) {
      tell(frame, why);
    } else if (!Ipv4.isFragment(frame, IP) && frame.length() >= IP + Ipv4.SIZE + Icmp.SIZE) {
      failed(frame, IP, source, why);
    }
  }

  /** Tells the source of a packet what became of it, where that may be told (RFC 1122). */
  void tell(Frame about, Icmp icmp) {
    int source = Ipv4.source(about, IP);
    int destination = Ipv4.destination(about, IP);
    int header = Ipv4.headerLength(about, IP);
    boolean ofError =
        Ipv4.protocol(about, IP) == Ipv4.ICMP
            && about.length() > IP + header
            && Icmp.isError(about.u8(IP + header));
    boolean may =
        !ofError
            && (Ipv4.fragment(about, IP) & Ipv4.OFFSET_BITS) == 0
            && !Ethernet.isGroup(Ethernet.destination(about))
            && !isForMany(destination)
            && source != 0
            && !isForMany(source);
    if (!may) {
      return;
    }
    if (!rate.allows()) {
      drops.count(Drop.ICMP_RATE);
      return;
    }
    int quoted = Math.min(Ipv4.totalLength(about, IP), MOST_BYTES - Ipv4.SIZE - Icmp.SIZE);
    int at = IP + Ipv4.SIZE;
    answer.resize(at + Icmp.SIZE + quoted);
    answer.copy(at + Icmp.SIZE, about, IP, quoted);
    icmp.emit(answer, at, answer.length());
    boolean own = state.inet().isLocal(Address.ofIpv4(destination));
    int from = own ? destination : output.sourceFor(source);
    send(Ipv4.of(Ipv4.ICMP, from, source, Icmp.SIZE + quoted));
  }

  private static boolean isForMany(int address) {
    return address == -1 || Ipv4.isGroup(address);
  }
}
