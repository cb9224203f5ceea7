package dev.netalias.bench;

import dev.netalias.alias.Creation;
import dev.netalias.embedded.device.MainDevice;
import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.lab.Lab;
import dev.netalias.embedded.lab.LabHost;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.Ipv4;
import dev.netalias.wire.frame.Udp;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;

/**
 * A host with aliases, and frames of 64 bytes with UDP datagrams for them: each takes the whole way
 * from the wire through MAC filter, both checksums, attribution and counters to a socket.
 */
final class Receiver implements AutoCloseable {
  /** Frames of one round. */
  static final int FRAMES = 1 << 16;

  private static final int BURST = 256;
  private static final int SIZE = 64;
  private static final int FIRST = 0x0a01_0000;
  private static final int PORT = 9;
  private static final int IP_SUM = Ethernet.SIZE + 10;
  private static final int TO = Ethernet.SIZE + 16;
  private static final int UDP_SUM = Ethernet.SIZE + Ipv4.SIZE + 6;

  private final Lab lab = Lab.manual(1);
  private final Wire wire = lab.addWire("wire");
  private final Wire.Plug plug = wire.plug(f -> {});
  private final Frame[] ring = new Frame[BURST];
  private final long[] plan = new long[FRAMES];
  private long received;

  /**
   * Makes it.
   *
   * @param aliases how many aliases the host has
   * @param targets for how many of them frames come, in random order
   */
  Receiver(int aliases, int targets) {
    LabHost host = lab.addHost("a");
    host.net().run(d -> d.openMain("eth0"));
    var on = Objects.requireNonNull(host.kernel().stack().state().find("eth0"));
    InterfaceAddress own = InterfaceAddress.of(on.reference(), Prefix.parse("10.0.0.1/8"), "eth0");
    host.net().run(d -> d.readdressMain("eth0", own));
    host.net()
        .run(d -> {
          for (int i = 0; i < aliases; i++) {
            Address address = Address.ofIpv4(FIRST + i);
            d.create(Creation.of("eth0", Integer.toString(i), address, OptionalInt.of(8)));
          }
        });
    host.bind(Address.ofIpv4(0), PORT, datagram -> received += datagram.length());
    Random random = new Random(2);
    for (int i = 0; i < FRAMES; i++) {
      int to = FIRST + aliases - 1 - random.nextInt(Math.min(aliases, targets));
      Frame frame = datagram(on.device(), to);
      ring[i % BURST] = frame;
      plan[i] = (long) to << 32 | (long) frame.u16(IP_SUM) << 16 | frame.u16(UDP_SUM);
    }
  }

  private static Frame datagram(MainDevice device, int to) {
    int ip = Ethernet.SIZE;
    int size = SIZE - ip - Ipv4.SIZE;
    Frame frame = new Frame(SIZE).resize(SIZE);
    new Ethernet(device.mac(), 0x020000000099L, Ethernet.IPV4).emit(frame);
    Ipv4.of(Ipv4.UDP, 0x0a00_0002, to, size).emit(frame, ip);
    frame.fill(ip + Ipv4.SIZE, size, 7);
    new Udp(4000, PORT, size).emit(frame, ip + Ipv4.SIZE, Ipv4.pseudoSum(frame, ip));
    return frame;
  }

  /** Puts frames on the wire from a ring of buffers, as a card does, and lets the host receive. */
  long receive() {
    for (int i = 0; i < FRAMES; i++) {
      Frame frame = ring[i % BURST];
      long next = plan[i];
      frame.put32(TO, (int) (next >>> 32));
      frame.put16(IP_SUM, (int) (next >>> 16));
      frame.put16(UDP_SUM, (int) next);
      plug.send(frame);
      if (i % BURST == BURST - 1) {
        lab.world().doWork();
      }
    }
    return received;
  }

  /** Every frame came through. */
  void check() {
    long each = SIZE - Ethernet.SIZE - Ipv4.SIZE - Udp.SIZE;
    if (received == 0 || received % (FRAMES * each) != 0) {
      throw new IllegalStateException("frames were dropped: " + received);
    }
  }

  @Override
  public void close() {
    lab.close();
  }
}
