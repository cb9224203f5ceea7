package dev.netalias.wire.rtnl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.Codec;

/**
 * Where a device sits in the machine, {@code struct rtnl_link_ifmap}.
 *
 * @param start first address of its memory
 * @param end last address of its memory
 * @param base its I/O address
 * @param irq its interrupt
 * @param dma its DMA channel
 * @param port its port
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/if_link.h">if_link.h</a>
 */
public record LinkMap(long start, long end, long base, int irq, int dma, int port) {
  private static final int PADDING = 4;

  static LinkMap parse(Cursor in) {
    LinkMap map =
        new LinkMap(
            in.i64(), // mem_start
            in.i64(), // mem_end
            in.i64(), // base_addr
            in.u16(), // irq
            in.u8(), // dma
            in.u8()); // port
    in.skip(in.remaining());
    return map;
  }

  void emit(Emitter out) {
    out.i64(start) // mem_start
        .i64(end) // mem_end
        .i64(base) // base_addr
        .u16(irq) // irq
        .u8(dma) // dma
        .u8(port) // port
        .zeros(PADDING);
  }

  /** The payload of IFLA_MAP. */
  static final class MapCodec implements Codec<LinkMap> {
    static final MapCodec MAP = new MapCodec();

    private MapCodec() {}

    @Override
    public LinkMap decode(Cursor in) {
      return parse(in);
    }

    @Override
    public void encode(Emitter out, LinkMap value) {
      value.emit(out);
    }

    @Override
    public String print(LinkMap value) {
      return "irq %d dma %d port %d base %#x mem %#x-%#x"
          .formatted(value.irq, value.dma, value.port, value.base, value.start, value.end);
    }
  }
}
