package dev.netalias.linux.nft;

import dev.netalias.kernel.traffic.Match;
import dev.netalias.kernel.traffic.NftCommand;
import dev.netalias.kernel.traffic.NftCommand.AddChain;
import dev.netalias.kernel.traffic.NftCommand.AddRule;
import dev.netalias.kernel.traffic.NftCommand.AddSet;
import dev.netalias.kernel.traffic.NftCommand.AddTable;
import dev.netalias.kernel.traffic.NftCommand.DeleteChain;
import dev.netalias.kernel.traffic.NftCommand.DeleteSet;
import dev.netalias.kernel.traffic.NftCommand.DeleteTable;
import dev.netalias.kernel.traffic.NftCommand.FlushChain;
import dev.netalias.linux.netlink.NetfilterSocket;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nft.Nft;
import dev.netalias.wire.nft.Nfta;
import dev.netalias.wire.nl.Nlm;
import dev.netalias.wire.nl.TextCodec;

/** Writes the steps of a change of the table as messages. */
final class CommandMessages {
  /** The name of the table, within the family inet. */
  static final String TABLE = "netalias";

  private static final int TYPE_BITS = 6;
  private static final int IPV4_ADDRESS = 7;
  private static final int IPV6_ADDRESS = 8;
  private static final int INET_SERVICE = 13;
  private static final int VERDICT_TYPE = 0xffffff00;

  private static final int SET_MAP = 0x8;
  private static final int SET_TIMEOUT = 0x10;
  private static final int SET_DYNAMIC = 0x20;

  private static final int NF_ACCEPT = 1;
  private static final int WORD = 4;
  private static final int COMMENT = 0; // NFTNL_UDATA_*_COMMENT

  private final NetfilterSocket socket;
  private int sets;

  CommandMessages(NetfilterSocket socket) {
    this.socket = socket;
  }

  /** Writes one step. */
  void write(NftCommand command) {
    switch (command) {
      case AddTable c -> {
        Emitter out = socket.message(Nft.NEWTABLE, Nlm.CREATE);
        Nfta.Table.NAME.emit(out, TABLE);
        Nfta.Table.USERDATA.emit(out, comment(c.comment()));
        socket.end();
      }
      case DeleteTable c -> {
        Nfta.Table.NAME.emit(socket.message(Nft.DELTABLE, 0), TABLE);
        socket.end();
      }
      case AddSet c -> set(c);
      case DeleteSet c -> {
        Emitter out = socket.message(Nft.DELSET, 0);
        Nfta.Set.TABLE.emit(out, TABLE);
        Nfta.Set.NAME.emit(out, c.name());
        socket.end();
      }
      case AddChain c -> chain(c);
      case FlushChain c -> {
        Emitter out = socket.message(Nft.DELRULE, 0);
        Nfta.Rule.TABLE.emit(out, TABLE);
        Nfta.Rule.CHAIN.emit(out, c.name());
        socket.end();
      }
      case DeleteChain c -> {
        Emitter out = socket.message(Nft.DELCHAIN, 0);
        Nfta.Chain.TABLE.emit(out, TABLE);
        Nfta.Chain.NAME.emit(out, c.name());
        socket.end();
      }
      case AddRule c -> rule(c);
    }
  }

  private void chain(AddChain chain) {
    Emitter out = socket.message(Nft.NEWCHAIN, Nlm.CREATE);
    Nfta.Chain.TABLE.emit(out, TABLE);
    Nfta.Chain.NAME.emit(out, chain.name());
    if (chain.hook() != null) {
      long hook = Nfta.Chain.HOOK.begin(out);
      Nfta.Hook.HOOKNUM.emit(out, chain.hook().number());
      Nfta.Hook.PRIORITY.emit(out, AddChain.PRIORITY);
      Nfta.Chain.HOOK.end(out, hook);
      Nfta.Chain.POLICY.emit(out, NF_ACCEPT);
      Nfta.Chain.TYPE.emit(out, "filter");
    }
    socket.end();
  }

  private void rule(AddRule rule) {
    Emitter out = socket.message(Nft.NEWRULE, Nlm.CREATE | Nlm.APPEND);
    Nfta.Rule.TABLE.emit(out, TABLE);
    Nfta.Rule.CHAIN.emit(out, rule.chain());
    long list = Nfta.Rule.EXPRESSIONS.begin(out);
    Expressions expressions = new Expressions(out);
    for (Match match : rule.matches()) {
      expressions.write(match);
    }
    Nfta.Rule.EXPRESSIONS.end(out, list);
    if (!rule.comment().isEmpty()) {
      Nfta.Rule.USERDATA.emit(out, comment(rule.comment()));
    }
    socket.end();
  }

  private void set(AddSet set) {
    int address = set.shape().isInet() ? IPV4_ADDRESS : IPV6_ADDRESS;
    int bytes = set.shape().bits() / 8;
    Emitter out = socket.message(Nft.NEWSET, Nlm.CREATE);
    Nfta.Set.TABLE.emit(out, TABLE);
    Nfta.Set.NAME.emit(out, set.name());
    Nfta.Set.ID.emit(out, ++sets);
    switch (set.content()) {
      case COUNTERS -> {
        key(out, 0, address, bytes);
        long counter = Nfta.Set.EXPR.begin(out);
        Nfta.Expr.NAME.emit(out, "counter");
        Nfta.Set.EXPR.end(out, counter);
      }
      case VERDICTS -> {
        key(out, SET_MAP, address, bytes);
        Nfta.Set.DATA_TYPE.emit(out, VERDICT_TYPE);
        Nfta.Set.DATA_LEN.emit(out, 0);
      }
      case ENDS -> {
        int end = address << TYPE_BITS | INET_SERVICE;
        key(out, SET_TIMEOUT | SET_DYNAMIC, end << 2 * TYPE_BITS | end, 2 * (bytes + WORD));
        long description = Nfta.Set.DESC.begin(out);
        Nfta.Desc.SIZE.emit(out, AddSet.MOST_ENDS);
        Nfta.Set.DESC.end(out, description);
      }
    }
    socket.end();
  }

  private static void key(Emitter out, int flags, int type, int length) {
    Nfta.Set.FLAGS.emit(out, flags);
    Nfta.Set.KEY_TYPE.emit(out, type);
    Nfta.Set.KEY_LEN.emit(out, length);
  }

  /** A comment as nft keeps it: type, length, text and a zero byte. */
  static byte[] comment(String text) {
    byte[] bytes = TextCodec.bytes(text);
    byte[] userdata = new byte[bytes.length + 3];
    userdata[0] = COMMENT;
    userdata[1] = (byte) (bytes.length + 1);
    System.arraycopy(bytes, 0, userdata, 2, bytes.length);
    return userdata;
  }

  /** The text of a comment, empty where there is none. */
  static String comment(byte[] userdata) {
    int at = 0;
    while (at + 2 <= userdata.length) {
      int length = userdata[at + 1] & 0xff;
      if (userdata[at] == COMMENT && length > 0 && at + 1 + length < userdata.length) {
        byte[] text = java.util.Arrays.copyOfRange(userdata, at + 2, at + 1 + length);
        return TextCodec.text(text, text.length);
      }
      at += 2 + length;
    }
    return "";
  }
}
