package dev.netalias.wire.rtnl;

import dev.netalias.net.Mac;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.Codec;

/** A link-layer address, of whatever length the link's kind has. */
final class MacCodec implements Codec<Mac> {
  static final MacCodec MAC = new MacCodec();

  private MacCodec() {}

  @Override
  public Mac decode(Cursor in) {
    return Mac.of(in.rest());
  }

  @Override
  public void encode(Emitter out, Mac value) {
    out.bytes(value.bytes());
  }
}
