package dev.netalias.linux.netlink;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.nl.NlMsgHdr;

/** Takes messages one by one. */
@FunctionalInterface
public interface Reader {
  /**
   * A message.
   *
   * @param payload what follows the netlink header; its bytes are overwritten after this returns
   */
  void message(NlMsgHdr header, Cursor payload);
}
