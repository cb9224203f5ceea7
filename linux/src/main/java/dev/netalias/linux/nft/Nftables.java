package dev.netalias.linux.nft;

import dev.netalias.kernel.TrafficChange;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.kernel.traffic.Frame;
import dev.netalias.kernel.traffic.NftCommand;
import dev.netalias.kernel.traffic.NftCommand.DeleteChain;
import dev.netalias.kernel.traffic.NftCommand.FlushChain;
import dev.netalias.kernel.traffic.Policed;
import dev.netalias.kernel.traffic.Policing;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.kernel.traffic.Shape;
import dev.netalias.kernel.traffic.TrafficReading;
import dev.netalias.kernel.traffic.TrafficTable;
import dev.netalias.linux.libc.CallException;
import dev.netalias.linux.netlink.NetfilterSocket;
import dev.netalias.linux.netlink.NetlinkException;
import dev.netalias.net.Prefix;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nft.Nft;
import dev.netalias.wire.nft.Nfta;
import dev.netalias.wire.nl.Errno;
import dev.netalias.wire.nl.Nlm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Netalias's table in the network namespace of the calling thread. One object serves one operation:
 * a socket is opened for it.
 */
public final class Nftables implements AutoCloseable {
  /** Elements of one message: the length of a list has 16 bits. */
  private static final int LONGEST_LIST = 60_000;

  private static final int LONGEST_ELEMENT = 120;

  /** What a rule of a policy takes at most. */
  private static final long LONGEST_STEP = 1024;

  /** So many of these are sure to be made in one piece. */
  private static final int MOST_STEPS = 150;

  private final NetfilterSocket socket;

  private Nftables(NetfilterSocket socket) {
    this.socket = socket;
  }

  /**
   * Opens it, whether there is a table or not.
   *
   * @throws CallException where the kernel has no netfilter
   */
  public static Nftables open() {
    return new Nftables(NetfilterSocket.open());
  }

  // Reading

  /** What is counted of what is asked for, in the namespace of the calling thread. */
  public static TrafficReading read(Counted asked) {
    try (Nftables tables = open()) {
      return tables.reading(asked);
    } catch (CallException none) {
      return TrafficReading.refused(Refusals.noSocket(none.errno()));
    } catch (NetlinkException refused) {
      return TrafficReading.refused(Refusals.of(refused.errno(), refused.reason()));
    }
  }

  private TrafficReading reading(Counted asked) {
    Frames frames = new Frames(socket);
    String owner = frames.comment();
    if (owner == null) {
      return TrafficReading.ABSENT;
    }
    if (!owner.equals(Frame.COMMENT)) {
      return TrafficReading.refused(Refusals.NOT_OURS);
    }
    TrafficTable table = frames.read();
    Elements elements = new Elements(socket, frames);
    return new TrafficReading(
        true,
        "",
        table,
        frames.elements(),
        elements.counted(table, asked),
        elements.policed(table, asked));
  }

  // Changing

  /** Makes a change of the table's frame. */
  public @Nullable NetlinkException make(TrafficChange.OfTable change) {
    NetlinkException refused = make(change.steps());
    TrafficTable after = change.after();
    boolean polices = after == null || !after.policed().isEmpty();
    if (refused == null || refused.errno() != Errno.EBUSY || polices) {
      return refused;
    }
    // Somebody else removed policies from their aliases; their chains are left.
    List<String> left = new Policies(socket).chains();
    List<NftCommand> all = new ArrayList<>();
    left.forEach(chain -> all.add(new FlushChain(chain)));
    all.addAll(change.steps());
    left.forEach(chain -> all.add(new DeleteChain(chain)));
    return make(all);
  }

  /** Makes a change of the addresses that take no new connections. */
  public @Nullable NetlinkException make(TrafficChange.OfDrain change) {
    return make(change.steps());
  }

  private @Nullable NetlinkException make(List<NftCommand> steps) {
    socket.begin();
    CommandMessages messages = new CommandMessages(socket);
    for (NftCommand step : steps) {
      messages.write(step);
    }
    return socket.commit();
  }

  /**
   * Makes a change of counters; what could be made of it is made where the rest is refused.
   *
   * @return why not, null where it was made
   */
  public @Nullable NetlinkException make(TrafficChange.OfCounters change) {
    Counted gone = change.before();
    NetlinkException refused = exchange(gone, change.after());
    if (refused == null || !isGone(refused) || gone.isEmpty()) {
      return refused;
    }
    // Somebody else removed some: one that is not there keeps all from going. So all come first.
    refused = exchange(Counted.NONE, gone);
    return refused == null ? exchange(gone, change.after()) : refused;
  }

  private @Nullable NetlinkException exchange(Counted gone, Counted come) {
    NetlinkException refused = null;
    int removed = 0;
    int added = 0;
    while (refused == null && (removed < 2 * gone.size() || added < 2 * come.size())) {
      socket.begin();
      removed = write(Nft.DELSETELEM, gone, removed);
      if (removed == 2 * gone.size()) {
        added = write(Nft.NEWSETELEM, come, added);
      }
      refused = socket.commit();
    }
    return refused;
  }

  /** Makes a change of policies, and removes chains that no alias needs any more. */
  public @Nullable NetlinkException make(TrafficChange.OfPolicies change) {
    NetlinkException refused = exchange(change);
    if (refused != null && refused.errno() == Errno.EEXIST) {
      // Somebody else removed half of a policy; the other half is in the way.
      refused = removeLeft(change);
      refused = refused == null ? exchange(change) : refused;
    }
    if (refused == null || !isGone(refused) || change.before().isEmpty()) {
      return refused;
    }
    // Somebody else removed some: one that is not there keeps all from going. So all come first.
    refused = exchange(new TrafficChange.OfPolicies(List.of(), change.before()));
    return refused == null ? exchange(change) : refused;
  }

  /** Removes what is at the places of those that only come. */
  private @Nullable NetlinkException removeLeft(TrafficChange.OfPolicies change) {
    Set<Prefix> were = change.before().stream().map(Policed::prefix).collect(Collectors.toSet());
    for (Policed p : change.after()) {
      for (String kind : List.of(Frame.POLICY, Frame.ASKS)) {
        if (!were.contains(p.prefix())) {
          socket.begin();
          element(Nft.DELSETELEM, p, Shape.of(p.prefix()).set(kind), "");
          NetlinkException refused = socket.commit();
          if (refused != null && !isGone(refused)) {
            return refused;
          }
        }
      }
    }
    return null;
  }

  private @Nullable NetlinkException exchange(TrafficChange.OfPolicies change) {
    CommandMessages messages = new CommandMessages(socket);
    List<List<NftCommand>> small = new ArrayList<>();
    for (Policy policy : change.policies()) {
      List<NftCommand> steps = Policing.chains(policy);
      if (steps.size() <= MOST_STEPS) {
        small.add(steps);
      } else {
        NetlinkException refused = makeLarge(steps);
        if (refused != null) {
          return refused;
        }
      }
    }
    socket.begin();
    for (List<NftCommand> steps : small) {
      if (steps.size() * LONGEST_STEP > socket.room()) { // else a chain is seen half made
        NetlinkException refused = socket.commit();
        if (refused != null) {
          return refused;
        }
        socket.begin();
      }
      steps.forEach(messages::write);
    }
    NetlinkException refused = elements(change);
    return refused == null ? drop(change.dropped()) : refused;
  }

  /** Removes the chains of policies, but for those that an alias has still. */
  public @Nullable NetlinkException drop(List<Policy> policies) {
    CommandMessages messages = new CommandMessages(socket);
    for (Policy policy : policies) {
      socket.begin();
      messages.write(new DeleteChain(policy.chain()));
      messages.write(new DeleteChain(policy.asking()));
      NetlinkException kept = socket.commit();
      if (kept != null && kept.errno() != Errno.EBUSY && !isGone(kept)) {
        return kept;
      }
    }
    return null;
  }

  /**
   * Makes chains of more rules than are made in one piece: before anything goes to them, and not
   * anew where they are there, as packets would be judged by half a policy meanwhile.
   */
  private @Nullable NetlinkException makeLarge(List<NftCommand> steps) {
    if (new Policies(socket).areThere(steps)) {
      return null;
    }
    CommandMessages messages = new CommandMessages(socket);
    socket.begin();
    for (NftCommand step : steps) {
      if (socket.isFull()) {
        NetlinkException refused = socket.commit();
        if (refused != null) {
          return refused;
        }
        socket.begin();
      }
      messages.write(step);
    }
    return socket.commit();
  }

  /** Those that go and those that come; few of them in one piece with the chains. */
  private @Nullable NetlinkException elements(TrafficChange.OfPolicies change) {
    for (Policed p : change.before()) {
      NetlinkException refused = element(Nft.DELSETELEM, p);
      if (refused != null) {
        return refused;
      }
    }
    for (Policed p : change.after()) {
      NetlinkException refused = element(Nft.NEWSETELEM, p);
      if (refused != null) {
        return refused;
      }
    }
    return socket.commit();
  }

  private @Nullable NetlinkException element(int type, Policed p) {
    if (socket.isFull()) {
      NetlinkException refused = socket.commit();
      if (refused != null) {
        return refused;
      }
      socket.begin();
    }
    Shape shape = Shape.of(p.prefix());
    element(type, p, shape.set(Frame.POLICY), p.policy().chain());
    element(type, p, shape.set(Frame.ASKS), p.policy().asking());
    return null;
  }

  private void element(int type, Policed p, String set, String chain) {
    boolean adds = type == Nft.NEWSETELEM;
    Emitter out = socket.message(type, adds ? Nlm.CREATE : 0);
    Nfta.Elements.TABLE.emit(out, CommandMessages.TABLE);
    Nfta.Elements.SET.emit(out, set);
    long list = Nfta.Elements.ELEMENTS.begin(out);
    long element = Nfta.Items.ELEM.begin(out);
    Elements.key(out, Counted.of(List.of(p.prefix())), 0);
    if (adds) {
      long data = Nfta.Element.DATA.begin(out);
      Expressions.verdictData(out, Expressions.NFT_GOTO, chain);
      Nfta.Element.DATA.end(out, data);
      Nfta.Element.USERDATA.emit(out, CommandMessages.comment(p.name()));
    }
    Nfta.Items.ELEM.end(out, element);
    Nfta.Elements.ELEMENTS.end(out, list);
    socket.end();
  }

  /** The part of a change that is still to be made, for the way back. */
  public TrafficChange stillTo(TrafficChange change) {
    return switch (change) {
      case TrafficChange.OfTable table -> table;
      case TrafficChange.OfDrain drain -> drain;
      case TrafficChange.OfCounters c -> {
        TrafficReading now = reading(c.before());
        boolean there = now.table() != null;
        yield new TrafficChange.OfCounters(now.counted(), there ? c.after() : Counted.NONE);
      }
      case TrafficChange.OfPolicies p -> {
        List<Prefix> were = p.before().stream().map(Policed::prefix).toList();
        TrafficReading now = reading(Counted.of(were));
        boolean there = now.table() != null;
        yield new TrafficChange.OfPolicies(now.policed(), there ? p.after() : List.of());
      }
    };
  }

  /**
   * Writes elements, those of received packets before those of sent ones, from one on.
   *
   * @return the first that there was no room for
   */
  private int write(int type, Counted counted, int from) {
    int next = from;
    while (next < 2 * counted.size() && !socket.isFull()) {
      next = message(type, counted, next);
    }
    return next;
  }

  private int message(int type, Counted counted, int from) {
    int size = counted.size();
    boolean received = from < size;
    int first = from % size;
    int end = received ? size : 2 * size;
    Emitter out = socket.message(type, type == Nft.NEWSETELEM ? Nlm.CREATE : 0);
    Nfta.Elements.TABLE.emit(out, CommandMessages.TABLE);
    String kind = received ? Frame.RECEIVED : Frame.SENT;
    Nfta.Elements.SET.emit(out, counted.shape(first).set(kind));
    long list = Nfta.Elements.ELEMENTS.begin(out);
    long most = Math.min(LONGEST_LIST, socket.room()) - LONGEST_ELEMENT;
    int next = from;
    while (next < end && counted.isAlike(first, next % size) && out.position() - list < most) {
      element(out, counted, next % size, type == Nft.NEWSETELEM ? kind : "");
      next++;
    }
    Nfta.Elements.ELEMENTS.end(out, list);
    socket.end();
    return next;
  }

  private static void element(Emitter out, Counted counted, int row, String kind) {
    long element = Nfta.Items.ELEM.begin(out);
    Elements.key(out, counted, row);
    if (!kind.isEmpty()) {
      Counters c = counted.counters(row);
      boolean received = kind.equals(Frame.RECEIVED);
      long packets = received ? c.rxPackets() : c.txPackets();
      if (packets != 0) {
        counter(out, packets, received ? c.rxBytes() : c.txBytes());
      }
    }
    Nfta.Items.ELEM.end(out, element);
  }

  private static void counter(Emitter out, long packets, long bytes) {
    long expression = Nfta.Element.EXPR.begin(out);
    Nfta.CounterExpr.NAME.emit(out, "counter");
    long data = Nfta.CounterExpr.DATA.begin(out);
    Nfta.Counter.BYTES.emit(out, bytes);
    Nfta.Counter.PACKETS.emit(out, packets);
    Nfta.CounterExpr.DATA.end(out, data);
    Nfta.Element.EXPR.end(out, expression);
  }

  /** Whether a refusal says that what was to go is gone. */
  public static boolean isGone(NetlinkException refusal) {
    return refusal.errno() == Errno.ENOENT;
  }

  @Override
  public void close() {
    socket.close();
  }
}
