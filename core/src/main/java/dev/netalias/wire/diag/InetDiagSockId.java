package dev.netalias.wire.diag;

import dev.netalias.net.Address;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;

/**
 * The two ends of a socket, {@code struct inet_diag_sockid}: interface and cookie are left out.
 *
 * @param local the address at this end; an IPv4 one in IPv6 form is IPv4
 * @param localPort the port at this end
 * @param peer the address at the other end
 * @param peerPort the port at the other end
 */
public record InetDiagSockId(Address local, int localPort, Address peer, int peerPort) {
  /** Bytes that it takes. */
  static final int SIZE = 48;

  private static final int INTERFACE_AND_COOKIE = 12;
  private static final long MAPPED = 0xffffL;

  static InetDiagSockId parse(int family, Cursor in) {
    int localPort = in.u16be(); // idiag_sport
    int peerPort = in.u16be(); // idiag_dport
    Address local = address(family, in); // idiag_src
    Address peer = address(family, in); // idiag_dst
    in.skip(INTERFACE_AND_COOKIE); // idiag_if, idiag_cookie
    return new InetDiagSockId(local, localPort, peer, peerPort);
  }

  private static Address address(int family, Cursor in) {
    long high = in.i64be();
    long low = in.i64be();
    if (family == Address.INET) {
      return Address.ofIpv4((int) (high >>> 32));
    }
    return high == 0 && low >>> 32 == MAPPED
        ? Address.ofIpv4((int) low)
        : new Address(Address.INET6, 16, high, low);
  }

  /** Any ends. */
  static void emitAny(Emitter out) {
    out.zeros(SIZE - 8).i32(-1).i32(-1); // INET_DIAG_NOCOOKIE
  }
}
