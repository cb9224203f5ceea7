package dev.netalias.wire.diag;

import dev.netalias.wire.Emitter;

/**
 * Asks for the sockets of a family, {@code struct inet_diag_req_v2}.
 *
 * @param family the address family of the sockets
 * @param protocol {@link #IPPROTO_TCP} or {@link #IPPROTO_UDP}
 * @param states which states, bit n for state n
 */
public record InetDiagReqV2(int family, int protocol, int states) {
  /** {@code SOCK_DIAG_BY_FAMILY}: the type of question and answer. */
  public static final int SOCK_DIAG_BY_FAMILY = 20;

  public static final int IPPROTO_TCP = 6;
  public static final int IPPROTO_UDP = 17;

  /** {@code TCP_ESTABLISHED}; of UDP: connected. */
  public static final int ESTABLISHED = 1;

  /** Writes it. */
  public void emit(Emitter out) {
    out.u8(family) // sdiag_family
        .u8(protocol) // sdiag_protocol
        .zeros(2) // idiag_ext, pad
        .i32(states); // idiag_states
    InetDiagSockId.emitAny(out); // id
  }
}
