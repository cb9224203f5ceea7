package dev.netalias.linux;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.linux.netlink.Reader;
import dev.netalias.linux.netlink.Request;
import dev.netalias.net.Address;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.nl.Attributes;
import dev.netalias.wire.nl.Fields;
import dev.netalias.wire.nl.NlMsgHdr;
import dev.netalias.wire.nl.Nlm;
import dev.netalias.wire.rtnl.CacheInfo;
import dev.netalias.wire.rtnl.IfAddrMsg;
import dev.netalias.wire.rtnl.Ifa;
import dev.netalias.wire.rtnl.Rt;
import dev.netalias.wire.rtnl.Rtm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Addresses as messages: {@code RTM_NEWADDR}, {@code RTM_DELADDR}. */
final class AddressMessages {
  /** All addresses of all devices. */
  static final Request DUMP =
      new Request(Rtm.GETADDR, 0, new IfAddrMsg(Rt.AF_UNSPEC, 0, 0, 0, 0)::emit);

  private AddressMessages() {}

  /** Reads the addresses of a dump, or of events, that come in one buffer. */
  static final class Collector implements Reader {
    final List<InterfaceAddress> addresses = new ArrayList<>();
    private final Devices devices;
    private @Nullable Attributes in;

    Collector(Devices devices) {
      this.devices = devices;
    }

    @Override
    public void message(NlMsgHdr header, Cursor payload) {
      InterfaceAddress address = parse(payload);
      if (address != null) {
        addresses.add(address);
      }
    }

    /** The address of a message; null where its device came after the devices were read. */
    @Nullable InterfaceAddress parse(Cursor payload) {
      IfAddrMsg header = IfAddrMsg.parse(payload);
      if (in == null) {
        in = Attributes.read(Ifa.ALL, payload);
      } else {
        in.reset(payload);
      }
      Device device = devices.find(header.index());
      Address address = in.get(Ifa.ADDRESS);
      Address local = in.has(Ifa.LOCAL) ? in.get(Ifa.LOCAL) : address;
      if (device == null || local == null) {
        return null;
      }
      return new InterfaceAddress(
          device,
          local,
          header.prefixLength(),
          local.equals(address) ? null : address,
          in.get(Ifa.BROADCAST),
          label(in, device),
          header.scope(),
          in.intOf(Ifa.FLAGS, header.flags()),
          in.intOf(Ifa.PROTO, 0),
          lifetime(in.get(Ifa.CACHEINFO)),
          Integer.toUnsignedLong(in.intOf(Ifa.RT_PRIORITY, 0)));
    }

    private static String label(Attributes in, Device device) {
      String label = in.get(Ifa.LABEL);
      return label == null ? "" : label.equals(device.name()) ? device.name() : label;
    }

    private static Lifetime lifetime(@Nullable Fields<CacheInfo.Ifa> info) {
      if (info == null) {
        return Lifetime.FOREVER;
      }
      long valid = info.get(CacheInfo.Ifa.VALID);
      long preferred = info.get(CacheInfo.Ifa.PREFERRED);
      return isForever(valid, preferred) ? Lifetime.FOREVER : new Lifetime(valid, preferred);
    }
  }

  /** The change as a request. */
  static Request request(AddressChange change) {
    InterfaceAddress after = change.after();
    if (after == null) {
      return remove(Objects.requireNonNull(change.before()), true);
    }
    return put(after, change.before() == null ? Nlm.CREATE | Nlm.EXCL : Nlm.REPLACE);
  }

  private static Request put(InterfaceAddress a, int flags) {
    return new Request(
        Rtm.NEWADDR,
        flags,
        out -> {
          int settable = a.flags() & ~InterfaceAddress.KERNEL_FLAGS;
          new IfAddrMsg(
                  a.local().family(), a.prefixLength(), settable, a.scope(), a.device().index())
              .emit(out);
          Ifa.LOCAL.emit(out, a.local());
          Ifa.ADDRESS.emit(out, a.peer() == null ? a.local() : a.peer());
          if (a.broadcast() != null) {
            Ifa.BROADCAST.emit(out, a.broadcast());
          }
          if (!a.label().isEmpty()) {
            Ifa.LABEL.emit(out, a.label());
          }
          if (settable > 0xff) {
            Ifa.FLAGS.emit(out, settable);
          }
          if (a.protocol() != 0) {
            Ifa.PROTO.emit(out, a.protocol());
          }
          if (a.metric() != 0) {
            Ifa.RT_PRIORITY.emit(out, (int) a.metric());
          }
          Lifetime lifetime = a.lifetime();
          if (!isForever(lifetime.valid(), lifetime.preferred())) {
            Ifa.CACHEINFO.emit(out, cacheInfo(lifetime));
          }
        });
  }

  private static boolean isForever(long valid, long preferred) {
    return valid == Lifetime.UNLIMITED && preferred == Lifetime.UNLIMITED;
  }

  private static Fields<CacheInfo.Ifa> cacheInfo(Lifetime lifetime) {
    return Fields.of(CacheInfo.Ifa.class, lifetime.preferred(), lifetime.valid(), 0, 0);
  }

  /**
   * The removal, {@code ip addr del}.
   *
   * @param exactly whether only an address of that very label is meant
   */
  static Request remove(InterfaceAddress a, boolean exactly) {
    return new Request(
        Rtm.DELADDR,
        0,
        out -> {
          new IfAddrMsg(a.local().family(), a.prefixLength(), 0, a.scope(), a.device().index())
              .emit(out);
          Ifa.LOCAL.emit(out, a.local());
          Ifa.ADDRESS.emit(out, a.peer() == null ? a.local() : a.peer());
          if (exactly && !a.label().isEmpty()) {
            Ifa.LABEL.emit(out, a.label());
          }
        });
  }

  /** Whether nothing was asked that can be refused by who asks: it names no device. */
  static final Request PERMISSION_PROBE =
      new Request(Rtm.DELADDR, 0, new IfAddrMsg(Address.INET, 0, 0, 0, 0)::emit);
}
