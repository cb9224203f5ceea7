package dev.netalias.wire.rtnl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.AttributeList;
import dev.netalias.wire.nl.Codec;
import dev.netalias.wire.nl.NlMsgHdr;
import java.util.ArrayList;
import java.util.List;

/**
 * One way of a route with several, {@code struct rtnexthop}.
 *
 * @param flags {@code RTNH_F_*}
 * @param hops its weight less one
 * @param index the device
 * @param attributes {@link Rta}
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/rtnetlink.h">rtnetlink.h</a>
 */
public record NextHop(int flags, int hops, int index, AttributeList attributes) {
  private static final int SIZE = 8;

  /** Reads one, and its padding. */
  static NextHop parse(Cursor in) {
    int length = in.u16(); // rtnh_len
    int flags = in.u8(); // rtnh_flags
    int hops = in.u8(); // rtnh_hops
    int index = in.i32(); // rtnh_ifindex
    AttributeList attributes =
        AttributeList.read(Rta.ALL, in.part("rtnexthop", (long) length - SIZE));
    in.skip(Math.min(in.remaining(), NlMsgHdr.aligned(length) - length));
    return new NextHop(flags, hops, index, attributes);
  }

  /** Writes what {@link #parse} reads. */
  void emit(Emitter out) {
    long start = out.position();
    out.u16(0) // rtnh_len
        .u8(flags) // rtnh_flags
        .u8(hops) // rtnh_hops
        .i32(index); // rtnh_ifindex
    attributes.emit(out);
    out.patchU16(start, (int) (out.position() - start));
  }

  @Override
  public String toString() {
    return "dev "
        + index
        + " weight "
        + (hops + 1)
        + (flags == 0 ? "" : " flags " + flags)
        + (attributes.values().isEmpty() ? "" : " " + attributes);
  }

  /** The payload of RTA_MULTIPATH. */
  static final class ListCodec implements Codec<List<NextHop>> {
    static final ListCodec NEXT_HOPS = new ListCodec();

    private ListCodec() {}

    @Override
    public List<NextHop> decode(Cursor in) {
      List<NextHop> hops = new ArrayList<>();
      while (in.hasRemaining()) {
        hops.add(parse(in));
      }
      return List.copyOf(hops);
    }

    @Override
    public void encode(Emitter out, List<NextHop> value) {
      value.forEach(hop -> hop.emit(out));
    }
  }
}
