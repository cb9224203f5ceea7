package dev.netalias.wire.nl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;

/** A number of 64 bits, printed unsigned. */
public final class LongCodec implements Codec<Long> {
  /** {@code NLA_U64}: always 8 bytes. */
  public static final LongCodec U64 = new LongCodec(false, false);

  /** {@code NLA_UINT}: 4 bytes where the number fits into them, else 8. */
  public static final LongCodec UINT = new LongCodec(true, false);

  /** {@code NLA_BE64}. */
  public static final LongCodec BE64 = new LongCodec(false, true);

  private final boolean shortens;
  private final boolean network;

  private LongCodec(boolean shortens, boolean network) {
    this.shortens = shortens;
    this.network = network;
  }

  @Override
  public Long decode(Cursor in) {
    if (shortens && in.remaining() == Integer.BYTES) {
      return in.u32();
    }
    if (in.remaining() != Long.BYTES) {
      throw in.broken("has " + in.remaining() + " bytes, not " + Long.BYTES);
    }
    return network ? in.i64be() : in.i64();
  }

  @Override
  public void encode(Emitter out, Long value) {
    if (shortens && value >>> Integer.SIZE == 0) {
      out.i32(value.intValue());
    } else if (network) {
      out.i64be(value);
    } else {
      out.i64(value);
    }
  }

  @Override
  public String print(Long value) {
    return Long.toUnsignedString(value);
  }
}
