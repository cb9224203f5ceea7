package dev.netalias.cli.words;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import dev.netalias.plan.Addresses;
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
  public static final int MOST = Addresses.MOST;

  /** Reads it; the types say what an address is. */
  public static AddressWord parse(AliasTypes types, String text) {
    Addresses parsed = Addresses.parse(types, text);
    return new AddressWord(parsed.first(), parsed.count(), parsed.length());
  }

  /** Whether an address is one of these. */
  public boolean contains(Address address) {
    long distance = address.low() - first.low();
    long carry = Long.compareUnsigned(address.low(), first.low()) < 0 ? 1 : 0;
    return address.family() == first.family()
        && address.high() == first.high() + carry
        && Long.compareUnsigned(distance, count) < 0;
  }

  /** The prefix of one address; without a length that of a host. */
  public Prefix prefix() {
    return new Addresses(first, count, length).prefix();
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
}
