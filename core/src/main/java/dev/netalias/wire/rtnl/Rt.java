package dev.netalias.wire.rtnl;

import dev.netalias.wire.nl.Names;

/**
 * Numbers of rtnetlink that several messages use.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/rtnetlink.h">rtnetlink.h</a>
 */
public final class Rt {
  /** {@code AF_UNSPEC}. */
  public static final int AF_UNSPEC = 0;

  /** {@code AF_BRIDGE}. */
  public static final int AF_BRIDGE = 7;

  /** {@code RT_TABLE_MAIN}. */
  public static final int TABLE_MAIN = 254;

  /** {@code RT_TABLE_LOCAL}. */
  public static final int TABLE_LOCAL = 255;

  /** {@code RT_SCOPE_UNIVERSE}: anywhere. */
  public static final int SCOPE_UNIVERSE = 0;

  /** {@code RT_SCOPE_LINK}: on the link. */
  public static final int SCOPE_LINK = 253;

  /** {@code RT_SCOPE_HOST}: within the host. */
  public static final int SCOPE_HOST = 254;

  /** {@code RT_SCOPE_NOWHERE}: in a deletion, any scope. */
  public static final int SCOPE_NOWHERE = 255;

  /** {@code RTPROT_KERNEL}: made by the kernel. */
  public static final int PROTO_KERNEL = 2;

  /** {@code RTPROT_BOOT}: made at boot, or by hand. */
  public static final int PROTO_BOOT = 3;

  static final Names FAMILIES =
      Names.values("unspec 0, inet 2, bridge 7, inet6 10, packet 17, mpls 28");
  static final Names SCOPES = Names.values("universe 0, site 200, link 253, host 254, nowhere 255");
  static final Names TABLES = Names.values("unspec 0, default 253, main 254, local 255");
  static final Names PROTOCOLS =
      Names.values(
          "unspec 0, redirect 1, kernel 2, boot 3, static 4, ra 9, zebra 11, bird 12,"
              + " dhcp 16, keepalived 18, bgp 186, isis 187, ospf 188, rip 189");

  private Rt() {}
}
