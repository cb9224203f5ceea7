package dev.netalias.embedded.lab;

import dev.netalias.NetAlias;
import dev.netalias.embedded.EmbeddedKernel;
import dev.netalias.embedded.device.FrameSink;
import dev.netalias.embedded.device.MainDevice;
import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.device.World;
import dev.netalias.embedded.ip.Stack;
import dev.netalias.embedded.ip.UdpSocket;
import dev.netalias.embedded.state.Interface;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Link;
import dev.netalias.net.Address;
import dev.netalias.net.DeviceName;
import dev.netalias.wire.frame.FrameText;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One host of a lab: its kernel, its aliases, and what one types on it. */
public final class LabHost implements AutoCloseable {
  private final String name;
  private final World world;
  private final EmbeddedKernel kernel;
  private final NetAlias net;

  LabHost(String name, World world) {
    this.name = name;
    this.world = world;
    this.kernel = new EmbeddedKernel(world);
    this.net = NetAlias.over(kernel);
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Its kernel. */
  public EmbeddedKernel kernel() {
    return kernel;
  }

  /** Its aliases. */
  public NetAlias net() {
    return net;
  }

  /** Registers a main device on a wire, closed, {@code ip link add}. */
  public Device addLink(String device, Wire wire) {
    return kernel.addEthernet(new DeviceName(device), wire);
  }

  /** Unregisters a main device, {@code ip link del}. */
  public void removeLink(String device) {
    kernel.removeLink(device);
  }

  /** The names of its main devices. */
  public Stream<String> links() {
    return kernel.snapshot(Set.of()).links().stream().map(Link::name);
  }

  /** Begins to ping; the answers come as the lab's time passes. */
  public Ping ping(Ping.Options options) {
    return locked(() -> Ping.begin(kernel.stack(), world, options));
  }

  /** Opens a UDP socket, see {@link Stack#bind}. */
  public UdpSocket bind(Address local, int port, UdpSocket.Receiver receiver) {
    return locked(() -> kernel.stack().bind(local, port, receiver));
  }

  /**
   * Watches the frames of a main device, {@code tcpdump -nt -i DEVICE}.
   *
   * @return what ends it
   */
  public AutoCloseable watch(String device, Consumer<String> line) {
    return locked(() -> {
      MainDevice watched = device(device);
      FrameSink watcher = frame -> line.accept(FrameText.of(frame));
      watched.watch(watcher);
      return () -> locked(() -> unwatch(watched, watcher));
    });
  }

  private static boolean unwatch(MainDevice watched, FrameSink watcher) {
    watched.unwatch(watcher);
    return true;
  }

  private MainDevice device(String device) {
    Interface on = kernel.stack().state().find(device);
    if (on == null) {
      throw new KernelException("watch", KernelException.ENODEV, "No such device", null);
    }
    return on.device();
  }

  /** How many frames were dropped for which reason. */
  public Map<String, Long> drops() {
    return locked(() -> kernel.stack().drops().byReason());
  }

  private <T> T locked(Supplier<T> step) {
    world.lock().lock();
    try {
      return step.get();
    } finally {
      world.lock().unlock();
    }
  }

  @Override
  public void close() {
    net.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
