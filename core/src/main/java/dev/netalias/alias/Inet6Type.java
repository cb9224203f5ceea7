package dev.netalias.alias;

import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import java.util.Optional;

/** The built-in type {@code ip6}: IPv6, family 10. */
public final class Inet6Type implements AliasType {
  /** The one object of it. */
  public static final Inet6Type IP6 = new Inet6Type();

  private Inet6Type() {}

  @Override
  public int family() {
    return Address.INET6;
  }

  @Override
  public String name() {
    return "ip6";
  }

  @Override
  public Optional<Address> parse(String text) {
    try {
      return text.indexOf(':') >= 0 ? Optional.of(Address.parse(text)) : Optional.empty();
    } catch (FormatException notIpv6) {
      return Optional.empty();
    }
  }

  @Override
  public String format(Address address) {
    return address.toString();
  }

  @Override
  public Optional<String> refusal(Address address, int prefixLength) {
    if (address.isZero()) {
      return Optional.of("it is no host's address");
    }
    return address.high() >>> 56 == 0xff
        ? Optional.of("it is a multicast address")
        : Optional.empty();
  }
}
