package dev.netalias.embedded.ip;

import dev.netalias.alias.AliasType;
import dev.netalias.embedded.device.Burst;
import dev.netalias.embedded.device.MainDevice;
import dev.netalias.embedded.device.World;
import dev.netalias.embedded.state.AliasDevices;
import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.NeighbourEntry;
import dev.netalias.embedded.state.Neighbours;
import dev.netalias.kernel.KernelException;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.Icmp;
import dev.netalias.wire.frame.Icmp6;
import dev.netalias.wire.frame.Ipv4;
import dev.netalias.wire.frame.Ipv6;
import dev.netalias.wire.frame.Udp;
import org.jspecify.annotations.Nullable;

/**
 * The network stack of one host: what comes in on a device goes to the layer of its protocol. Who
 * calls it holds the world's lock.
 */
public final class Stack implements MainDevice.Input, Neighbours.Asker {
  private static final int IP = Packet.IP;

  private final HostState state;
  private final Drops drops = new Drops();
  private final Echoes echoes;
  private final Attribution attribution;
  private final UdpSockets udp;
  private final ArpLayer arp;
  private final Ip4Output output4;
  private final Ip6Output output6;
  private final Icmp4 icmp4;
  private final Icmp6Layer icmp6;
  private final Ip4Input input4;
  private final Ip6Input input6;
  private final OtherFamilies others;
  private final Discoveries discoveries;
  private final Frame outgoing = new Frame();
  private final int[] soon = new int[Burst.MOST];

  /** A host with a loopback of this name, closed, and without other devices. */
  public Stack(World world, String loopback) {
    state = new HostState(world.timers(), this);
    MainDevice.Identity identity = new MainDevice.Identity(1, loopback, MainDevice.LOOPBACK, 0);
    Interface lo = state.add(new MainDevice(identity, this));
    echoes = new Echoes(world.timers());
    attribution = new Attribution(state);
    udp = new UdpSockets(state, drops);
    Ip4Input.Shared shared = new Ip4Input.Shared(state, attribution, drops, udp);
    output4 = new Ip4Output(state, lo);
    output6 = new Ip6Output(state, lo);
    arp = new ArpLayer(state, attribution, drops, output4);
    icmp4 = new Icmp4(state, output4, drops, echoes);
    input4 = new Ip4Input(shared, output4, icmp4, echoes);
    discoveries = new Discoveries(shared, output6, world.timers());
    Icmp6Layer.Takers takers = new Icmp6Layer.Takers(echoes, discoveries);
    icmp6 = new Icmp6Layer(state, output6, drops, takers);
    others = new OtherFamilies(shared);
    input6 = new Ip6Input(shared, output6, icmp6, echoes);
  }

  /** What commands change. */
  public HostState state() {
    return state;
  }

  /** What was dropped. */
  public Drops drops() {
    return drops;
  }

  /** Who sent echoes. */
  public Echoes echoes() {
    return echoes;
  }

  /** Neighbour discovery, for duplicate detection. */
  public Discoveries discoveries() {
    return discoveries;
  }

  /** Lets an alias type decide to which device the packets of its family belong. */
  public void attributeBy(AliasType type) {
    attribution.use(type);
    others.use(type);
  }

  /** Takes that back. */
  public void attributeNoMore(int family) {
    attribution.forget(family);
    others.forget(family);
  }

  /** Bytes that fragments of unfinished datagrams take. */
  public int waitingFragments() {
    return input4.waitingFragments() + input6.waitingFragments();
  }

  // Receiving

  @Override
  public void received(MainDevice device, Frame frame) {
    Interface on = state.of(device);
    switch (Ethernet.type(frame)) {
      case Ethernet.IPV4 -> input4.receive(on, frame);
      case Ethernet.ARP -> arp.receive(on, frame);
      case Ethernet.IPV6 -> input6.receive(on, frame);
      default -> {
        if (!others.receive(on, frame)) {
          device.meter().receiveDropped();
          drops.count(Drop.ETHERTYPE);
        }
      }
    }
  }

  @Override
  public void expected(MainDevice device, Burst burst) {
    AliasDevices aliases = state.of(device).aliases();
    if (aliases.size() == 0) {
      return;
    }
    int found = 0;
    for (int i = 0; i < burst.size() && i < soon.length; i++) {
      Frame frame = burst.frame(i);
      boolean inet =
          frame.length() >= IP + Ipv4.SIZE
              && Ethernet.type(frame) == Ethernet.IPV4
              && Ethernet.destination(frame) == device.mac();
      if (inet) {
        soon[found++] = Ipv4.destination(frame, IP);
      }
    }
    aliases.warm(soon, found);
  }

  // Sending

  /**
   * Opens a UDP socket.
   *
   * @param local an address of this host, zero for any
   * @param port 0 for any that is free
   * @throws KernelException where the address is not this host's, or the port is in use
   */
  public UdpSocket bind(Address local, int port, UdpSocket.Receiver receiver) {
    return udp.open(local, port, receiver, this::send);
  }

  private @Nullable Drop send(UdpSocket from, Address to, int port, byte[] payload) {
    boolean inet = to.family() == Address.INET;
    int at = IP + (inet ? Ipv4.SIZE : Ipv6.SIZE);
    int size = Udp.SIZE + payload.length;
    Address source = from.local().isZero() ? sourceFor(to) : from.local();
    outgoing.resize(at + size);
    outgoing.copy(at + Udp.SIZE, payload);
    Udp header = new Udp(from.port(), port, size);
    if (inet) {
      Ipv4 ip = Ipv4.of(Ipv4.UDP, (int) source.low(), (int) to.low(), size);
      header.emit(outgoing, at, Ipv4.pseudoSum(ip.source(), ip.destination(), Ipv4.UDP));
      return output4.send(outgoing, ip);
    }
    Ipv6 ip = new Ipv6(0, size, Ipv6.UDP, Ipv6.USUAL_HOP_LIMIT, source, to);
    ip.emit(outgoing, IP);
    header.emit(outgoing, at, Ipv6.pseudoSum(outgoing, IP, Ipv6.UDP));
    return output6.send(outgoing, ip);
  }

  /** The address that this host takes as source for packets to another; zero where it has none. */
  public Address sourceFor(Address to) {
    return to.family() == Address.INET
        ? Address.ofIpv4(output4.sourceFor((int) to.low()))
        : output6.sourceFor(to);
  }

  /**
   * What an echo request is like.
   *
   * @param source from which address, zero for the one that the route gives
   * @param to to whom
   * @param id the sender's, from {@link Echoes#open}
   * @param sequence its number
   * @param size bytes that it carries
   * @param ttl how many routers it may pass
   */
  public record Echo(Address source, Address to, int id, int sequence, int size, int ttl) {}

  /** Sends an echo request, {@code ping}; returns why it could not be sent, null where it was. */
  public @Nullable Drop send(Echo echo) {
    boolean inet = echo.to.family() == Address.INET;
    int at = IP + (inet ? Ipv4.SIZE : Ipv6.SIZE);
    int size = Icmp.SIZE + echo.size;
    Address source = echo.source.isZero() ? sourceFor(echo.to) : echo.source;
    outgoing.resize(at + size);
    for (int i = 0; i < echo.size; i++) {
      outgoing.put8(at + Icmp.SIZE + i, i);
    }
    Icmp icmp = Icmp.echo(echo.id, echo.sequence);
    if (inet) {
      icmp.emit(outgoing, at, at + size);
      int from = (int) source.low();
      return output4.send(
          outgoing, Ipv4.of(Ipv4.ICMP, from, (int) echo.to.low(), size).withTtl(echo.ttl));
    }
    Ipv6 ip = new Ipv6(0, size, Ipv6.ICMP, echo.ttl, source, echo.to);
    ip.emit(outgoing, IP);
    new Icmp(Icmp6.ECHO, 0, icmp.rest())
        .emit(outgoing, at, at + size, Ipv6.pseudoSum(outgoing, IP, Ipv6.ICMP) + size);
    return output6.send(outgoing, ip);
  }

  // Neighbours

  @Override
  public void ask(NeighbourEntry entry, @Nullable Frame onBehalfOf) {
    if (entry.address().family() == Address.INET) {
      arp.ask(entry, onBehalfOf);
    } else {
      discoveries.ask(entry, onBehalfOf);
    }
  }

  @Override
  public void unreachable(NeighbourEntry entry, Frame frame) {
    drops.count(Drop.NEIGHBOUR);
    frame.put48(0, 0); // it was never sent, so it has no Ethernet destination yet
    if (entry.address().family() == Address.INET) {
      icmp4.unreachable(frame);
    } else {
      icmp6.unreachable(frame);
    }
  }

  @Override
  public void noRoom() {
    drops.count(Drop.NEIGHBOUR_ROOM);
  }
}
