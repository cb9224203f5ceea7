package dev.netalias.wire.nl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;

/** The fixed header of a family's message, between {@link NlMsgHdr} and the attributes. */
public interface Header {
  /** The attributes that follow a header with these values. */
  AttributeTable attributes();

  /** Writes the header. */
  void emit(Emitter out);

  /**
   * Reads the header of a message.
   *
   * @param <H> the header
   */
  interface Parser<H extends Header> {
    /** Reads the header from the cursor. */
    H parse(Cursor in);
  }
}
