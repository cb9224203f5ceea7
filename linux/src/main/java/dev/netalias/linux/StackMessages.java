package dev.netalias.linux;

import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.kernel.state.StackedDevice.Type;
import dev.netalias.kernel.state.Stacking;
import dev.netalias.linux.netlink.Request;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.Attribute;
import dev.netalias.wire.nl.AttributeList;
import dev.netalias.wire.nl.Nlm;
import dev.netalias.wire.rtnl.IfInfoMsg;
import dev.netalias.wire.rtnl.Ifla;
import dev.netalias.wire.rtnl.IflaInfo;
import dev.netalias.wire.rtnl.Rt;
import dev.netalias.wire.rtnl.Rtm;
import java.util.List;
import java.util.Objects;

/** Devices stacked on others as messages: {@code RTM_NEWLINK}, {@code RTM_DELLINK}. */
final class StackMessages {
  /** A mode's number and word: {@code MACVLAN_MODE_*}, {@code IPVLAN_MODE_*}. */
  private record Mode(String kind, int number, String word) {}

  private static final List<Mode> MODES =
      List.of(
          new Mode(Type.MACVLAN, 1, "private"),
          new Mode(Type.MACVLAN, 2, "vepa"),
          new Mode(Type.MACVLAN, 4, "bridge"),
          new Mode(Type.MACVLAN, 8, "passthru"),
          new Mode(Type.IPVLAN, 0, "l2"),
          new Mode(Type.IPVLAN, 1, "l3"),
          new Mode(Type.IPVLAN, 2, "l3s"));

  private StackMessages() {}

  /** Whether a kind of device is one that is stacked. */
  static boolean isStackable(String kind) {
    return kind.equals(Type.MACVLAN) || kind.equals(Type.IPVLAN);
  }

  private static Attribute<Integer> modeOf(String kind) {
    return kind.equals(Type.IPVLAN) ? IflaInfo.Ipvlan.MODE : IflaInfo.Macvlan.MODE;
  }

  /** The word for the mode that {@code IFLA_INFO_DATA} tells; its number where there is none. */
  static String mode(String kind, AttributeList data) {
    int number = Objects.requireNonNullElse(data.get(modeOf(kind)), 0);
    return MODES.stream()
        .filter(m -> m.kind.equals(kind) && m.number == number)
        .map(Mode::word)
        .findFirst()
        .orElseGet(() -> Integer.toString(number));
  }

  private static int number(String kind, String mode) {
    return MODES.stream()
        .filter(m -> m.kind.equals(kind) && m.word.equals(mode))
        .mapToInt(Mode::number)
        .findFirst()
        .orElseGet(() -> Integer.parseInt(mode));
  }

  /** The change, {@code ip link add|del} or {@code ip link set … alias}. */
  static Request request(DeviceChange change) {
    StackedDevice subject = change.subject();
    if (change.before() == null) {
      return new Request(Rtm.NEWLINK, Nlm.CREATE | Nlm.EXCL, out -> create(out, subject));
    }
    if (change.after() == null) {
      return new Request(Rtm.DELLINK, 0, out -> header(out, subject));
    }
    return new Request(
        Rtm.NEWLINK,
        0,
        out -> {
          header(out, subject);
          Ifla.IFALIAS.emit(out, subject.text());
        });
  }

  /**
   * A device goes to another network namespace, {@code ip link set … netns}.
   *
   * @param namespace the number of a descriptor of it
   */
  static Request request(MoveChange change, int namespace) {
    Device there = change.after().device();
    return new Request(
        Rtm.NEWLINK,
        0,
        out -> {
          int index = change.before().device().index();
          new IfInfoMsg(Rt.AF_UNSPEC, 0, index, 0, 0).emit(out);
          Ifla.NET_NS_FD.emit(out, namespace);
          Ifla.NEW_IFINDEX.emit(out, there.index());
          Ifla.IFNAME.emit(out, there.name());
        });
  }

  private static void header(Emitter out, StackedDevice subject) {
    new IfInfoMsg(Rt.AF_UNSPEC, 0, subject.device().index(), 0, 0).emit(out);
  }

  private static void create(Emitter out, StackedDevice wanted) {
    header(out, wanted);
    Ifla.IFNAME.emit(out, wanted.device().name());
    Ifla.LINK.emit(out, wanted.lower().index());
    if (wanted.lowerNamespace() != Stacking.HERE) {
      Ifla.LINK_NETNSID.emit(out, wanted.lowerNamespace());
    }
    if (wanted.mac().size() > 0) {
      Ifla.ADDRESS.emit(out, wanted.mac());
    }
    long info = Ifla.LINKINFO.begin(out);
    IflaInfo.KIND.emit(out, wanted.type().kind());
    long data = IflaInfo.DATA.begin(out);
    modeOf(wanted.type().kind()).emit(out, number(wanted.type().kind(), wanted.type().mode()));
    IflaInfo.DATA.end(out, data);
    Ifla.LINKINFO.end(out, info);
  }
}
