package dev.netalias.cli.look.name;

import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import java.util.Optional;

/** Numbers for addresses in the forms of the C library: {@code inet_aton(3)}, {@code inet_ntop}. */
public final class AddressText {
  private AddressText() {}

  /**
   * An IPv4 address of one to four numbers, each decimal, octal or hexadecimal, the last of which
   * fills the bytes that are left: {@code 172.16.3.1}, {@code 0}, {@code 0xffffff00}, {@code 10.1}.
   */
  public static Optional<Address> aton(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length > 4) {
      return Optional.empty();
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      long number = number(parts[i]);
      long most = last ? 0xffff_ffffL >>> 8 * i : 0xff;
      if (number < 0 || number > most) {
        return Optional.empty();
      }
      address |= last ? number : number << 8 * (3 - i);
    }
    return Optional.of(Address.ofIpv4((int) address));
  }

  /** A number as C writes it, -1 where it is none or too large for 32 bits. */
  private static long number(String text) {
    boolean hex = text.startsWith("0x") || text.startsWith("0X");
    int radix = hex ? 16 : text.startsWith("0") ? 8 : 10;
    String digits = hex ? text.substring(2) : text;
    if (digits.isEmpty() || digits.length() > 11 || Character.digit(digits.charAt(0), radix) < 0) {
      return -1;
    }
    try {
      return Long.parseLong(digits, radix);
    } catch (NumberFormatException noNumber) {
      return -1;
    }
  }

  /** An IPv6 address, {@code inet_pton(3)}. */
  public static Optional<Address> pton6(String text) {
    try {
      return text.indexOf(':') < 0 ? Optional.empty() : Optional.of(Address.parse(text));
    } catch (FormatException none) {
      return Optional.empty();
    }
  }

  /**
   * The text of an IPv6 address as net-tools prints it: {@code ::1.2.3.4} for one that holds an
   * IPv4 address, and {@code 1.2.3.4} alone for a mapped one.
   */
  public static String ntop6(Address address) {
    if (address.high() == 0) {
      long upper = address.low() >>> 32;
      Address inner = Address.ofIpv4((int) address.low());
      if (upper == 0xffff) {
        return inner.toString();
      }
      if (upper == 0 && address.low() >>> 16 != 0) {
        return "::" + inner;
      }
    }
    return address.toString();
  }
}
