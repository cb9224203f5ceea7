package dev.netalias.alias;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.Resources;
import dev.netalias.kernel.state.Setting;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.kernel.state.Stacking;
import dev.netalias.kernel.state.Traffic;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.DeviceName;
import dev.netalias.net.Mac;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The devices that aliases have to themselves, in a draft: they come, change and go with them. */
final class Carriers {
  /** {@code ARPHRD_ETHER}. */
  private static final int ETHERNET = 1;

  /**
   * What keeps an alias device from answering for other addresses of its host: ARP only for its
   * own, with its own as source; and packets are taken in whichever device a reply would leave by.
   */
  private static final Map<Setting, Integer> SETTINGS =
      new EnumMap<>(Map.of(Setting.ARP_IGNORE, 1, Setting.ARP_ANNOUNCE, 2, Setting.RP_FILTER, 2));

  private final Kernel kernel;
  private final List<Change> changes;
  private final Releases releases;
  private final Collection<MainDraft> known;
  private final Map<Integer, MainDraft> carriers = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private int lastIndex;

  /**
   * The devices that there are.
   *
   * @param known where the holders of addresses are told, so that all are looked at
   */
  Carriers(Kernel kernel, List<Change> changes, Releases releases, Collection<MainDraft> known) {
    this.kernel = kernel;
    this.changes = changes;
    this.releases = releases;
    this.known = known;
  }

  /** Begins with the devices of a view. */
  void begin(AliasView view, Map<Integer, List<InterfaceAddress>> addresses) {
    Snapshot snapshot = view.snapshot();
    for (Link link : snapshot.links()) {
      lastIndex = Math.max(lastIndex, link.device().index());
      names.add(link.name());
    }
    for (Block block : view.blocks()) {
      for (Alias alias : block.named()) {
        if (alias.device() != null) {
          int index = alias.device().device().index();
          add(
              new MainDraft(
                  kernel,
                  new Block(alias.device(), List.of()),
                  snapshot,
                  addresses.getOrDefault(index, List.of())));
        }
      }
    }
  }

  private MainDraft add(MainDraft carrier) {
    carriers.put(carrier.device().index(), carrier);
    known.add(carrier);
    return carrier;
  }

  private MainDraft carrier(Alias alias) {
    MainDraft carrier = carriers.get(alias.link().device().index());
    if (carrier == null) {
      throw new IllegalStateException("an alias without its device: " + alias.name());
    }
    return carrier;
  }

  // Life cycle

  /** Makes the device of an alias with its address, and opens it unless it is to be closed. */
  Alias create(MainDraft main, AliasName name, Creation wanted, InterfaceAddress onMain) {
    Creation.OwnDevice own = wanted.device();
    if (own == null || !kernel.stacksDevices()) {
      throw AliasException.conflict(
          "this kernel has no alias devices", "--as label makes %s a label".formatted(name));
    }
    if (main.link().hardware() != ETHERNET || main.link().has(Link.LOOPBACK)) {
      throw AliasException.conflict(
          "%s can't carry the device of %s: it is no Ethernet device".formatted(main.name(), name),
          "netalias add %s ADDRESS --as label".formatted(name));
    }
    int index = ++lastIndex;
    Device device = new Device(index, deviceName(name, index));
    StackedDevice plain = StackedDevice.plain(device, main.device(), own.type(), own.mac());
    changes.add(DeviceChange.add(plain));
    changes.add(new DeviceChange(plain, plain.withText(name.toString())));
    SETTINGS.forEach((s, value) -> changes.add(new SettingChange(device, s, 0, value)));
    LinkState closed =
        new LinkState(
            main.state().flags() & ~(Link.UP | Link.RUNNING),
            main.state().mtu(),
            main.state().queueLength(),
            own.mac());
    MainDraft carrier =
        add(
            new MainDraft(
                kernel, new Block(link(plain, closed), List.of()), Snapshot.EMPTY, List.of()));
    InterfaceAddress owned = moved(onMain, device);
    Alias alias =
        new Alias(
            main.link(),
            name.tag(),
            owned,
            Realisation.DEVICE,
            Alias.State.CLOSED,
            wanted.closed() && isLostWhileClosed(owned),
            null,
            carrier.link());
    if (!alias.remembered()) {
      changes.add(AddressChange.add(carrier.hold(owned)));
    }
    return wanted.closed() ? alias : opened(alias);
  }

  private static Link link(StackedDevice made, LinkState state) {
    return new Link(
        made.device(),
        ETHERNET,
        made.type().kind(),
        state,
        Mac.NONE,
        0,
        made.text(),
        Traffic.NONE,
        Map.of(),
        Resources.NONE,
        new Stacking(made.lower().index(), Stacking.HERE, made.type().mode()));
  }

  /** {@code eth0-0} for {@code eth0:0}; where that is too long or taken, {@code alias17}. */
  private String deviceName(AliasName name, int index) {
    String usual = name.main().text() + "-" + name.tag();
    boolean fits = new AliasName(name.main(), name.tag()).bytes() <= DeviceName.MOST_BYTES;
    if (fits && names.add(usual)) {
      return usual;
    }
    for (int number = index; ; number++) {
      if (names.add("alias" + number)) {
        return "alias" + number;
      }
    }
  }

  /** The same address on another device; an IPv4 one bears the device's name. */
  private static InterfaceAddress moved(InterfaceAddress a, Device device) {
    boolean labelled = a.local().family() == Address.INET;
    return InterfaceAddress.of(device, a.prefix(), labelled ? device.name() : "")
        .withBroadcast(a.broadcast())
        .withPeer(a.peer());
  }

  /** Linux drops the IPv6 addresses of a device that is closed. */
  private static boolean isLostWhileClosed(InterfaceAddress a) {
    return a.local().family() == Address.INET6;
  }

  /** Takes the device away, with all that points to it. */
  void delete(Alias alias) {
    MainDraft carrier = carrier(alias);
    releases.releaseRoutesOf(carrier);
    for (InterfaceAddress a : carrier.addresses().toList().reversed()) {
      if (a.scope() != InterfaceAddress.SCOPE_LINK) {
        changes.add(AddressChange.remove(a));
      }
    }
    changes.add(DeviceChange.remove(device(carrier, alias.main())));
    carriers.remove(carrier.device().index());
    known.remove(carrier);
    names.remove(carrier.name());
  }

  private static StackedDevice device(MainDraft carrier, Link main) {
    Link link = carrier.link();
    Stacking stacking = link.stacking();
    if (stacking == null) {
      throw new IllegalStateException(link + " is on no other device");
    }
    return StackedDevice.of(link, stacking, main.device());
  }

  /** Closes the device; its address stays with it, or is remembered. */
  Alias closed(Alias alias) {
    MainDraft carrier = carrier(alias);
    releases.releaseRoutesOf(carrier);
    boolean lost = isLostWhileClosed(alias.owned());
    if (lost) {
      changes.add(AddressChange.remove(alias.owned()));
      carrier.release(alias.owned(), false);
    }
    become(carrier, carrier.state().withFlag(Link.UP, false));
    return alias.with(Alias.State.CLOSED, lost);
  }

  /** Opens the device, and gives it its address again where that was remembered. */
  Alias opened(Alias alias) {
    MainDraft carrier = carrier(alias);
    become(carrier, carrier.state().withFlag(Link.UP, true));
    if (alias.remembered()) {
      changes.add(AddressChange.add(carrier.hold(alias.owned())));
    }
    return alias.with(Alias.State.OPEN, false);
  }

  private void become(MainDraft carrier, LinkState state) {
    changes.add(new LinkChange(carrier.device(), carrier.state(), state));
    carrier.become(state);
  }

  /** Puts another address in the place of its own. */
  Alias readdressed(Alias alias, InterfaceAddress onMain) {
    MainDraft carrier = carrier(alias);
    InterfaceAddress after = moved(onMain, carrier.device());
    boolean keeps = alias.isKept() && isLostWhileClosed(after);
    if (alias.remembered()) {
      if (!keeps) {
        changes.add(AddressChange.add(carrier.hold(after)));
      }
    } else if (keeps) {
      releases.removeAddress(carrier, alias.owned());
    } else {
      releases.replaceAddress(carrier, alias.owned(), after);
    }
    return alias.with(after).with(alias.state(), keeps);
  }
}
