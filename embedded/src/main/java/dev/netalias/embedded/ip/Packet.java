package dev.netalias.embedded.ip;

import dev.netalias.embedded.device.NetDevice;
import dev.netalias.embedded.state.Interface;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;

/**
 * A packet on its way up through the stack. One object serves all packets of a stack, which come
 * one after another, so that receiving allocates nothing.
 */
final class Packet {
  /** Where the network header begins. */
  static final int IP = Ethernet.SIZE;

  /** On which main device it came. */
  Interface on;

  /** To which device it belongs: that main device, or an alias of it. */
  NetDevice device;

  /** The frame, or what fragments were put together to. */
  Frame frame;

  /** Address family. */
  int family;

  /** Bytes of an address of that family. */
  int size;

  /** Upper half of the source. */
  long sourceHigh;

  /** Lower half of the source. */
  long sourceLow;

  /** Upper half of the destination. */
  long destinationHigh;

  /** Lower half of the destination. */
  long destinationLow;

  /** Where the payload of the network header begins. */
  int payload;

  /** Where it ends. */
  int end;

  /** Whether it is for more than one host. */
  boolean group;

  Packet(Interface some, int family) {
    this.on = some;
    this.device = some.device();
    this.frame = new Frame();
    this.family = family;
    this.size = family == Address.INET ? 4 : 16;
  }

  /** The source as an IPv4 address. */
  int source() {
    return (int) sourceLow;
  }

  /** The destination as an IPv4 address. */
  int destination() {
    return (int) destinationLow;
  }
}
