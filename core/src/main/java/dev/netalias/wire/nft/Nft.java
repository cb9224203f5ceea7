package dev.netalias.wire.nft;

/**
 * The message types of nf_tables, {@code NFT_MSG_*}, with the number of the subsystem in the upper
 * byte.
 */
public final class Nft {
  /** {@code NFNL_SUBSYS_NFTABLES}. */
  public static final int SUBSYSTEM = 10;

  /** Begins what is done as a whole or not at all, {@code NFNL_MSG_BATCH_BEGIN}. */
  public static final int BATCH_BEGIN = 0x10;

  /** Ends it, {@code NFNL_MSG_BATCH_END}. */
  public static final int BATCH_END = 0x11;

  public static final int NEWTABLE = 0xa00;
  public static final int GETTABLE = 0xa01;
  public static final int DELTABLE = 0xa02;
  public static final int NEWCHAIN = 0xa03;
  public static final int GETCHAIN = 0xa04;
  public static final int DELCHAIN = 0xa05;
  public static final int NEWRULE = 0xa06;
  public static final int GETRULE = 0xa07;
  public static final int DELRULE = 0xa08;
  public static final int NEWSET = 0xa09;
  public static final int GETSET = 0xa0a;
  public static final int DELSET = 0xa0b;
  public static final int NEWSETELEM = 0xa0c;
  public static final int GETSETELEM = 0xa0d;
  public static final int DELSETELEM = 0xa0e;

  /** {@code NFPROTO_INET}: IPv4 and IPv6. */
  public static final int INET = 1;

  /** Length of {@code struct nfgenmsg}. */
  public static final int HEADER = 4;

  private Nft() {}
}
