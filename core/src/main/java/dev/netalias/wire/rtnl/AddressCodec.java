package dev.netalias.wire.rtnl;

import dev.netalias.net.Address;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.Codec;

/**
 * A network address of 1 to 16 bytes. Its family is told by its length, as everywhere in rtnetlink;
 * one of another length than those of IPv4 and IPv6 has family 0.
 */
final class AddressCodec implements Codec<Address> {
  static final AddressCodec ADDRESS = new AddressCodec();

  private static final int LONGEST = 16;

  private AddressCodec() {}

  @Override
  public Address decode(Cursor in) {
    return switch ((int) in.remaining()) {
      case 4 -> Address.ofIpv4(in.i32be());
      case LONGEST -> new Address(Address.INET6, LONGEST, in.i64be(), in.i64be());
      default -> other(0, in);
    };
  }

  static Address other(int family, Cursor in) {
    if (!in.hasRemaining() || in.remaining() > LONGEST) {
      throw in.broken("an address of " + in.remaining() + " bytes");
    }
    return Address.of(family, in.rest());
  }

  @Override
  public void encode(Emitter out, Address value) {
    switch (value.size()) {
      case 4 -> out.i32be((int) value.low());
      case LONGEST -> out.i64be(value.high()).i64be(value.low());
      default -> out.bytes(value.bytes());
    }
  }
}
