package dev.netalias.wire.rtnl;

/** The fields of the kernel's {@code *_cacheinfo} structs. */
public final class CacheInfo {
  private CacheInfo() {}

  /**
   * {@code struct ifa_cacheinfo}.
   *
   * @see <a
   *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/if_addr.h">if_addr.h</a>
   */
  public enum Ifa {
    /** Seconds for which new connections use it, {@link #FOREVER}. */
    PREFERRED,
    /** Seconds for which it is there, {@link #FOREVER}. */
    VALID,
    /** When it was made, in hundredths of a second since boot. */
    CSTAMP,
    /** When it was last changed. */
    TSTAMP
  }

  /**
   * {@code struct rta_cacheinfo}.
   *
   * @see <a
   *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/rtnetlink.h">rtnetlink.h</a>
   */
  public enum Rta {
    CLNTREF,
    LASTUSE,
    EXPIRES,
    ERROR,
    USED,
    ID,
    TS,
    TSAGE
  }

  /**
   * {@code struct nda_cacheinfo}.
   *
   * @see <a
   *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/neighbour.h">neighbour.h</a>
   */
  public enum Nda {
    CONFIRMED,
    USED,
    UPDATED,
    REFCNT
  }

  /**
   * {@code struct ifla_cacheinfo}.
   *
   * @see <a
   *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/if_link.h">if_link.h</a>
   */
  public enum Inet6 {
    MAX_REASM_LEN,
    TSTAMP,
    REACHABLE_TIME,
    RETRANS_TIME
  }

  /** A lifetime without end, {@code INFINITY_LIFE_TIME}. */
  public static final long FOREVER = 0xffff_ffffL;
}
