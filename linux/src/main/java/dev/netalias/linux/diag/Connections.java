package dev.netalias.linux.diag;

import dev.netalias.kernel.state.Connection;
import dev.netalias.kernel.state.Connection.End;
import dev.netalias.linux.netlink.NetlinkException;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.netlink.Reader;
import dev.netalias.linux.netlink.Request;
import dev.netalias.net.Address;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.diag.InetDiagMsg;
import dev.netalias.wire.diag.InetDiagReqV2;
import dev.netalias.wire.diag.InetDiagSockId;
import dev.netalias.wire.nl.Errno;
import dev.netalias.wire.nl.NlMsgHdr;
import java.util.ArrayList;
import java.util.List;

/** The connections of a network namespace, {@code sock_diag(7)}: one reading for each family. */
public final class Connections {
  private static final int[] PROTOCOLS = {InetDiagReqV2.IPPROTO_TCP, InetDiagReqV2.IPPROTO_UDP};

  private static final int[] FAMILIES = {Address.INET, Address.INET6};

  private Connections() {}

  /** All that are established. */
  public static List<Connection> read(NetlinkSocket socket) {
    List<Connection> all = new ArrayList<>();
    for (int protocol : PROTOCOLS) {
      for (int family : FAMILIES) {
        InetDiagReqV2 asked = new InetDiagReqV2(family, protocol, 1 << InetDiagReqV2.ESTABLISHED);
        Request request = new Request(InetDiagReqV2.SOCK_DIAG_BY_FAMILY, 0, asked::emit);
        try {
          boolean tcp = protocol == InetDiagReqV2.IPPROTO_TCP;
          all.addAll(socket.dump(request, () -> new Collector(tcp)).connections);
        } catch (NetlinkException refused) {
          if (refused.errno() != Errno.ENOENT) { // the kernel knows no diagnosis of that protocol
            throw refused;
          }
        }
      }
    }
    return all;
  }

  private static final class Collector implements Reader {
    private final List<Connection> connections = new ArrayList<>();
    private final boolean tcp;

    Collector(boolean tcp) {
      this.tcp = tcp;
    }

    @Override
    public void message(NlMsgHdr header, Cursor payload) {
      InetDiagMsg it = InetDiagMsg.parse(payload);
      InetDiagSockId id = it.id();
      if (it.state() == InetDiagReqV2.ESTABLISHED) {
        connections.add(
            new Connection(
                tcp,
                new End(id.local(), id.localPort()),
                new End(id.peer(), id.peerPort()),
                it.inode()));
      }
    }
  }
}
