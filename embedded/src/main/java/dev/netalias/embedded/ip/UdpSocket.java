package dev.netalias.embedded.ip;

import dev.netalias.net.Address;
import org.jspecify.annotations.Nullable;

/** A UDP socket, bound to an address of the host, an alias's for one, or to any. */
public final class UdpSocket implements AutoCloseable {
  private final Address local;
  private final int port;
  private final Receiver receiver;
  private final Sender sender;
  private @Nullable Runnable closer;
  private @Nullable Datagram datagram;

  /** Hears of what comes. */
  @FunctionalInterface
  public interface Receiver {
    /** Takes a datagram, which is valid while this lasts. */
    void received(Datagram datagram);
  }

  /** Sends for a socket. */
  @FunctionalInterface
  interface Sender {
    /** Sends a payload; returns why it could not be sent, null where it was. */
    @Nullable Drop send(UdpSocket from, Address to, int port, byte[] payload);
  }

  UdpSocket(Address local, int port, Receiver receiver, Sender sender) {
    this.local = local;
    this.port = port;
    this.receiver = receiver;
    this.sender = sender;
  }

  /** The address that it is bound to, zero for any. */
  public Address local() {
    return local;
  }

  /** The port that it is bound to. */
  public int port() {
    return port;
  }

  /**
   * Sends a datagram, from the address that the socket is bound to.
   *
   * @return why it could not be sent, null where it was
   */
  public @Nullable Drop send(Address to, int toPort, byte[] payload) {
    return sender.send(this, to, toPort, payload);
  }

  void receive(Packet packet) {
    Datagram present = datagram;
    if (present == null || !present.isOf(packet)) {
      present = new Datagram(packet);
      datagram = present;
    }
    receiver.received(present);
  }

  void onClose(Runnable newCloser) {
    closer = newCloser;
  }

  @Override
  public void close() {
    if (closer != null) {
      closer.run();
      closer = null;
    }
  }
}
