package dev.netalias.wire.rtnl;

import dev.netalias.net.Address;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.Codec;

/**
 * A gateway of a family of its own, {@code struct rtvia}.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/rtnetlink.h">rtnetlink.h</a>
 */
final class ViaCodec implements Codec<Address> {
  static final ViaCodec VIA = new ViaCodec();

  private ViaCodec() {}

  @Override
  public Address decode(Cursor in) {
    int family = in.u16(); // rtvia_family
    return AddressCodec.other(family, in); // rtvia_addr
  }

  @Override
  public void encode(Emitter out, Address value) {
    out.u16(value.family()) // rtvia_family
        .bytes(value.bytes()); // rtvia_addr
  }
}
