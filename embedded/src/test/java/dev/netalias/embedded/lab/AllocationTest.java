package dev.netalias.embedded.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.netalias.embedded.device.MainDevice;
import dev.netalias.embedded.state.Interface;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.Ipv4;
import dev.netalias.wire.frame.Udp;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The steady state allocates nothing for a packet, whatever the compiler does. */
class AllocationTest extends LabTesting {
  private static final int IP = Ethernet.SIZE;
  private static final int PACKETS = 20_000;

  private long received;

  @Test
  void receivingADatagramForAnAliasAllocatesNothing() {
    LabHost b = host("b", "10.0.0.2/24");
    for (int i = 0; i < 100; i++) {
      b.net().add("eth0:" + i, "10.0.1." + i + "/24");
    }
    b.bind(Address.ofIpv4(0), 9, d -> received += d.length());
    Interface eth0 = Objects.requireNonNull(b.kernel().stack().state().find("eth0"));
    Frame frame = datagram(eth0.device());
    receive(eth0.device(), frame); // classes are loaded, tables have grown
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    receive(eth0.device(), frame);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(received).isEqualTo(2 * PACKETS * 22);
    assertThat(allocated).as("bytes for %d packets", PACKETS).isLessThan(PACKETS);
  }

  private static void receive(MainDevice device, Frame frame) {
    for (int i = 0; i < PACKETS; i++) {
      device.accept(frame);
    }
  }

  private static Frame datagram(MainDevice to) {
    Frame frame = new Frame().resize(64);
    int size = 64 - IP - Ipv4.SIZE;
    new Ethernet(to.mac(), 0x020000000001L, Ethernet.IPV4).emit(frame);
    Ipv4.of(Ipv4.UDP, 0x0a000001, 0x0a000105, size).emit(frame, IP);
    frame.fill(IP + Ipv4.SIZE, size, 7);
    new Udp(4000, 9, size).emit(frame, IP + Ipv4.SIZE, Ipv4.pseudoSum(frame, IP));
    return frame;
  }
}
