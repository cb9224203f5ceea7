package dev.netalias.linux.netlink;

import dev.netalias.wire.Emitter;

/**
 * A message to the kernel.
 *
 * @param type {@code RTM_*}
 * @param flags {@code NLM_F_*} beside those that its way of being sent adds
 * @param body writes what follows the netlink header
 */
public record Request(int type, int flags, Body body) {
  /** What follows the netlink header of a request. */
  @FunctionalInterface
  public interface Body {
    /** Writes the fixed header and the attributes. */
    void emit(Emitter out);
  }
}
