package dev.netalias.formats.ifupdown;

import dev.netalias.formats.Declared;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import dev.netalias.net.Prefix;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The address of a stanza of the method {@code static}, as {@code inet.defn}, {@code inet6.defn}
 * and {@code archcommon.c} come to it.
 *
 * @param prefix the address with the length of its prefix
 * @param broadcast what it is given as broadcast address, null for none
 */
record StaticAddress(Prefix prefix, @Nullable Address broadcast) {
  /** ifupdown looks at no more of an address. */
  private static final int MOST = 33;

  private static final int BITS = 32;

  private static final Address NONE = Address.ofIpv4(0);

  /** In a prefix of 31 bits {@code +} and {@code -} are no addresses of the subnet. */
  private static final int POINT_TO_POINT = 31;

  /** What a stanza says, empty where ifupdown would hand something senseless to ip. */
  static Optional<StaticAddress> of(Stanza.Iface iface) {
    String address = iface.value("address");
    if (address == null) {
      return Optional.empty();
    }
    try {
      return iface.family().equals("inet") ? inet(iface, address) : inet6(iface, address);
    } catch (FormatException senseless) {
      return Optional.empty();
    }
  }

  private static Optional<StaticAddress> inet(Stanza.Iface iface, String said) {
    String cut = said.length() > MOST ? said.substring(0, MOST) : said;
    Tokens tokens = Tokens.of(cut);
    Address address = Address.parse(tokens.first());
    if (address.family() != Address.INET) {
      return Optional.empty();
    }
    String netmask = iface.value("netmask");
    OptionalInt length =
        netmask != null
            ? length(netmask.strip())
            : tokens.second() == null
                ? OptionalInt.of(Declared.classful(address))
                : lengthInAddress(tokens.second());
    if (length.isEmpty()) {
      return Optional.empty();
    }
    Prefix prefix = new Prefix(address, length.getAsInt());
    boolean numeric = netmask != null && netmask.indexOf('.') < 0;
    String broadcast = iface.value("broadcast");
    Address found = broadcast(prefix, broadcast == null ? "+" : broadcast.strip(), numeric);
    return Optional.of(new StaticAddress(prefix, found.isZero() ? null : found));
  }

  /** What is given to the kernel, 0 for none. */
  private static Address broadcast(Prefix prefix, String said, boolean numeric) {
    boolean plus = said.equals("+");
    if (!plus && !said.equals("-")) {
      Address given = Address.parse(said);
      if (given.family() != Address.INET) {
        throw new FormatException("'" + said + "' is no broadcast address");
      }
      return given;
    }
    if (numeric && prefix.length() >= POINT_TO_POINT) {
      return NONE; // ip is asked, and sees no room for one
    }
    if (prefix.length() == POINT_TO_POINT) {
      return plus ? Address.ofIpv4(-1) : NONE;
    }
    return plus ? prefix.last() : prefix.network().address();
  }

  /** A mask, or what {@code scanf("%d")} makes of it. */
  private static OptionalInt lengthInAddress(String said) {
    if (said.indexOf('.') >= 0 && isAddress(said)) {
      return ofMask(Address.parse(said));
    }
    int at = 0;
    while (at < said.length() && Line.isBlank(said.charAt(at))) {
      at++;
    }
    int end = at;
    while (end < said.length() && end - at < 4 && isDigit(said.charAt(end))) {
      end++;
    }
    return end == at ? OptionalInt.empty() : ofNumber(Integer.parseInt(said.substring(at, end)));
  }

  private static boolean isAddress(String text) {
    try {
      return Address.parse(text).family() == Address.INET;
    } catch (FormatException none) {
      return false;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A number or a mask, as ip takes it. */
  private static OptionalInt length(String said) {
    if (said.indexOf('.') >= 0) {
      return ofMask(Address.parse(said));
    }
    return said.length() <= 3 && !said.isEmpty() && said.chars().allMatch(c -> isDigit((char) c))
        ? ofNumber(Integer.parseInt(said))
        : OptionalInt.empty();
  }

  private static OptionalInt ofNumber(int number) {
    return number <= BITS ? OptionalInt.of(number) : OptionalInt.empty();
  }

  private static OptionalInt ofMask(Address mask) {
    for (int length = 0; length <= BITS; length++) {
      if (new Prefix(Address.ofIpv4(0), length).mask().equals(mask)) {
        return OptionalInt.of(length);
      }
    }
    return OptionalInt.empty();
  }

  private static Optional<StaticAddress> inet6(Stanza.Iface iface, String said) {
    Tokens tokens = Tokens.of(said);
    Address address = Address.parse(tokens.first());
    String netmask = iface.value("netmask");
    String length = netmask != null ? netmask : tokens.second();
    if (address.family() != Address.INET6) {
      return Optional.empty();
    }
    if (length == null) {
      return Optional.of(new StaticAddress(new Prefix(address, address.bits()), null));
    }
    return Optional.of(
        new StaticAddress(new Prefix(address, Prefix.parseLength(length.strip(), 0)), null));
  }

  /** What {@code strtok} with a slash finds first and second. */
  private record Tokens(String first, @Nullable String second) {
    static Tokens of(String text) {
      int from = 0;
      while (from < text.length() && text.charAt(from) == '/') {
        from++;
      }
      int slash = text.indexOf('/', from);
      if (slash < 0) {
        return new Tokens(text.substring(from), null);
      }
      int next = slash;
      while (next < text.length() && text.charAt(next) == '/') {
        next++;
      }
      int end = text.indexOf('/', next);
      String second = text.substring(next, end < 0 ? text.length() : end);
      return new Tokens(text.substring(from, slash), second.isEmpty() ? null : second);
    }
  }
}
