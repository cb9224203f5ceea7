package dev.netalias.wire.nl;

/** Flags of a message, {@code NLM_F_*} of {@code linux/netlink.h}. */
public final class Nlm {
  /** A request. */
  public static final int REQUEST = 0x1;

  /** Part of a sequence that {@code NLMSG_DONE} ends. */
  public static final int MULTI = 0x2;

  /** Reply, with an acknowledgement or an error. */
  public static final int ACK = 0x4;

  /** The caller's request, sent to the listeners of its effect too. */
  public static final int ECHO = 0x8;

  /** The dump is inconsistent: something changed meanwhile. */
  public static final int DUMP_INTR = 0x10;

  /** The dump was filtered as the request asked. */
  public static final int DUMP_FILTERED = 0x20;

  /** All of a table: a dump. */
  public static final int DUMP = 0x300;

  /** Replace what exists. */
  public static final int REPLACE = 0x100;

  /** Fail where it exists. */
  public static final int EXCL = 0x200;

  /** Create where it doesn't exist. */
  public static final int CREATE = 0x400;

  /** Add to the end. */
  public static final int APPEND = 0x800;

  /** In a reply: the request was cut off after its header. */
  public static final int CAPPED = 0x100;

  /** In a reply: attributes with the extended acknowledgement follow. */
  public static final int ACK_TLVS = 0x200;

  private static final String COMMON = "REQUEST 1, MULTI 2, ACK 4, ECHO 8, DUMP_INTR 10";
  private static final Names GET =
      Names.bits(COMMON + ", DUMP_FILTERED 20, DUMP 300, ROOT 100, MATCH 200, ATOMIC 400");
  private static final Names NEW =
      Names.bits(COMMON + ", DUMP_FILTERED 20, REPLACE 100, EXCL 200, CREATE 400, APPEND 800");
  private static final Names DEL = Names.bits(COMMON + ", NONREC 100, BULK 200");
  private static final Names REPLY = Names.bits(COMMON + ", CAPPED 100, ACK_TLVS 200");

  private Nlm() {}

  /** The flags of a message, which mean one thing in a request to get and another to make. */
  static String print(String typeName, int flags) {
    Names names =
        typeName.startsWith("NLMSG_")
            ? REPLY
            : typeName.contains("_GET") ? GET : typeName.contains("_DEL") ? DEL : NEW;
    return names.print(flags);
  }
}
