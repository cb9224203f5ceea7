package dev.netalias.embedded.ip;

import dev.netalias.embedded.state.AddressMap;
import dev.netalias.embedded.state.HostState;
import dev.netalias.kernel.KernelException;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Flaw;
import dev.netalias.wire.frame.Udp;

/** The UDP sockets of one host, found by port and address. */
final class UdpSockets {
  private static final int EADDRINUSE = 98;
  private static final int FIRST_FREE = 32_768;
  private static final int PORTS = 0x1_0000;

  private final HostState state;
  private final Drops drops;
  private final AddressMap<UdpSocket> sockets = new AddressMap<>();
  private int lastFree = FIRST_FREE - 1;

  UdpSockets(HostState state, Drops drops) {
    this.state = state;
    this.drops = drops;
  }

  /** The key that a port of a family is found by, beside the address. */
  private static int key(int family, int port) {
    return family << 16 | port;
  }

  /** Opens a socket; see {@link Stack#bind}. */
  UdpSocket open(Address local, int port, UdpSocket.Receiver receiver, UdpSocket.Sender sender) {
    if (!local.isZero() && !state.routes(local).isLocal(local)) {
      throw new KernelException(
          "bind", KernelException.EADDRNOTAVAIL, "Cannot assign requested address", null);
    }
    int chosen = port == 0 ? free(local) : port;
    if (port < 0 || port >= PORTS || chosen == 0 || isTaken(local, chosen)) {
      throw new KernelException("bind", EADDRINUSE, "Address already in use", null);
    }
    UdpSocket socket = new UdpSocket(local, chosen, receiver, sender);
    int key = key(local.family(), chosen);
    socket.onClose(() -> sockets.remove(key, local.high(), local.low()));
    sockets.put(key, local.high(), local.low(), socket);
    return socket;
  }

  private boolean isTaken(Address local, int port) {
    return sockets.get(key(local.family(), port), local.high(), local.low()) != null;
  }

  private int free(Address local) {
    for (int tried = FIRST_FREE; tried < PORTS; tried++) {
      lastFree = lastFree + 1 < PORTS ? lastFree + 1 : FIRST_FREE;
      if (!isTaken(local, lastFree)) {
        return lastFree;
      }
    }
    return 0;
  }

  /** Takes a datagram; false where nobody listens. */
  boolean receive(Packet packet, long pseudo) {
    Flaw flaw = Udp.flaw(packet.frame, packet.payload, packet.end, pseudo);
    if (flaw != null) {
      drops.count(flaw);
      return true;
    }
    int key = key(packet.family, Udp.destination(packet.frame, packet.payload));
    UdpSocket socket = sockets.get(key, packet.destinationHigh, packet.destinationLow);
    if (socket == null) {
      socket = sockets.get(key, 0, 0);
    }
    if (socket == null) {
      return false;
    }
    socket.receive(packet);
    return true;
  }
}
