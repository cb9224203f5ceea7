package dev.netalias.wire.nl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import org.jspecify.annotations.Nullable;

/**
 * A whole message, decoded; what was read can be written again, byte for byte.
 *
 * @param header the netlink header
 * @param body what follows it
 */
public record Message(NlMsgHdr header, Body body) {
  /** What follows the netlink header. */
  public sealed interface Body {
    /** Writes it. */
    void emit(Emitter out);
  }

  /**
   * A message of a family that is known.
   *
   * @param type its type
   * @param header its fixed header
   * @param attributes its attributes
   */
  public record Known(MessageType type, Header header, AttributeList attributes) implements Body {
    @Override
    public void emit(Emitter out) {
      header.emit(out);
      attributes.emit(out);
    }

    @Override
    public String toString() {
      return header + (attributes.values().isEmpty() ? "" : ", " + attributes);
    }
  }

  /**
   * An error, an acknowledgement, or the end of a dump.
   *
   * @param error what it says
   */
  public record Result(NlMsgErr error) implements Body {
    @Override
    public void emit(Emitter out) {
      error.emit(out);
    }

    @Override
    public String toString() {
      return error.toString();
    }
  }

  /**
   * A message of a type that is not known.
   *
   * @param bytes its bytes after the netlink header
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Unknown(byte[] bytes) implements Body {
    @Override
    public void emit(Emitter out) {
      out.bytes(bytes);
    }

    @Override
    public String toString() {
      return BinaryCodec.BINARY.print(bytes);
    }
  }

  /** Reads one message, which has to fill the rest of the cursor but for its padding. */
  public static Message read(Protocol protocol, Cursor in) {
    NlMsgHdr header = NlMsgHdr.parse(in);
    Cursor rest = in.part(protocol.name(header.type()), header.payload());
    in.skip(Math.min(in.remaining(), NlMsgHdr.aligned(header.length()) - header.length()));
    return new Message(header, body(protocol, header, rest));
  }

  private static Body body(Protocol protocol, NlMsgHdr header, Cursor in) {
    int type = header.type();
    if (type == NlMsgHdr.NLMSG_ERROR || (type == NlMsgHdr.NLMSG_DONE && in.hasRemaining())) {
      return new Result(NlMsgErr.parse(header, in));
    }
    @Nullable MessageType known = protocol.type(type);
    if (known == null) {
      return new Unknown(in.rest());
    }
    Header fixed = known.header().parse(in);
    return new Known(known, fixed, AttributeList.read(fixed.attributes(), in));
  }

  /** Writes the message with the length that it has now. */
  public void emit(Emitter out) {
    long start = out.position();
    header.emit(out);
    body.emit(out);
    long length = out.position() - start;
    out.patchI32(start, (int) length);
    out.zeros(NlMsgHdr.aligned(length) - length);
  }
}
