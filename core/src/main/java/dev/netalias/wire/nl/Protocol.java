package dev.netalias.wire.nl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.WireException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message types of a netlink family, and by them the printing of any message.
 *
 * @param types each type that is known
 */
public record Protocol(List<MessageType> types) {
  private static final Names CONTROL =
      Names.values("NLMSG_NOOP 1, NLMSG_ERROR 2, NLMSG_DONE 3, NLMSG_OVERRUN 4");

  /** Keeps a copy. */
  public Protocol {
    types = List.copyOf(types);
  }

  /** The type of a number, null where it is not known. */
  @Nullable MessageType type(int number) {
    for (MessageType type : types) {
      if (type.number() == number) {
        return type;
      }
    }
    return null;
  }

  /** The name of a type, or its number. */
  public String name(int number) {
    MessageType type = type(number);
    return type == null ? CONTROL.print(number) : type.name();
  }

  /**
   * One line that says all that a message does, as {@code --debug} prints it. It never fails: of a
   * broken message it says where it is broken.
   */
  public String trace(MemorySegment bytes) {
    Cursor in = new Cursor("nlmsghdr", bytes);
    try {
      Message message = Message.read(this, in);
      return trace(message);
    } catch (WireException broken) {
      byte[] all = new Cursor("message", bytes).rest();
      return "broken: " + broken.getMessage() + ": " + BinaryCodec.BINARY.print(all);
    }
  }

  /** The same of a message that is decoded. */
  public String trace(Message message) {
    NlMsgHdr header = message.header();
    String name = name(header.type());
    return name
        + " "
        + Nlm.print(name, header.flags())
        + " seq "
        + Integer.toUnsignedString(header.sequence())
        + " port "
        + Integer.toUnsignedString(header.port())
        + ": "
        + message.body();
  }
}
