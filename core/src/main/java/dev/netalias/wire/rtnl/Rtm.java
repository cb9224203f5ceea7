package dev.netalias.wire.rtnl;

import dev.netalias.wire.nl.Header;
import dev.netalias.wire.nl.MessageType;
import dev.netalias.wire.nl.Protocol;
import java.util.List;

/**
 * The message types of rtnetlink, {@code RTM_*}.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/rtnetlink.h">rtnetlink.h</a>
 */
public final class Rtm {
  public static final int NEWLINK = 16;
  public static final int DELLINK = 17;
  public static final int GETLINK = 18;
  public static final int SETLINK = 19;
  public static final int NEWADDR = 20;
  public static final int DELADDR = 21;
  public static final int GETADDR = 22;
  public static final int NEWROUTE = 24;
  public static final int DELROUTE = 25;
  public static final int GETROUTE = 26;
  public static final int NEWNEIGH = 28;
  public static final int DELNEIGH = 29;
  public static final int GETNEIGH = 30;
  public static final int NEWRULE = 32;
  public static final int DELRULE = 33;
  public static final int GETRULE = 34;

  /** The kernel's multicast groups, {@code RTNLGRP_*}. */
  public static final int GROUP_LINK = 1;

  public static final int GROUP_NEIGH = 3;
  public static final int GROUP_IPV4_IFADDR = 5;
  public static final int GROUP_IPV4_ROUTE = 7;
  public static final int GROUP_IPV6_IFADDR = 9;
  public static final int GROUP_IPV6_ROUTE = 11;

  private Rtm() {}

  /** All types, to print any message; made when first asked for. */
  public static Protocol protocol() {
    return Rows.PROTOCOL;
  }

  private static final class Rows {
    static final Protocol PROTOCOL =
        new Protocol(
            List.of(
                row("RTM_NEWLINK", NEWLINK, IfInfoMsg::parse),
                row("RTM_DELLINK", DELLINK, IfInfoMsg::parse),
                row("RTM_GETLINK", GETLINK, IfInfoMsg::parse),
                row("RTM_SETLINK", SETLINK, IfInfoMsg::parse),
                row("RTM_NEWADDR", NEWADDR, IfAddrMsg::parse),
                row("RTM_DELADDR", DELADDR, IfAddrMsg::parse),
                row("RTM_GETADDR", GETADDR, IfAddrMsg::parse),
                row("RTM_NEWROUTE", NEWROUTE, RtMsg::parse),
                row("RTM_DELROUTE", DELROUTE, RtMsg::parse),
                row("RTM_GETROUTE", GETROUTE, RtMsg::parse),
                row("RTM_NEWNEIGH", NEWNEIGH, NdMsg::parse),
                row("RTM_DELNEIGH", DELNEIGH, NdMsg::parse),
                row("RTM_GETNEIGH", GETNEIGH, NdMsg::parse),
                row("RTM_NEWRULE", NEWRULE, FibRuleHdr::parse),
                row("RTM_DELRULE", DELRULE, FibRuleHdr::parse),
                row("RTM_GETRULE", GETRULE, FibRuleHdr::parse)));

    private static MessageType row(String name, int number, Header.Parser<?> header) {
      return new MessageType(name, number, header);
    }
  }
}
