package dev.netalias.embedded.state;

import dev.netalias.embedded.device.NetDevice;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.net.Address;
import dev.netalias.time.Timers;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The neighbour table of one host, of both families, with the states and times of Linux ({@code
 * arp(7)}, RFC 4861 section 7.3). It holds {@link #BOUND} entries and no more: one that was not
 * heard of lately makes room, and where all are in use a new one is refused.
 */
public final class Neighbours {
  /** Most entries, {@code gc_thresh3}. */
  public static final int BOUND = 1024;

  private static final int MOST_WAITING_FOR_ONE = 64;
  private static final int MOST_WAITING = 1024;
  private static final int MOST_QUESTIONS = 3;
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);
  private static final Duration REACHABLE_FOR = Duration.ofSeconds(30);
  private static final Duration DELAY_FOR = Duration.ofSeconds(5);

  private final Timers timers;
  private final Asker asker;
  private final Set<NeighbourEntry> byAge = new LinkedHashSet<>();
  private final List<AddressMap<NeighbourEntry>> byDevice = new ArrayList<>();
  private Consumer<NeighbourEntry> watcher = e -> {};
  private int waiting;

  /** Asks on the wire, and hears of what was in vain. */
  public interface Asker {
    /** Asks for the address of a neighbour: its own if it is known, else everybody. */
    void ask(NeighbourEntry entry, @Nullable Frame onBehalfOf);

    /** A frame could not be sent: the neighbour does not answer. */
    void unreachable(NeighbourEntry entry, Frame frame);

    /** A frame was not sent: there is no room to wait. */
    void noRoom();
  }

  Neighbours(Timers timers, Asker asker) {
    this.timers = timers;
    this.asker = asker;
  }

  /** Who is told of every change of state. */
  public void watch(Consumer<NeighbourEntry> newWatcher) {
    watcher = newWatcher;
  }

  /** How many entries there are. */
  public int size() {
    return byAge.size();
  }

  /** All entries, the one longest not heard of first. */
  public List<NeighbourEntry> all() {
    return List.copyOf(byAge);
  }

  /** The entry of an address, null where there is none. */
  public @Nullable NeighbourEntry find(Interface on, Address address) {
    return find(on, address.family(), address.high(), address.low());
  }

  private @Nullable NeighbourEntry find(Interface on, int family, long high, long low) {
    int index = on.device().index();
    return index < byDevice.size() ? byDevice.get(index).get(family, high, low) : null;
  }

  // What packets do

  /** Sends a frame whose packet is complete to a neighbour, now or once its address is known. */
  public void send(NextHop hop, Frame frame) {
    NeighbourEntry entry = find(hop.on(), hop.family(), hop.high(), hop.low());
    if (entry == null) {
      sendToUnknown(hop, frame);
    } else if (entry.isValid()) {
      if (entry.state() == NeighbourEntry.STALE) {
        become(entry, NeighbourEntry.DELAY);
        entry.timer(timers.after(DELAY_FOR, () -> probe(entry)));
      }
      put(entry, hop.via(), frame);
    } else {
      wait(entry, hop.via(), frame);
      if (entry.state() == Neighbour.FAILED) {
        become(entry, NeighbourEntry.INCOMPLETE);
        question(entry, 0);
      }
    }
  }

  private void sendToUnknown(NextHop hop, Frame frame) {
    NeighbourEntry entry = create(hop.on(), hop.address(), NeighbourEntry.INCOMPLETE);
    if (entry == null) {
      asker.noRoom();
    } else {
      wait(entry, hop.via(), frame);
      question(entry, 0);
    }
  }

  private static void put(NeighbourEntry entry, NetDevice via, Frame frame) {
    frame.put48(0, entry.mac());
    frame.put48(6, via.main().mac());
    int inet = entry.address().family() == Address.INET ? Ethernet.IPV4 : Ethernet.IPV6;
    frame.put16(12, inet);
    via.transmit(frame);
  }

  private void wait(NeighbourEntry entry, NetDevice via, Frame frame) {
    if (entry.waiting().size() == MOST_WAITING_FOR_ONE || waiting == MOST_WAITING) {
      asker.noRoom();
      return;
    }
    Frame copy = new Frame(frame.length());
    copy.copyOf(frame);
    entry.waiting().add(new NeighbourEntry.Waiting(copy, via));
    waiting++;
  }

  private List<NeighbourEntry.Waiting> takeWaiting(NeighbourEntry entry) {
    List<NeighbourEntry.Waiting> taken = List.copyOf(entry.waiting());
    entry.waiting().clear();
    waiting -= taken.size();
    return taken;
  }

  private void probe(NeighbourEntry entry) {
    if (entry.state() == NeighbourEntry.DELAY) {
      become(entry, NeighbourEntry.PROBE);
      question(entry, 0);
    }
  }

  private void question(NeighbourEntry entry, int before) {
    if (before == MOST_QUESTIONS) {
      fail(entry);
      return;
    }
    NeighbourEntry.Waiting first = entry.waiting().peek();
    entry.asked(before + 1);
    entry.timer(timers.after(BETWEEN_QUESTIONS, () -> question(entry, before + 1)));
    asker.ask(entry, first == null ? null : first.frame());
  }

  private void fail(NeighbourEntry entry) {
    entry.stopTimer();
    become(entry, Neighbour.FAILED);
    takeWaiting(entry).forEach(w -> asker.unreachable(entry, w.frame()));
  }

  /** What was heard of a neighbour. */
  public enum Heard {
    /** It answered us. */
    ANSWER,
    /** It asked us: it is there, and whether it hears us is not known. */
    QUESTION,
    /** It told everybody, or somebody else. */
    RUMOUR
  }

  /** Learns a neighbour's address; only a question makes an entry where there is none. */
  public void hear(Interface on, Address address, long mac, Heard how) {
    NeighbourEntry entry = find(on, address);
    if (entry == null && how == Heard.QUESTION) {
      entry = create(on, address, NeighbourEntry.STALE);
      if (entry != null) {
        entry.set(NeighbourEntry.STALE, mac, 0);
        watcher.accept(entry);
      }
      return;
    }
    if (entry == null || entry.isFixed()) {
      return;
    }
    boolean confirms = how == Heard.ANSWER;
    boolean same = entry.isValid() && entry.mac() == mac;
    if (confirms) {
      confirm(entry, mac);
    } else if (!same) {
      entry.set(NeighbourEntry.STALE, mac, 0);
      watcher.accept(entry);
    }
    refresh(entry);
    for (NeighbourEntry.Waiting w : takeWaiting(entry)) {
      put(entry, w.via(), w.frame());
    }
  }

  private void confirm(NeighbourEntry entry, long mac) {
    boolean news = entry.state() != NeighbourEntry.REACHABLE || entry.mac() != mac;
    entry.confirmed(timers.now());
    if (news) {
      entry.set(NeighbourEntry.REACHABLE, mac, 0);
      entry.timer(timers.after(REACHABLE_FOR, () -> age(entry)));
      watcher.accept(entry);
    }
  }

  private void age(NeighbourEntry entry) {
    long until = entry.confirmed() + REACHABLE_FOR.toNanos();
    if (until - timers.now() > 0) {
      entry.timer(timers.at(until, () -> age(entry)));
    } else {
      become(entry, NeighbourEntry.STALE);
    }
  }

  private void become(NeighbourEntry entry, int state) {
    entry.state(state);
    watcher.accept(entry);
  }

  /** Moves an entry to the end of those that may have to make room. */
  private void refresh(NeighbourEntry entry) {
    if (byAge.remove(entry)) {
      byAge.add(entry);
    }
  }

  private @Nullable NeighbourEntry create(Interface on, Address address, int state) {
    if (byAge.size() >= BOUND && !makeRoom()) {
      return null;
    }
    NeighbourEntry entry = new NeighbourEntry(on, address, state);
    link(entry);
    return entry;
  }

  private boolean makeRoom() {
    for (NeighbourEntry entry : byAge) {
      if (entry.isDispensable()) {
        unlink(entry);
        return true;
      }
    }
    return false;
  }

  private void link(NeighbourEntry entry) {
    int index = entry.on().device().index();
    while (byDevice.size() <= index) {
      byDevice.add(new AddressMap<>());
    }
    Address a = entry.address();
    byDevice.get(index).put(a.family(), a.high(), a.low(), entry);
    byAge.add(entry);
  }

  private void unlink(NeighbourEntry entry) {
    Address a = entry.address();
    byDevice.get(entry.on().device().index()).remove(a.family(), a.high(), a.low());
    byAge.remove(entry);
    entry.stopTimer();
    takeWaiting(entry);
  }

  // What commands do

  /** Sets an entry by hand, {@code ip neigh replace}; one too many is taken all the same. */
  public NeighbourEntry set(Interface on, Neighbour wanted, long mac, Undo undo) {
    NeighbourEntry there = find(on, wanted.address());
    if (there == null) {
      NeighbourEntry added = new NeighbourEntry(on, wanted.address(), wanted.state());
      link(added);
      undo.with(() -> unlink(added));
      added.set(wanted.state(), mac, wanted.flags());
      return added;
    }
    int state = there.state();
    long oldMac = there.mac();
    int flags = there.flags();
    undo.with(() -> there.set(state, oldMac, flags));
    there.set(wanted.state(), mac, wanted.flags());
    return there;
  }

  /** Forgets an entry, {@code ip neigh del}. */
  public void remove(NeighbourEntry entry, Undo undo) {
    int state = entry.state();
    unlink(entry);
    undo.with(() -> {
      entry.state(state == NeighbourEntry.REACHABLE ? NeighbourEntry.STALE : state);
      link(entry);
    });
  }

  /** The entries that fit. */
  public List<NeighbourEntry> all(Predicate<NeighbourEntry> fits) {
    return byAge.stream().filter(fits).toList();
  }
}
