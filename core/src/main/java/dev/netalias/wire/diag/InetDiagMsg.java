package dev.netalias.wire.diag;

import dev.netalias.wire.Cursor;

/**
 * One socket, {@code struct inet_diag_msg}: timers and queues are left out.
 *
 * @param state {@link InetDiagReqV2#ESTABLISHED} and others
 * @param id its ends
 * @param inode the number of the socket as a file, 0 where no process has it
 */
public record InetDiagMsg(int state, InetDiagSockId id, long inode) {
  /** Reads it. */
  public static InetDiagMsg parse(Cursor in) {
    int family = in.named("inet_diag_msg").u8(); // idiag_family
    int state = in.u8(); // idiag_state
    in.skip(2); // idiag_timer, idiag_retrans
    InetDiagSockId id = InetDiagSockId.parse(family, in);
    in.skip(16); // idiag_expires, idiag_rqueue, idiag_wqueue, idiag_uid
    return new InetDiagMsg(state, id, in.u32()); // idiag_inode
  }
}
