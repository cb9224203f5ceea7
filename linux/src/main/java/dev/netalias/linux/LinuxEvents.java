package dev.netalias.linux;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.Events;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.linux.libc.CallException;
import dev.netalias.linux.netlink.EventSocket;
import dev.netalias.linux.netlink.NetlinkException;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.netlink.Trace;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.nl.NlMsgHdr;
import dev.netalias.wire.rtnl.Rtm;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the kernel tells of changes, whoever makes them. */
final class LinuxEvents implements Events {
  private final LinuxKernel kernel;
  private final EventSocket socket;

  /** Held by the thread in {@link #next}; all below belongs to it. */
  private final ReentrantLock reading = new ReentrantLock();

  private final Queue<Event> pending = new ArrayDeque<>();

  /** Whether events were lost, and what is there was not read since: that can fail, too. */
  private boolean mustResynchronise;

  private Devices devices;
  private AddressMessages.Collector addresses;
  private RouteMessages.Collector routes;

  private LinuxEvents(LinuxKernel kernel, EventSocket socket, Devices devices) {
    this.kernel = kernel;
    this.socket = socket;
    this.devices = devices;
    this.addresses = new AddressMessages.Collector(devices);
    this.routes = new RouteMessages.Collector(devices, RouteMessages.Tables.ALL);
  }

  /** Begins to listen, and only then looks which devices there are. */
  static LinuxEvents open(LinuxKernel kernel, Trace trace) {
    EventSocket events = EventSocket.open(trace);
    try (NetlinkSocket asking = NetlinkSocket.open(trace)) {
      return new LinuxEvents(kernel, events, Devices.of(LinuxKernel.links(asking)));
    } catch (CallException | NetlinkException refused) {
      events.close();
      throw refused;
    }
  }

  @Override
  public Optional<Event> next(Duration timeout) {
    reading.lock();
    try {
      long start = System.nanoTime();
      Duration left = timeout;
      while (pending.isEmpty()) {
        if (mustResynchronise && !socket.isClosed()) {
          resynchronise();
          break;
        }
        Duration wait = left;
        switch (Failures.translated(() -> socket.receive(wait, this::message))) {
          case CLOSED -> {
            return Optional.empty();
          }
          case OVERRUN -> {
            mustResynchronise = true;
            pending.add(new Event.Overrun());
          }
          case MESSAGES, NOTHING -> {}
        }
        left = timeout.minusNanos(System.nanoTime() - start);
        if (pending.isEmpty() && !left.isPositive()) {
          return Optional.empty();
        }
      }
      return Optional.of(pending.remove());
    } finally {
      reading.unlock();
    }
  }

  /** All events up to now are thrown away already: what is read now is at least as new. */
  private void resynchronise() {
    Snapshot snapshot = kernel.snapshot(EnumSet.complementOf(EnumSet.of(Part.COUNTERS)));
    devices = Devices.of(snapshot.links());
    addresses = new AddressMessages.Collector(devices);
    routes = new RouteMessages.Collector(devices, RouteMessages.Tables.ALL);
    pending.add(new Event.Resynchronised(snapshot));
    mustResynchronise = false;
  }

  private void message(NlMsgHdr header, Cursor payload) {
    int type = header.type();
    switch (type) {
      case Rtm.NEWLINK, Rtm.DELLINK -> link(payload, type == Rtm.DELLINK);
      case Rtm.NEWADDR, Rtm.DELADDR -> {
        InterfaceAddress a = addresses.parse(payload);
        boolean gone = type == Rtm.DELADDR;
        observed(a == null ? null : gone ? AddressChange.remove(a) : AddressChange.add(a));
      }
      case Rtm.NEWROUTE, Rtm.DELROUTE -> {
        Route r = routes.parse(payload);
        boolean gone = type == Rtm.DELROUTE;
        observed(r == null ? null : gone ? RouteChange.remove(r) : RouteChange.add(r));
      }
      case Rtm.NEWNEIGH, Rtm.DELNEIGH -> {
        Neighbour n = NeighbourMessages.parse(devices, payload);
        boolean gone = type == Rtm.DELNEIGH;
        observed(n == null ? null : gone ? NeighbourChange.remove(n) : NeighbourChange.add(n));
      }
      default -> {}
    }
  }

  private void link(Cursor payload, boolean gone) {
    Link link = LinkMessages.parse(payload);
    if (link != null) {
      devices.put(link); // one that went, too: what is told of it later still has its name
      pending.add(new Event.LinkSeen(link, gone));
    }
  }

  private void observed(@Nullable Change change) {
    if (change != null) {
      pending.add(new Event.Observed(change));
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
