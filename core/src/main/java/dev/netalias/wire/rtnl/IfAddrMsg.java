package dev.netalias.wire.rtnl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.AttributeTable;
import dev.netalias.wire.nl.Header;
import dev.netalias.wire.nl.Names;

/**
 * The header of a message on an address, {@code struct ifaddrmsg}.
 *
 * @param family the address family
 * @param prefixLength bits of the network part
 * @param flags the lowest eight of {@link Ifa#FLAGS}
 * @param scope {@link Rt#SCOPE_UNIVERSE}
 * @param index the link
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/if_addr.h">if_addr.h</a>
 */
public record IfAddrMsg(int family, int prefixLength, int flags, int scope, int index)
    implements Header {
  static final Names FLAGS =
      Names.bits(
          "SECONDARY 1, NODAD 2, OPTIMISTIC 4, DADFAILED 8, HOMEADDRESS 10, DEPRECATED 20,"
              + " TENTATIVE 40, PERMANENT 80, MANAGETEMPADDR 100, NOPREFIXROUTE 200,"
              + " MCAUTOJOIN 400, STABLE_PRIVACY 800");

  /** Reads the header. */
  public static IfAddrMsg parse(Cursor in) {
    return new IfAddrMsg(
        in.named("ifaddrmsg").u8(), // ifa_family
        in.u8(), // ifa_prefixlen
        in.u8(), // ifa_flags
        in.u8(), // ifa_scope
        in.i32()); // ifa_index
  }

  @Override
  public void emit(Emitter out) {
    out.u8(family) // ifa_family
        .u8(prefixLength) // ifa_prefixlen
        .u8(flags) // ifa_flags
        .u8(scope) // ifa_scope
        .i32(index); // ifa_index
  }

  @Override
  public AttributeTable attributes() {
    return Ifa.ALL;
  }

  @Override
  public String toString() {
    return "ifa_family "
        + Rt.FAMILIES.print(family)
        + " ifa_prefixlen "
        + prefixLength
        + " ifa_flags "
        + FLAGS.print(flags)
        + " ifa_scope "
        + Rt.SCOPES.print(scope)
        + " ifa_index "
        + index;
  }
}
