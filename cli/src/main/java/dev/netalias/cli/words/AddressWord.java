package dev.netalias.cli.words;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import dev.netalias.net.Prefix;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * {@code ADDRESS}, {@code ADDRESS/LEN}, or {@code FIRST-LAST} with or without {@code /LEN}.
 *
 * @param first the address, or a range's first
 * @param count how many
 * @param length length of the prefix of each, where it is given
 */
public record AddressWord(Address first, int count, OptionalInt length) {
  /** More aliases than this in one word are taken for a mistake. */
  public static final int MOST = 1 << 20;

  private static final String LENGTHS =
      "a length is 0 to 32 for IPv4 and 0 to 128 for IPv6, as in 192.0.2.10/24";

  /** Reads it; the types say what an address is. */
  public static AddressWord parse(AliasTypes types, String text) {
    int slash = text.lastIndexOf('/');
    String addresses = slash < 0 ? text : text.substring(0, slash);
    OptionalInt length = slash < 0 ? OptionalInt.empty() : OptionalInt.of(length(text, slash + 1));
    int dash = addresses.indexOf('-');
    if (dash < 0 || isWhole(types, addresses)) {
      return new AddressWord(types.parse(addresses), 1, length);
    }
    Address first = types.parse(addresses.substring(0, dash));
    Address last = last(types, addresses, dash);
    return new AddressWord(first, count(text, first, last), length);
  }

  private static int length(String text, int start) {
    try {
      return Prefix.parseLength(text, start);
    } catch (FormatException wrong) {
      throw AliasException.usage(String.valueOf(wrong.getMessage()), LENGTHS);
    }
  }

  /** The prefix of one address; without a length that of a host. */
  public Prefix prefix() {
    try {
      return new Prefix(first, length.orElse(first.bits()));
    } catch (FormatException wrong) {
      throw AliasException.usage(String.valueOf(wrong.getMessage()), LENGTHS);
    }
  }

  /**
   * The broadcast address that is given for an address, null where none is.
   *
   * @throws AliasException where it can have none, or none of that family
   */
  public static @Nullable Address broadcast(
      AliasTypes types, @Nullable String text, Address address) {
    if (text == null) {
      return null;
    }
    Address broadcast = types.parse(text);
    if (address.family() == Address.INET6) {
      throw AliasException.usage(
          "--broadcast is not for " + address + ": IPv6 has no broadcast addresses",
          "leave it out");
    }
    if (broadcast.family() != address.family()) {
      throw AliasException.usage(
          "the broadcast address %s is of another family than %s".formatted(broadcast, address),
          "without --broadcast it is the usual one");
    }
    return broadcast;
  }

  /** Families of their own may write an address with a dash. */
  private static boolean isWhole(AliasTypes types, String text) {
    return types.all().stream().anyMatch(type -> type.parse(text).isPresent());
  }

  private static Address last(AliasTypes types, String addresses, int dash) {
    try {
      return types.parse(addresses.substring(dash + 1));
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
          "'" + text + "' holds more than " + MOST + " addresses", "take several commands");
    }
    return (int) (last.low() - first.low()) + 1;
  }

  private static boolean isBeyond(Address first, Address last) {
    long distance = last.low() - first.low();
    long borrow = Long.compareUnsigned(last.low(), first.low()) < 0 ? 1 : 0;
    return last.high() - first.high() != borrow || Long.compareUnsigned(distance, MOST) >= 0;
  }
}
