package dev.netalias.net;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A network address of any family: its family number (as in {@code AF_INET}) and 1 to 16 bytes in
 * network order, kept as one 128-bit number so that addresses compare, hash and count without
 * allocation.
 *
 * @param family the address family, as the kernel numbers it ({@code linux/socket.h})
 * @param size length in bytes, 1 to 16
 * @param high the upper 64 bits of the number, 0 where {@code size <= 8}
 * @param low the lower 64 bits of the number
 */
public record Address(int family, int size, long high, long low) implements Comparable<Address> {
  /** Family number of IPv4, {@code AF_INET}. */
  public static final int INET = 2;

  /** Family number of IPv6, {@code AF_INET6}. */
  public static final int INET6 = 10;

  private static final int MOST_BYTES = 16;

  /** Checks that the number fits into the size. */
  public Address {
    if (size < 1 || size > MOST_BYTES) {
      throw new FormatException("an address has 1 to 16 bytes, not " + size);
    }
    boolean fits = size > 8 ? (high & ~mask(size - 8)) == 0 : high == 0 && (low & ~mask(size)) == 0;
    if (!fits) {
      throw new FormatException("the number is wider than " + size + " bytes");
    }
  }

  /** An address of a family from its bytes in network order. */
  public static Address of(int family, byte... bytes) {
    long high = 0;
    long low = 0;
    for (byte b : bytes) {
      high = high << 8 | low >>> 56;
      low = low << 8 | b & 0xff;
    }
    return new Address(family, bytes.length, high, low);
  }

  /** The IPv4 address of a 32-bit number, {@code 0x7f000001} for 127.0.0.1. */
  public static Address ofIpv4(int number) {
    return new Address(INET, 4, 0, number & 0xffff_ffffL);
  }

  /**
   * Reads an IPv4 or IPv6 address in text form (RFC 4291 section 2.2, {@code inet_pton(3)}).
   *
   * @throws FormatException where the text is neither
   */
  public static Address parse(String text) {
    return text.indexOf(':') >= 0 ? IpText.parseIpv6(text) : IpText.parseIpv4(text);
  }

  /** The bytes in network order. */
  public byte[] bytes() {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      int shift = 8 * (size - 1 - i);
      bytes[i] = (byte) (shift >= 64 ? high >>> (shift - 64) : low >>> shift);
    }
    return bytes;
  }

  /** The number of bits, 32 for IPv4 and 128 for IPv6: the longest prefix. */
  public int bits() {
    return 8 * size;
  }

  /** Whether every bit is 0: {@code 0.0.0.0}, {@code ::}. */
  public boolean isZero() {
    return high == 0 && low == 0;
  }

  /** The address with all bits after the first {@code length} set to 0. */
  public Address masked(int length) {
    int host = bits() - length;
    long clearLow = host >= 64 ? 0 : -1L << host;
    long clearHigh = host <= 64 ? -1L : host >= 128 ? 0 : -1L << (host - 64);
    return new Address(family, size, high & clearHigh, low & clearLow);
  }

  /** The address with all bits after the first {@code length} set to 1. */
  public Address filled(int length) {
    Address start = masked(length);
    int host = bits() - length;
    long setLow = host == 0 ? 0 : host >= 64 ? -1L : (1L << host) - 1;
    long setHigh = host <= 64 ? 0 : host >= 128 ? -1L : (1L << (host - 64)) - 1;
    return new Address(family, size, start.high | setHigh, start.low | setLow);
  }

  /**
   * The address so many numbers further on.
   *
   * @throws FormatException where that passes the family's last address
   */
  public Address plus(long count) {
    long sum = low + count;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    if (carry == 1 && high == -1L) {
      throw new FormatException("no address lies " + count + " after " + this);
    }
    return new Address(family, size, high + carry, sum);
  }

  @Override
  public int compareTo(Address other) {
    int byFamily = Integer.compare(family, other.family);
    int byHigh = Long.compareUnsigned(high, other.high);
    int byLow = Long.compareUnsigned(low, other.low);
    return byFamily != 0 ? byFamily : byHigh != 0 ? byHigh : byLow;
  }

  // Said here, as what records have by themselves is slow until it is compiled, and a command that
  // makes ten thousand aliases is over before that.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address address
        && low == address.low
        && high == address.high
        && family == address.family
        && size == address.size;
  }

  @Override
  public int hashCode() {
    long mixed = (low ^ Long.rotateLeft(high, 31) ^ family) * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed ^ mixed >>> 32);
  }

  /** The text form of IPv4 and IPv6 (RFC 5952), else {@code family/hex}. */
  @Override
  public String toString() {
    if (family == INET && size == 4) {
      return IpText.formatIpv4(low);
    }
    if (family == INET6 && size == MOST_BYTES) {
      return IpText.formatIpv6(this);
    }
    return family + "/" + HexFormat.of().formatHex(bytes());
  }

  private static long mask(int bytes) {
    return bytes == 8 ? -1L : (1L << 8 * bytes) - 1;
  }

  static Address ofShorts(int[] groups) {
    byte[] bytes = new byte[MOST_BYTES];
    for (int i = 0; i < groups.length; i++) {
      bytes[2 * i] = (byte) (groups[i] >> 8);
      bytes[2 * i + 1] = (byte) groups[i];
    }
    return of(INET6, Arrays.copyOf(bytes, MOST_BYTES));
  }
}
