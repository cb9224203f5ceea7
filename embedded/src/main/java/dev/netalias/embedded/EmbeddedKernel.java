package dev.netalias.embedded;

import dev.netalias.embedded.device.Loopback;
import dev.netalias.embedded.device.MainDevice;
import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.device.World;
import dev.netalias.embedded.ip.Discoveries;
import dev.netalias.embedded.ip.Stack;
import dev.netalias.embedded.state.Held;
import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.NeighbourEntry;
import dev.netalias.embedded.state.RouteEntry;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.Events;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.link.Neighbourhood;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import dev.netalias.net.DeviceName;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A network stack inside this process behind the port. Addresses, routes and neighbours follow the
 * rules of Linux; alias devices, that Linux no longer has, are real devices here. It holds every
 * address family, and keeps labels where Linux does: for IPv4.
 *
 * <p>Everything in one world is guarded by the world's lock, which each method here takes itself.
 */
public final class EmbeddedKernel implements Kernel {
  private static final String LOOPBACK = "lo";

  private final World world;
  private final Stack stack;
  private final Remembered remembered = new Remembered();
  private final AliasUpkeep upkeep = new AliasUpkeep(remembered);
  private final AddressRules addresses;
  private final LinkRules links;
  private final StackRules stacks;
  private final Changes changes;
  private final Snapshots snapshots;
  private final ReentrantLock planning = new ReentrantLock();
  private final List<EventQueue> readers = new CopyOnWriteArrayList<>();
  private int lastIndex;

  /** A host with a closed loopback and without other devices. */
  public EmbeddedKernel(World world) {
    this.world = world;
    stack = new Stack(world, LOOPBACK);
    LifeTimes lifeTimes = new LifeTimes(world.timers(), stack.discoveries(), new TimesUp());
    RouteRules routes = new RouteRules(stack.state());
    ConnectedRoutes connected = new ConnectedRoutes(stack.state());
    addresses = new AddressRules(stack.state(), connected, routes, lifeTimes);
    links = new LinkRules(stack.state(), addresses, routes);
    stacks = new StackRules(world, stack, links);
    changes = new Changes(stack, remembered, new Changes.Rules(addresses, routes, links, stacks));
    snapshots = new Snapshots(stack.state(), remembered, lifeTimes);
    stack.state().neighbours().watch(this::seen);
    MainDevice loopback = stack.state().loopback().device();
    lastIndex = loopback.index();
    loopback.plugInto(new Loopback(world, loopback));
  }

  /** The stack: ping, sockets, what was dropped. Whoever uses it holds the world's lock. */
  public Stack stack() {
    return stack;
  }

  /** The world that it is in. */
  public World world() {
    return world;
  }

  // Main devices

  /**
   * Registers an Ethernet device on a wire, closed, {@code ip link add}.
   *
   * @throws KernelException where there is a device of that name
   */
  public Device addEthernet(DeviceName name, Wire wire) {
    world.lock().lock();
    try {
      MainDevice device = add(name.text(), MainDevice.localMac(world.random()));
      device.plugInto(wire.plug(device));
      return new Device(device.index(), device.name());
    } finally {
      world.lock().unlock();
    }
  }

  private MainDevice add(String name, long mac) {
    if (stack.state().find(name) != null) {
      throw new KernelException("RTM_NEWLINK", KernelException.EEXIST, "File exists", null);
    }
    MainDevice.Identity identity =
        new MainDevice.Identity(freeIndex(), name, MainDevice.ETHERNET, mac);
    MainDevice device = new MainDevice(identity, stack);
    Interface on = stack.state().add(device);
    publish(List.of(new Event.LinkSeen(LinkRules.link(on), false)));
    return device;
  }

  private int freeIndex() {
    stack.state().interfaces().forEach(on -> lastIndex = Math.max(lastIndex, on.device().index()));
    return ++lastIndex;
  }

  /**
   * Unregisters a main device with all that is its, {@code ip link del}.
   *
   * @throws KernelException where there is none
   */
  public void removeLink(String name) {
    atOnce(tx -> {
      Interface on = link(name);
      stacks.removeAll(on, tx);
      links.unregister(on, tx);
      remembered.forget(on, tx);
      on.aliases().all().forEach(a -> tx.touch(on, a.address()));
      tx.afterwards(() -> {
        on.device().unplug();
        stack.state().remove(on);
      });
    });
  }

  /** Gives a main device another name, {@code ip link set NAME name NEW}; labels follow. */
  public void renameLink(String name, DeviceName newName) {
    atOnce(tx -> {
      Interface on = link(name);
      if (stack.state().find(newName.text()) != null) {
        throw new KernelException("RTM_NEWLINK", KernelException.EEXIST, "File exists", null);
      }
      links.rename(on, newName.text(), tx);
      remembered.rename(on, tx);
    });
  }

  private Interface link(String name) {
    Interface on = stack.state().find(name);
    if (on == null) {
      throw new KernelException("RTM_GETLINK", KernelException.ENODEV, "No such device", null);
    }
    return on;
  }

  // The port

  @Override
  public Snapshot snapshot(Set<Part> parts) {
    world.lock().lock();
    try {
      return snapshots.read(parts);
    } finally {
      world.lock().unlock();
    }
  }

  @Override
  public void commit(Plan plan, Progress progress) {
    atOnce(tx -> {
      int done = 0;
      while (done < plan.changes().size()) {
        int end = endOfEntries(plan.changes(), done);
        if (end > done) {
          changes.entries(plan.changes().subList(done, end), tx);
          done = end;
        } else {
          make(plan.changes().get(done++), tx);
        }
        progress.made(done, plan.changes().size());
      }
    });
  }

  /** Entries in a row are put together: each time the whole registry becomes another. */
  private static int endOfEntries(List<Change> changes, int start) {
    int end = start;
    while (end < changes.size() && changes.get(end) instanceof EntryChange) {
      end++;
    }
    return end;
  }

  private void make(Change change, Transaction tx) {
    try {
      changes.make(change, tx);
    } catch (Refusal refusal) {
      throw refusal.of(change);
    }
  }

  /** Does something all or nothing, then tells of it. */
  private void atOnce(Consumer<Transaction> work) {
    world.lock().lock();
    try {
      Transaction tx = new Transaction();
      boolean done = false;
      try {
        work.accept(tx);
        done = true;
      } finally {
        if (!done) {
          tx.takeBack();
        }
      }
      upkeep.settle(tx);
      tx.finish();
      publish(tx.events());
    } finally {
      world.lock().unlock();
    }
  }

  @Override
  public Events events() {
    EventQueue reader =
        new EventQueue(world, () -> snapshot(EnumSet.allOf(Part.class)), readers::remove);
    readers.add(reader);
    return reader;
  }

  private void publish(List<Event> events) {
    readers.forEach(r -> r.put(events));
  }

  private void seen(NeighbourEntry entry) {
    if (!readers.isEmpty()) {
      publish(List.of(new Event.Observed(NeighbourChange.add(entry.value()))));
    }
  }

  @Override
  public Neighbourhood neighbourhood() {
    return new EmbeddedNeighbourhood(world, stack.state());
  }

  @Override
  public long nanos() {
    return world.timers().now();
  }

  @Override
  public Duration detection(Device device) {
    return Discoveries.DETECTION.multipliedBy(2);
  }

  @Override
  public Exclusive exclusive() {
    planning.lock();
    return planning::unlock;
  }

  @Override
  public Optional<Route> routeTo(Address destination) {
    world.lock().lock();
    try {
      RouteEntry found = stack.state().routes(destination).find(destination);
      return Optional.ofNullable(found).map(RouteEntry::route);
    } finally {
      world.lock().unlock();
    }
  }

  @Override
  public boolean holds(int family) {
    return true;
  }

  @Override
  public boolean keepsLabels(int family) {
    return family == Address.INET;
  }

  @Override
  public boolean stacksDevices() {
    return true;
  }

  /** Takes its devices off their wires, and ends its event streams. */
  @Override
  public void close() {
    world.lock().lock();
    try {
      stack.state().interfaces().forEach(on -> on.device().unplug());
    } finally {
      world.lock().unlock();
    }
    readers.forEach(EventQueue::close);
  }

  /** Addresses end by themselves, as timers say. */
  private final class TimesUp implements LifeTimes.Ends {
    @Override
    public void expired(Interface on, Held held) {
      atOnce(tx -> addresses.remove(on, held, tx));
    }

    @Override
    public void unique(Interface on, Held held) {
      atOnce(tx -> addresses.detected(on, held, true, tx));
    }

    @Override
    public void duplicate(Interface on, Held held) {
      atOnce(tx -> addresses.detected(on, held, false, tx));
    }

    @Override
    public void deprecated(Interface on, Held held) {
      InterfaceAddress was = held.value();
      InterfaceAddress now = was.withFlags(was.flags() | InterfaceAddress.DEPRECATED);
      atOnce(tx -> {
        on.addresses().change(held, now, tx);
        tx.tell(new AddressChange(was, now));
      });
    }
  }
}
