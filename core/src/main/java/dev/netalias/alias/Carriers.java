package dev.netalias.alias;

import dev.netalias.alias.table.Elsewhere;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.Part;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** The network namespaces that were looked at; none where one is the kernel's own. */
  private final Map<String, Optional<Elsewhere>> beyond = new HashMap<>();

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
      if (block.isElsewhere()) {
        known.stream()
            .filter(main -> main.name().equals(block.main().name()) && !main.isElsewhere())
            .forEach(main -> block.named().forEach(main::meets));
      }
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
            wanted.closed(),
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
        SETTINGS,
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
    forget(carrier);
  }

  /**
   * Hands the device to another network namespace, where it is again what it was here.
   *
   * @return the alias as it will be there; empty where it is there already
   */
  Optional<Alias> move(Alias alias, String namespace, AliasTypes types) {
    if (alias.device() == null) {
      throw AliasException.conflict(
          "%s is a %s of %s, and only an alias that is a device can leave it"
              .formatted(alias.name(), alias.realisation().text(), alias.main().name()),
          "netalias del %s, then netalias add %s %s --as device makes it one"
              .formatted(alias.name(), alias.name(), alias.owned().prefix()));
    }
    Optional<Elsewhere> there = beyond.get(namespace);
    if (there == null) {
      there = look(namespace, types);
      beyond.put(namespace, there);
    }
    return there.map(elsewhere -> moved(alias, elsewhere));
  }

  /** Looks at a network namespace; empty where it is the one of the kernel itself. */
  private Optional<Elsewhere> look(String namespace, AliasTypes types) {
    try {
      Kernel other = kernel.elsewhere(namespace);
      if (other.isSameAs(kernel)) {
        return Optional.empty();
      }
      Set<Part> all = EnumSet.of(Part.ADDRESSES, Part.ALIAS_ROUTES);
      AliasView view = AliasView.of(other, other.snapshot(all), types);
      return Optional.of(
          new Elsewhere(namespace, view.snapshot().links(), n -> view.find(n).isPresent()));
    } catch (KernelException refused) {
      throw Checks.namespace(namespace, refused);
    }
  }

  /** Linux closes a device on the way, and forgets its addresses and settings. */
  private Alias moved(Alias alias, Elsewhere there) {
    if (!there.takeAlias(alias.name())) {
      throw AliasException.conflict(
          "there is an alias %s in '%s' already".formatted(alias.name(), there.namespace()),
          "netalias --netns %s show %s".formatted(there.namespace(), alias.name()));
    }
    MainDraft carrier = carrier(alias);
    Device device = there.take(carrier.device());
    LinkState state = carrier.state();
    LinkState closed = state.withFlag(Link.UP | Link.RUNNING, false);
    List<InterfaceAddress> own =
        carrier.addresses().filter(a -> a.scope() != InterfaceAddress.SCOPE_LINK).toList();
    releases.releaseRoutesOf(carrier);
    own.reversed().forEach(a -> changes.add(AddressChange.remove(a)));
    if (carrier.isUp()) {
      changes.add(new LinkChange(carrier.device(), state, closed));
    }
    changes.add(
        new MoveChange(
            new MoveChange.Place(null, carrier.device(), carrier.link().settings()),
            new MoveChange.Place(there.namespace(), device, itsOwn(carrier.link().settings()))));
    List<Change> again = new ArrayList<>();
    if (carrier.isUp()) {
      again.add(new LinkChange(device, closed, state));
    }
    own.forEach(a -> again.add(AddressChange.add(renamed(a, device))));
    again.forEach(change -> changes.add(new ElsewhereChange(there.namespace(), change)));
    forget(carrier);
    return alias.with(renamed(alias.owned(), device));
  }

  /** The settings that are the device's own: to forward is what a network namespace does. */
  private static Map<Setting, Integer> itsOwn(Map<Setting, Integer> settings) {
    Map<Setting, Integer> own = new EnumMap<>(Setting.class);
    settings.forEach((setting, value) -> {
      if (setting != Setting.FORWARDING) {
        own.put(setting, value);
      }
    });
    return own;
  }

  /** The same address with all that belongs to it, on the device by its name elsewhere. */
  private static InterfaceAddress renamed(InterfaceAddress a, Device device) {
    InterfaceAddress there = a.on(device);
    return a.label().equals(a.device().name()) ? there.withLabel(device.name()) : there;
  }

  private void forget(MainDraft carrier) {
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
    return StackedDevice.of(link, stacking, main.name());
  }

  /**
   * Closes the device. Its address is remembered: Linux drops an IPv6 one with the link, and an
   * IPv4 one would stay an address of the host, for which main goes on to answer.
   */
  Alias closed(Alias alias) {
    MainDraft carrier = carrier(alias);
    releases.releaseRoutesOf(carrier);
    releases.removeAddress(carrier, alias.owned());
    become(carrier, carrier.state().withFlag(Link.UP, false));
    return alias.with(Alias.State.CLOSED, true);
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
    if (!alias.isKept()) {
      releases.replaceAddress(carrier, alias.owned(), after);
    } else if (!alias.remembered()) {
      releases.removeAddress(carrier, alias.owned()); // another program closed it
    }
    return alias.with(after).with(alias.state(), alias.isKept());
  }
}
