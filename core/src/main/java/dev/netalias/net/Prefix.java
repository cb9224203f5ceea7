package dev.netalias.net;

import org.jspecify.annotations.Nullable;

/**
 * An address with the length of its network part, as {@code 192.168.0.1/24}. Host bits are kept, so
 * that it can say both where a host is and what its subnet is.
 *
 * @param address the address, host bits included
 * @param length bits of the network part, 0 to {@code address.bits()}
 */
public record Prefix(Address address, int length) {
  /** Checks the length against the family's. */
  public Prefix {
    if (length < 0 || length > address.bits()) {
      throw new FormatException(
          "prefix length " + length + " of " + address + " is not 0 to " + address.bits());
    }
  }

  /**
   * Reads {@code ADDRESS/LENGTH}, or {@code ADDRESS} as a host prefix.
   *
   * @throws FormatException where either part is wrong
   */
  public static Prefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      Address address = Address.parse(text);
      return new Prefix(address, address.bits());
    }
    return new Prefix(Address.parse(text.substring(0, slash)), parseLength(text, slash + 1));
  }

  /** Reads the decimal prefix length that begins at {@code start}. */
  public static int parseLength(String text, int start) {
    String digits = text.substring(start);
    if (!digits.matches("[0-9]{1,3}")) {
      throw new FormatException("'" + digits + "' in '" + text + "' is not a prefix length");
    }
    return Integer.parseInt(digits);
  }

  /** The subnet: the same prefix with its host bits 0. */
  public Prefix network() {
    return new Prefix(address.masked(length), length);
  }

  /** Whether the address lies in this subnet; false for an address of another family. */
  public boolean contains(Address other) {
    return other.family() == address.family()
        && other.size() == address.size()
        && other.masked(length).equals(address.masked(length));
  }

  /** The address with all host bits 1: the directed broadcast address in IPv4. */
  public Address last() {
    return address.filled(length);
  }

  /** The prefix length as a mask, {@code 255.255.255.0}. */
  public Address mask() {
    return new Address(address.family(), address.size(), 0, 0).filled(0).masked(length);
  }

  /** Whether nothing but one address lies in it. */
  public boolean isHost() {
    return length == address.bits();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Prefix prefix
        && length == prefix.length
        && address.equals(prefix.address);
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + length;
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}
