package dev.netalias.linux.packet;

import dev.netalias.kernel.link.Neighbourhood;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Link;
import dev.netalias.linux.libc.CallException;
import dev.netalias.linux.libc.LibC;
import dev.netalias.linux.packet.PacketSocket.Filter;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Claims;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.FrameText;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hosts of this machine's links, through packet sockets: one for ARP, one for discovery. */
public final class PacketNeighbourhood implements Neighbourhood {
  private static final int MAC = 6;

  private final Map<Integer, Long> macs = new HashMap<>();
  private final PacketSocket arp;
  private final PacketSocket discovery;
  private final Frame frame = new Frame();

  private PacketNeighbourhood(List<Link> links, PacketSocket arp, PacketSocket discovery) {
    for (Link link : links) {
      if (link.state().mac().size() == MAC) {
        macs.put(link.device().index(), link.state().mac().number());
      }
    }
    this.arp = arp;
    this.discovery = discovery;
  }

  /**
   * Begins to listen in the network namespace of the calling thread.
   *
   * @param links the devices of that namespace
   * @throws CallException where the kernel refuses: without CAP_NET_RAW
   */
  public static PacketNeighbourhood open(List<Link> links) {
    LibC libc = LibC.ofThisProcess();
    PacketSocket arp = PacketSocket.open(libc, Ethernet.ARP, Filter.UNTAGGED);
    try {
      PacketSocket discovery = PacketSocket.open(libc, Ethernet.IPV6, Filter.DISCOVERY);
      return new PacketNeighbourhood(links, arp, discovery);
    } catch (CallException refused) {
      arp.close();
      throw refused;
    }
  }

  private PacketSocket socketOf(Address address) {
    return address.family() == Address.INET ? arp : discovery;
  }

  @Override
  public boolean ask(Device on, Address address) {
    Long mac = macs.get(on.index());
    if (mac == null) {
      return false;
    }
    Claims.probe(frame, mac, address);
    return socketOf(address).send(on.index(), frame);
  }

  @Override
  public boolean tell(Device on, Address address) {
    Long mac = macs.get(on.index());
    if (mac == null) {
      return false;
    }
    Claims.announce(frame, mac, address, false);
    boolean told = socketOf(address).send(on.index(), frame);
    if (address.family() != Address.INET) {
      return told;
    }
    Claims.announce(frame, mac, address, true);
    return told && arp.send(on.index(), frame);
  }

  @Override
  public Optional<Claim> hear(Duration most) {
    Optional<Claim> claim = next();
    if (claim.isPresent() || most.isZero()) {
      return claim;
    }
    return arp.awaitEither(discovery, most) ? next() : Optional.empty();
  }

  /** The next claim of those that have come; other frames are passed over. */
  private Optional<Claim> next() {
    for (PacketSocket socket : List.of(arp, discovery)) {
      int device = socket.receive(frame);
      while (device != 0) {
        Claims.Claim claim = Claims.of(frame);
        if (claim != null) {
          return Optional.of(new Claim(device, claim.address(), FrameText.mac(claim.mac())));
        }
        device = socket.receive(frame);
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    arp.close();
    discovery.close();
  }
}
