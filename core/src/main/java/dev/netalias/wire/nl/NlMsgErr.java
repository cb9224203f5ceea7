package dev.netalias.wire.nl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code NLMSG_ERROR} or an {@code NLMSG_DONE} says, {@code struct nlmsgerr}.
 *
 * @param error 0 or a negative errno
 * @param request the header of the request at fault; null in the end of a dump
 * @param echo what was sent back of the request after its header; null where it was cut off
 * @param attributes the extended acknowledgement
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/netlink.h">netlink.h</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NlMsgErr(
    int error, @Nullable NlMsgHdr request, byte @Nullable [] echo, AttributeList attributes) {
  private static final AttributeTable TABLE = new AttributeTable();

  /** The kernel's own text. */
  public static final Attribute<String> NLMSGERR_ATTR_MSG =
      TABLE.row("NLMSGERR_ATTR_MSG", 1, TextCodec.TEXT);

  /** Where in the request the attribute at fault begins. */
  public static final Attribute<Integer> NLMSGERR_ATTR_OFFS =
      TABLE.row("NLMSGERR_ATTR_OFFS", 2, IntCodec.U32);

  /** Opaque data of a success. */
  public static final Attribute<byte[]> NLMSGERR_ATTR_COOKIE =
      TABLE.row("NLMSGERR_ATTR_COOKIE", 3, BinaryCodec.BINARY);

  /** The rule that the attribute at fault broke. */
  public static final Attribute<AttributeList> NLMSGERR_ATTR_POLICY =
      TABLE.row("NLMSGERR_ATTR_POLICY", 4, NestCodec.of(policy()));

  /** Number of an attribute that is missing. */
  public static final Attribute<Integer> NLMSGERR_ATTR_MISS_TYPE =
      TABLE.row("NLMSGERR_ATTR_MISS_TYPE", 5, IntCodec.U32);

  /** Where the nest begins in which it is missing. */
  public static final Attribute<Integer> NLMSGERR_ATTR_MISS_NEST =
      TABLE.row("NLMSGERR_ATTR_MISS_NEST", 6, IntCodec.U32);

  private static AttributeTable policy() {
    AttributeTable table = new AttributeTable();
    table.row("NL_POLICY_TYPE_ATTR_TYPE", 1, IntCodec.U32);
    table.row("NL_POLICY_TYPE_ATTR_MIN_VALUE_S", 2, LongCodec.U64);
    table.row("NL_POLICY_TYPE_ATTR_MAX_VALUE_S", 3, LongCodec.U64);
    table.row("NL_POLICY_TYPE_ATTR_MIN_VALUE_U", 4, LongCodec.U64);
    table.row("NL_POLICY_TYPE_ATTR_MAX_VALUE_U", 5, LongCodec.U64);
    table.row("NL_POLICY_TYPE_ATTR_MIN_LENGTH", 6, IntCodec.U32);
    table.row("NL_POLICY_TYPE_ATTR_MAX_LENGTH", 7, IntCodec.U32);
    table.row("NL_POLICY_TYPE_ATTR_MASK", 12, LongCodec.U64);
    return table;
  }

  /** Reads the rest of a reply that has this header. */
  public static NlMsgErr parse(NlMsgHdr header, Cursor in) {
    int error = in.i32();
    boolean isError = header.type() == NlMsgHdr.NLMSG_ERROR;
    NlMsgHdr request = isError ? NlMsgHdr.parse(in) : null;
    byte[] echo = null;
    if (request != null && !header.has(Nlm.CAPPED)) {
      boolean attributesFollow = header.has(Nlm.ACK_TLVS);
      long echoed = NlMsgHdr.aligned(request.length()) - NlMsgHdr.SIZE;
      echo = attributesFollow ? in.bytes(echoed) : in.rest();
    }
    in.named("nlmsgerr");
    return new NlMsgErr(error, request, echo, AttributeList.read(TABLE, in));
  }

  /** Writes what {@link #parse} reads. */
  public void emit(Emitter out) {
    out.i32(error);
    if (request != null) {
      request.emit(out);
    }
    if (echo != null) {
      out.bytes(echo);
    }
    attributes.emit(out);
  }

  /** The kernel's own text, empty where it gave none. */
  public String message() {
    String text = attributes.get(NLMSGERR_ATTR_MSG);
    return text == null ? "" : text;
  }

  /** Where in the request the attribute at fault begins, -1 where the kernel doesn't say. */
  public int offset() {
    Integer offset = attributes.get(NLMSGERR_ATTR_OFFS);
    return offset == null ? -1 : offset;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(error == 0 ? "0" : Errno.name(-error));
    if (request != null) {
      text.append(" for type ").append(request.type()).append(" seq ").append(request.sequence());
    }
    return text.append(attributes.values().isEmpty() ? "" : ", ").append(attributes).toString();
  }
}
