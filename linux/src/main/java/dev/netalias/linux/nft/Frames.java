package dev.netalias.linux.nft;

import dev.netalias.kernel.traffic.Frame;
import dev.netalias.kernel.traffic.Shape;
import dev.netalias.kernel.traffic.TrafficReading;
import dev.netalias.kernel.traffic.TrafficTable;
import dev.netalias.linux.netlink.NetfilterSocket;
import dev.netalias.linux.netlink.NetlinkException;
import dev.netalias.wire.nft.Nft;
import dev.netalias.wire.nft.Nfta;
import dev.netalias.wire.nl.Attributes;
import dev.netalias.wire.nl.Errno;
import dev.netalias.wire.nl.Nlm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads which sets the table has. */
final class Frames {
  private final NetfilterSocket socket;
  private final Map<String, Integer> elements = new HashMap<>();
  private long counters;
  private long policies;

  Frames(NetfilterSocket socket) {
    this.socket = socket;
  }

  /** The comment of the table, null where there is no table. */
  @Nullable String comment() {
    Nfta.Table.NAME.emit(socket.ask(Nft.GETTABLE, 0), CommandMessages.TABLE);
    socket.end();
    List<String> comments = new ArrayList<>();
    NetlinkException refused =
        socket.exchange((header, payload) -> {
          payload.skip(Nft.HEADER);
          byte[] userdata = Attributes.read(Nfta.Table.ALL, payload).get(Nfta.Table.USERDATA);
          comments.add(userdata == null ? "" : CommandMessages.comment(userdata));
        });
    if (refused != null && refused.errno() != Errno.ENOENT) {
      throw refused;
    }
    return comments.isEmpty() ? null : comments.getFirst();
  }

  /** Which shapes it has sets for. */
  TrafficTable read() {
    Nfta.Set.TABLE.emit(socket.ask(Nft.GETSET, Nlm.DUMP), CommandMessages.TABLE);
    socket.end();
    List<Shape> counted = new ArrayList<>();
    List<Shape> policed = new ArrayList<>();
    socket.dump((header, payload) -> {
      payload.skip(Nft.HEADER);
      Attributes set = Attributes.read(Nfta.Set.ALL, payload);
      String name = set.get(Nfta.Set.NAME);
      if (name != null) {
        add(counted, name, Frame.RECEIVED);
        add(policed, name, Frame.POLICY);
        count(name, set.intOf(Nfta.Set.COUNT, -1));
      }
    });
    return TrafficTable.EMPTY.counting(counted).policing(policed);
  }

  private void count(String set, int count) {
    elements.put(set, count);
    if (set.startsWith(Frame.RECEIVED) || set.startsWith(Frame.SENT)) {
      counters = count < 0 || counters < 0 ? -1 : counters + count;
    } else if (set.startsWith(Frame.POLICY)) { // who removes those of the other map removes none
      policies = count < 0 || policies < 0 ? -1 : policies + 2L * count;
    }
  }

  /** How many elements one of its sets has, -1 where the kernel does not tell. */
  int elementsOf(String set) {
    return elements.getOrDefault(set, -1);
  }

  /** How many elements its sets have, as last read. */
  TrafficReading.Elements elements() {
    return new TrafficReading.Elements(counters, policies);
  }

  /** Adds the shape of a set whose name is of a kind. */
  private static void add(List<Shape> shapes, String name, String kind) {
    if (name.startsWith(kind + "_")) {
      Shape.parse(name.substring(kind.length() + 1)).ifPresent(shapes::add);
    }
  }
}
