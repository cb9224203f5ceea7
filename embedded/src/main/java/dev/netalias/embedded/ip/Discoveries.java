package dev.netalias.embedded.ip;

import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.NeighbourEntry;
import dev.netalias.embedded.state.Neighbours;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import dev.netalias.time.Timers;
import dev.netalias.wire.frame.Discovery;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Flaw;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.Ipv6;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Neighbour discovery (RFC 4861) with duplicate address detection (RFC 4862 section 5.4). */
public final class Discoveries {
  private static final int IP = Packet.IP;

  /** How long the detection of duplicates takes. */
  public static final Duration DETECTION = Duration.ofSeconds(1);

  private static final Address NONE = new Address(Address.INET6, 16, 0, 0);
  private static final Address ALL_NODES = Address.parse("ff02::1");

  private final HostState state;
  private final Attribution attribution;
  private final Drops drops;
  private final Ip6Output output;
  private final Timers timers;
  private final Map<Key, Detection> detections = new HashMap<>();
  private final Frame message = new Frame();

  private record Key(Interface on, Address address) {}

  private record Detection(Timers.Timer timer, Verdict verdict) {}

  /** Hears whether an address is somebody else's. */
  public interface Verdict {
    /** Nobody else has it. */
    void unique();

    /** Somebody else has it. */
    void duplicate();
  }

  Discoveries(Ip4Input.Shared shared, Ip6Output output, Timers timers) {
    state = shared.state();
    attribution = shared.attribution();
    drops = shared.drops();
    this.output = output;
    this.timers = timers;
  }

  // Duplicate detection

  /** Asks whether anybody has an address; nobody answers within a second where it is free. */
  public void detect(Interface on, Address address, Verdict verdict) {
    cancel(on, address);
    Key key = new Key(on, address);
    Timers.Timer timer =
        timers.after(
            DETECTION,
            () -> {
              detections.remove(key);
              verdict.unique();
            });
    detections.put(key, new Detection(timer, verdict));
    Discovery question = new Discovery(Discovery.SOLICITATION, 0, address, Discovery.NO_MAC);
    send(on, question, NONE, Discovery.solicitedGroup(address));
  }

  /** Ends a detection without a verdict. */
  public void cancel(Interface on, Address address) {
    Detection detection = detections.remove(new Key(on, address));
    if (detection != null) {
      detection.timer.cancel();
    }
  }

  private boolean duplicate(Interface on, Address address) {
    Detection detection = detections.get(new Key(on, address));
    if (detection == null) {
      return false;
    }
    cancel(on, address);
    detection.verdict.duplicate();
    return true;
  }

  // Receiving

  void receive(Packet packet) {
    Frame frame = packet.frame;
    Flaw flaw = Discovery.flaw(frame, packet.payload, packet.end, Ipv6.hopLimit(frame, IP));
    if (flaw != null) {
      drops.count(flaw);
      return;
    }
    Discovery discovery = Discovery.parse(frame, packet.payload, packet.end);
    Address source = Ipv6.address(frame, IP + 8);
    if (discovery.type() == Discovery.ADVERTISEMENT) {
      advertised(packet.on, discovery);
    } else if (source.isZero()) {
      Address group = Discovery.solicitedGroup(discovery.target());
      if (discovery.mac() != Discovery.NO_MAC || !Ipv6.address(frame, IP + 24).equals(group)) {
        drops.count(Drop.ND_FROM_NOBODY);
      } else if (!duplicate(packet.on, discovery.target()) && isOurs(packet, discovery.target())) {
        answer(packet.on, discovery.target(), ALL_NODES);
      }
    } else if (isOurs(packet, discovery.target())) {
      if (discovery.mac() != Discovery.NO_MAC) {
        learn(packet.on, source, discovery.mac(), Neighbours.Heard.QUESTION);
      }
      answer(packet.on, discovery.target(), source);
    } else {
      drops.count(Drop.ARP_NOT_OURS);
    }
  }

  private void advertised(Interface on, Discovery discovery) {
    if (duplicate(on, discovery.target()) || state.inet6().isLocal(discovery.target())) {
      return;
    }
    NeighbourEntry entry = state.neighbours().find(on, discovery.target());
    boolean overrides =
        (discovery.flags() & Discovery.OVERRIDE) != 0
            || entry == null
            || entry.mac() == 0
            || entry.mac() == discovery.mac();
    boolean solicited = (discovery.flags() & Discovery.SOLICITED) != 0;
    long mac = discovery.mac() == Discovery.NO_MAC && entry != null ? entry.mac() : discovery.mac();
    if (overrides && mac != Discovery.NO_MAC && mac != 0) {
      learn(
          on,
          discovery.target(),
          mac,
          solicited ? Neighbours.Heard.ANSWER : Neighbours.Heard.RUMOUR);
    }
  }

  private void learn(Interface on, Address address, long mac, Neighbours.Heard how) {
    if (!Ethernet.isGroup(mac) && mac != 0) {
      state.neighbours().hear(on, address, mac, how);
    }
  }

  /** Whether the device that the packet belongs to, and no other, owns the target. */
  private boolean isOurs(Packet packet, Address target) {
    packet.destinationHigh = target.high();
    packet.destinationLow = target.low();
    attribution.choose(packet);
    return attribution.isDestinationsOwn();
  }

  private void answer(Interface on, Address target, Address to) {
    boolean solicited = !to.equals(ALL_NODES);
    boolean routes = on.setting(Setting.FORWARDING) != 0;
    int flags =
        (solicited ? Discovery.SOLICITED : 0)
            | Discovery.OVERRIDE
            | (routes ? Discovery.ROUTER : 0);
    Discovery answer = new Discovery(Discovery.ADVERTISEMENT, flags, target, on.device().mac());
    send(on, answer, target, to);
  }

  // Asking

  /** Asks for a neighbour: alone the one who had the address, else its group. */
  void ask(NeighbourEntry entry, @Nullable Frame onBehalfOf) {
    Interface on = entry.on();
    Address target = entry.address();
    Address source = onBehalfOf == null ? NONE : Ipv6.address(onBehalfOf, IP + 8);
    if (!state.inet6().isLocal(source)) {
      source = output.sourceOn(on, target);
    }
    if (source.isZero()) {
      return; // what asks from nobody detects duplicates (RFC 4861 section 4.3)
    }
    boolean known = entry.state() == NeighbourEntry.PROBE;
    Discovery question = new Discovery(Discovery.SOLICITATION, 0, target, on.device().mac());
    send(on, question, source, known ? target : Discovery.solicitedGroup(target));
  }

  private void send(Interface on, Discovery discovery, Address source, Address destination) {
    int at = IP + Ipv6.SIZE;
    message.resize(at + discovery.size());
    Ipv6 header =
        new Ipv6(0, discovery.size(), Ipv6.ICMP, Discovery.HOP_LIMIT, source, destination);
    header.emit(message, IP);
    discovery.emit(message, at, Ipv6.pseudoSum(message, IP, Ipv6.ICMP) + discovery.size());
    output.sendOn(on, message, header);
  }
}
