package dev.netalias.alias;

import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import dev.netalias.net.Prefix;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The built-in type {@code ip}: IPv4, family 2. */
public final class InetType implements AliasType {
  /** The one object of it. */
  public static final InetType IP = new InetType();

  /** The built-in type {@code ip6}: IPv6, family 10. */
  public static final AliasType IP6 = new Six();

  private InetType() {}

  @Override
  public int family() {
    return Address.INET;
  }

  @Override
  public String name() {
    return "ip";
  }

  @Override
  public Optional<Address> parse(String text) {
    try {
      return text.indexOf(':') < 0 ? Optional.of(Address.parse(text)) : Optional.empty();
    } catch (FormatException notIpv4) {
      return Optional.empty();
    }
  }

  @Override
  public String format(Address address) {
    return address.toString();
  }

  /** Class A 8, B 16, C 24 (RFC 791 section 3.2); beyond them a host. */
  @Override
  public int classPrefix(Address address) {
    int first = (int) (address.low() >>> 24);
    return first < 128 ? 8 : first < 192 ? 16 : first < 224 ? 24 : 32;
  }

  /** All host bits 1 (RFC 919); none in a prefix of 31 or 32 bits (RFC 3021). */
  @Override
  public Optional<Address> broadcast(Address address, int prefixLength) {
    return prefixLength < 31 ? Optional.of(address.filled(prefixLength)) : Optional.empty();
  }

  @Override
  public Optional<String> refusal(Address address, int prefixLength) {
    long first = address.low() >>> 24;
    if (address.isZero()) {
      return Optional.of("it is no host's address");
    }
    if (first >= 224 && first < 240) {
      return Optional.of("it is a multicast address");
    }
    return address.low() == 0xffff_ffffL
        ? Optional.of("it is the broadcast address")
        : Optional.empty();
  }

  /** The prefix lengths that the classic commands take where no netmask is given. */
  public static final class ClassicPrefix {
    private ClassicPrefix() {}

    /**
     * Of an address set without netmask: that of the subnet of main that holds it, the longest
     * where several do; else the class mask.
     */
    public static int ofAddress(Address address, Collection<InterfaceAddress> ofMain) {
      return ofMain.stream()
          .filter(a -> !a.prefix().isHost() && a.subnet().contains(address))
          .map(InterfaceAddress::prefixLength)
          .max(Comparator.naturalOrder())
          .orElseGet(() -> InetType.IP.classPrefix(address));
    }

    /**
     * Of a network in {@code route add -net} without netmask: that of a connected subnet of that
     * very network address; else the class mask; and where that leaves host bits set, the shortest
     * mask of whole bytes that does not: 24 for 172.16.3.0.
     */
    public static int ofNetwork(Address network, Collection<InterfaceAddress> connected) {
      return connected.stream()
          .map(InterfaceAddress::subnet)
          .filter(s -> s.address().equals(network) && !s.isHost())
          .map(Prefix::length)
          .max(Comparator.naturalOrder())
          .orElseGet(() -> classOrBytes(network));
    }

    private static int classOrBytes(Address network) {
      int length = network.isZero() ? 0 : InetType.IP.classPrefix(network);
      while (!network.masked(length).equals(network)) {
        length = (length / 8 + 1) * 8;
      }
      return length;
    }
  }

  private static final class Six implements AliasType {
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
}
