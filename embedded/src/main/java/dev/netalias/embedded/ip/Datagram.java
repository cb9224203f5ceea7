package dev.netalias.embedded.ip;

import dev.netalias.embedded.device.NetDevice;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.Udp;

/**
 * A UDP datagram that came for a socket. It is valid while the socket's receiver looks at it: the
 * next one comes in the same object.
 */
public final class Datagram {
  private final Packet packet;

  Datagram(Packet packet) {
    this.packet = packet;
  }

  boolean isOf(Packet other) {
    return packet == other;
  }

  /** To which device it belongs: a main device, or the alias that it came for. */
  public NetDevice device() {
    return packet.device;
  }

  /** From whom. */
  public Address from() {
    return address(packet.sourceHigh, packet.sourceLow);
  }

  /** To which of this host's addresses. */
  public Address to() {
    return address(packet.destinationHigh, packet.destinationLow);
  }

  private Address address(long high, long low) {
    return new Address(packet.family, packet.family == Address.INET ? 4 : 16, high, low);
  }

  /** The port that it came from. */
  public int fromPort() {
    return Udp.source(packet.frame, packet.payload);
  }

  /** How many bytes it carries. */
  public int length() {
    return Udp.length(packet.frame, packet.payload) - Udp.SIZE;
  }

  /** The frame that it came in, whose bytes from {@link #start()} on are what it carries. */
  public Frame frame() {
    return packet.frame;
  }

  /** Where in the frame that begins which it carries. */
  public int start() {
    return packet.payload + Udp.SIZE;
  }

  /** What it carries, a copy. */
  public byte[] payload() {
    return packet.frame.bytes(start(), length());
  }
}
