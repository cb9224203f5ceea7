package dev.netalias.wire.nl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import java.util.HexFormat;

/** Bytes of which nothing is known, kept as they are and printed in hex. */
public final class BinaryCodec implements Codec<byte[]> {
  /** {@code NLA_BINARY}. */
  public static final BinaryCodec BINARY = new BinaryCodec();

  private BinaryCodec() {}

  @Override
  public byte[] decode(Cursor in) {
    return in.rest();
  }

  @Override
  public void encode(Emitter out, byte[] value) {
    out.bytes(value);
  }

  @Override
  public String print(byte[] value) {
    return value.length == 0 ? "set" : "0x" + HexFormat.of().formatHex(value);
  }
}
