package dev.netalias.embedded;

import dev.netalias.embedded.device.MainDevice;
import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.device.World;
import dev.netalias.embedded.ip.Echoes;
import dev.netalias.embedded.ip.Stack;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.net.Address;
import dev.netalias.net.DeviceName;
import dev.netalias.net.Prefix;
import dev.netalias.wire.frame.Arp;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.FrameText;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** Another host on a wire, 10.9.0.9/24, who asks and pings. */
final class EmbeddedNeighbour {
  private static final Prefix OWN = Prefix.parse("10.9.0.9/24");
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final World world;
  private final Wire wire;
  private final EmbeddedKernel kernel;
  private final MainDevice device;
  private boolean replied;

  EmbeddedNeighbour(World world, Wire wire) {
    this.world = world;
    this.wire = wire;
    kernel = new EmbeddedKernel(world);
    Device eth0 = kernel.addEthernet(new DeviceName("eth0"), wire);
    Link closed = kernel.snapshot(Set.of()).link("eth0").orElseThrow();
    kernel.commit(
        Plan.of(
            new LinkChange(eth0, closed.state(), closed.state().withFlag(Link.UP, true)),
            AddressChange.add(InterfaceAddress.of(eth0, OWN, "eth0"))));
    device = kernel.stack().state().interfaces().stream().toList().getLast().device();
  }

  Set<String> answering(String address) {
    Set<String> answers = new TreeSet<>();
    Wire.Plug ear =
        wire.listen(frame -> {
          Arp arp = Ethernet.type(frame) == Ethernet.ARP ? Arp.parse(frame, Ethernet.SIZE) : null;
          if (arp != null && arp.operation() == Arp.REPLY && arp.targetMac() == device.mac()) {
            answers.add(FrameText.mac(arp.senderMac()).toString());
          }
        });
    Frame question = new Frame(Ethernet.SIZE + Arp.SIZE).resize(Ethernet.SIZE + Arp.SIZE);
    new Ethernet(Ethernet.BROADCAST, device.mac(), Ethernet.ARP).emit(question);
    int own = (int) OWN.address().low();
    int target = (int) Address.parse(address).low();
    new Arp(Arp.REQUEST, device.mac(), own, 0, target).emit(question, Ethernet.SIZE);
    device.transmit(question);
    world.run(PATIENCE);
    ear.unplug();
    return answers;
  }

  boolean isReached(String address) {
    replied = false;
    Address to = Address.parse(address);
    int id =
        kernel
            .stack()
            .echoes()
            .open(
                new Echoes.Listener() {
                  @Override
                  public void replied(Echoes.Reply reply) {
                    replied = true;
                  }

                  @Override
                  public void failed(Echoes.Failure failure) {}
                });
    kernel.stack().send(new Stack.Echo(to.masked(0), to, id, 1, 56, 64));
    world.run(PATIENCE);
    kernel.stack().echoes().close(id);
    return replied;
  }
}
