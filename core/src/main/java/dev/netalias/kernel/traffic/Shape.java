package dev.netalias.kernel.traffic;

import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What prefixes have in common that one set can hold: nftables looks addresses of one family up
 * after all but their first bits are cleared. The longest comes first, as it is the one that is
 * meant where prefixes lie in each other.
 *
 * @param family address family, 2 or 10
 * @param length bits of the prefix
 */
public record Shape(int family, int length) implements Comparable<Shape> {
  /** Single IPv4 addresses. */
  public static final Shape INET = new Shape(Address.INET, 32);

  /** Single IPv6 addresses. */
  public static final Shape INET6 = new Shape(Address.INET6, 128);

  /** The shape of a prefix. */
  public static Shape of(Prefix prefix) {
    return new Shape(prefix.address().family(), prefix.length());
  }

  /** Reads what {@link #toString} prints; empty where it is something else. */
  public static Optional<Shape> parse(String text) {
    if (!text.matches("ip6?(_\\d{1,3})?")) {
      return Optional.empty();
    }
    Shape host = text.startsWith("ip6") ? INET6 : INET;
    int length = text.indexOf('_') + 1;
    int bits = length == 0 ? host.length : Integer.parseInt(text.substring(length));
    return bits > host.length ? Optional.empty() : Optional.of(new Shape(host.family, bits));
  }

  /** Whether it is IPv4. */
  public boolean isInet() {
    return family == Address.INET;
  }

  /** Bits of an address. */
  public int bits() {
    return isInet() ? 32 : 128;
  }

  /** Whether it is that of single addresses. */
  public boolean isHost() {
    return length == bits();
  }

  /** What nftables calls the family. */
  public String word() {
    return isInet() ? "ip" : "ip6";
  }

  /** What nftables calls the type of its addresses. */
  public String type() {
    return isInet() ? "ipv4_addr" : "ipv6_addr";
  }

  /** The name of its set of a kind: {@code rx_ip}, {@code rx_ip_24}. */
  public String set(String kind) {
    return kind + "_" + this;
  }

  /** The address whose first bits are set. */
  public Address mask() {
    return new Prefix(new Address(family, bits() / 8, 0, 0), length).mask();
  }

  @Override
  public boolean equals(@Nullable Object other) { // without what records link for it at first use
    return other instanceof Shape that && family == that.family && length == that.length;
  }

  @Override
  public int hashCode() {
    return 31 * family + length;
  }

  @Override
  public int compareTo(Shape other) {
    int byFamily = Integer.compare(family, other.family);
    return byFamily != 0 ? byFamily : Integer.compare(other.length, length);
  }

  @Override
  public String toString() {
    return isHost() ? word() : word() + "_" + length;
  }
}
