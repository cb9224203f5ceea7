package dev.netalias.linux.netlink;

import java.lang.foreign.MemorySegment;

/** Sees every message that goes through a socket. */
@FunctionalInterface
public interface Trace {
  /** Looks away. */
  Trace NONE = (sent, message) -> {};

  /** A message, netlink header included; its bytes are overwritten after this returns. */
  void message(boolean sent, MemorySegment message);
}
