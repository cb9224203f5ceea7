package dev.netalias.embedded;

import dev.netalias.NetAlias;
import dev.netalias.contract.ContractHost;
import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.device.World;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.Link;
import dev.netalias.net.DeviceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A host of the contract: lo, eth0 and eth1, open, somebody at the other end of each wire. */
final class EmbeddedHost implements ContractHost {
  private final World world = World.manual(1);
  private final EmbeddedKernel kernel = new EmbeddedKernel(world);
  private final List<Wire> wires = new ArrayList<>();
  private @Nullable EmbeddedNeighbour neighbour;
  private final NetAlias net = NetAlias.over(kernel);

  EmbeddedHost() {
    for (String name : List.of("eth0", "eth1")) {
      Wire wire = new Wire(name, world);
      wire.plug(frame -> {});
      wires.add(wire);
      kernel.addEthernet(new DeviceName(name), wire);
    }
    for (Link link : kernel.snapshot(Set.of()).links()) {
      kernel.commit(
          Plan.of(
              new LinkChange(link.device(), link.state(), link.state().withFlag(Link.UP, true))));
    }
  }

  @Override
  public NetAlias net() {
    return net;
  }

  @Override
  public void unregister(String device) {
    kernel.removeLink(device);
  }

  @Override
  public void rename(String device, String name) {
    kernel.renameLink(device, new DeviceName(name));
  }

  private EmbeddedNeighbour neighbour() {
    EmbeddedNeighbour there =
        neighbour == null ? new EmbeddedNeighbour(world, wires.getFirst()) : neighbour;
    neighbour = there;
    return there;
  }

  @Override
  public Set<String> answering(String address) {
    return neighbour().answering(address);
  }

  @Override
  public boolean isReached(String address) {
    return neighbour().isReached(address);
  }

  @Override
  public void close() {
    net.close();
  }
}
