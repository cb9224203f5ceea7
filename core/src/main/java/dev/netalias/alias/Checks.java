package dev.netalias.alias;

import dev.netalias.alias.egress.Leaving;
import dev.netalias.alias.egress.Steering;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.FormatException;
import dev.netalias.net.Prefix;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules that a wanted alias must keep, each with its error. */
final class Checks {
  private static final int LEAST_IPV6_MTU = 1280;

  private Checks() {}

  static void address(AliasType type, Address address, int length) {
    Prefix prefix;
    try {
      prefix = new Prefix(address, length);
    } catch (FormatException wrong) {
      throw AliasException.usage(String.valueOf(wrong.getMessage()), "");
    }
    Optional<String> refusal = type.refusal(address, length);
    if (refusal.isPresent()) {
      throw AliasException.usage(
          "%s can't be the address of a device: %s"
              .formatted(type.format(prefix.address()), refusal.get()),
          "");
    }
  }

  /** The name that is wanted, or the lowest free one. */
  static AliasName name(MainDraft main, @Nullable String tag) {
    try {
      AliasName name =
          tag == null
              ? AliasName.of(main.deviceName(), main.lowestFreeSlot())
              : new AliasName(main.deviceName(), tag);
      if (main.hasMoved(name)) {
        throw AliasException.conflict(
            "there is an alias %s that came from another network namespace".formatted(name),
            "netalias show %s; choose another name".formatted(name));
      }
      return name;
    } catch (FormatException wrong) {
      throw AliasException.usage(String.valueOf(wrong.getMessage()), "");
    }
  }

  static AliasName parse(String name) {
    try {
      return AliasName.parse(name);
    } catch (FormatException wrong) {
      throw AliasException.usage(String.valueOf(wrong.getMessage()), "");
    }
  }

  /** The broadcast address that is given, else the usual one of the type. */
  static @Nullable Address broadcast(
      @Nullable Address given, AliasType type, MainDraft main, Prefix prefix) {
    if (given != null || !main.link().has(Link.BROADCAST)) {
      return given;
    }
    return type.broadcast(prefix.address(), prefix.length()).orElse(null);
  }

  static String sameAs(List<Alias> existing, Address address, OptionalInt length) {
    for (Alias alias : existing) {
      boolean same = alias.address().equals(address);
      if (same && (length.isEmpty() || length.getAsInt() == alias.prefixLength())) {
        return alias.name();
      }
    }
    Alias first = existing.getFirst();
    throw AliasException.conflict(
        "%s exists, with the address %s".formatted(first.name(), first.owned().prefix()),
        "netalias set %s %s%s re-addresses it"
            .formatted(first.name(), address, length.isEmpty() ? "" : "/" + length.getAsInt()));
  }

  /** The alias that a name means: where several have it, somebody has to say which. */
  static Alias single(String name, List<Alias> found) {
    if (found.size() == 1) {
      return found.getFirst();
    }
    Address first = found.getFirst().address();
    boolean told =
        found.stream().noneMatch(a -> a != found.getFirst() && a.address().equals(first));
    throw AliasException.conflict(
        "%d aliases have the name %s: %s"
            .formatted(
                found.size(),
                name,
                String.join(", ", found.stream().map(a -> a.owned().prefix().toString()).toList())),
        told
            ? "say which by its address, as in: netalias del %s %s".formatted(name, first)
            : "ip addr del %s dev %s takes one of them away"
                .formatted(found.getFirst().owned().prefix(), found.getFirst().main().name()));
  }

  static void slot(AliasName name, Optional<Entry.OfSlotBound> bound) {
    if (bound.isPresent() && name.slot().orElse(-1) >= bound.get().bound()) {
      throw AliasException.conflict(
          "slot %d of %s is refused: its slots are bounded to below %d"
              .formatted(name.slot().getAsInt(), name.main(), bound.get().bound()),
          "netalias set %s --max-slot N sets another bound".formatted(name.main()));
    }
  }

  /** IPv6 needs an MTU of 1280 (RFC 8200 section 5): below it the kernel drops its addresses. */
  static void mtu(MainDraft main, LinkState wanted) {
    boolean loses = wanted.mtu() < LEAST_IPV6_MTU && main.state().mtu() >= LEAST_IPV6_MTU;
    Optional<Alias> six =
        main.aliases().stream()
            .filter(a -> !a.isKept() && a.address().family() == Address.INET6)
            .findFirst();
    if (loses && six.isPresent()) {
      throw AliasException.conflict(
          "an MTU of %d is refused: %s is IPv6, which needs %d"
              .formatted(wanted.mtu(), six.get().name(), LEAST_IPV6_MTU),
          "close or delete the IPv6 aliases of " + main.name() + " first");
    }
  }

  /** The type of an address, which the kernel must be able to hold. */
  static AliasType type(Kernel kernel, AliasTypes types, Address address) {
    AliasType type =
        types
            .ofFamily(address.family())
            .orElseThrow(() ->
                AliasException.notFound(
                    "no alias type for family " + address.family(),
                    "load one: netalias insmod FILE"));
    if (!kernel.holds(address.family())) {
      throw AliasException.conflict(
          "this kernel can't hold addresses of family %d (%s)"
              .formatted(type.family(), type.name()),
          "the embedded kernel can: netalias lab");
    }
    return type;
  }

  /** How packets of an alias are to leave must be a way that there is. */
  static void egress(Kernel kernel, AliasType type, Leaving alias, Egress wanted) {
    if (wanted.preferred() && alias.whole()) {
      throw AliasException.usage(
          "%s is a whole prefix: a source is one address".formatted(alias.owned()),
          "leave --prefer-source out");
    }
    Address gateway = wanted.gateway();
    if (gateway == null) {
      return;
    }
    if (!kernel.hasRules()) {
      throw AliasException.conflict(
          "this kernel has no routing rules, which a gateway of its own needs",
          "leave --gateway out; the kernel of Linux has them");
    }
    boolean same = gateway.family() == alias.owned().address().family();
    Optional<String> refusal =
        same ? type.refusal(gateway, gateway.bits()) : Optional.of("it is of another family");
    if (refusal.isPresent() || gateway.equals(alias.owned().address())) {
      throw AliasException.usage(
          "%s can't be the gateway of %s: %s"
              .formatted(
                  gateway, alias.owned().address(), refusal.orElse("it is the alias's address")),
          "");
    }
  }

  /** A gateway is on the link: in a subnet of the device, or said to be. */
  static void reachable(Leaving alias, Egress wanted, Stream<InterfaceAddress> addresses) {
    Address gateway = wanted.gateway();
    if (gateway == null || wanted.onlink() || Steering.isLinkLocal(gateway)) {
      return;
    }
    boolean inOwn = !alias.whole() && alias.owned().contains(gateway);
    if (!inOwn && addresses.noneMatch(a -> a.subnet().contains(gateway))) {
      throw AliasException.conflict(
          "the gateway %s is in no subnet of %s".formatted(gateway, alias.device()),
          "give the alias the length of its prefix, as in %s/24, another --gateway, or --onlink"
              .formatted(alias.owned().address()));
    }
  }

  static void mayOpen(MainDraft main, Alias alias) {
    if (!main.isUp()) {
      throw AliasException.conflict(
          "%s can't be opened: %s is down".formatted(alias.name(), main.name()),
          "netalias open " + main.name());
    }
  }

  static void up(MainDraft main) {
    if (!main.isUp()) {
      throw AliasException.conflict(
          main.name() + " is down",
          "open it first (netalias open %s), or create the alias closed (--closed)"
              .formatted(main.name()));
    }
  }

  /** A closed alias is a route too, and Linux has no IPv6 route of a device that is down. */
  static void keeps(MainDraft main, Address address) {
    if (address.family() == Address.INET6 && !main.isUp()) {
      throw AliasException.conflict(
          "%s is down, and has no IPv6 routes meanwhile, not even closed ones"
              .formatted(main.name()),
          "open it first (netalias open %s), or create the alias --as label"
              .formatted(main.name()));
    }
  }

  static void label(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > AliasName.MOST_LABEL_BYTES) {
      throw AliasException.usage(
          "the name '%s' has %d bytes, and the kernel keeps labels of at most %d"
              .formatted(name, bytes, AliasName.MOST_LABEL_BYTES),
          "a shorter tag, or --as route, whose names are not labels");
    }
  }

  static void duplicate(MainDraft main, InterfaceAddress wanted, boolean accepted) {
    if (!accepted) {
      unused(main, wanted.local(), 1);
    }
    held(main, wanted);
  }

  /** None of some consecutive addresses is main's or an alias's. */
  static void unused(MainDraft main, Address first, int count) {
    if (main.usesNone(first, count)) {
      return;
    }
    Address last = first.plus(count - 1L);
    Address used =
        main.used()
            .filter(a -> a.family() == first.family())
            .filter(a -> a.compareTo(first) >= 0 && a.compareTo(last) <= 0)
            .findFirst()
            .orElse(first);
    String owner =
        main.all().stream()
            .filter(a -> a.address().equals(used))
            .map(Alias::name)
            .findFirst()
            .orElse(main.name());
    throw AliasException.conflict(
        "%s is on %s already, as %s".formatted(used, main.name(), owner),
        owner.equals(main.name())
            ? "ip addr show dev %s shows what is there; choose another address".formatted(owner)
            : "netalias show " + owner);
  }

  static void held(MainDraft main, InterfaceAddress wanted) {
    if (main.holds(wanted)) {
      throw AliasException.conflict(
          "%s is on %s already: the kernel holds an address once in a subnet"
              .formatted(wanted.prefix(), main.name()),
          "");
    }
  }

  /** The address of a closed alias can have come to its device by another. */
  static void opens(MainDraft main, Alias alias, InterfaceAddress wanted) {
    if (!main.holds(wanted)) {
      return;
    }
    Optional<Alias> owner =
        main.aliases().stream().filter(a -> !a.isKept() && a.owned().isSameAs(wanted)).findFirst();
    throw AliasException.conflict(
        "%s can't be opened: %s is on %s already, %s"
            .formatted(
                alias.name(),
                wanted.prefix(),
                main.name(),
                owner.map(a -> "as " + a.name()).orElse("made by another program")),
        owner.isPresent()
            ? "close that first: netalias close " + owner.get().name()
            : "netalias del %s forgets the alias, ip addr del %s dev %s takes the address away"
                .formatted(alias.name(), wanted.prefix(), main.name()));
  }

  /** One address may take the place of another. */
  static void replaces(MainDraft main, InterfaceAddress before, InterfaceAddress after) {
    if (!before.local().equals(after.local())) {
      duplicate(main, after, false);
    } else if (!before.isSameAs(after)) {
      held(main, after);
    }
  }

  /** That there is no alias of a name, or none with that address. */
  static AliasException noAlias(String name, @Nullable Address address) {
    String which = address == null ? "" : " with the address " + address;
    return AliasException.notFound(
        "there is no alias '" + name + "'" + which,
        "netalias list shows the aliases that are there");
  }

  /** That there is no main device of a name. */
  static AliasException noDevice(String name, List<Block> blocks) {
    List<String> names =
        blocks.stream().filter(b -> !b.isElsewhere()).map(b -> b.main().name()).toList();
    return AliasException.notFound(
        "there is no device '" + name + "'", "devices: " + String.join(", ", names));
  }

  /** Why a network namespace can't be entered, in words. */
  static AliasException namespace(String name, KernelException refused) {
    if (refused.errno() == KernelException.ENOENT) {
      return AliasException.notFound(
          "there is no network namespace '" + name + "'", "ip netns list shows them");
    }
    if (refused.isPermission()) {
      return new AliasException(
          AliasException.Kind.PERMISSION,
          "entering the network namespace '" + name + "' needs CAP_SYS_ADMIN",
          "run it with sudo");
    }
    return AliasException.usage(
        "'%s' can't be entered: %s".formatted(name, refused.reason()),
        "name one that ip netns list shows, or a path such as /proc/PID/ns/net");
  }
}
