package dev.netalias.cli.look.show;

import dev.netalias.alias.listing.Listings;
import dev.netalias.cli.print.FaceJson;
import dev.netalias.cli.print.TrafficJson;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Traffic;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ifconfig} shows as one block: a main device or an alias.
 *
 * @param name its name
 * @param main the main device, itself or an alias's
 * @param flags {@code IFF_*}: main's, or those of a closed alias
 * @param inet its IPv4 address, null where it has none
 * @param inet6 its IPv6 addresses
 * @param traffic its counters, null where nothing counts for it
 */
public record Face(
    String name,
    Link main,
    int flags,
    @Nullable InterfaceAddress inet,
    List<Prefix> inet6,
    @Nullable Traffic traffic) {
  private static final int SCOPE_HOST = 0x10;
  private static final int SCOPE_LINK = 0x20;
  private static final int SCOPE_SITE = 0x40;
  private static final int SCOPE_COMPATIBLE = 0x80;

  /** Copies the list. */
  public Face {
    inet6 = List.copyOf(inet6);
  }

  /** Whether it is shown without {@code -a}. */
  public boolean isUp() {
    return has(Link.UP);
  }

  /** The same for programs. */
  public FaceJson toJson() {
    return new FaceJson(
        name,
        main.name(),
        FlagWords.of(this),
        main.state().mtu(),
        main.state().mac().size() == 0 ? null : main.state().mac().toString(),
        main.state().queueLength(),
        inet == null ? null : FaceJson.Inet.of(inet),
        inet6.stream().map(FaceJson.Inet6::of).toList(),
        traffic == null ? null : TrafficJson.of(traffic));
  }

  /** Its name, fit for a terminal. */
  String shownName() {
    return Listings.printable(name);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  Hardware hardware() {
    return Hardware.of(main.hardware());
  }

  /** The mask of the IPv4 address, {@code 255.255.255.0}. */
  static String mask(InterfaceAddress inet) {
    return inet.prefix().mask().toString();
  }

  static String broadcast(InterfaceAddress inet) {
    return inet.broadcast() == null ? "0.0.0.0" : inet.broadcast().toString();
  }

  static String destination(InterfaceAddress inet) {
    return (inet.peer() == null ? inet.local() : inet.peer()).toString();
  }

  /** The scope of an IPv6 address, {@code ipv6_addr_scope} in the kernel's {@code net/ipv6.h}. */
  static int scope(Address address) {
    if (address.high() == 0 && address.low() >>> 32 == 0) {
      return address.low() == 1 ? SCOPE_HOST : SCOPE_COMPATIBLE;
    }
    int first = (int) (address.high() >>> 54);
    return first == 0xfe80 >>> 6 ? SCOPE_LINK : first == 0xfec0 >>> 6 ? SCOPE_SITE : 0;
  }

  /** The word for a scope in today's form. */
  static String scopeWord(int scope) {
    return switch (scope) {
      case SCOPE_HOST -> "<host>";
      case SCOPE_LINK -> "<link>";
      case SCOPE_SITE -> "<site>";
      case SCOPE_COMPATIBLE -> "<compat,global>";
      default -> "<global>";
    };
  }

  /** The word for a scope in the classic form. */
  static String classicScopeWord(int scope) {
    return switch (scope) {
      case SCOPE_HOST -> "Host";
      case SCOPE_LINK -> "Link";
      case SCOPE_SITE -> "Site";
      case SCOPE_COMPATIBLE -> "Compat";
      default -> "Global";
    };
  }
}
