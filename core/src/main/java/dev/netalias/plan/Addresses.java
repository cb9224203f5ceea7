package dev.netalias.plan;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import dev.netalias.net.Prefix;
import java.util.OptionalInt;

/**
 * One address, or consecutive ones: {@code ADDRESS}, {@code ADDRESS/LEN}, or {@code FIRST-LAST}
 * with or without {@code /LEN}. A range stays a range, however many addresses are in it.
 *
 * @param first the address, or a range's first
 * @param count how many
 * @param length length of the prefix of each, where it is given
 */
public record Addresses(Address first, int count, OptionalInt length) {
  /** More addresses than this in one word are taken for a mistake. */
  public static final int MOST = 1 << 20;

  private static final String LENGTHS =
      "a length is 0 to 32 for IPv4 and 0 to 128 for IPv6, as in 192.0.2.10/24";

  /** One address with a prefix. */
  public static Addresses of(Prefix prefix) {
    return new Addresses(prefix.address(), 1, OptionalInt.of(prefix.length()));
  }

  /**
   * Reads them; the types say what an address is.
   *
   * @throws AliasException where the text is none of the forms
   */
  public static Addresses parse(AliasTypes types, String text) {
    int slash = text.lastIndexOf('/');
    String addresses = slash < 0 ? text : text.substring(0, slash);
    OptionalInt length = slash < 0 ? OptionalInt.empty() : OptionalInt.of(length(text, slash + 1));
    int dash = addresses.indexOf('-');
    Addresses parsed =
        dash < 0 || isWhole(types, addresses)
            ? new Addresses(types.parse(addresses), 1, length)
            : range(types, text, dash, length);
    parsed.prefix(); // refuses a length that is none of the family's
    return parsed;
  }

  private static Addresses range(AliasTypes types, String text, int dash, OptionalInt length) {
    int slash = text.lastIndexOf('/');
    Address first = types.parse(text.substring(0, dash));
    Address last = last(types, text.substring(dash + 1, slash < 0 ? text.length() : slash));
    return new Addresses(first, count(text, first, last), length);
  }

  private static int length(String text, int start) {
    try {
      return Prefix.parseLength(text, start);
    } catch (FormatException wrong) {
      throw AliasException.usage(String.valueOf(wrong.getMessage()), LENGTHS);
    }
  }

  /** The last address. */
  public Address last() {
    return count == 1 ? first : first.plus(count - 1L);
  }

  /** The prefix of the first address; without a length that of a host. */
  public Prefix prefix() {
    try {
      return new Prefix(first, length.orElse(first.bits()));
    } catch (FormatException wrong) {
      throw AliasException.usage(String.valueOf(wrong.getMessage()), LENGTHS);
    }
  }

  /** Whether an address is one of them. */
  public boolean contains(Address address) {
    return address.family() == first.family()
        && address.compareTo(first) >= 0
        && address.compareTo(last()) <= 0;
  }

  /** Families of their own may write an address with a dash. */
  private static boolean isWhole(AliasTypes types, String text) {
    return types.all().stream().anyMatch(type -> type.parse(text).isPresent());
  }

  private static Address last(AliasTypes types, String text) {
    try {
      return types.parse(text);
    } catch (AliasException wrong) {
      throw AliasException.usage(
          String.valueOf(wrong.getMessage()), "a range is FIRST-LAST, two whole addresses");
    }
  }

  private static int count(String text, Address first, Address last) {
    if (first.family() != last.family() || first.size() != last.size()) {
      throw AliasException.usage("'" + text + "' is a range over two families", "");
    }
    if (first.compareTo(last) > 0) {
      throw AliasException.usage(
          "'" + text + "' ends before it begins", "write it as " + last + "-" + first);
    }
    if (isBeyond(first, last)) {
      throw AliasException.usage(
          "'" + text + "' holds more than " + MOST + " addresses", "take several ranges");
    }
    return (int) (last.low() - first.low()) + 1;
  }

  private static boolean isBeyond(Address first, Address last) {
    long distance = last.low() - first.low();
    long borrow = Long.compareUnsigned(last.low(), first.low()) < 0 ? 1 : 0;
    return last.high() - first.high() != borrow || Long.compareUnsigned(distance, MOST) >= 0;
  }

  /** The text that is read as this. */
  @Override
  public String toString() {
    String range = count == 1 ? first.toString() : first + "-" + last();
    return range + (length.isPresent() ? "/" + length.getAsInt() : "");
  }
}
