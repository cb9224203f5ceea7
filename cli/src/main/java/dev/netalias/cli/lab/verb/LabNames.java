package dev.netalias.cli.lab.verb;

import dev.netalias.cli.look.name.HostNames;
import dev.netalias.embedded.device.World;
import dev.netalias.embedded.lab.Lab;
import dev.netalias.embedded.lab.LabHost;
import dev.netalias.embedded.state.Interface;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Address;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The names that hosts of the lab know: those of each other. A host's name stands for the addresses
 * of its main devices; nobody outside is asked.
 */
record LabNames(Lab lab) implements HostNames {
  private static final String LOCALHOST = "localhost";

  @Override
  public List<Address> addresses(String name) throws UnknownHostException {
    if (name.equals(LOCALHOST)) {
      return List.of(Address.parse("127.0.0.1"), Address.parse("::1"));
    }
    LabHost host = lab.host(name).orElseThrow(() -> new UnknownHostException(name));
    return locked(() ->
        host.kernel().snapshot(EnumSet.of(Part.ADDRESSES)).addresses().stream()
            .map(InterfaceAddress::local)
            .filter(address -> owns(host, address))
            .distinct()
            .toList());
  }

  @Override
  public Optional<String> name(Address address) {
    boolean inet = address.family() == Address.INET;
    if (inet ? address.low() >>> 24 == 127 : address.high() == 0 && address.low() == 1) {
      return Optional.of(LOCALHOST);
    }
    return locked(
        () -> lab.hosts().stream().filter(h -> owns(h, address)).map(LabHost::name).findFirst());
  }

  /** Whether it is an address of one of the host's main devices, and no alias's. */
  private static boolean owns(LabHost host, Address address) {
    for (Interface on : host.kernel().stack().state().interfaces()) {
      boolean loopback = on.device().isLoopback();
      if (!loopback && on.owns(address.family(), address.high(), address.low())) {
        return true;
      }
    }
    return false;
  }

  private <T> T locked(Supplier<T> step) {
    World world = lab.world();
    world.lock().lock();
    try {
      return step.get();
    } finally {
      world.lock().unlock();
    }
  }
}
