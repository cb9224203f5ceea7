package dev.netalias.kernel.state;

/** Who made an address or a route: {@code IFA_PROTO}, {@code rtm_protocol}. */
public final class Protocol {
  /** Not told. */
  public static final int UNKNOWN = 0;

  /** The kernel itself, {@code RTPROT_KERNEL}. */
  public static final int KERNEL = 2;

  /** At boot, or by {@code ip} and {@code route} without a word on it: {@code RTPROT_BOOT}. */
  public static final int BOOT = 3;

  /** netalias: the mark on each address and route that it makes. */
  public static final int NETALIAS = 78;

  private Protocol() {}
}
